"""Phases of projects: 某某产业园一期 is a name, also where only 某某产业园, or nothing of it, was read as one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from kg.mentions.doubt import describes
from kg.mentions.lines import Line
from kg.mentions.spans import Name, free
from kg.mentions.types import is_generic

PHASE = "name/phase"
_PHASE = re.compile(r"(?:第?[一二三四五六七八九十]|首)期(?:工程|项目)?(?!临床|试验|[0-9一二三四五六七八九十刊号])")
_PHASED = re.compile(r".[一二三四五六七八九十首]期(?:工程|项目)?$")
_BARE = re.compile(
    "(?:(?<=[，。；：、“”（\\s和与及的在将为])|^)(产业园|项目|基地|工程|园区)?[一二三四五六七八九十]期"
    "(?=[，。；：、”已将也正是在拟计主设建想目预工尚还仍项投开竣]|$)"
)
_PLAIN_HEAD = re.compile("(?:产业园|项目|基地|工程|园区)(?=(?:[一二三四五六七八九十首]期)?$)")
_WORKS = frozenset(
    {"Project", "DevelopmentZone", "Platform", "PilotZone", "Programme", "Place", "Company", "Organisation"}
)
_INSIDE = frozenset({"n", "nz", "vn", "LOC", "ORG", "an", "nw", "s", "a", "j", "b", "ns", "nt"})
_HEAD = re.compile(
    "(?:基地|产业园|园区|工业园|科技园|项目|工程|走廊|码头|枢纽|渔场|电站|电厂|煤矿|矿区|中心|厂区|生产线|产线|粮仓|院区|机场|水库|港区|港"
    "|管网|管线|廊道|风电场|牧场|农场|灌区|大桥|隧道|铁路|公路|地铁|号线|校区|小镇|新城|广场|大厦|平台|装置|数据中心|仓库|货场)$"
)
_FEWEST, _MOST_WORDS = 4, 7  # characters before the phase; words


def with_phases(lines: Sequence[Line], found: Sequence[list[Name]]) -> list[list[Name]]:
    """The names of each line with their phases; 二期, 产业园二期 by themselves where the article names the works."""
    result = [phases(line, names) for line, names in zip(lines, found, strict=True)]
    texts = {line.text[n.start : n.end] for line, names in zip(lines, result, strict=True) for n in names}
    phased = any(_PHASED.search(text) for text in texts)
    heads = {m[0] for text in texts if (m := _PLAIN_HEAD.search(text))}
    return [
        sorted([*names, *free([*_bare(line, phased, heads)], names)]) for line, names in zip(lines, result, strict=True)
    ]


def _bare(line: Line, phased: bool, heads: Collection[str]) -> Iterator[Name]:
    """Phases that stand by themselves, or behind a bare head noun with which a name of the article ends."""
    for match in _BARE.finditer(line.text):
        if match[1] in heads if match[1] else phased:
            yield Name(match.start(), match.end(), "Project", PHASE)


def phases(line: Line, names: Sequence[Name]) -> list[Name]:
    """The names with each phase that follows one made part of it, and the phases of what was not read as a name."""
    found = list(names)
    for match in _PHASE.finditer(line.text):
        before = next((n for n in found if n.end == match.start()), None)
        if any(n.start < match.end() and match.start() < n.end for n in found):
            continue
        if before and before.type in _WORKS and _named(line.text[before.start : before.end]):
            found[found.index(before)] = replace(before, end=match.end(), type="Project")
        elif before is None and (start := _phrase(line, match.start())) >= 0:
            found += free([Name(start, match.end(), "Project", PHASE)], found)
    return sorted(found)


def _named(text: str) -> bool:
    return bool(_HEAD.search(text)) and not is_generic(text)


def _phrase(line: Line, end: int) -> int:
    """Where the run of nouns before the phase begins, -1 where it is none that can be a name."""
    words = [w for w in line.words if w.end <= end]
    if not words or words[-1].end != end:
        return -1
    first = len(words)
    while first and words[first - 1].tag in _INSIDE and len(words) - first < _MOST_WORDS:
        first -= 1
    if first == len(words):
        return -1
    start = words[first].start
    text = line.text[start:end]
    if len(text) < _FEWEST or not _HEAD.search(text) or is_generic(text) or describes(text, True):
        return -1
    return start
