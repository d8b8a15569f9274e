"""Names in the lines of one article: read by the tagger, mended by rules, marked wherever they are repeated."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from kg import lexicon
from kg.mentions.aliases import declarations
from kg.mentions.boundaries import mend
from kg.mentions.doubt import without_doubtful
from kg.mentions.lac_names import lac_names
from kg.mentions.lines import Line
from kg.mentions.phases import with_phases
from kg.mentions.quoted import quantity_projects, quoted_names
from kg.mentions.reading import Reading
from kg.mentions.recurring import recurring
from kg.mentions.spans import Name, free, longest
from kg.mentions.types import is_generic, sure_type
from kg.model import name_key

_PARENTS = frozenset({"University", "ResearchInstitute", "Organisation", "GovernmentBody"})
_CORE = re.compile(r"“([^“”]{3,12})”.")
REPEATED, DECLARED = "name/repeated", "name/declared"


def article_names(lines: Sequence[Line], readings: Sequence[Reading]) -> list[list[Name]]:
    """The names in each line, in order and without overlap."""
    found = [line_names(line, reading.names) for line, reading in zip(lines, readings, strict=True)]
    found = without_doubtful(lines, found)
    found = [declared_names(line, names) for line, names in zip(lines, found, strict=True)]
    found = [[*names, *free(again, names)] for names, again in zip(found, recurring(lines), strict=True)]
    found = with_phases(lines, [sorted(names) for names in found])
    return agree_on_types(lines, repeat(lines, found))


def line_names(line: Line, read: Sequence[Name]) -> list[Name]:
    """The names that one line shows by itself: those read, mended, quoted ones, and what LAC sees beside them."""
    mended = [name for name in (mend(line, name) for name in read) if name]
    known = longest(name for name in mended if not is_generic(line.text[name.start : name.end]))
    known = longest([*known, *quoted_names(line)])
    known += free(quantity_projects(line), known)
    return joined(line, lac_names(line, known))


def joined(line: Line, names: Sequence[Name]) -> list[Name]:
    """The names, with 某医院|某分院 made one: the second has no name of its own."""
    result: list[Name] = []
    for name in names:
        last = result[-1] if result else None
        if last and last.end == name.start and _is_branch(line, last, name):
            result[-1] = replace(name, start=last.start)
        else:
            result.append(name)
    return result


def _is_branch(line: Line, parent: Name, name: Name) -> bool:
    text = line.text[name.start : name.end]
    return {parent.type, name.type} <= _PARENTS and text.endswith(("所", "院", "）")) and text[0] not in "“《"


def declared_names(line: Line, names: Sequence[Name]) -> list[Name]:
    """The names, and with them the short forms that the line declares for them: （以下简称某某）."""
    nouns = lexicon.table("anaphors")["bare"]
    declared = [
        Name(d.start, d.end, d.name.type, DECLARED)
        for d in declarations(line, names)
        if line.text[d.start : d.end] not in nouns and line.text[d.start] not in "两二三四双"
    ]
    return sorted([*names, *free(declared, names)])


def repeat(lines: Sequence[Line], found: Sequence[list[Name]]) -> list[list[Name]]:
    """The names, and each of them again where its text stands free."""
    votes = _votes(lines, found, str)
    for text in sorted(votes):  # “某某通”智慧物流平台 may be called 某某通 elsewhere
        core = _CORE.match(text)
        if core and core[1] not in votes:
            votes[core[1]] = votes[text]
    texts = sorted((text for text in votes if len(text) > 1), key=lambda text: (-len(text), text))
    if not texts:
        return list(found)
    pattern = re.compile("|".join(re.escape(text) for text in texts))
    result = []
    for line, names in zip(lines, found, strict=True):
        again = [
            Name(match.start(), match.end(), _most(votes[match[0]]), REPEATED)
            for match in pattern.finditer(line.text)
            if _stands_alone(line, match.start(), match.end())
        ]
        result.append(sorted([*names, *free(again, names)]))
    return result


def _stands_alone(line: Line, start: int, end: int) -> bool:
    """Whether no word crosses the borders; a long name may begin or end inside a word."""
    if end - start >= 4:
        return True
    return any(word.start == start for word in line.words) and any(word.end == end for word in line.words)


def agree_on_types(lines: Sequence[Line], found: Sequence[list[Name]]) -> list[list[Name]]:
    """The same names with one type for each text: what its ending says, else what most of its mentions say."""
    votes = _votes(lines, found, name_key)
    return [
        [
            replace(name, type=sure_type(text) or _most(votes[name_key(text)]))
            for name in names
            for text in [line.text[name.start : name.end]]
        ]
        for line, names in zip(lines, found, strict=True)
    ]


def _votes(lines: Sequence[Line], found: Sequence[list[Name]], key: Callable[[str], str]) -> dict[str, Counter[str]]:
    """How often each text, by its key, was read as each type."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for line, names in zip(lines, found, strict=True):
        for name in names:
            votes[key(line.text[name.start : name.end])][name.type] += 1
    return votes


def _most(counts: Counter[str]) -> str:
    return max(counts, key=lambda kind: (counts[kind], kind))
