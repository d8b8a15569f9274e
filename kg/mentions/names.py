"""Names in the lines of one article: read by learned weights, mended by rules, marked wherever they are repeated."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.mentions.boundaries import mend
from kg.mentions.doubt import without_doubtful
from kg.mentions.lac_names import lac_names
from kg.mentions.lines import Line
from kg.mentions.quoted import quantity_projects, quoted_names
from kg.mentions.spans import Name, free, longest
from kg.mentions.types import is_generic, sure_type
from kg.model import name_key
from kg.models import tagger
from kg.models.labels import ENTITY_TYPES

LEARNED, REPEATED = "name/learned", "name/repeated"


def article_names(lines: Sequence[Line]) -> list[list[Name]]:
    """The names in each line, in order and without overlap."""
    found = [line_names(line, read) for line, read in zip(lines, read_lines(lines), strict=True)]
    return agree_on_types(lines, repeat(lines, without_doubtful(lines, found)))


def read_lines(lines: Sequence[Line]) -> list[list[Name]]:
    """The names that the trained tagger reads in each line."""
    return [
        [Name(span.start, span.end, span.type, LEARNED, span.probability) for span in spans if span.type in ENTITY_TYPES]
        for spans in tagger.tag([line.text for line in lines])
    ]


def line_names(line: Line, read: Sequence[Name]) -> list[Name]:
    """The names that one line shows by itself: those read, mended, and quoted ones."""
    mended = [name for name in (mend(line, name) for name in read) if name]
    known = longest(name for name in mended if not is_generic(line.text[name.start : name.end]))
    known = longest([*known, *quoted_names(line)])
    known += free(quantity_projects(line), known)
    return sorted([*known, *lac_names(line, known)])


def repeat(lines: Sequence[Line], found: Sequence[list[Name]]) -> list[list[Name]]:
    """The names, and each of them again where its text stands free or where a shorter name was read."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for line, names in zip(lines, found, strict=True):
        for name in names:
            votes[line.text[name.start : name.end]][name.type] += 1
    texts = sorted((t for t in votes if len(t) > 1), key=lambda t: (-len(t), t))
    if not texts:
        return list(found)
    pattern = re.compile("|".join(re.escape(text) for text in texts))
    result = []
    for line, names in zip(lines, found, strict=True):
        again = []
        for match in pattern.finditer(line.text):
            kind = votes[match[0]].most_common(1)[0][0]
            if _stands_alone(line, match.start(), match.end(), kind):
                again.append(Name(match.start(), match.end(), kind, REPEATED))
        result.append(sorted([*names, *free(again, names)]))
    return result


def _stands_alone(line: Line, start: int, end: int, kind: str) -> bool:
    """Whether no word crosses the borders; a long name may begin or end inside a word."""
    if end - start >= 4:
        return True
    starts = {word.start for word in line.words}
    ends = {word.end for word in line.words}
    return start in starts and end in ends


def agree_on_types(lines: Sequence[Line], found: Sequence[list[Name]]) -> list[list[Name]]:
    """The same names with one type for each text: what its ending says, else what most of its mentions say."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for line, names in zip(lines, found, strict=True):
        for name in names:
            votes[name_key(line.text[name.start : name.end])][name.type] += 1
    return [
        [replace(name, type=_type(line.text[name.start : name.end], votes)) for name in names]
        for line, names in zip(lines, found, strict=True)
    ]


def _type(text: str, votes: dict[str, Counter[str]]) -> str:
    counted = votes[name_key(text)]
    return sure_type(text) or max(counted, key=lambda kind: (counted[kind], kind))
