"""Sentences with each mention as one character, so that a rule can see through names, quotation marks and brackets.

    {准东开发区}正式获批加入“{某某试验区}”（以下简称“{试验区}”）。   ->   Z正式获批加入P。

A mention becomes one private-use character that carries its type. Quotation marks go, brackets go with what is in
them, and so do words that stand after a body without naming another (…管委会, …团队) and a place that only modifies
the name after it (韩国某公司). Three views of a sentence differ in what else they hide:

    raw      nothing more: a zone directly before a company is still there
    plain    a place or zone directly before an organisation, a person or an initiative is hidden
    bodies   plain, and persons named with their post after a body are hidden: 甲公司董事长某某 reads as 甲公司
    persons  plain, and the body and the post before a person are hidden: 甲公司董事长某某 reads as 某某
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kg.extractors.kinds import ANY, CHARACTER, characters
from kg.model import Mention, Sentence, Span

View = Literal["raw", "plain", "bodies", "persons"]

BODY: Final = characters(("Organisation",))
PERSON: Final = characters(("Person",))
PLACE: Final = characters(("Place",))

_INVISIBLE = re.compile(r"[“”‘’\"'《》〈〉「」『』【】]")
_NEXT = re.compile(r"[”’》」』](?=[“‘《「『])")  # “甲”“乙” is a list
_BLANK = re.compile(r"\s+")
_BRACKETS = re.compile(r"[（(\[〔][^（）()\[\]〔〕]{0,80}[）)\]〕]")
_CLEAR: Final = f"[^，。；：！？{ANY}]"  # of one clause, no mention
_DATELINE = re.compile(
    rf"^[^，。；、]{{0,24}}?(?:日电|报讯|网讯|[{BODY}]讯|本报[^，。；、]{{0,6}}讯|消息)"
    rf"(?:记者[{PERSON}]|通讯员[{PERSON}]){{0,3}}(?:报道)?"
)
_TAIL = re.compile(
    rf"(?<=[{BODY}])(?:管委会|管理委员会|党工委|党委|党组|研究团队|科研团队|团队|课题组|方面|总部|"
    r"有关负责人|相关负责人|负责人)"
)
_TEAM = re.compile(rf"(?<=[{BODY}]){_CLEAR}{{0,16}}[{PERSON}](?:研究|科研|创新|院士|教授)?(?:团队|课题组)")
_UNIT = re.compile(
    rf"(?<=[{BODY}])[^，。；：！？、与和同及由在的{ANY}]{{1,12}}?"
    r"(?:处|系|专业|事业部|教研室|课题组|研究团队|团队)(?=[、与和同跟及联共在已将签分，])"
)
_POST = re.compile(
    rf"(?<=[{BODY}]){_CLEAR}{{0,20}}[长记任授理裁者人员师官士监席家事表秘工][{PERSON}]"
    rf"(?:、{_CLEAR}{{1,12}}[{PERSON}]){{0,3}}"
)
_HOLDER = re.compile(rf"[{BODY}]{_CLEAR}{{0,20}}(?=[{PERSON}])")
_MODIFIER = re.compile(
    rf"[{PLACE}](?=[{BODY}{PERSON}{PLACE}]|[一某多]家|某|企业|高校|等地|首[届次个批]|第[一二三四五六七八九十\d]{{1,3}}[届次批])"
)
_ZONE = re.compile(rf"[{CHARACTER['DevelopmentZone']}](?=[{BODY}])")


@dataclass(frozen=True, slots=True)
class Mask:
    """A sentence as rules see it: `offsets[i]` is where `text[i]` stands in the document, `mentions` is by index."""

    text: str
    offsets: tuple[int, ...]
    mentions: dict[int, Mention]

    def span(self, start: int, end: int) -> Span:
        """The document span from the masked character at `start` to the one before `end`."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def mask(sentence: Sentence, mentions: Sequence[Mention], view: View = "plain") -> Mask:
    """The masked sentence. `mentions` are those inside it; of two that overlap the longer one is seen."""
    return views(sentence, mentions)[view]


def views(sentence: Sentence, mentions: Sequence[Mention]) -> dict[View, Mask]:
    """The views of one sentence, each made from the one before."""
    raw = _visible(_raw(sentence, _without_overlap(mentions)), sentence.headline)
    plain = _without(_without(raw, _MODIFIER), _ZONE)
    plain = _without(_without(plain, _TEAM), _UNIT)
    return {"raw": raw, "plain": plain, "bodies": _without(plain, _POST), "persons": _without(plain, _HOLDER)}


def _without_overlap(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions by span, the longest where several overlap."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-len(m.span), m.span)):
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span)


def _raw(sentence: Sentence, mentions: list[Mention]) -> Mask:
    text: list[str] = []
    offsets: list[int] = []
    at: dict[int, Mention] = {}
    position, base = sentence.span.start, sentence.span.start
    for mention in mentions:
        if mention.type not in CHARACTER:
            continue
        text.extend(sentence.text[position - base : mention.span.start - base])
        offsets.extend(range(position, mention.span.start))
        at[len(text)] = mention
        text.append(CHARACTER[mention.type])
        offsets.append(mention.span.start)
        position = mention.span.end
    text.extend(sentence.text[position - base :])
    offsets.extend(range(position, sentence.span.end))
    return Mask("".join(text), tuple(offsets), at)


def _visible(raw: Mask, headline: bool) -> Mask:
    """`raw` without marks, brackets, dateline and tails. A blank parts clauses in a headline, elsewhere it is noise."""
    if headline:
        raw = Mask(re.sub(r"[ \u3000]", "，", raw.text), raw.offsets, raw.mentions)
    raw = Mask(_NEXT.sub("、", raw.text), raw.offsets, raw.mentions)
    for pattern in (_BLANK, _INVISIBLE, _BRACKETS, _DATELINE, _TAIL):
        raw = _without(raw, pattern)
    return raw


def _without(mask: Mask, pattern: re.Pattern[str]) -> Mask:
    """`mask` less what `pattern` matches."""
    dropped = [match.span() for match in pattern.finditer(mask.text)]
    if not dropped:
        return mask
    keep: list[int] = []
    position = 0
    for start, end in dropped:
        keep.extend(range(position, start))
        position = end
    keep.extend(range(position, len(mask.text)))
    return Mask(
        "".join(mask.text[i] for i in keep),
        tuple(mask.offsets[i] for i in keep),
        {new: mask.mentions[old] for new, old in enumerate(keep) if old in mask.mentions},
    )
