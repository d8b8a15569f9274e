"""Document -> sentences: lines are told apart, lines that a column or a wrap cut are joined, then stops are found.

A newspaper page is lines before it is sentences: kickers, headlines, bylines and captions stand on lines of their own
without a full stop, while a column break may cut a sentence in two, even with a blank line between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.model import Document, Sentence, Span

Kind = Literal["section", "heading", "byline", "caption", "credit", "body", "other"]

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_STOP = re.compile(r"[。！？!?]+")
_STRONG = "。！？!?…"
_CLOSERS = '”’」』）)】》"'
_GOES_ON = "，、；：,;的之。"  # after a closing quote, these carry the sentence on: “加油！”的口号
_BEFORE_SPEECH = "：:，,。！？!?；;、—…”’」』）)》\"'"  # what stands before a quote that is no part of its sentence

_MARK = "□■◎●◇◆○★☆▍▌▶►◢▲△"
_WHO = r"(?:记者|通讯员|实习生|特派员|评论员|撰稿|摄影|撰文|采写|作者|来源|责任编辑|责编|编辑|整理|供稿|摄)"
_HOUSE = r"(?:本报|本刊|本网|本台|本社|全媒体|融媒体|融媒|新华社|中新社|中新网)"
# □本报记者 甲 通讯员 乙 文/图; 记者 甲 长沙报道; 通讯员 甲 本报记者 乙; □甲
_BYLINE = re.compile(
    rf"[{_MARK}—\-(（]{{0,3}}[\s　]{{0,4}}(?:"
    rf"{_HOUSE}[^\s，。：:]{{0,6}}[\s　]?(?:记者|评论员|通讯员|实习生)(?!走|调查)"
    rf"|[^\s，。：:“”]{{0,6}}{_WHO}(?:[\s　/]|[：:][\s　]?[^\s，。]{{1,20}}(?:[\s　]|$))"
    rf"|(?:文|图)[\s　]?[/／|｜]"
    rf"|[^\s，。]{{1,8}}[/／](?:文|图|摄)"
    rf"|\d{{4}}[-年/.]\d{{1,2}}[-月/.]\d{{1,2}}日?(?:[\s　]|$)"
    rf")"
)
_MARKED_NAME = re.compile(r"□[\s　]?[\u4e00-\u9fff]{1}[\u4e00-\u9fff·\s　]{1,11}$")
# 本报讯（记者 甲）…; 新华社某地4月3日电…; 据某报报道 …; 某某网讯（记者 甲）…; （记者 甲）…
_LEAD = re.compile(
    rf"[{_MARK}]?[\s　]{{0,2}}(?:"
    r"本[报刊网台社][\u4e00-\u9fff]{0,8}(?:讯|电|消息)"
    r"|又讯"
    r"|(?:据[^\s，。]{2,15}|[^\s，。]{2,12}记者[^\s，。]{2,10})(?:报道|消息)"
    r"|[《【]?[^\s，。、“]{2,14}[》】]?[^\s，。、“]{0,10}\d{1,2}月\d{1,2}日(?:电|讯)"
    r"|[^\s，。、“]{2,12}讯[\s　(（]"
    r"|[(（](?:本报)?(?:首席|实习|见习)?记者[\s　]?[^，。]{2,40}[)）]"
    r")"
)
_CAPTION = re.compile(r"(?:[▲▼△▽]|[上下左右]?图(?:片)?[\s　]?[①-⑳0-9一二三四五六]{0,2}[\s　]?(?:[：:]|为|[\s　]))")
_CREDIT = re.compile(
    r"(?:[(（【\[][\s　]?"
    r"(?:下转|上接|编辑|责编|责任编辑|来源|作者|原题|原标题|记者|通讯员|实习|本报记者|注|完|审核|校对|图片)"
    r"[^)）】\]]{0,60}[)）】\]]|(?:编辑|责编|责任编辑|审核|校对|来源)[：:|｜].{1,40})$"
)
_SECTION = re.compile(rf"(?:【[^】]{{1,12}}】|[{_MARK}][\s　]?[^\s，。：:]{{1,12}})$")
_QUESTION = re.compile(
    rf"[{_MARK}]?(?:问|答|[【《]?[\u4e00-\u9fff·]{{2,6}}[】》]?)[：\s　】](?=.{{0,80}}[？?]$)|【记者】"
)
_WEAK_END = re.compile(r"[，、,：:；;（(“《—]$|(?:[的与和及在将对为以把被由]|(?<![目方意志走趋导取])向)$")
_BEGINS_BODY = re.compile(  # a time or a connective before the first comma begins a paragraph, not a headline
    r"(?:当[天日晚]|近[日年期来]|日前|目前|眼下|如今|此[前外后次]|同[时日]|其[中间]|据[了悉介]|截至|今[年日]|去年|昨日|随[着后]"
    r"|未来|下一步|今后|\d{1,4}[年月日]|[他她它]|但|而|不过|因此|对此|会上|会后|期间)[^，]{0,12}，"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its blanks trimmed. `gap` says whether a blank line, or nothing, stands before it."""

    span: Span
    text: str
    kind: Kind
    gap: bool
    joined: bool = False  # goes on with the line before

    @property
    def leads(self) -> bool:
        """Whether the line begins as a report does: 本报讯, 据某报报道, 某社某地4月3日电."""
        return bool(_LEAD.match(self.text[:80]))


