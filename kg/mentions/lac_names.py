"""Names that LAC sees and the trained tagger does not: persons, known names, organisations beside others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.mentions.lines import Line, Word
from kg.mentions.spans import Name, free
from kg.mentions.types import head_type, is_generic, is_surname, known_names, sure_type

PERSON, ORGANISATION, KNOWN = "name/lac-person", "name/lac-organisation", "name/known"
_ROW = ("、", "和", "与", "及")
_CHINESE = re.compile(r"[\u4e00-\u9fff·]{1,16}")


def lac_names(line: Line, names: Sequence[Name]) -> list[Name]:
    """The names, and with them the words of LAC that are names and that none touches; in order."""
    whole = [_organisation(line, i, names) for i in range(len(line.words))]
    larger = [name for name in whole if name]
    kept = [name for name in names if not any(name.overlaps(other) for other in larger)]
    found = [*_persons(line, names), *_known(line)]
    return sorted([*kept, *larger, *free(found, [*kept, *larger])])


def _persons(line: Line, names: Sequence[Name]) -> list[Name]:
    """PER words that look like a Chinese name, of two characters only in a row with another person.

    A lone surname takes in the short word after it: 郑/PER 建设/vn.
    """
    found = []
    for i, word in enumerate(line.words):
        if word.tag != "PER" or not _CHINESE.fullmatch(word.text):
            continue
        if _is_person(word.text) and (len(word.text) > 2 or _in_row(line, word, names)):
            found.append(Name(word.start, word.end, "Person", PERSON))
        elif len(word.text) == 1 and is_surname(word.text) and i and line.words[i - 1].tag == "n":
            following = line.words[i + 1 : i + 2]
            if following and len(following[0].text) <= 2 and _CHINESE.fullmatch(following[0].text):
                found.append(Name(word.start, following[0].end, "Person", PERSON))
    return found


def _is_person(text: str) -> bool:
    """A surname and one or two characters, or parts joined by ·."""
    surname = is_surname(text)
    return "·" in text or (surname > 0 and 2 <= len(text) <= 2 + surname)


def _known(line: Line) -> list[Name]:
    """Words that are names by themselves: 国务院, 新华社."""
    known = known_names()
    return [Name(word.start, word.end, known[word.text], KNOWN) for word in line.words if word.text in known]


def _organisation(line: Line, i: int, names: Sequence[Name]) -> Name | None:
    """An ORG word that ends like an organisation or stands in a row with one; in it at most a place was read."""
    word = line.words[i]
    if word.tag != "ORG" or len(word.text) < 2 or not _CHINESE.fullmatch(word.text) or is_generic(word.text):
        return None
    inside = [name for name in names if name.start < word.end and word.start < name.end]
    kind = sure_type(word.text)
    if inside and not (kind and all(n.type == "Place" and word.start <= n.start and n.end <= word.end for n in inside)):
        return None
    if kind or _in_row(line, word, names):
        return Name(word.start, word.end, kind or head_type(word.text)[0] or "Company", ORGANISATION)
    return None


def _in_row(line: Line, word: Word, names: Sequence[Name]) -> bool:
    """Whether the word stands beside a name, with only 、 or a conjunction between."""
    before = line.text[max(0, word.start - 1) : word.start] in _ROW and any(n.end == word.start - 1 for n in names)
    after = line.text[word.end : word.end + 1] in _ROW and any(n.start == word.end + 1 for n in names)
    return before or after
