"""Characters to numbers, on one line."""

from __future__ import annotations

import numpy as np
import pytest

from kg.models.characters import UNKNOWN, encode, flatten, pad


@pytest.mark.parametrize(
    ("text", "flat", "places"),
    [
        ("甲公司", "甲公司", [0, 1, 2]),
        ("甲\n公司", "甲公司", [0, 2, 3]),
        ("甲 \n\n　公司", "甲公司", [0, 5, 6]),
        ("甲 公司", "甲 公司", [0, 1, 2, 3]),
        ("\n", "", []),
        ("", "", []),
    ],
)
def test_characters_flatten_drops_line_breaks_and_tells_places(text: str, flat: str, places: list[int]) -> None:
    assert flatten(text) == (flat, places)


@pytest.mark.parametrize(("one", "other"), [("國", "国"), ("１", "1"), ("，", ",")])
def test_characters_forms_of_one_character_share_a_number(one: str, other: str) -> None:
    assert encode(one) == encode(other)


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ("《", "》")])
def test_characters_opening_and_closing_marks_stay_apart(opening: str, closing: str) -> None:
    assert encode(opening) != encode(closing)


@pytest.mark.parametrize("text", ["😀", "\ud800", "\x00"])
def test_characters_unknown_ones_have_the_number_for_them(text: str) -> None:
    assert encode(text).tolist() == [UNKNOWN]


def test_characters_pad_fills_up_to_the_longest() -> None:
    block, lengths = pad([np.array([5, 6]), np.array([7])])
    assert block.tolist() == [[5, 6], [7, UNKNOWN]]
    assert lengths.tolist() == [2, 1]
