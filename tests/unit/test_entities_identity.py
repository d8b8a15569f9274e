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
            [FULL, "{DevelopmentZone:沙泉开发区}开工。"],
            [("沙泉经济技术开发区", ("沙泉开发区",))],
            id="alias-elsewhere",
        ),
        pytest.param(
            ["{Company:远桥集团}开工。", "{Company:远桥集团}投产。"], [("远桥集团", ())], id="same-name-two-documents"
        ),
        pytest.param(
            ["{Place:云川}下雪。", "{Person:云川}说。"], [("云川", ()), ("云川", ())], id="same-name-other-kind"
        ),
        pytest.param(["{Place:沙泉开发区}下雪。", FULL], [("沙泉经济技术开发区", ("沙泉开发区",))], id="zone-as-place"),
        pytest.param(
            ["{Company:天山新能源}与{Company:天山新能}签约。"],
            [("天山新能", ()), ("天山新能源", ())],
            id="one-character-apart",
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
    assert [(i.kind, i.document, i.text) for i in found.issues] == [
        ("ambiguous-name", "c", "河东能源")
    ] * 2  # one for each fuller name


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


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(
            ["{University:西岭电子科技大学}开学。", "{University:西岭电子科大}开学。"],
            ["西岭电子科技大学"],
            id="initials",
        ),
        pytest.param(
            ["{Company:沙泉远桥数据科技有限公司}开工。", "{Company:沙泉远桥数据}开工。"],
            ["沙泉远桥数据科技有限公司"],
            id="company-short-form",
        ),
        pytest.param(
            ["{GovernmentBody:新疆维吾尔自治区科学技术厅}说。", "{GovernmentBody:新疆科技厅}说。"],
            ["新疆维吾尔自治区科学技术厅"],
            id="department",
        ),
        pytest.param(
            ["{Project:沙泉光伏走廊项目一期}开工。", "{Project:沙泉光伏走廊项目二期}开工。"],
            ["沙泉光伏走廊项目一期", "沙泉光伏走廊项目二期"],
            id="phases",
        ),
        pytest.param(
            ["{Project:沙泉光伏走廊项目一期}开工。", "{Project:光伏走廊一期}开工。"],
            ["沙泉光伏走廊项目一期"],
            id="phase-short-form",
        ),
        pytest.param(
            ["{University:新疆大学}开学。", "{University:新疆农业大学}开学。"],
            ["新疆农业大学", "新疆大学"],
            id="two-universities",
        ),
        pytest.param(
            ["{University:新疆大学}开学。", "{Organisation:新疆大学附属医院}开诊。"],
            ["新疆大学", "新疆大学附属医院"],
            id="university-and-hospital",
        ),
        pytest.param(
            ["{Company:华远沙泉发电有限公司}开工。", "{Company:国远沙泉}开工。"],
            ["华远沙泉发电有限公司", "国远沙泉"],
            id="firms-one-character-apart",
        ),
        pytest.param(
            ["{Company:远桥集团}开工。", "{Company:远桥集团沙泉有限公司}开工。"],
            ["远桥集团", "远桥集团沙泉有限公司"],
            id="parent-and-subsidiary",
        ),
        pytest.param(
            ["{DevelopmentZone:兰州经济技术开发区}招商。", "{DevelopmentZone:兰州高新技术产业开发区}招商。"],
            ["兰州经济技术开发区", "兰州高新技术产业开发区"],
            id="two-zones-of-a-city",
        ),
        pytest.param(
            ["{GovernmentBody:市科技局}说，{Place:河东市}下雪。", "{GovernmentBody:市科技局}说，{Place:山南市}下雪。"],
            ["山南市", "市科技局", "市科技局", "河东市"],
            id="relative-names",
        ),
    ],
)
def test_identify_weighs_forms_of_names(texts: list[str], expected: list[str]) -> None:
    assert [name for name, _ in names(*texts)] == sorted(expected)


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        pytest.param(
            ["{Company:远桥集团}董事长{Person:周原}说。", "{Company:远桥集团}总经理{Person:周原}说。"],
            1,
            id="same-firm",
        ),
        pytest.param(
            ["{Company:远桥集团}董事长{Person:周原}说。", "{University:兰州大学}教授{Person:周原}说。"],
            2,
            id="elsewhere",
        ),
        pytest.param(
            [
                "{Company:远桥集团}董事长{Person:周原}说。",
                "{Company:云川能源}董事长{Person:周原}刚从{Company:远桥集团}调来。",
            ],
            1,
            id="changed-post",
        ),
    ],
)
def test_identify_tells_persons_of_one_name_apart(texts: list[str], count: int) -> None:
    found = identify([document(text, f"d{i}") for i, text in enumerate(texts)])
    persons = [e for e in found.entities if e.type == "Person"]
    assert len({e.id for e in persons}) == len(persons) == count


def test_identify_files_unsure_persons() -> None:
    texts = [
        "{Company:远桥集团}董事长{Person:周原}与{Company:云川能源}和{Alliance:戈壁联盟}签约。",
        "{University:兰州大学}教授{Person:周原}与{Company:云川能源}和{Alliance:戈壁联盟}签约。",
    ]
    found = identify([document(text, f"d{i}") for i, text in enumerate(texts)])
    assert [(i.kind, i.text) for i in found.issues] == [("unsure-identity", "周原")]


def test_identify_follows_what_a_user_decided() -> None:
    made = [document(t, f"d{i}") for i, t in enumerate(["{Company:远桥集团}开工。", "{Company:云川能源}投产。"])]
    pair = frozenset({("远桥集团", ""), ("云川能源", "")})
    assert [(e.name, e.aliases) for e in identify(made, same=[pair]).entities] == [("云川能源", ("远桥集团",))]
    again = [document(t, f"d{i}") for i, t in enumerate([FULL, "{DevelopmentZone:沙泉开发区}开工。"])]
    apart = frozenset({("沙泉经济技术开发区", ""), ("沙泉开发区", "")})
    assert len(identify(again, different=[apart]).entities) == 2
