"""One rule against one passage: which mentions it relates, and by which words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.extractors.coordination import members, pair
from kg.extractors.kinds import expand
from kg.extractors.masking import Mask
from kg.extractors.patterns import JOINT
from kg.extractors.rule import Rule
from kg.extractors.topics import count_of, last, parties, topic
from kg.model import Mention, Span

_GOVERNED = re.compile(r"(?:[在从据向给到于把将被]|依托)$")
_WHERE: Final = frozenset({"Event", "Place", "DevelopmentZone"})  # may follow 在 and still be the object
_ABOUT = re.compile(r"[在从据对向被]$")
_MIDDLE = re.compile(r"(?:[与和同跟及、]|联合|携手|会同|牵手)[^，。；：、]{0,4}$")


@dataclass(frozen=True, slots=True)
class Match:
    """What one rule found once."""

    subject: Mention
    object: Mention
    trigger: Span | None
    rule: Rule


def find(rule: Rule, masks: Sequence[Mask], index: int) -> Iterator[Match]:
    """The matches of `rule` in sentence `index` of `masks` (one article's sentences in the rule's view)."""
    mask = masks[index]
    if rule.verbs is not None and not rule.verbs.search(mask.text):
        return
    for pattern in rule.patterns:
        yield from _matches(rule, pattern, masks, index)


def _matches(rule: Rule, pattern: re.Pattern[str], masks: Sequence[Mask], index: int) -> Iterator[Match]:
    mask = masks[index]
    groups = pattern.groupindex
    position = 0
    while match := pattern.search(mask.text, position):
        leading = next((g for g in ("s", "o") if g in groups and match.start(g) == match.start()), None)
        position = max(match.start() + 1, match.end(leading) if leading else 0)
        if leading == "o" and _ABOUT.search(mask.text[: match.start()]) and not _WHERE & {*rule.object}:
            continue
        if leading == "s" and _GOVERNED.search(mask.text[: match.start()]):
            continue
        if leading == "s" and rule.pairs in ("all", "two", "zip") and _MIDDLE.search(mask.text[: match.start()]):
            continue  # the list began before: who is counted here is not all
        if rule.unless is not None and rule.unless.search(match.group()):
            continue
        subjects, objects = _sides(rule, match, masks, index)
        trigger = mask.span(*match.span("trigger")) if "trigger" in groups and match["trigger"] else None
        for a, b in pair(subjects, objects, rule.pairs):
            yield Match(a, b, trigger, rule)


def _sides(rule: Rule, match: re.Match[str], masks: Sequence[Mask], index: int) -> tuple[list[Mention], list[Mention]]:
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
            count = count_of(match["both"])
            sides[slot] = found if count in (None, len(found)) else []
        elif slot == "s" or rule.pairs in ("cross", "zip"):
            if (
                slot == "s"
                and JOINT.search(match.group())
                and not any(i in mask.mentions for i in range(match.start(), start))
            ):
                sides[slot] = parties(masks, index, match.start(), wanted[slot])
            if rule.topic != "last" and not sides[slot]:
                sides[slot] = topic(masks, index, min(start, match.start() + 1), wanted[slot], rule.topic == "first")
            if rule.topic == "last" or (slot == "o" and not sides[slot]):
                sides[slot] = last(masks, index, match.start(), wanted[slot])
    return sides["s"], sides["o"]
