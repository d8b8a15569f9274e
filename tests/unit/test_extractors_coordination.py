"""Lists of mentions and the pairs made of them."""

from __future__ import annotations

import pytest

from kg.extractors.coordination import pair, singles
from kg.extractors.rule import Pairing
from kg.model import Mention, Span


def _mention(name: str) -> Mention:
    return Mention(Span(ord(name), ord(name) + 1), name, "Company", True, (name,), "test")


@pytest.mark.parametrize(
    ("subjects", "objects", "pairing", "pairs"),
    [
        ("a", "bc", "cross", ["ab", "ac"]),
        ("ab", "bc", "cross", ["ab", "ac", "bc"]),
        ("ab", "cd", "zip", ["ac", "bd"]),
        ("a", "cd", "zip", ["ac", "ad"]),
        ("ab", "cde", "zip", []),
        ("ab", "c", "all", ["ab", "ac", "bc"]),
        ("abc", "", "all", ["ab", "ac", "bc"]),
        ("ab", "", "two", ["ab"]),
        ("a", "b", "two", ["ab"]),
        ("abc", "", "two", []),
        ("a", "a", "cross", []),
    ],
)
def test_coordination_pairs(subjects: str, objects: str, pairing: Pairing, pairs: list[str]) -> None:
    made = pair([_mention(n) for n in subjects], [_mention(n) for n in objects], pairing)
    assert [a.text + b.text for a, b in made] == pairs


@pytest.mark.parametrize(("names", "count"), [((), 0), (("甲",), 1), (("甲", "乙"), 2)])
def test_coordination_collective_stands_for_each_member(names: tuple[str, ...], count: int) -> None:
    mention = Mention(Span(0, 2), "两区", "DevelopmentZone", False, names, "collective")
    found = singles(mention)
    assert [m.refers_to for m in found] == [(name,) for name in names]
    assert len(found) == count
