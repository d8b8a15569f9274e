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

_LIST: Final = rf"[{ANY}](?:(?:{LISTS['*']}|[^，。；：！？{ANY}]{{0,6}}?(?:联合|携手|会同|联手|牵手))[{ANY}]){{0,12}}"
_HEAD = re.compile(
    rf"(?:^|(?<=[，。；：！？—]))(?P<before>[^，。；：！？{ANY}]{{0,16}})(?P<group>{_LIST})"
    # 甲与乙合办的丙，… : what the clause is about is 丙
    rf"|[建办制发造立成营育产施设攻理工报集编投担署动属下有]的[^，。；：！？{ANY}]{{0,14}}(?P<noun>{_LIST})"
)
# Before a clause's first mention these words say that it is no subject: 据甲, 落户乙, 收购丙.
_OBLIQUE: Final = re.compile(
    r"(?:[在从据向对被由给到于把与同跟按为经继当将获]|根据|按照|依托|通过|针对|围绕|随着|除)[^，]{0,6}$"
    r"|落户|位于|地处|坐落|入驻|选址|建设|收购|推出|研发|研制|建成|加入|入选|引入|引进|成为|包括|设立|成立|组建|投资|承担|实施|推进|"
    r"开展|支持|推动|加快|深化|助力|走进|来到|参观|邀请|吸引|服务|签|获|举办|参加|参股|入股|列入|纳入|打造|兴建|新建|启动|隶属|归属"
)
_TOGETHER = re.compile(
    rf"(?P<group>[{BODY}](?:、[{BODY}]){{0,6}}[^，。；{ANY}]{{0,8}}?(?:与|和|同|跟|联合|携手|会同|牵手|联手)[^，。；与和{ANY}]{{0,6}}?[{BODY}](?:(?:、|和|及)[{BODY}]){{0,6}}|[{BODY}](?:、[{BODY}]){{1,6}})"
)
_NUMBER: Final = {"双": 2, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_REACH: Final = 2  # sentences back for a subject left out
_FAR: Final = 8  # … for the event or thing an article goes on about


def topic(masks: Sequence[Mask], index: int, before: int, types: frozenset[str], first: bool = False) -> list[Mention]:
    """The mentions of the nearest clause head of one of `types`, before `before` in sentence `index`, or further back.

    With `first` the sentence's first head counts, not the nearest.

    A clause head is the first mention of a clause that no preposition governs; a list counts as one head. Of an
    earlier sentence the first head counts. Empty where the last sentences have none.
    """
    text = masks[index].text
    part = max(
        text.rfind("；", 0, before), 0
    )  # a part after ； goes on about the sentence's subject, not the last part's
    heads = list(_heads(masks[index], before))
    order = heads if first else [*reversed([h for h in heads if h[0] >= part]), *[h for h in heads if h[0] < part]]
    for start, end in order:
        found = [m for m in members(masks[index], start, end) if m.type in types]
        if found:
            return found
        if any(masks[index].mentions[i].type in types for i in range(start, end) if i in masks[index].mentions):
            return []  # 该厂 of which nobody knows what it is: better no subject than another's
    for earlier in range(index - 1, max(-1, index - 1 - _REACH), -1):
        for start, end in _heads(masks[earlier], len(masks[earlier].text)):
            found = [m for m in members(masks[earlier], start, end) if m.type in types]
            if found:
                return found
    return []


def last(masks: Sequence[Mask], index: int, before: int, types: frozenset[str]) -> list[Mention]:
    """The mention of one of `types` last named before `before`, here or in the sentences before, wherever it stands."""
    for current in range(index, max(-1, index - 1 - _FAR), -1):
        limit = before if current == index else len(masks[current].text)
        for at in sorted(masks[current].mentions, reverse=True):
            found = [m for m in members(masks[current], at, at + 1) if m.type in types and at < limit]
            if found:
                return found
    return []


def parties(masks: Sequence[Mask], index: int, before: int, types: frozenset[str]) -> list[Mention]:
    """The bodies last named together (甲与乙) before `before`, here or in the sentences before: 双方, 两校."""
    for current in range(index, max(-1, index - 2), -1):
        text = masks[current].text[:before] if current == index else masks[current].text
        groups = [m.span("group") for m in _TOGETHER.finditer(text)]
        for start, end in reversed(groups):
            found = [m for m in members(masks[current], start, end) if m.type in types]
            if len(found) > 1:
                return found
    return []


def count_of(word: str) -> int | None:
    """How many parties a word such as 双方 or 三家 means."""
    return (
        {"双": 2, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}.get(word[0]) if re.match(BOTH, word) else None
    )


def _heads(mask: Mask, before: int) -> Iterator[tuple[int, int]]:
    for match in _HEAD.finditer(mask.text, 0, before):
        if match["noun"]:
            yield match.span("noun")
        elif not _OBLIQUE.search(match["before"]):
            yield match.span("group")
