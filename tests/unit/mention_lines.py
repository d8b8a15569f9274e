"""Lines and names built from marked text: [Company:澜石互联] is a name, the words between bars are LAC's."""

from __future__ import annotations

import re

from kg.mentions.lines import Line, Word
from kg.mentions.spans import Name
from kg.model import Sentence, Span

_MARK = re.compile(r"\[(\w+):([^\]]+)\]")


def marked(text: str, start: int = 0) -> tuple[Line, list[Name]]:
    """The line and the names of a marked sentence that begins at `start` of its document; each character is a word."""
    names, plain, at = [], "", 0
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        names.append(Name(len(plain), len(plain) + len(match[2]), match[1], "name/test"))
        plain += match[2]
        at = match.end()
    plain += text[at:]
    return line(tuple((character, "x") for character in plain), start), names


def line(words: tuple[tuple[str, str], ...], start: int = 0) -> Line:
    """A line of words with their tags."""
    text, made = "", []
    for word, tag in words:
        made.append(Word(len(text), len(text) + len(word), word, tag))
        text += word
    sentence = Sentence(Span(start, start + len(text)), text, 0)
    return Line(text, tuple(range(start, start + len(text))), tuple(made), sentence)
