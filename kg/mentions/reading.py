"""What the trained models read in each line: names, and bare nouns that stand for something named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.mentions.lines import Line
from kg.mentions.spans import Name
from kg.model import Span, Token
from kg.models import names as name_model
from kg.models import tagger
from kg.models.labels import BARE, ENTITY_TYPES

LEARNED = "name/learned"
LEAST_SURE = 0.4  # below it the second model, which sees the whole article, takes a span for no name


@dataclass(frozen=True, slots=True)
class Reading:
    """The names read in one line, and the spans of bare nouns, each in order."""

    names: tuple[Name, ...]
    bare: tuple[tuple[int, int], ...]


def read(lines: Sequence[Line], reader: tagger.Reader) -> list[Reading]:
    """One reading for each line of an article."""
    tagged = reader.tag([line.text for line in lines])
    sure = _sureness(lines, tagged, reader.folder)
    return [
        Reading(
            tuple(
                Name(span.start, span.end, span.type, LEARNED, span.probability, sure[i, span.start])
                for span in spans
                if span.type in ENTITY_TYPES and (span.type == "Place" or sure[i, span.start] >= LEAST_SURE)
            ),
            tuple((span.start, span.end) for span in spans if span.type == BARE),
        )
        for i, spans in enumerate(tagged)
    ]


def _sureness(
    lines: Sequence[Line], tagged: Sequence[Sequence[tagger.TagSpan]], folder: Path
) -> dict[tuple[int, int], float]:
    """How sure it is that the span of line i that begins at a place is a name."""
    text = "\n".join(line.text for line in lines)
    keys: list[tuple[int, int]] = []
    spans: list[tagger.TagSpan] = []
    tokens: list[Token] = []
    at = 0
    for i, (line, read_spans) in enumerate(zip(lines, tagged, strict=True)):
        tokens += [Token(Span(at + word.start, at + word.end), word.text, word.tag) for word in line.words]
        for span in read_spans:
            if span.type in ENTITY_TYPES:
                keys.append((i, span.start))
                spans.append(tagger.TagSpan(at + span.start, at + span.end, span.type, span.probability))
        at += len(line.text) + 1
    return dict(zip(keys, name_model.sureness(text, spans, tokens, folder), strict=True))
