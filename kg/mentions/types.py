"""The type of a name from the noun that it ends with, and what is no name at all."""

from __future__ import annotations

from functools import cache

from kg import lexicon
from kg.model import name_key

MAX_HEAD = 8
ORGANISATIONS = frozenset(
    {"Company", "University", "ResearchInstitute", "GovernmentBody", "Organisation", "DevelopmentZone", "Alliance"}
    | {"Media"}
)


def head_type(text: str) -> tuple[str, bool]:
    """The type of the longest head noun at the end of `text` and whether it makes a name alone; empty if none."""
    heads = _heads()
    for length in range(min(MAX_HEAD, len(text)), 0, -1):
        kind = heads.get(text[-length:])
        if kind:
            return kind.rstrip("~"), not kind.endswith("~")
    return "", False


@cache
def _heads() -> dict[str, str]:
    """The type of each head noun; one that needs more than a modifier is marked by ~."""
    strong, weak = {}, {}
    for kind, heads in lexicon.table("heads").items():
        if kind != "sure":
            strong.update(dict.fromkeys(heads["names"], kind))
            weak.update(dict.fromkeys(heads["weak"], f"{kind}~"))
    return weak | strong


@cache
def sure_type(text: str) -> str:
    """The type that the ending of `text` leaves no doubt about, or empty."""
    known = known_names().get(text)
    if known:
        return known
    bare = text.rstrip("”’》」")
    sure = lexicon.table("heads")["sure"]
    fitting = [(len(end), kind) for kind, ends in sure.items() for end in ends if bare.endswith(end) and bare != end]
    return max(fitting)[1] if fitting else ""


def is_generic(text: str) -> bool:
    """Whether `text` is a common noun that only looks like a name."""
    return text in _generic() or len(text) < 2


@cache
def known_names() -> dict[str, str]:
    """Names that everybody knows without a head noun to tell them by, with their types."""
    return {name: kind for kind, names in lexicon.table("known").items() for name in names}


def is_surname(word: str) -> int:
    """1 if the word begins with a surname, 2 if with one of two characters, else 0."""
    known = _surnames()
    return 2 if word[:2] in known and len(word) > 1 else int(word[:1] in known)


@cache
def is_place(text: str) -> bool:
    """Whether `text` is a well-known place: a country, a province, a prefecture, a region."""
    return name_key(text) in _places()


@cache
def _places() -> frozenset[str]:
    places = lexicon.table("places")
    return frozenset(name_key(name) for names in places.values() for name in names if len(name) > 1)


@cache
def _generic() -> frozenset[str]:
    return frozenset(lexicon.table("names")["generic"])


@cache
def _surnames() -> frozenset[str]:
    *single, double = lexicon.text("surnames.txt").strip().split("\n")
    return frozenset("".join(single)) | frozenset(double.split())
