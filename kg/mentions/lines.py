"""Sentences as the readers of names see them: flat, in words, with the way back to the document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.mentions import tagger
from kg.model import Sentence, Span, Token
from kg.models.tagger import Reader
from kg.sentences import flatten


@dataclass(frozen=True, slots=True)
class Word:
    """A word of LAC: `line.text[start:end]`, with its tag."""

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence without its line breaks. `offsets[i]` is where character i of `text` stands in the document."""

    text: str
    offsets: tuple[int, ...]
    words: tuple[Word, ...]
    sentence: Sentence

    def span(self, start: int, end: int) -> Span:
        """The span in the document of `text[start:end]`."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def read_lines(sentences: Sequence[Sentence], reader: Reader) -> tuple[Line, ...]:
    """One line a sentence, in order; the sentences of one article are read together."""
    lines: list[Line] = []
    for _, group in groupby(sentences, key=lambda sentence: sentence.article):
        flat = [(sentence, *flatten(sentence.text)) for sentence in group]
        for (sentence, text, places), found in zip(
            flat, tagger.read([text for _, text, _ in flat], reader), strict=True
        ):
            words = tuple(Word(t.span.start, t.span.end, t.text, t.tag) for t in found)
            lines.append(Line(text, tuple(sentence.span.start + place for place in places), words, sentence))
    return tuple(lines)


def tokens(line: Line, borders: Sequence[int]) -> tuple[Token, ...]:
    """The words of a line with their spans in the document, cut at `borders`: sorted offsets in the document."""
    found = []
    for word in line.words:
        span = line.span(word.start, word.end)
        inside = borders[bisect_right(borders, span.start) : bisect_left(borders, span.end)]
        at = word.start
        for cut in [*(bisect_left(line.offsets, border) for border in inside), word.end]:
            if cut > at:
                found.append(Token(line.span(at, cut), line.text[at:cut], word.tag))
                at = cut
    return tuple(found)
