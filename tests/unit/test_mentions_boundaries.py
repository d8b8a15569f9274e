"""Borders of names, doubt about names, names in quotes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.mentions.boundaries import mend
from kg.mentions.doubt import without_doubtful
from kg.mentions.lac_names import lac_names
from kg.mentions.names import declared_names, joined, repeat
from kg.mentions.quoted import quantity_projects, quoted_names
from kg.mentions.recurring import recurring
from kg.mentions.spans import longest
from kg.mentions.types import head_type, is_generic, sure_type
from tests.unit.mention_lines import line, marked


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("参加[Programme:“曙光计划]”的人", "曙光计划"),
        ("由“[Platform:天汐”低空调度平台]承担", "“天汐”低空调度平台"),
        ("[Company:“澜石重工”]参展", "澜石重工"),
        ("在[DevelopmentZone:西岭高新区（新市区]）揭牌", "西岭高新区（新市区）"),
        ("[Alliance:老城区)仓储物流联盟]启动", "仓储物流联盟"),
        ("[University:西岭大学]附属医院门诊", "西岭大学附属医院"),
        ("[Company:澜石科技]股份有限公司公告", "澜石科技股份有限公司"),
        ("选举[Company:王明远先生]为董事长", "王明远"),
        ("[GovernmentBody:西岭开发区经济发展局政研]科负责人", "西岭开发区经济发展局"),
        ("[Project:西岭矿山等项目]获认可", "西岭矿山"),
        ("实现了[Platform:QLDN(西岭低空物流网)北站]的直连", "QLDN"),
        ("[Organisation:西岭大学教务处]通知", "西岭大学"),
    ],
)
def test_boundaries_are_mended(sentence: str, expected: str) -> None:
    found, [name] = marked(sentence)
    mended = mend(found, name)
    assert mended is not None
    assert found.text[mended.start : mended.end] == expected


def test_boundaries_predicate_is_cut() -> None:
    words = (("西岭融媒体中心", "ORG"), ("精心", "ad"), ("组织", "n"), ("的", "u"))
    made = line(words)
    mended = mend(made, replace(marked("[Media:西岭融媒体中心精心组织]的")[1][0]))
    assert mended is not None
    assert made.text[mended.start : mended.end] == "西岭融媒体中心"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("实施“西岭人才培育计划”。", ["西岭人才培育计划"]),
        ("“平台”已经上线。", []),
    ],
)
def test_quoted_names_end_like_names(sentence: str, expected: list[str]) -> None:
    made, _ = marked(sentence)
    assert [made.text[n.start : n.end] for n in quoted_names(made)] == expected


def test_quoted_word_takes_in_the_phrase_after_it() -> None:
    made = line((("“", "w"), ("驼铃通", "nz"), ("”", "w"), ("智慧", "n"), ("物流", "n"), ("平台", "n"), ("上线", "v")))
    assert [made.text[n.start : n.end] for n in quoted_names(made)] == ["“驼铃通”智慧物流平台"]


def test_quoted_quantities_before_projects_are_projects() -> None:
    made, _ = marked("推进60万吨甲醇、90万千瓦光伏等重点项目，年产30万吨。")
    assert [made.text[n.start : n.end] for n in quantity_projects(made)] == ["60万吨甲醇", "90万千瓦光伏"]


@pytest.mark.parametrize(
    "text", ["[Product:2021-02-07]", "[Company:子公司]", "[Platform:重要实践平台]", "[PilotZone:国家能源基地]"]
)
def test_doubt_drops_what_is_no_name(text: str) -> None:
    made, names = marked(text)
    assert without_doubtful([made], [names]) == [[]]


@pytest.mark.parametrize("text", ["“[Programme:重要场景培育计划]”", "[Company:澜石重工有限公司]", "[Person:王明远]"])
def test_doubt_keeps_names(text: str) -> None:
    made, names = marked(text)
    assert without_doubtful([made], [names]) == [names]


def test_names_repeated_text_is_marked_again() -> None:
    one, names = marked("[Company:澜石重工]扩产。")
    two, _ = marked("他在澜石重工工作。")
    assert [two.text[n.start : n.end] for n in repeat([one, two], [names, []])[1]] == ["澜石重工"]


def test_names_short_text_is_not_marked_inside_a_word() -> None:
    one, names = marked("[Company:澜石]扩产。")
    two = line((("波", "n"), ("澜石头", "n")))
    assert repeat([one, two], [names, []])[1] == []


def test_names_declared_form_becomes_a_name() -> None:
    made, names = marked("[Company:新疆澜石科技有限公司]（以下简称澜石）与")
    assert [made.text[n.start : n.end] for n in declared_names(made, names)] == ["新疆澜石科技有限公司", "澜石"]


def test_names_declared_noun_is_no_name() -> None:
    made, names = marked("[Company:新疆澜石科技有限公司]（以下简称“公司”）与")
    assert declared_names(made, names) == names


def test_names_branch_joins_its_parent() -> None:
    made, names = marked("[Organisation:西岭医院][Organisation:喀什分院]开诊")
    assert [made.text[n.start : n.end] for n in joined(made, names)] == ["西岭医院喀什分院"]


def test_names_project_does_not_join_its_company() -> None:
    made, names = marked("[Company:澜石重工][Project:甲醇项目]开工")
    assert joined(made, names) == names


def test_names_recurring_phrase_is_a_name() -> None:
    words = (("召开", "v"), ("科技", "n"), ("项目", "n"), ("调研", "vn"), ("座谈会", "n"), ("，", "w"))
    found = recurring([line(words), line(words)])
    assert [line(words).text[n.start : n.end] for n in found[0]] == ["科技项目调研座谈会"]
    assert recurring([line(words)]) == [[]]


def test_lac_names_take_in_a_known_name() -> None:
    made = line((("国务院", "ORG"), ("批复", "v")))
    assert [(n.type, made.text[n.start : n.end]) for n in lac_names(made, [])] == [("GovernmentBody", "国务院")]


def test_lac_names_lone_surname_takes_in_the_next_word() -> None:
    made = line((("经理", "n"), ("郑", "PER"), ("建设", "vn"), ("说", "v")))
    assert [made.text[n.start : n.end] for n in lac_names(made, [])] == ["郑建设"]


def test_lac_names_organisation_in_a_row() -> None:
    made = line((("澜石", "ORG"), ("、", "w"), ("西岭大学", "ORG")))
    names = [replace(marked("[University:澜石、西岭大学]")[1][0], start=3, end=7)]
    assert [made.text[n.start : n.end] for n in lac_names(made, names)] == ["澜石", "西岭大学"]


def test_spans_longest_wins() -> None:
    _, [long] = marked("[Company:澜石重工]")
    assert longest([replace(long, end=2), long, replace(long, start=1)]) == [long]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("澜石有限公司", "Company"), ("西岭大学", "University"), ("大学", ""), ("新华社", "Media"), ("澜石", "")],
)
def test_types_sure_ending(text: str, expected: str) -> None:
    assert sure_type(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("煤基碳材料中试基地", ("Platform", True)), ("科技三年行动计划", ("Programme", True)), ("澜石", ("", False))],
)
def test_types_head_noun(text: str, expected: tuple[str, bool]) -> None:
    assert head_type(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("公司", True), ("该", True), ("澜石", False)])
def test_types_generic(text: str, expected: bool) -> None:
    assert is_generic(text) is expected
