"""What one text says of a person: at which body the post is, where a change of post is told, who reports."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache

from kg import lexicon
from kg.model import AnnotatedDocument, Mention

_TITLE_GAP = re.compile(r"[^，。；、！？：“”\n]{0,16}")
_AFTER = re.compile(r"[，（]?(?:是|系|任|担任|现任|出任|作为|为)")
_MOVES = re.compile(
    r"调任|调来|调入|调往|调回|调到|转任|改任|升任|历任|此前任|曾任|原任|聘请|聘任|兼任|新任|刚从|履新|接任|辞任|卸任|原[^，。]{1,8}现任"
)
_APPOINTED = re.compile(r"聘请|聘任|聘为|调任|调来|调入|调到|转任|履新|出任|新任|接任|加盟")
_FOUNDS = re.compile(r".{0,4}(?:共建|共同建设|共同组建|建设|发起|设立|组建|创办|举办|出资)")
_REPORTER = re.compile(r"(?:记者|通讯员|报道员|摄影|特约撰稿)[：:\s]*$")
_OWNS = re.compile(r"旗下|下属|所属|隶属|子公司|母公司|全资|控股|直属|分公司|[共合组创]建|发起|设立|创办|联合成立")
_SENTENCES_BACK = 2


def post(document: AnnotatedDocument, index: int) -> tuple[str, ...]:
    """The organisations at whose post the text puts the person mention `index`: 某公司董事长某人; fullest names."""
    text, mentions = document.document.text, document.mentions
    person = mentions[index]
    found: tuple[str, ...] = ()
    for at in range(index - 1, max(-1, index - 4), -1):
        before = mentions[at]
        gap = text[before.span.end : person.span.start]
        if before.span.end > person.span.start or not _TITLE_GAP.fullmatch(gap) or re.search("[和与同]", gap):
            break
        if _is_organisation(before) and gap and len(before.refers_to) == 1:
            found = before.refers_to
            break
    for after in mentions[index + 1 : index + 2]:
        gap = text[person.span.end : after.span.start]
        if _is_organisation(after) and _AFTER.fullmatch(gap) and len(after.refers_to) == 1:
            found = (*found, *after.refers_to)
    return found or _by_title(document, index)


def _by_title(document: AnnotatedDocument, index: int) -> tuple[str, ...]:
    """The body before, of a kind that has such posts, for a title that stands by itself: …，董事长某人; 院长为某人."""
    text, person = document.document.text, document.mentions[index]
    match = _title().search(text, max(0, person.span.start - 14), person.span.start)
    match = match or _title_after().match(text, person.span.end)
    if not match:
        return ()
    kinds = _employers()[match[1]]
    start = person.span.start
    for _ in range(_SENTENCES_BACK):
        start = max(text.rfind(stop, 0, max(0, start - 1)) for stop in "。！？\n") + 1
        fitting: list[tuple[str, ...]] = []
        for at in range(index - 1, -1, -1):
            before = document.mentions[at]
            if before.span.start < start:
                break
            if before.type in kinds and len(before.refers_to) == 1:
                fitting.append(before.refers_to)
        if fitting:  # 院长 is rather the head of a 研究院 than of a 大学; else the body that the sentence begins with
            return next((f for f in fitting if f[0].endswith(match[1][0])), fitting[-1])
        if start <= 1:
            break
    return ()


@cache
def _employers() -> dict[str, frozenset[str]]:
    """Each title with the kinds of body that have it."""
    table = lexicon.table("posts")
    kin = {k: frozenset({k, *v}) for k, v in table["kin"].items()}
    found: dict[str, frozenset[str]] = {"老总": frozenset({"Company"}), "院长": frozenset()}
    for kind, titles in table["employers"].items():
        for title in titles:
            found[title] = found.get(title, frozenset()) | kin.get(kind, frozenset({kind}))
    found["院长"] = frozenset({"ResearchInstitute", "University", "Organisation"})
    return found


@cache
def _title() -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, _employers()), key=lambda t: (-len(t), t)))
    return re.compile(rf"({titles})(?:还是|仍是|仍为|是|为|由|：|:)?\Z")


@cache
def _title_after() -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, _employers()), key=lambda t: (-len(t), t)))
    return re.compile(rf"(?:兼任|出任|担任|任|当选)(?:首任|首届|其)?({titles})")


def moves(document: AnnotatedDocument) -> Iterator[tuple[int, tuple[str, ...], bool]]:
    """Each person mention of a sentence that speaks of a change of post, with the organisations named there.

    The last value says whether a new post is told, not only former ones.
    """
    by_start = sorted((m.span.start, i) for i, m in enumerate(document.mentions))
    at = 0
    for sentence in document.sentences:
        while at < len(by_start) and by_start[at][0] < sentence.span.start:
            at += 1
        end = at
        while end < len(by_start) and by_start[end][0] < sentence.span.end:
            end += 1
        if _MOVES.search(sentence.text):
            inside = [i for _, i in by_start[at:end]]
            bodies = {
                n for i in inside if _is_organisation(document.mentions[i]) for n in document.mentions[i].refers_to
            }
            new = bool(_APPOINTED.search(sentence.text))
            yield from ((i, tuple(sorted(bodies)), new) for i in inside if document.mentions[i].type == "Person")


def reporter(document: AnnotatedDocument, index: int) -> bool:
    """Whether the text calls the person mention `index` a reporter right before the name."""
    start = document.mentions[index].span.start
    return bool(_REPORTER.search(document.document.text[max(0, start - 8) : start]))


def kin(document: AnnotatedDocument) -> Iterator[tuple[int, str, str]]:
    """Pairs of bodies that a sentence says belong together, as owner and owned: 某集团旗下某公司.

    The index of the first one's mention, and both by fullest name.
    """
    text, mentions = document.document.text, document.mentions
    for index, (one, other) in enumerate(itertools.pairwise(mentions)):
        gap = text[one.span.end : other.span.start]
        if not (_body(one) and _body(other)) or len(gap) > 16 or re.search("[。！？，；]", gap):
            continue
        if _OWNS.search(gap):
            yield index, one.refers_to[0], other.refers_to[0]
            for at in range(index - 1, max(-1, index - 4), -1):  # 甲、乙和丙共建的丁
                if not _listed(document, at):
                    break
                yield at, mentions[at].refers_to[0], other.refers_to[0]
        elif gap.endswith("由"):  # 丁由甲、乙和丙共建
            last = index + 1
            while last + 1 < len(mentions) and last < index + 5 and _listed(document, last):
                last += 1
            if _FOUNDS.match(text, mentions[last].span.end):
                yield from (
                    (index, one.refers_to[0], m.refers_to[0]) for m in mentions[index + 1 : last + 1] if _body(m)
                )


def _listed(document: AnnotatedDocument, at: int) -> bool:
    """Whether the body at `at` and the next mention stand in one list."""
    one, other = document.mentions[at : at + 2]
    return _body(one) and document.document.text[one.span.end : other.span.start] in ("、", "和", "与", "及")


def _body(mention: Mention) -> bool:
    return _is_organisation(mention) and len(mention.refers_to) == 1


def _is_organisation(mention: Mention) -> bool:
    return mention.type not in ("Person", "Place", "Product", "Event")
