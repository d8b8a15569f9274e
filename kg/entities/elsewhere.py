"""Names that a build knows from one document, found where another one prints them and they were not read as names.

Only what can hardly be anything else is taken: no bare nouns, no text that goes on as a longer name, and names of two
characters only beside a word or mark that borders a name. The claims of a document do not change by it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.model import AnnotatedDocument, Mention, Span, name_key
from kg.naming.generic import generic
from kg.naming.parts import parted
from kg.naming.places import places
from kg.sentences import flatten

RULE: Final = "name/elsewhere"
CONFIDENCE: Final = 0.7
AGREED: Final = 0.8  # share of a name's mentions that must have one type
LONGEST: Final = 30
_GOES_ON: Final = re.compile(
    "第[一二三四五六七八九十0-9]|附属|医院|医学|大学|学院|中学|小学|研究|实验|有限|集团|股份|控股|公司|科技|中心|分[公院行所校]|城|路|街|站|队|区|县|市|州|省|镇"
    "|乡|村|人民|政府|管委|党委|[一二三四五六七八九十]期|开发区|园区|项目|工程|平台|系统|[a-zA-Z0-9·]"
)
_BEFORE: Final = re.compile(
    r"[\s，。；：、！？“”‘’《》（）()【】—与和及同由在对向被将让给为是据经请邀长授记理裁任事人员家监师官席生秘]|^$"
)
_AFTER: Final = re.compile(
    r"[\s，。；：、！？“”‘’《》（）()【】与和及同、的等将已在是说表介透称指强认坦告任出为也则合签共联举]|$"
)


Known = Mapping[str, Sequence[tuple[str, str]]]  # first two characters -> names with their types, longest first


def with_known(documents: Iterable[AnnotatedDocument], known: Known) -> Iterator[AnnotatedDocument]:
    """Each document with a mention more for each place where it prints a known name that was not read as one."""
    return (_marked(d, known) for d in documents)


def known_names(documents: Iterable[AnnotatedDocument]) -> Known:
    """The names that the documents were read to hold, where their mentions agree on the type."""
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for mention in document.mentions:
            if mention.named and len(mention.refers_to) == 1 and mention.rule != "name/lac-person":
                types[flatten(mention.text)[0]][mention.type] += 1
    for text, type_ in [(t, c.most_common(1)[0][0]) for t, c in sorted(types.items())]:
        for short in _customary(text, type_):
            types.setdefault(short, Counter({type_: 1}))
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for text in sorted(types, key=lambda t: (-len(t), t)):
        type_, count = min(types[text].items(), key=lambda i: (-i[1], i[0]))
        agreed = count >= AGREED * types[text].total()
        if agreed and 1 < len(text) <= LONGEST and not _doubtful(text, type_):
            found[text[:2]].append((text, type_))
    return found


def _customary(text: str, type_: str) -> Iterator[str]:
    """The short forms that everybody makes of a name: 江大 and 新农大 of universities, 某地某牌 of 某牌（某地）公司."""
    cut = parted(name_key(text)).parts
    kinds = [p.kind for p in cut]
    if type_ == "University" and kinds in (["place", "head"], ["place", "field", "head"]) and cut[-1].text == "大学":
        yield "".join(p.text[0] for p in cut)
    bracket = next((p for p in cut if p.kind == "bracket"), None)
    if type_ == "Company" and bracket and kinds[0] == "core":
        yield bracket.stem + cut[0].text


def _doubtful(text: str, type_: str) -> bool:
    if generic(text, type_) or not re.search("[\u4e00-\u9fff]|[A-Z].*[0-9]", text):
        return True
    return type_ in ("Place", "Event") or (len(text) < 3 and text in places())


def _marked(document: AnnotatedDocument, known: Known) -> AnnotatedDocument:
    more = list(_found(document, known))
    if not more:
        return document
    return replace(document, mentions=tuple(sorted([*document.mentions, *more], key=lambda m: m.span)))


def _found(document: AnnotatedDocument, known: Known) -> Iterator[Mention]:
    text = document.document.text
    spans = iter([*(m.span for m in document.mentions), Span(len(text), len(text))])
    taken = next(spans)
    at = 0
    while at < len(text) - 1:
        while taken.end <= at < len(text) and taken.start < len(text):
            taken = next(spans)
        if taken.start <= at:
            at = taken.end
            continue
        fitting = known.get(text[at : at + 2])
        name = next((n for n in fitting if _stands(text, at, n[0], taken.start)), None) if fitting else None
        if name is None:
            at += 1
            continue
        span = Span(at, at + len(name[0]))
        yield Mention(span, name[0], name[1], True, (name[0],), RULE, CONFIDENCE)
        at = span.end


def _stands(text: str, at: int, name: str, border: int) -> bool:
    end = at + len(name)
    if end > border or not text.startswith(name, at) or (end == border and end < len(text)):
        return False
    if _GOES_ON.match(text, end) or (name[0].isascii() and at and text[at - 1].isascii() and text[at - 1].isalnum()):
        return False
    borders = bool(_BEFORE.search(text[max(0, at - 1) : at])) + bool(_AFTER.match(text, end))
    return len(name) > 3 or borders >= 4 - len(name)
