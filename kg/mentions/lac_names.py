"""Names that LAC sees and the trained tagger does not: persons, organisations in a row with others, people after posts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.mentions.features import is_surname
from kg.mentions.lines import Line
from kg.mentions.spans import Name, free
from kg.mentions.types import head_type, is_generic, sure_type
from kg.mentions.words import Word

PERSON, ORGANISATION = "name/lac-person", "name/lac-organisation"
_ROW = ("、", "和", "与", "及")
_CHINESE = re.compile(r"[\u4e00-\u9fff·]{2,12}")


def lac_names(line: Line, names: Sequence[Name]) -> list[Name]:
    """Persons and organisations in words of LAC that no name in `names` touches, in order."""
    found = []
    for i, word in enumerate(line.words):
        if word.place != "W" or not _CHINESE.fullmatch(word.text) or is_generic(word.text):
            continue
        if word.tag == "PER" and _person(word):
            found.append(Name(word.start, word.end, "Person", PERSON))
        elif word.tag == "ORG" and (sure_type(word.text) or _in_row(line, i, names)):
            kind = sure_type(word.text) or head_type(word.text)[0] or "Company"
            found.append(Name(word.start, word.end, kind, ORGANISATION))
    return free(found, names)


def _person(word: Word) -> bool:
    """A surname and one or two characters, or parts joined by ·."""
    return "·" in word.text or (is_surname(word.text) > 0 and len(word.text) <= 3 + (is_surname(word.text) == 2))


def _in_row(line: Line, i: int, names: Sequence[Name]) -> bool:
    """Whether the word stands beside a name, with only 、 or a conjunction between."""
    word = line.words[i]
    before = line.text[word.start - 1 : word.start] in _ROW and any(n.end == word.start - 1 for n in names)
    after = line.text[word.end : word.end + 1] in _ROW and any(n.start == word.end + 1 for n in names)
    return (before or after) and len(word.text) > 1
