"""Sentences as the readers of names see them: flat, in words, with the way back to the document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.mentions import tagger
from kg.model import Sentence, Span, Token
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


def read_lines(sentences: Sequence[Sentence]) -> tuple[Line, ...]:
    """One line a sentence, in order."""
    return tuple(_read(sentence) for sentence in sentences)


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


def _read(sentence: Sentence) -> Line:
    text, places = flatten(sentence.text)
    words = tuple(Word(t.span.start, t.span.end, t.text, t.tag) for t in tagger.tag(text))
    return Line(text, tuple(sentence.span.start + place for place in places), words, sentence)