def lines(text: str, start: int = 0, end: int | None = None) -> tuple[Line, ...]:
    """The lines of `text[start:end]` that hold something, in order, with their kinds."""
    raw = list(_raw_lines(text, start, len(text) if end is None else end))
    texts = [text[span.start : span.end] for span, _ in raw]
    width = _wrap_width(texts)
    kinds = [_kind(line, texts[i + 1] if i + 1 < len(texts) else "", width, i == 0) for i, line in enumerate(texts)]
    followers = _followers(kinds, texts)
    found: list[Line] = []
    open_tail, open_kind = "", kinds[0] if kinds else "body"  # the end of the line before, where it is unfinished
    for i, ((span, gap), line) in enumerate(zip(raw, texts, strict=True)):
        kind, joined = kinds[i], False
        if open_tail and (open_kind != "body" or _unclosed(open_tail)):
            kind, joined = open_kind, True
        elif kind == "heading":
            if open_tail and followers[i] not in ("byline", "lead"):
                kind, joined = "body", True
            elif not followers[i]:
                kind = "other" if found else "heading"
        elif kind == "body":
            joined = bool(open_tail) and not _LEAD.match(line[:80])
        found.append(Line(span, line, kind, gap, joined))
        unfinished = (
            not _finished(line, width) if kind == "body" else line[-1] in "·、/／" and kind in ("byline", "caption")
        )
        open_tail, open_kind = line[-80:] if unfinished else "", kind
    return tuple(found)


def split(document: Document) -> tuple[Sentence, ...]:
    """The sentences of all articles in order; together they hold every character that is not blank.

    `text` is the exact slice and may hold the line breaks of a page. Text outside of all articles is in no sentence.
    """
    found: list[Sentence] = []
    for number, article in enumerate(document.articles):
        for block in _blocks(lines(document.text, article.span.start, article.span.end)):
            headline = block[0].kind in ("section", "heading")
            for span in _sentence_spans(document.text, block[0].span.start, block[-1].span.end):
                found.append(Sentence(span, document.slice(span), number, headline))
    return tuple(found)


def flatten(text: str) -> tuple[str, tuple[int, ...]]:
    """`text` without its line breaks and the blanks around them, and for each kept character its offset in `text`.

    Between two Latin letters a break counts as one blank, which stands for the break's first character.
    """
    if not _BREAK.search(text):
        return text, tuple(range(len(text)))
    kept: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in re.finditer(r"\s+", text):
        kept.append(text[at : match.start()])
        offsets.extend(range(at, match.start()))
        at = match.end()
        if not _BREAK.search(match[0]):
            kept.append(match[0])
            offsets.extend(range(match.start(), match.end()))
        elif _latin(text[match.start() - 1 : match.start()]) and _latin(text[at : at + 1]):
            kept.append(" ")
            offsets.append(match.start())
    kept.append(text[at:])
    offsets.extend(range(at, len(text)))
    return "".join(kept), tuple(offsets)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _raw_lines(text: str, start: int, end: int) -> Iterator[tuple[Span, bool]]:
    """Non-blank lines, trimmed, each with whether a blank line or the beginning stands before it."""
    last = None
    for match in _LINE.finditer(text, start, end):
        left = match.start() + len(match[0]) - len(match[0].lstrip())
        right = match.start() + len(match[0].rstrip())
        if left >= right:
            continue
        between = text[last:left].replace("\r\n", "\n") if last is not None else "\n\n"
        yield Span(left, right), len(_BREAK.findall(between)) > 1
        last = right


