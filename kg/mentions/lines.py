"""Sentences as the readers of names see them: flat, in words, with the way back to the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.mentions.tagger import tag
from kg.mentions.words import Word, split
from kg.model import Sentence, Span, Token
from kg.sentences import flatten


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


def tokens(line: Line) -> tuple[Token, ...]:
    """The words of a line with their spans in the document."""
    return tuple(Token(line.span(word.start, word.end), word.text, word.tag) for word in line.words)


def _read(sentence: Sentence) -> Line:
    text, places = flatten(sentence.text)
    offsets = tuple(sentence.span.start + place for place in places)
    return Line(text, offsets, split(tag(text)), sentence)
