"""What the trained tagger reads in each line: names, and bare nouns that stand for something named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.mentions.lines import Line
from kg.mentions.spans import Name
from kg.models import tagger
from kg.models.labels import BARE, ENTITY_TYPES

LEARNED = "name/learned"


@dataclass(frozen=True, slots=True)
class Reading:
    """The names read in one line, and the spans of bare nouns, each in order."""

    names: tuple[Name, ...]
    bare: tuple[tuple[int, int], ...]


def read(lines: Sequence[Line]) -> list[Reading]:
    """One reading a line."""
    return [
        Reading(
            tuple(Name(s.start, s.end, s.type, LEARNED, s.probability) for s in spans if s.type in ENTITY_TYPES),
            tuple((s.start, s.end) for s in spans if s.type == BARE),
        )
        for spans in tagger.tag([line.text for line in lines])
    ]
