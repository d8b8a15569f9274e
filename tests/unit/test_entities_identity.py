"""Who is who in a build."""

import itertools

import pytest

from kg.entities import identify
from tests.marked import document

FULL = "{DevelopmentZone:沙泉经济技术开发区}（简称{DevelopmentZone=沙泉经济技术开发区:沙泉开发区}）招商。"


def names(*marked: str) -> list[tuple[str, tuple[str, ...]]]:
    made = [document(text, f"d{i}") for i, text in enumerate(marked)]
    return sorted((e.name, e.aliases) for e in identify(made).entities)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([FULL], [("沙泉经济技术开发区", ("沙泉开发区",))], id="alias-in-one-article"),
        pytest.param(
            [FULL, "{DevelopmentZone:沙泉开发区}开工。"], [("沙泉经济技术开发区", ("沙泉开发区",))], id="alias-elsewhere"
        ),
        pytest.param(
            ["{Company:远桥集团}开工。", "{Company:远桥集团}投产。"], [("远桥集团", ())], id="same-name-two-documents"
        ),
        pytest.param(
            ["{Place:云川}下雪。", "{Person:云川}说。"], [("云川", ()), ("云川", ())], id="same-name-other-kind"
        ),
        pytest.param(
            ["{Place:沙泉开发区}下雪。", FULL], [("沙泉经济技术开发区", ("沙泉开发区",))], id="zone-as-place"
        ),
        pytest.param(
            ["{Company:天山新能源}与{Company:天山新能}签约。"], [("天山新能", ()), ("天山新能源", ())], id="one-character-apart"
        ),
    ],
)
def test_identify_joins(texts: list[str], expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert names(*texts) == expected


def test_identify_keeps_an_ambiguous_short_name_apart() -> None:
    first = "{Company=河东能源集团有限公司:河东能源}与{Company:河东能源集团有限公司}。"
    second = "{Company=河东能源投资有限公司:河东能源}与{Company:河东能源投资有限公司}。"
    found = identify([document(t, n) for t, n in ((first, "a"), (second, "b"), ("{Company:河东能源}开工。", "c"))])
    assert [e.name for e in found.entities if e.name == "河东能源"] == ["河东能源"]
    assert [(i.kind, i.document, i.text) for i in found.issues] == [("ambiguous-name", "c", "河东能源")]


def test_identify_prefers_the_alias_of_the_same_document() -> None:
    page = "{Company=河东能源集团有限公司:河东能源}属于{Company:河东能源集团有限公司}。\n\n{Company:河东能源}开工。"
    other = "{Company=河东能源投资有限公司:河东能源}与{Company:河东能源投资有限公司}。"
    found = identify([document(page, "a"), document(other, "b")])
    assert found.issues == ()
    assert sorted(len(e.mentions) for e in found.entities) == [2, 3]


def test_identify_gives_bare_nouns_to_their_entity() -> None:
    (entity,) = identify([document("{Company:远桥集团}开工。{Company*=远桥集团:公司}说。")]).entities
    assert [(m.text, m.named) for m in entity.mentions] == [("远桥集团", True), ("公司", False)]
    assert entity.aliases == ()


def test_identify_is_the_same_for_any_order() -> None:
    made = [document(FULL, "a"), document("{Place:沙泉开发区}。", "b"), document("{Company:沙泉}与{Place:昌吉}。", "c")]
    results = {identify(list(order)).entities for order in itertools.permutations(made)}
    assert len(results) == 1
