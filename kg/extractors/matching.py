"""One rule against one passage: which mentions it relates, and by which words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extractors.coordination import members, pair
from kg.extractors.kinds import ANY, expand
from kg.extractors.masking import Mask
from kg.extractors.patterns import JOINT
from kg.extractors.rule import Rule
from kg.extractors.topics import count_of, last, parties, topic
from kg.model import Mention, Span

_GOVERNED = re.compile(rf"(?:[在从据向给到于把将被]|依托|[{ANY}][^，。；：]{{0,6}}[为替])$")  # 甲为乙研发的丙: not 乙
_WHERE: Final = frozenset({"Event", "Place", "DevelopmentZone"})  # may follow 在 and still be the object
_ABOUT = re.compile(r"[在从据对向被]$")
_UNMARKED = re.compile(
    r"公司|集团|大学|学院|学校|银行|医院|企业|协会|联盟|研究院|研究所|实验室|园区|高新区|开发区|[县市镇村厅委局厂]政?府?(?![长员])"
)
# 物流港与甲签约: what stands before 与 is a party, unless it is only time and manner.
_COMPANION = re.compile(rf"[^，。；：！？{ANY}]{{0,10}}?(?:与|和|同|跟)[{ANY}]")
_ADVERBIAL = re.compile(
    r"(?:[至对]于.{0,8}的|关于.{0,8}的|[一二三四五六七八九十两\d]{1,4}[年月日天个](?:前|来|内|后|底|初|末|中)?|[今去前明当同][年日天月]|近日|日前|"
    r"目前|眼下|此前|随后|此后|此外|其中|同时|近年来|上月|本月|上周|年内|下一步|今后|未来|最近|已经?|曾|还|又|也|再|并且?|将|拟|正在?|先后|"
    r"陆续|首次|成功|计划|分别|继续|加快|深化|加强|持续|不断|进一步|积极|深入|着手|另外?|准备|打算|预计|希望|力争|争取|期待|愿意?|可|能|要|"
    r"会|则|便|即|就|想|去年[底末初]|他们|我们|团队|表示|抓紧|从未|没有|未|亦|不再|通过|底|初|后|起|，){0,8}(?:与|和|同|跟)"
)
_MIDDLE = re.compile(r"(?:[与和同跟及、]|联合|携手|会同|牵手)[^，。；：、]{0,4}$")


Recent = dict[str, Mention]


@dataclass(frozen=True, slots=True)
class Match:
    """What one rule found once."""

    subject: Mention
    object: Mention
    trigger: Span | None
    rule: Rule


def find(rule: Rule, masks: Sequence[Mask], index: int, recent: Recent | None = None) -> Iterator[Match]:
    """The matches of `rule` in sentence `index` of `masks` (one article's sentences in the rule's view).

    `recent` holds the object last found for each relation in the article, and is kept up to date.
    """
    recent = {} if recent is None else recent
    mask = masks[index]
    if rule.verbs is not None and not rule.verbs.search(mask.text):
        return
    for pattern in rule.patterns:
        for match in _occurrences(rule, pattern, mask):
            subjects, objects = _sides(rule, match, masks, index, recent)
            stated = "trigger" in pattern.groupindex and match["trigger"]
            trigger = mask.span(*match.span("trigger")) if stated else None
            for a, b in pair(subjects, objects, rule.pairs):
                recent[rule.relation] = b
                yield Match(a, b, trigger, rule)


def _occurrences(rule: Rule, pattern: re.Pattern[str], mask: Mask) -> Iterator[re.Match[str]]:
    """Where `pattern` matches and nothing around it speaks against it."""
    position = 0
    while match := pattern.search(mask.text, position):
        leading = next((g for g in ("s", "o") if g in pattern.groupindex and match.start(g) == match.start()), None)
        position = max(match.start() + 1, match.end(leading) if leading else 0)
        before = mask.text[max(0, match.start() - 16) : match.start()]  # further back none of the three looks
        if leading == "o" and _ABOUT.search(before) and not _WHERE & {*rule.object}:
            continue
        if leading == "s" and _GOVERNED.search(before):
            continue
        if leading == "s" and (rule.symmetric or rule.pairs == "zip") and _MIDDLE.search(before):
            continue  # the list began before: who is counted here is not all
        if leading is None and "s" not in pattern.groupindex and _own_subject(pattern, match):
            continue
        if rule.unless is None or not rule.unless.search(match.group()):
            yield match


def _own_subject(pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    """Whether a clause without a subject mention has one after all, a body that nobody marked: 某学院入选甲."""
    if _COMPANION.match(match.string, match.start()):
        return not _ADVERBIAL.match(match.string, match.start())
    ends = [match.start(g) for g in ("trigger", "o", "both") if g in pattern.groupindex and match[g]]
    return bool(_UNMARKED.search(match.string[match.start() : min(ends, default=match.end())]))


def _sides(
    rule: Rule, match: re.Match[str], masks: Sequence[Mask], index: int, recent: Recent
) -> tuple[list[Mention], list[Mention]]:
    mask = masks[index]
    groups = match.re.groupindex
    wanted = {"s": frozenset(expand(rule.subject)), "o": frozenset(expand(rule.object))}
    sides: dict[str, list[Mention]] = {"s": [], "o": []}
    start = match.start("trigger") if "trigger" in groups and match["trigger"] else match.start()
    for slot in ("s", "o"):
        if slot in groups and match[slot] is not None:
            sides[slot] = members(mask, *match.span(slot))
        elif slot == "s" and "both" in groups and match["both"] is not None:
            found = parties(masks, index, match.start(), wanted[slot])
            sides[slot] = found if count_of(match["both"]) in (None, len(found)) else []
        elif slot == "o" and rule.topic == "same":
            sides[slot] = [recent[rule.relation]] if rule.relation in recent else []
        elif slot == "s" or rule.pairs in ("cross", "zip"):
            together = slot == "s" and JOINT.search(match.group()) and not _named(mask, match.start(), start)
            found = parties(masks, index, match.start(), wanted[slot]) if together else []
            if not found and rule.topic != "last":
                found = topic(masks, index, min(start, match.start() + 1), wanted[slot], rule.topic == "first")
            if not found and (rule.topic == "last" or slot == "o"):
                found = last(masks, index, match.start(), wanted[slot])
            sides[slot] = found
    return sides["s"], sides["o"]


def _named(mask: Mask, start: int, end: int) -> bool:
    return any(index in mask.mentions for index in range(start, end))
