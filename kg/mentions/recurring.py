"""Noun phrases that an article repeats word for word and that end like an event, a programme or a project are names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.mentions.doubt import describes
from kg.mentions.lines import Line
from kg.mentions.spans import Name
from kg.mentions.types import head_type, is_generic

RECURRING = "name/recurring"
LEAST_LENGTH, MOST_WORDS = 6, 7
_INSIDE = frozenset({"n", "nz", "vn", "LOC", "ORG", "TIME", "an", "nw", "s", "f"})
_TYPES = frozenset({"Event", "Programme", "PilotZone", "Alliance"})


def recurring(lines: Sequence[Line]) -> list[list[Name]]:
    """The phrases of each line that stand at least twice in the article, in order."""
    phrases = [_phrases(line) for line in lines]
    counts = Counter(line.text[p.start : p.end] for line, found in zip(lines, phrases, strict=True) for p in found)
    return [
        [p for p in found if counts[line.text[p.start : p.end]] > 1] for line, found in zip(lines, phrases, strict=True)
    ]


def _phrases(line: Line) -> list[Name]:
    """The longest runs of nouns that end with a head noun of an initiative."""
    found, first = [], 0
    for i, word in enumerate(line.words):
        if word.tag not in _INSIDE:
            first = i + 1
            continue
        start = line.words[max(first, i - MOST_WORDS)].start
        text = line.text[start : word.end]
        kind, complete = head_type(text)
        following = line.words[i + 1] if i + 1 < len(line.words) else None
        goes_on = following is not None and following.tag in _INSIDE and following.tag != "f"
        ends = complete and kind in _TYPES and len(text) >= LEAST_LENGTH and not goes_on
        if ends and not describes(text, True) and not is_generic(text):
            found.append(Name(start, word.end, kind, RECURRING))
    return found
