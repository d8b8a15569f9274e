"""Who a passage is about: the subject or object that a clause leaves out.

甲公司成立于2016年，先后研发了A和B。次年又在乙县建成C。   ->  甲公司, twice
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.extractors.coordination import members
from kg.extractors.kinds import ANY
from kg.extractors.masking import BODY, Mask
from kg.extractors.patterns import BOTH, LISTS
from kg.model import Mention

_HEAD = re.compile(rf"(?:^|(?<=[，。；：！？—]))[^，。；：！？{ANY}]{{0,16}}(?P<group>[{ANY}](?:{LISTS['+']}[{ANY}]){{0,12}})")
_OBLIQUE: Final = re.compile(r"(?:[在从据向对被由给到于把与同跟按为]|根据|按照|依托|通过|针对|围绕|随着|除了?|距|经|继|当)[^，]{0,6}$")
_TOGETHER = re.compile(
    rf"(?P<group>[{BODY}](?:、[{BODY}]){{0,6}}[^，。；{ANY}]{{0,8}}?(?:与|和|同|跟|联合|携手|会同|牵手|联手)[^，。；与和{ANY}]{{0,6}}?[{BODY}](?:(?:、|和|及)[{BODY}]){{0,6}}|[{BODY}](?:、[{BODY}]){{1,6}})"
)
_REACH: Final = 2  # sentences


def topic(masks: Sequence[Mask], index: int, before: int, types: frozenset[str], first: bool = False) -> list[Mention]:
    """The mentions of the nearest clause head of one of `types`, before `before` in sentence `index`, or further back.

    With `first` the sentence's first head counts, not the nearest.

    A clause head is the first mention of a clause that no preposition governs; a list counts as one head. Of an
    earlier sentence the first head counts. Empty where the last sentences have none.
    """
    for start, end in sorted(_heads(masks[index], before), reverse=not first):
        found = [m for m in members(masks[index], start, end) if m.type in types]
        if found:
            return found
    for earlier in range(index - 1, max(-1, index - 1 - _REACH), -1):
        for start, end in _heads(masks[earlier], len(masks[earlier].text)):
            found = [m for m in members(masks[earlier], start, end) if m.type in types]
            if found:
                return found
    return []


def last(masks: Sequence[Mask], index: int, before: int, types: frozenset[str]) -> list[Mention]:
    """The mention of one of `types` last named before `before`, wherever it stands, in this sentence or those before."""
    for current in range(index, max(-1, index - 1 - _REACH), -1):
        limit = before if current == index else len(masks[current].text)
        for at in sorted(masks[current].mentions, reverse=True):
            found = [m for m in members(masks[current], at, at + 1) if m.type in types and at < limit]
            if found:
                return found
    return []


def parties(masks: Sequence[Mask], index: int, before: int, types: frozenset[str]) -> list[Mention]:
    """The bodies last named together (甲与乙, 甲、乙) before `before`, in this sentence or the ones before: 双方, 两校."""
    for current in range(index, max(-1, index - 1 - _REACH), -1):
        text = masks[current].text[:before] if current == index else masks[current].text
        groups = [m.span("group") for m in _TOGETHER.finditer(text)]
        for start, end in reversed(groups):
            found = [m for m in members(masks[current], start, end) if m.type in types]
            if len(found) > 1:
                return found
    return []


def count_of(word: str) -> int | None:
    """How many parties a word such as 双方 or 三家 means."""
    return {"双": 2, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}.get(word[0]) if re.match(BOTH, word) else None


def _heads(mask: Mask, before: int) -> Iterator[tuple[int, int]]:
    for match in _HEAD.finditer(mask.text, 0, before):
        if not _OBLIQUE.search(mask.text[match.start() : match.start("group")]):
            yield match.span("group")
