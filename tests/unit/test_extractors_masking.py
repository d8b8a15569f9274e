"""Sentences as rules see them."""

from __future__ import annotations

import pytest

from kg.extractors.kinds import CHARACTER, expand
from kg.extractors.masking import View, mask
from tests.marked import document

LETTER = {CHARACTER[kind]: letter for kind, letter in (("Company", "C"), ("DevelopmentZone", "Z"), ("Place", "L"),
          ("Person", "P"), ("PilotZone", "I"), ("Product", "R"), ("University", "U"))}  # fmt: skip


def _masked(marked: str, view: View = "plain") -> str:
    annotated = document(marked)
    (sentence,) = annotated.sentences
    text = mask(sentence, list(annotated.mentions_in(sentence.span)), view).text
    return "".join(LETTER.get(character, character) for character in text)


@pytest.mark.parametrize(
    ("marked", "view", "seen"),
    [
        (
            "{DevelopmentZone:甲开发区}加入“{PilotZone:乙试验区}”（简称{PilotZone=乙试验区:试验区}）。",
            "plain",
            "Z加入I。",
        ),
        ("“{Product:甲}”“{Product:乙}”上线。", "plain", "R、R上线。"),
        ("{DevelopmentZone:甲开发区}{Company:乙公司}投产。", "raw", "ZC投产。"),
        ("{DevelopmentZone:甲开发区}{Company:乙公司}投产。", "plain", "C投产。"),
        ("与{Place:韩国}{Company:乙公司}合作。", "plain", "与C合作。"),
        ("{DevelopmentZone:甲开发区}管委会与{University:乙大学}签约。", "plain", "Z与U签约。"),
        ("{University:乙大学}教授{Person:丙}团队研制。", "plain", "U研制。"),
        ("{Company:甲公司}董事长{Person:丙}与{Company:乙公司}签约。", "bodies", "C与C签约。"),
        ("{Company:甲公司}董事长{Person:丙}在会上说。", "persons", "P在会上说。"),
    ],
)
def test_masking_view_hides_what_does_not_relate(marked: str, view: View, seen: str) -> None:
    assert _masked(marked, view) == seen


def test_masking_spans_lead_back_to_the_document() -> None:
    annotated = document("此前。“{Company:甲公司}”（简称甲）研发“{Product:乙}”。")
    sentence = annotated.sentences[1]
    seen = mask(sentence, list(annotated.mentions_in(sentence.span)))
    at = seen.text.index("研发")
    assert annotated.document.slice(seen.span(at, at + 2)) == "研发"


def test_masking_keeps_the_longer_of_two_overlapping_mentions() -> None:
    annotated = document("{Company:甲县能源公司}投产。")
    (long,) = annotated.mentions
    short = type(long)(type(long.span)(0, 2), "甲县", "Place", True, ("甲县",), "test")
    seen = mask(annotated.sentences[0], [short, long])
    assert list(seen.mentions.values()) == [long]


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        (("Place",), ("Place",)),
        (("Organisation!",), ("Organisation",)),
        (("Alliance", "Company"), ("Company", "Alliance")),
    ],
)
def test_kinds_expand_in_fixed_order(names: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    assert expand(names) == kinds


def test_kinds_broad_type_takes_its_kinds() -> None:
    assert {"Company", "University", "DevelopmentZone"} < set(expand(["Organisation"]))
