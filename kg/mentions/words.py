"""LAC's words of one sentence, cut once more wherever a name could end or begin inside one.

LAC often reads a name and what stands beside it as one word (准东开发区管委会, 某大学与, 提说). The parts keep the
word's tag and their place in it, so that whoever reads names can join them again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg import lexicon
from kg.model import Token

CUT_TAGS = frozenset({"ORG", "LOC", "PER", "n", "nz", "nw", "v", "vn", "f", "a", "d", "m", "TIME"})
_SCRIPTS = re.compile(r"(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Word:
    """A part of a word of LAC, or a whole one. `place` is W (whole), B (begin), M (middle) or E (end)."""

    start: int  # in the flat sentence
    end: int
    text: str
    tag: str
    place: str


def split(tokens: Sequence[Token]) -> tuple[Word, ...]:
    """The tokens' parts, in order and without gap."""
    return tuple(word for token in tokens for word in _parts(token))


def _parts(token: Token) -> list[Word]:
    cuts = _cuts(token.text) if token.tag in CUT_TAGS and len(token.text) > 1 else ()
    bounds = [0, *cuts, len(token.text)]
    places = "W" if not cuts else "B" + "M" * (len(cuts) - 1) + "E"
    start = token.span.start
    return [
        Word(start + a, start + b, token.text[a:b], token.tag, place)
        for a, b, place in zip(bounds, bounds[1:], places, strict=False)
    ]


@cache
def _patterns() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    cuts, places = lexicon.table("cuts"), lexicon.table("places")
    after = _longest_first(cuts["after"])
    before = _longest_first(cuts["before"])
    lands = _longest_first([*cuts["start"], *places["countries"], *places["provinces"], *places["provinces_short"]])
    pattern = re.compile(f"^(?:{lands})|(?!^)(?P<before>{before})|(?:{after})")
    return pattern, frozenset(cuts["first"]), frozenset(cuts["last"])


def _longest_first(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _cuts(text: str) -> tuple[int, ...]:
    """Places inside `text` where it is cut, in order."""
    pattern, first, last = _patterns()
    cuts = {match.start() for match in _SCRIPTS.finditer(text)}
    for match in pattern.finditer(text):
        cuts |= {match.start()} if match["before"] else {match.end()}
    if text[-1] in last:
        cuts.add(len(text) - 1)
    if text[0] in first:
        cuts.add(1)
    return tuple(sorted(cuts - {0, len(text)}))
