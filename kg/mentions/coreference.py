"""What the bare nouns, pronouns and collectives of one article stand for: 公司, 该校, 他, 双方, “两区”."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg import lexicon
from kg.mentions.aliases import Link
from kg.mentions.bare import Noun, bare_nouns, members_wanted
from kg.mentions.lines import Line
from kg.mentions.reading import Reading
from kg.mentions.spans import Name
from kg.mentions.types import ORGANISATIONS

DECLARED, SPEAKER, NEAREST, PAIR, COLLECTIVE, UNRESOLVED = (
    "noun/declared", "noun/speaker", "noun/nearest", "noun/pair", "noun/collective", "noun/unresolved",
)  # fmt: skip
MAX_DISTANCE = 6  # sentences between a noun and what it stands for
MAX_TITLE = 18  # characters between an organisation and the person who works there
_SAYS = re.compile(r"[^。！？“”，]{0,10}?(?:说|表示|介绍|称|透露|告诉|指出|坦言|认为|回应|强调|解释|算)")
_APART = re.compile(r"[，。；！？：“”]")
_CALLED = re.compile(
    r"(?:(?:简称|下称|并称|统称|合称)(?:为)?[：:]?[“\"]?|[（(][“\"](?=[两三四]))([^“”\"（）()，。]{1,8})[”\"]?"
)
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, slots=True)
class Reference:
    """`line.text[start:end]` stands for the entities whose fullest names are in `full`; none where it stays open."""

    start: int
    end: int
    type: str
    full: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class _Seen:
    line: int
    start: int
    type: str
    full: str
    named: bool = True


@dataclass(slots=True)
class _Memory:
    """What the article has said so far."""

    seen: list[_Seen] = field(default_factory=list)
    declared: dict[str, tuple[_Seen, ...]] = field(default_factory=dict)  # by noun: 以下简称“公司”
    employers: dict[str, _Seen] = field(default_factory=dict)  # by a person's fullest name


def references(
    lines: Sequence[Line], readings: Sequence[Reading], found: Sequence[Sequence[Name]], links: dict[str, Link]
) -> list[list[Reference]]:
    """The bare nouns, pronouns and collectives in each line, in order."""
    memory = _Memory()
    result = []
    for number, (line, reading, names) in enumerate(zip(lines, readings, found, strict=True)):
        here = [(name, _seen(number, line, name, links)) for name in sorted(names)]
        _learn(line, here, memory)
        result.append(_line_references(number, line, reading, here, memory))
    return result


def _seen(number: int, line: Line, name: Name, links: dict[str, Link]) -> _Seen:
    link = links[line.text[name.start : name.end]]
    return _Seen(number, name.start, link.type, link.full)


def _learn(line: Line, here: Sequence[tuple[Name, _Seen]], memory: _Memory) -> None:
    """Who works where, and which nouns are declared to stand for what, in one line."""
    for (left, organisation), (right, person) in itertools.pairwise(here):
        between = line.text[left.end : right.start]
        near = len(between) <= MAX_TITLE and not _APART.search(between)
        if person.type == "Person" and organisation.type in ORGANISATIONS and near:
            memory.employers[person.full] = organisation
    for match in _CALLED.finditer(line.text):
        before = [seen for name, seen in here if name.end <= match.start()]
        count = _COUNTS.get(match[1][0], 1)
        if len(before) >= count:
            memory.declared[match[1]] = tuple(before[-count:])


def _line_references(
    number: int, line: Line, reading: Reading, here: Sequence[tuple[Name, _Seen]], memory: _Memory
) -> list[Reference]:
    found: list[Reference] = []
    waiting = list(here)
    for noun in bare_nouns(line, [name for name, _ in here], reading.bare):
        while waiting and waiting[0][0].end <= noun.start:
            memory.seen.append(waiting.pop(0)[1])
        chosen, rule = _antecedents(number, line, noun, here, memory)
        if chosen:
            memory.seen += [replace(seen, line=number, start=noun.start, named=False) for seen in chosen]
        kind = chosen[0].type if chosen else (noun.types[0] if noun.types else "Organisation")
        found.append(Reference(noun.start, noun.end, kind, tuple(seen.full for seen in chosen), rule))
    memory.seen += [seen for _, seen in waiting]
    return found


def _antecedents(
    number: int, line: Line, noun: Noun, here: Sequence[tuple[Name, _Seen]], memory: _Memory
) -> tuple[tuple[_Seen, ...], str]:
    if noun.head in memory.declared:
        return memory.declared[noun.head], DECLARED
    near = [seen for seen in memory.seen if number - seen.line <= MAX_DISTANCE]
    if noun.kind == "collective":
        members = _members(number, noun, near)
        return (members, COLLECTIVE) if members else ((), UNRESOLVED)
    fitting = [seen for seen in near if _fits(noun, seen)]
    speaker = _speaker(line, noun, here, memory)
    if speaker and _fits(noun, speaker):
        return (speaker,), SPEAKER
    if not fitting:
        return (), UNRESOLVED
    if noun.kind == "pair":
        return _of_pair(noun, fitting)
    return (_nearest(number, noun, fitting),), NEAREST


def _fits(noun: Noun, seen: _Seen) -> bool:
    endings = lexicon.table("anaphors")["endings"].get(noun.head, [noun.head] if noun.kind == "read" else [""])
    return seen.type in noun.types and seen.full.endswith(tuple(endings))


def _nearest(number: int, noun: Noun, fitting: Sequence[_Seen]) -> _Seen:
    """The last one before the noun in its own sentence; else the first one of the nearest sentence, its topic."""
    last = fitting[-1].line
    same = [seen for seen in fitting if seen.line == last]
    return same[0]


def _of_pair(noun: Noun, fitting: Sequence[_Seen]) -> tuple[tuple[_Seen, ...], str]:
    """前者 is the first and 后者 the second of the last two that were named in one sentence."""
    named = [seen for seen in fitting if seen.named]
    pairs = [(a, b) for a, b in itertools.pairwise(named) if a.line == b.line and a.full != b.full]
    if not pairs:
        return (), UNRESOLVED
    first, second = pairs[-1]
    return (second if noun.head == "后者" else first,), PAIR


def _speaker(line: Line, noun: Noun, here: Sequence[tuple[Name, _Seen]], memory: _Memory) -> _Seen | None:
    """The organisation of the person who says the words in which the noun stands: before them, or after the quote."""
    for name, seen in reversed(here):
        if seen.type == "Person" and name.end <= noun.start and _SAYS.match(line.text, name.end):
            return memory.employers.get(seen.full)
    opened = line.text.count("“", 0, noun.start) > line.text.count("”", 0, noun.start)
    closing = line.text.find("”", noun.end)
    if opened and closing >= 0:
        for name, seen in here:
            if seen.type == "Person" and name.start > closing and _SAYS.match(line.text, name.end):
                return memory.employers.get(seen.full)
    return None


def _members(number: int, noun: Noun, near: Sequence[_Seen]) -> tuple[_Seen, ...]:
    """The last so many different organisations that one sentence names, at most two sentences before."""
    wanted = members_wanted(noun)
    kinds = frozenset(noun.types) or ORGANISATIONS
    for back in range(3):
        distinct: dict[str, _Seen] = {}
        for seen in near:
            if seen.line == number - back and seen.type in kinds:
                distinct.setdefault(seen.full, seen)
        if len(distinct) >= wanted:
            members = tuple(distinct.values())
            return members[:wanted] if len(members) == wanted else ()
    return ()
