"""Whom a graph may name, by the words around a name."""

from __future__ import annotations

import pytest

from kg.building import GUARDED, PUBLIC, cues
from tests.marked import document


def flag(text: str) -> int:
    """What is said of the last person in the marked text; 0 where nothing is."""
    annotated = document(text)
    last = max(i for i, m in enumerate(annotated.mentions) if m.type == "Person")
    return dict(cues.flags(annotated, [])).get(last, 0)


@pytest.mark.parametrize(
    "text",
    [
        "董事长{Person:陆一鸣}说。",
        "本报记者{Person:周原}报道。",
        "副市长 {Person:陆一鸣}出席。",
        "研究员{Person:周原}介绍。",
    ],
)
def test_cues_a_post_makes_a_person_public(text: str) -> None:
    assert flag(text) == PUBLIC


@pytest.mark.parametrize(
    "text",
    [
        "受害人{Person:陆一鸣}报案。",
        "小学生{Person:周原}捡到钱包。",
        "患者{Person:周原}出院。",
        "遇难者家属{Person:周原}到场。",
        "年仅9岁的{Person:周原}获救。",
        "十二岁的{Person:周原}获救。",
        "{Person:周原}（化名）说。",
        "{Person:周原}（男，12岁）走失。",
        "{Person:陆一鸣}等3名遇难者。",
        "{Person:陆一鸣}不幸遇难。",
        "{Person:陆一鸣}在车祸中身亡。",
        "犯罪嫌疑人{Person:陆一鸣}被抓。",
        "班长、小学生{Person:陆一鸣}说。",
    ],
)
def test_cues_harm_and_childhood_guard_a_person(text: str) -> None:
    assert flag(text) == GUARDED


@pytest.mark.parametrize(
    "text",
    [
        "村民{Person:周原}说。",
        "{Person:周原}路过。",
        "外卖员{Person:周原}送餐。",
        "82岁的{Person:周原}说。",
        "店主{Person:周原}说。",
    ],
)
def test_cues_say_nothing_of_private_persons(text: str) -> None:
    assert flag(text) == 0
