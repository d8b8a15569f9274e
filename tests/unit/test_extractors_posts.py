"""Who works for whom, with the printed title."""

from __future__ import annotations

import pytest

from kg.extractors import roles
from kg.extractors.posts import extract
from tests.marked import document

Facts = set[tuple[str, str, str | None]]


def _facts(marked: str) -> Facts:
    return {(c.subject.refers_to[0], c.object.refers_to[0], c.role) for c in extract(document(marked))}


@pytest.mark.parametrize(
    ("marked", "facts"),
    [
        ("{Company:甲公司}总工程师{Person:丙}到会。", {("丙", "甲公司", "总工程师")}),
        ("{GovernmentBody:甲住建局}住房保障处处长{Person:丙}到会。", {("丙", "甲住建局", "住房保障处处长")}),
        (
            "{DevelopmentZone:甲开发区}党工委委员、管委会副主任{Person:丙}到会。",
            {("丙", "甲开发区", "党工委委员、管委会副主任")},
        ),
        ("{University:甲大学}副校长兼教务处处长{Person:丙}到会。", {("丙", "甲大学", "副校长兼教务处处长")}),
        (
            "{Organisation:甲医院}党委书记{Person:丙}、院长{Person:丁}到会。",
            {("丙", "甲医院", "党委书记"), ("丁", "甲医院", "院长")},
        ),
        (
            "{Company:甲公司}副总经理{Person:丙}、{Person:丁}到会。",
            {("丙", "甲公司", "副总经理"), ("丁", "甲公司", "副总经理")},
        ),
        (
            "{Company:甲公司}董事长、{Alliance:乙协会}会长{Person:丙}到会。",
            {("丙", "甲公司", "董事长"), ("丙", "乙协会", "会长")},
        ),
        ("{ResearchInstitute:中国工程院}院士{Person:丙}到会。", {("丙", "中国工程院", "院士")}),
        ("{GovernmentBody:甲县委}书记{Person:丙}到会。", {("丙", "甲县委", "书记")}),
        ("{Place:甲市}市长{Person:丙}到会。", {("丙", "甲市", "市长")}),
        ("{Company:甲公司}原董事长{Person:丙}到会。", {("丙", "甲公司", "原董事长")}),
        ("{Company:甲公司}新任总经理{Person:丙}到会。", {("丙", "甲公司", "总经理")}),
        ("{Company:甲公司}与{Company:乙公司}总经理{Person:丙}签约。", {("丙", "乙公司", "总经理")}),
    ],
)
def test_posts_before_names(marked: str, facts: Facts) -> None:
    assert _facts(marked) == facts


@pytest.mark.parametrize(
    ("marked", "facts"),
    [
        ("{Person:丙}任{Company:甲公司}总经理。", {("丙", "甲公司", "总经理")}),
        ("{Person:丙}，{University:甲大学}教授。", {("丙", "甲大学", "教授")}),
        (
            "{Person:丙}曾任{University:甲大学}副校长、{GovernmentBody:乙教育厅}处长。",
            {("丙", "甲大学", "副校长"), ("丙", "乙教育厅", "处长")},
        ),
        ("{Person:丙}当选{Alliance:甲联盟}理事长。", {("丙", "甲联盟", "理事长")}),
        ("会议聘请{Person:丙}为{Company:甲公司}首席专家。", {("丙", "甲公司", "首席专家")}),
        ("免去{Person:丙}的{GovernmentBody:甲局}局长职务。", {("丙", "甲局", "局长")}),
        ("{Company:甲公司}总经理由{Person:丙}兼任。", {("丙", "甲公司", "总经理")}),
        ("{University:甲大学}{Person:丙}教授到会。", {("丙", "甲大学", "教授")}),
        ("来自{Company:甲公司}的{Person:丙}夺冠。", {("丙", "甲公司", None)}),
        ("曾任{Company:甲公司}副总裁的{Person:丙}到会。", {("丙", "甲公司", "副总裁")}),
        ("{Person:丙}日前辞去{Company:甲公司}董事长。", {("丙", "甲公司", "董事长")}),
        ("{Person:丙}来自{Company:甲公司}。", {("丙", "甲公司", None)}),
    ],
)
def test_posts_after_names(marked: str, facts: Facts) -> None:
    assert _facts(marked) == facts


@pytest.mark.parametrize(
    ("marked", "facts"),
    [
        (
            "{Media:甲网}乌镇5月1日电（记者 {Person:丙} {Person:丁}）晴。",
            {("丙", "甲网", "记者"), ("丁", "甲网", "记者")},
        ),
        ("{Media:甲网}乌镇5月1日电（记者 {Person:丙} 通讯员 {Person:丁}）晴。", {("丙", "甲网", "记者")}),
        ("《{Media:甲报}》记者 {Person:丙}", {("丙", "甲报", "记者")}),
        ("本报讯（记者 {Person:丙}）晴。", set()),
        ("本报记者 {Person:丙} 通讯员 {Person:丁}", set()),
    ],
)
def test_posts_bylines(marked: str, facts: Facts) -> None:
    assert _facts(marked) == facts