def _wrap_width(texts: Sequence[str]) -> int:
    """The length from which a line counts as cut by a wrap; 0 where the text is not wrapped.

    Wrapped text has many unfinished lines, most with a comma or a stop inside; headlines are unfinished without.
    """
    cut = sorted(len(line) for line in texts if len(line) >= 12 and line[-1] not in _STRONG + _CLOSERS)
    inside = sum(
        len(line) >= 12 and line[-1] not in _STRONG + _CLOSERS and any(c in line for c in "，。") for line in texts
    )
    if len(cut) < 3 or len(cut) < 0.4 * len(texts) or inside < 0.6 * len(cut):
        return 0
    return max(12, cut[len(cut) // 2] * 3 // 4)


def _kind(line: str, following: str, width: int, first: bool) -> Kind:
    """What a line looks like by itself; `heading` and `body` are settled by what stands around it."""
    if _CREDIT.match(line):
        return "credit"
    short = len(line) <= 60 and not any(c in line for c in "。，；") and line[-1] not in "？?！" and not _unclosed(line)
    if short and (_BYLINE.match(line) or _MARKED_NAME.match(line) or _LEAD.match(line)):
        return "byline"
    if _SECTION.match(line):
        return "section"
    if _CAPTION.match(line) or (len(line) <= 80 and re.search(r"[\s　。）)]摄$", line)):
        return "caption"
    full = width and len(line) >= width and bool(following)
    if (
        len(line) > (60 if first else 45)
        or "。" in line
        or "；" in line
        or full
        or line.count("，") > 1
        or (_WEAK_END.search(line[-2:]) and len(line) > 12 and not _goes_on_as_headline(line, following))
        or _BEGINS_BODY.match(line)
        or _LEAD.match(line)
        or _unclosed(line)
        or (following[:1] and following[0] in "，。、；：！？”）)")
        or _QUESTION.match(line)
    ):
        return "body"
    return "heading"


def _goes_on_as_headline(line: str, following: str) -> bool:
    """Whether a colon ends the first of two lines of a headline: 某校团队落户某地： / 把实验室搬进山里."""
    return line[-1] in "：:" and 0 < len(following) <= 30 and following[-1] not in _STRONG and "，" not in line


def _followers(kinds: Sequence[Kind], texts: Sequence[str]) -> list[str]:
    """For each line what follows the run of headlines that it is in: byline, lead, body, or "" for nothing."""
    followers: list[str] = []
    after = ""
    for kind, line in zip(reversed(kinds), reversed(texts), strict=True):
        followers.append(after)
        if kind == "credit":
            after = ""
        elif kind not in ("heading", "section"):
            after = "lead" if kind == "body" and _LEAD.match(line[:80]) else kind
    return followers[::-1]


def _unclosed(tail: str) -> bool:
    """Whether a bracket, a book title or a quote opened in the last 40 characters is still open."""
    tail = tail[-40:]
    return any(tail.rfind(a) > tail.rfind(b) for a, b in ("（）", "()", "《》", "“”"))


def _finished(line: str, width: int) -> bool:
    """Whether a line of body text ends its sentence."""
    bare = line.rstrip(_CLOSERS)
    if bare and bare[-1] in _STRONG + "：:；;":
        return True
    if bare == line or not bare:
        return False
    # 当天，某高新区（新市区） goes on; 共同发展。（记者 甲） and “甲” and “乙” do not
    tail = re.split(r"[。！？]", line[-120:])[-1]
    return not ("，" in tail and not _CREDIT.match(tail)) and not (width and len(line) >= width)


def _blocks(found: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that belong together: a paragraph with its continuations, or one line of any other kind."""
    block: list[Line] = []
    for line in found:
        if block and not line.joined:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _sentence_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Spans of the sentences in `text[start:end]`, without the blanks around them."""
    at = start
    straight = counted = 0  # straight quotes so far: an even number of them before one says that it opens
    for match in _STOP.finditer(text, start, end):
        stop = match.end()
        while stop < min(end, match.end() + 4) and text[stop] in _CLOSERS:
            if text[stop] == '"':
                straight += text.count('"', max(start, counted), stop)
                counted = stop
                if straight % 2 == 0:
                    break
            stop += 1
        after = text[stop : stop + 1] if stop < end else ""
        joined = after.isalnum() and (after.isascii() or _latin(text[match.start() - 1 : match.start()]))
        if match[0].isascii() and stop == match.end() and joined:
            continue  # https://…?page=2, and a name with a mark: Hello!平台
        if stop > match.end() and after and after in _GOES_ON:
            continue
        if _in_title(text, match.start(), start, end) or _in_passing(text, match, start, end):
            continue
        yield from _trimmed(text, at, stop)
        at = stop
    yield from _trimmed(text, at, end)


def _in_passing(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a stop stands within a short quote that is a part of its sentence.

    That is so where the sentence goes on behind the quote (“加油！加油！”的喊声), and where a call or a question is
    quoted without colon or comma before it (他喊了声“出发！”跳上车): a sentence that ends there has its stop outside.
    """
    left = max(start, match.start() - 40)
    opened = max(text.rfind("“", left, match.start()), text.rfind("「", left, match.start()))
    if opened <= max(text.rfind("”", left, match.start()), text.rfind("」", left, match.start())):
        return False
    closed = text.find("”" if text[opened] == "“" else "」", match.start(), min(end, opened + 40))
    while closed >= 0 and text[closed + 1 : closed + 2] in ("“", "「"):  # “出发！”“出发！”的喊声
        closed = text.find("”" if text[closed + 1] == "“" else "」", closed + 2, min(end, opened + 80))
    if closed < 0 or closed + 1 >= end:
        return False
    if text[closed + 1] in _GOES_ON:
        return True
    before = text[opened - 1] if opened > start else "\n"
    return "。" not in text[opened:closed] and not before.isspace() and before not in _BEFORE_SPEECH


def _in_title(text: str, at: int, start: int, end: int) -> bool:
    """Whether `at` stands within a book title of at most 40 characters: 《去哪儿？》."""
    left = max(start, at - 40)
    opened = text.rfind("《", left, at)
    return opened > text.rfind("》", left, at) and text.find("》", at, min(end, opened + 40)) >= 0


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
