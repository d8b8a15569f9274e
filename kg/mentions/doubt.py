"""Names that are none: long descriptions that only look like names to the tagger, as real prose is full of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg import lexicon
from kg.mentions.lines import Line
from kg.mentions.spans import Name
from kg.mentions.types import head_type, is_generic, sure_type
from kg.model import name_key

PROPER = frozenset({"PER", "LOC", "ORG", "nz", "nw", "nr", "ns", "nt"})
DESCRIBED = frozenset({"Company", "Platform", "Programme", "Project", "Product", "PilotZone", "Event", "Organisation",
                       "Alliance", "ResearchInstitute", "DevelopmentZone", "Media"})  # fmt: skip
LEAST, LEAST_PLAIN, LEAST_HEADED = 0.4, 0.9, 0.6
_NO_NAME = re.compile(r"[\d\s.,:：%/-]+|\d{4,6}\.[A-Z]{2}|[\d年月日时分]+")
_LATIN = re.compile(r"[A-Za-z0-9]")
_OPENING = "“《「‘"


def without_doubtful(lines: Sequence[Line], found: Sequence[list[Name]]) -> list[list[Name]]:
    """The names that the article gives enough reason to believe in."""
    counts: Counter[str] = Counter()
    best: dict[str, float] = {}
    for line, names in zip(lines, found, strict=True):
        for name in names:
            key = name_key(line.text[name.start : name.end])
            counts[key] += 1
            best[key] = max(best.get(key, 0.0), name.sure)
    return [
        [name for name in names if _believed(line, name, counts, best)]
        for line, names in zip(lines, found, strict=True)
    ]


def _believed(line: Line, name: Name, counts: Counter[str], best: dict[str, float]) -> bool:
    text = line.text[name.start : name.end]
    key = name_key(text)
    if _NO_NAME.fullmatch(text) or is_generic(text):
        return False
    if name.type not in DESCRIBED:
        return best[key] >= LEAST or counts[key] > 1
    if sure_type(text) and _supported(line, name):
        return True
    if _goes_on(line, name) and best[key] < LEAST_PLAIN:
        return False
    quoted = line.text[name.start - 1 : name.start] in tuple(_OPENING) or any(mark in text for mark in _OPENING)
    _, complete = head_type(text)
    if quoted and complete:
        return True
    if _supported(line, name) or quoted:
        return best[key] >= LEAST or counts[key] > 1
    if counts[key] > 1:
        return True
    if describes(text, best[key] >= LEAST_PLAIN):
        return False
    return best[key] >= (LEAST_HEADED if complete else LEAST_PLAIN)


def _supported(line: Line, name: Name) -> bool:
    """Whether a proper noun, a letter or a number is in the name."""
    text = line.text[name.start : name.end]
    if _LATIN.search(text):
        return True
    return any(word.tag in PROPER for word in line.words if word.start < name.end and name.start < word.end)


def _goes_on(line: Line, name: Name) -> bool:
    """Whether the words around go on with the phrase: 某地科技|创新, 锅炉智能|燃烧, where the head is an industry."""
    _, _complete = head_type(line.text[name.start : name.end])
    if name.type != "Company" or sure_type(line.text[name.start : name.end]):
        return False
    following = next((word for word in line.words if word.start >= name.end), None)
    return following is not None and following.start == name.end and following.tag == "vn"


def describes(text: str, sure: bool) -> bool:
    """Whether the words of `text` praise or measure rather than name."""
    words = lexicon.table("names")
    if any(word in text for word in words["praise"]) or text.startswith(tuple(words["extent"])):
        return True
    return not sure and any(word in text for word in words["extent"])