@pytest.mark.parametrize(
    ("marked", "facts"),
    [
        ("{Company:甲公司}建了{Project:乙馆}。董事长{Person:丙}到会。", {("丙", "甲公司", "董事长")}),
        ("{University:甲大学}与{Organisation:乙博物馆}合作。馆长{Person:丙}到会。", {("丙", "乙博物馆", "馆长")}),
        ("{Company:甲公司}开业。队员{Person:丙}到会。", set()),
        ("{Company:甲银行乙支行}与{Alliance:丁商会}共建。支行行长{Person:丙}到会。", {("丙", "甲银行乙支行", "行长")}),
        ("总经理{Person:丙}到会。", set()),
        ("{Company:甲公司}的船靠了岸。船长{Person:丙}到会。", set()),
        ("{Company:甲公司}种茶。老茶师{Person:丙}到会。", set()),
        (
            "{Company:甲公司}来了。{Company:乙公司}总裁{Person:丁}到会。{Company:戊公司}也来了。{Company:甲公司}停产。"
            "总经理{Person:丙}说，会好的。",
            {("丁", "乙公司", "总裁"), ("丙", "甲公司", "总经理")},
        ),
        ("{Company:甲公司}派驻的院长{Person:丙}到会。", set()),
        (
            "{Person:丙}是{Company:甲公司}经理。经理{Person:丙}到会，{Company:乙公司}也来了。",
            {("丙", "甲公司", "经理")},
        ),
    ],
)
def test_posts_title_without_a_body(marked: str, facts: Facts) -> None:
    assert _facts(marked) == facts


@pytest.mark.parametrize(
    "marked",
    [
        "{Company:甲公司}与{Person:丙}签约。",
        "{Place:甲市}记者{Person:丙}到会。",
        "{Company:甲公司}产量增长，{Person:丙}说。",
    ],
)
def test_posts_no_title_no_claim(marked: str) -> None:
    assert _facts(marked) == set()


def test_posts_trigger_is_the_printed_title() -> None:
    annotated = document("今日，{Company:甲公司}安全部\u3000部长{Person:丙}到会。")
    (claim,) = extract(annotated)
    assert claim.trigger is not None
    assert annotated.document.slice(claim.trigger) == "安全部\u3000部长"
    assert claim.role == "安全部部长"


def test_posts_appointment_has_its_date() -> None:
    annotated = document("5月6日，{Person:丙}当选{Alliance:甲联盟}理事长。")
    (claim,) = extract(annotated)
    assert claim.date is not None
    assert annotated.document.slice(claim.date) == "5月6日"


def test_posts_held_post_has_no_date() -> None:
    (claim,) = extract(document("5月6日，{Company:甲公司}经理{Person:丙}到会。"))
    assert claim.date is None


@pytest.mark.parametrize(
    ("marked", "status"),
    [
        ("{Person:丙}拟任{GovernmentBody:乙局}副局长。", "planned"),
        ("{Company:甲公司}拟任副总裁{Person:丙}从业年限不足。", "planned"),
        ("{Company:甲公司}独立董事候选人{Person:丙}的任职资格无异议。", "planned"),
        ("学校还计划聘请{Person:丙}为{University:甲大学}客座教授。", "planned"),
        ("{Person:丙}从未担任{Company:甲公司}顾问。", "denied"),
        ("外界猜测{Person:丙}会兼任{Company:甲公司}独立董事。", "denied"),
        ("{Person:丙}担任{Company:甲公司}顾问。", "realised"),
    ],
)
def test_posts_not_held_yet_or_never(marked: str, status: str) -> None:
    assert [claim.status for claim in extract(document(marked))] == [status]


def test_posts_collective_mention_gives_no_claim() -> None:
    assert _facts("{Company*=甲公司|乙公司:两家公司}总经理{Person:丙}到会。") == set()


@pytest.mark.parametrize(
    ("role", "kinds"),
    [("董事长", ("Company", "Platform")), ("校长", ("University", "ResearchInstitute", "Organisation")), ("主任", ())],
)
def test_roles_employers_of_a_title(role: str, kinds: tuple[str, ...]) -> None:
    assert roles.employers(role) == kinds


@pytest.mark.parametrize(
    ("printed", "role"),
    [("新任总经理", "总经理"), ("的院长", "院长"), ("在会上介绍主任", ""), ("首席科学家", "首席科学家")],
)
def test_roles_trimmed_to_the_title(printed: str, role: str) -> None:
    assert roles.trimmed(printed)[0] == role
