"""Governing dates: the printed words, at true offsets."""

from __future__ import annotations

import pytest

from kg.extractors.dates import governing_date
from kg.model import Span
from tests.marked import document


def _date(marked: str, trigger: str) -> str | None:
    """The governing date of `trigger`, in the first sentence that has it."""
    annotated = document(marked)
    sentence = next(s for s in annotated.sentences if trigger in s.text)
    start = sentence.span.start + sentence.text.index(trigger)
    found = governing_date(annotated, sentence, Span(start, start + len(trigger)))
    return annotated.document.slice(found) if found else None


@pytest.mark.parametrize(
    ("marked", "trigger", "date"),
    [
        ("近日，{Company:甲公司}与{University:乙大学}签约。", "签约", "近日"),
        ("1月27日，{Company:甲公司}与{University:乙大学}签约。", "签约", "1月27日"),
        ("2025年末，{Company:甲公司}加入联盟。", "加入", "2025年末"),
        ("去年11月中旬，{Company:甲公司}加入联盟。", "加入", "去年11月中旬"),
        ("昨日上午，{Company:甲公司}开工。", "开工", "昨日上午"),
        ("{Company:甲公司}2019年入驻，2021年扩建。", "扩建", "2021年"),
        ("{Company:甲公司}2019年入驻，2021年扩建。", "入驻", "2019年"),
        ("{Company:甲公司}揭牌于2023年9月。", "揭牌", "2023年9月"),
        ("2025年第四季度，{Company:甲公司}推出新品。", "推出", "2025年第四季度"),
        ("三年前，{Company:甲公司}落户。", "落户", "三年前"),
        ("{Company:甲公司}与{University:乙大学}签约。", "签约", None),
    ],
)
def test_dates_nearest_expression_governs(marked: str, trigger: str, date: str | None) -> None:
    assert _date(marked, trigger) == date


@pytest.mark.parametrize(
    ("marked", "trigger"),
    [
        ("{Media:某某网}乌镇3月31日电（记者 {Person:丙}）{Company:甲公司}签约。", "签约"),
        ("{Company:甲公司}三年来连续20年盈利，签约。", "签约"),
        ("4月20日，{Company:甲公司}旗下的{Company:乙公司}开业。", "旗下"),
        ("9月5日，{Company:甲公司}研制的{Product:乙}获奖。", "研制"),
        ("8月1日投产。{Company:甲公司}与{University:乙大学}签约。", "签约"),
        ("{Company:甲公司}获2025年度大奖。", "获"),
    ],
)
def test_dates_other_expressions_do_not_govern(marked: str, trigger: str) -> None:
    assert _date(marked, trigger) is None


def test_dates_description_has_the_date_inside_its_own_words() -> None:
    assert _date("9月5日，{Company:甲公司}去年研制的{Product:乙}获奖。", "研制") == "去年"


def test_dates_of_a_meeting_reach_the_next_sentence() -> None:
    assert _date("6月19日，{Event:某大会}开幕。会上，{Company:甲公司}与{Company:乙公司}签约。", "签约") == "6月19日"


def test_dates_without_trigger_take_the_last_expression() -> None:
    annotated = document("去年立项，今年3月{Company:甲公司}动工。")
    found = governing_date(annotated, annotated.sentences[0], None)
    assert found is not None
    assert annotated.document.slice(found) == "今年3月"
