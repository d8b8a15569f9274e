"""What is looked at when names are read: for each word of a sentence, the features of it and its neighbours.

Features are strings, so that the learned weights (kg/lexicon/reading.txt) can be read by people.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg import lexicon
from kg.mentions.words import Word

OPENING, CLOSING = "“《「‘〈", "”》」’〉"
MAX_HEAD = 8
_DIGIT = re.compile(r"[0-9０-９]")
_SHAPES = (
    ("latin", re.compile(r"[A-Za-z.&-]+")),
    ("mixed", re.compile(r".*[A-Za-z].*")),
    ("number", re.compile(r".*\d.*")),
)


def features(words: Sequence[Word]) -> list[list[str]]:
    """The features of each word, in order."""
    texts = [_DIGIT.sub("0", word.text).strip() or "_" for word in words]
    tags = [word.tag + word.place.replace("W", "") for word in words]
    heads = [head_at(texts, i) for i in range(len(words))]
    quotes = quoted_places(texts)
    return [_features(i, texts, tags, heads, quotes) for i in range(len(words))]


def _features(i: int, texts: list[str], tags: list[str], heads: list[tuple[str, str]], quotes: list[str]) -> list[str]:
    def at(values: list[str], step: int) -> str:
        return values[i + step] if 0 <= i + step < len(values) else "#"

    def head(step: int) -> str:
        return heads[i + step][0] if 0 <= i + step < len(heads) else "#"

    word, tag = texts[i], tags[i]
    kind, suffix = heads[i]
    left, right = at(texts, -1), at(texts, 1)
    return [
        "",
        f"w {word}",
        f"t {tag}",
        f"z1 {word[-1]}",
        f"z2 {word[-2:]}",
        f"a1 {word[0]}",
        f"wt {word} {tag}",
        f"shape {shape(word)} {tag}",
        f"head {kind}",
        f"suffix {suffix}",
        f"head+t {kind} {tag}",
        f"w- {left}",
        f"w+ {right}",
        f"t- {at(tags, -1)}",
        f"t+ {at(tags, 1)}",
        f"t-t {at(tags, -1)} {tag}",
        f"tt+ {tag} {at(tags, 1)}",
        f"t-t+ {at(tags, -1)} {tag} {at(tags, 1)}",
        f"t-- {at(tags, -2)} {at(tags, -1)}",
        f"t++ {at(tags, 1)} {at(tags, 2)}",
        f"w-- {at(texts, -2)}",
        f"w++ {at(texts, 2)}",
        f"w-w {left} {word}",
        f"ww+ {word} {right}",
        f"head- {head(-1)} {tag}",
        f"head+ {head(1)} {tag}",
        f"ahead {next_head(i, tags, heads)} {tag}",
        f"quote {quotes[i]} {tag}",
        f"quote- {at(quotes, -1)} {left}",
        f"quote+ {at(quotes, 1)} {right}",
        f"length {min(len(word), 9)} {tag}",
        f"surname {is_surname(word)} {tag} {min(len(word), 5)}",
        f"z1- {left[-1]} {tag}",
        f"z2- {left[-2:]} {tag}",
        f"a1+ {right[0]} {tag}",
        f"head w+ {kind} {right}",
        f"place {place_kind(word)} {tag} {at(tags, 1)}",
        f"place- {place_kind(left)} {tag}",
    ]


def shape(word: str) -> str:
    """The script of a word: latin, mixed, number, one or more (Chinese characters)."""
    return next((name for name, pattern in _SHAPES if pattern.fullmatch(word)), "one" if len(word) == 1 else "more")


def head_at(texts: Sequence[str], i: int) -> tuple[str, str]:
    """The type and the text of the longest head noun that ends where word `i` ends, over at most four words."""
    tail = "".join(texts[max(0, i - 3) : i + 1])[-MAX_HEAD:]
    heads = head_types()
    for length in range(len(tail), 0, -1):
        if tail[-length:] in heads:
            return heads[tail[-length:]], tail[-length:]
    return "-", "-"


def next_head(i: int, tags: Sequence[str], heads: Sequence[tuple[str, str]]) -> str:
    """The type of the first head noun among the next six words, before any verb or punctuation."""
    for j in range(i + 1, min(len(tags), i + 7)):
        if heads[j][0] != "-":
            return heads[j][0]
        if tags[j][0] in "wvpud" and tags[j][:2] != "vn":
            break
    return "-"


def quoted_places(texts: Sequence[str]) -> list[str]:
    """For each word, where it stands inside quotation or book marks: B, E, BE or M, and the mark; else empty."""
    places, opened = [""] * len(texts), -1
    for i, text in enumerate(texts):
        if text in OPENING:
            opened = i
        elif text in CLOSING and opened >= 0:
            for j in range(opened + 1, i):
                places[j] = ("B" * (j == opened + 1) + "E" * (j == i - 1) or "M") + texts[opened]
            opened = -1
    return places


@cache
def head_types() -> dict[str, str]:
    """The type of each head noun; one that needs more than a modifier is marked by ~."""
    strong, weak = {}, {}
    for kind, heads in lexicon.table("heads").items():
        strong.update(dict.fromkeys(heads["names"], kind))
        weak.update(dict.fromkeys(heads["weak"], f"{kind}~"))
    return weak | strong


@cache
def surnames() -> frozenset[str]:
    """Surnames, of one and of two characters."""
    *single, double = lexicon.text("surnames.txt").strip().split("\n")
    return frozenset("".join(single)) | frozenset(double.split())


def is_surname(word: str) -> int:
    """1 if the word begins with a surname, 2 if with one of two characters, else 0."""
    known = surnames()
    return 2 if word[:2] in known and len(word) > 1 else int(word[0] in known)


@cache
def places() -> dict[str, str]:
    """What kind of place a well-known place name is."""
    return {name: kind for kind, names in lexicon.table("places").items() for name in names}


def place_kind(word: str) -> str:
    """What kind of place the word names, or -."""
    return places().get(word, "-")
