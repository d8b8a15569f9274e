"""What printed date words mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import dates
from kg.model import Article, Document, Span, When

PAPER = date(2025, 10, 16)  # a Thursday


def value(words: str, published: date | None = PAPER, before: str = "", ahead: bool = False) -> str | None:
    found = dates.read(words, published, before=before, ahead=ahead)
    return found.value if found else None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2025年", "2025"),
        ("2013", "2013"),
        ("二〇二五年", "2025"),
        ("二零二五年", "2025"),
        ("一九九八年", "1998"),
        ("２０２５年", "2025"),
        ("98年5月", "1998-05"),
        ("25年3月", "2025-03"),
        ("2025年11月", "2025-11"),
        ("二〇二六年一月", "2026-01"),
        ("二〇二六年十二月三十一日", "2026-12-31"),
        ("2025年11月21日", "2025-11-21"),
        ("2025年11月21日上午", "2025-11-21"),
        ("2025年12月15日14时58分", "2025-12-15"),
        ("2025-03-01", "2025-03-01"),
        ("2025/3/1", "2025-03-01"),
        ("2024年2月29日", "2024-02-29"),
        ("2025年元旦", "2025-01-01~"),
        ("2025年国庆假期", "2025-10-01~"),
        ("2025年春节", "2025"),
        ("2024年末", "2024-12~"),
        ("2025年年初", "2025-01~"),
        ("2025年年中", "2025-06~"),
        ("2025年11月末", "2025-11~"),
        ("2026年5月上旬", "2026-05-01/2026-05-10"),
        ("2025年2月下旬", "2025-02-21/2025-02-28"),
        ("2025年上半年", "2025-01/2025-06"),
        ("2025年下半年", "2025-07/2025-12"),
        ("2025年第四季度", "2025-10/2025-12"),
        ("2025年三季度", "2025-07/2025-09"),
        ("2025年前三季度", "2025-01/2025-09"),
        ("2024年夏天", "2024-22"),
        ("2024年冬季", "2024-24"),
        ("2024—2026年", "2024/2026"),
        ("2024年至2026年", "2024/2026"),
        ("1986年至1994年", "1986/1994"),
        ("2025年3月至5月", "2025-03/2025-05"),
        ("2024年11月至次年3月", "2024-11/2025-03"),
        ("2025年9月3日至5日", "2025-09-03/2025-09-05"),
        ("2025年9月30日至10月2日", "2025-09-30/2025-10-02"),
        ("2025年3至5月", "2025-03/2025-05"),
        ("2023年以来", "2023/.."),
        ("2009年起", "2009/.."),
        ("2020年后", "2020/.."),
        ("2027年前", "../2027"),
        ("2027年底前", "../2027-12~"),
        ("2025年左右", "2025~"),
        ("“十四五”期间", "2021/2025"),
        ("十五五时期", "2026/2030"),
        ("“十四五”以来", "2021/.."),
        ("“十四五”末", "2025~"),
        ("“十五五”初期", "2026~"),
        ("“十三五”规划", "2016/2020"),
    ],
)
def test_read_takes_full_dates_as_they_stand(words: str, expected: str) -> None:
    assert dates.read(words) == dates.read(words, PAPER)
    assert value(words, None) == expected
    assert not dates.read(words).resolved  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("今年", "2025"),
        ("去年", "2024"),
        ("前年", "2023"),
        ("明年", "2026"),
        ("后年", "2027"),
        ("本年度", "2025"),
        ("上年", "2024"),
        ("年内", "2025"),
        ("今年3月", "2025-03"),
        ("今年一月", "2025-01"),
        ("今年元月", "2025-01"),
        ("去年底", "2024-12~"),
        ("去年年底", "2024-12~"),
        ("今年初", "2025-01~"),
        ("今年春天", "2025-21"),
        ("今秋", "2025-23"),
        ("明年春", "2026-21"),
        ("今年上半年", "2025-01/2025-06"),
        ("明年三季度", "2026-07/2026-09"),
        ("今年五一", "2025-05-01~"),
        ("今年以来", "2025/.."),
        ("去年起", "2024/.."),
        ("自明年元旦起", "2026-01-01~/.."),
        ("最快明年一季度", "2026-01/2026-03"),
        ("本月", "2025-10"),
        ("上月", "2025-09"),
        ("上个月", "2025-09"),
        ("下月", "2025-11"),
        ("本月20日", "2025-10-20"),
        ("上月底", "2025-09~"),
        ("下月初", "2025-11~"),
        ("昨日", "2025-10-15"),
        ("昨日上午", "2025-10-15"),
        ("前天", "2025-10-14"),
        ("今晚", "2025-10-16"),
        ("明早七点半", "2025-10-17"),
        ("昨起", "2025-10-15/.."),
        ("上周", "2025-10-06/2025-10-12"),
        ("本周", "2025-10-13/2025-10-19"),
        ("上周日", "2025-10-12"),
        ("本周五晚", "2025-10-17"),
        ("周二", "2025-10-14"),
        ("周五", "2025-10-10"),
        ("上周末", "2025-10-11/2025-10-12"),
        ("3月15日", "2025-03-15"),
        ("11月6日", "2024-11-06"),
        ("七月三日", "2025-07-03"),
        ("10月下旬", "2024-10-21/2024-10-31"),
        ("8月28日至29日", "2025-08-28/2025-08-29"),
        ("8月28日至9月2日", "2025-08-28/2025-09-02"),
        ("1-9月", "2025-01/2025-09"),
        ("5月", "2025-05"),
        ("11月", "2024-11"),
        ("五月份", "2025-05"),
        ("5月以来", "2025-05/.."),
        ("6月底前", "../2025-06~"),
        ("20日", "2025-09-20"),
        ("16日", "2025-10-16"),
        ("31日", "2025-08-31"),
        ("15日至17日", "2025-10-15/2025-10-17"),
        ("年初", "2025-01~"),
        ("上半年", "2025-01/2025-06"),
        ("第三季度", "2025-07/2025-09"),
        ("月底", "2025-09~"),
        ("三年前", "2022~"),
        ("半年前", "2025-04~"),
        ("三个月前", "2025-07~"),
        ("两周前", "2025-10-02~"),
        ("近三年", "2022/2025"),
        ("三年来", "2022/2025"),
    ],
)
def test_read_resolves_relative_words_against_the_paper_alone(words: str, expected: str) -> None:
    assert value(words) == expected
    assert dates.read(words, PAPER).resolved  # type: ignore[union-attr]
    assert dates.read(words) is None


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("年底", PAPER, "2025-12~"),
        ("年底前", PAPER, "../2025-12~"),
        ("3月", PAPER, "2026-03"),
        ("11月", PAPER, "2025-11"),
        ("10月", PAPER, "2025-10"),
        ("7月29日", date(2025, 7, 30), "2025-07-29"),
        ("11月6日", PAPER, "2025-11-06"),
        ("5日", date(2025, 10, 28), "2025-11-05"),
        ("20日", PAPER, "2025-10-20"),
        ("周二", PAPER, "2025-10-21"),
        ("五年内", PAPER, "2025/2030"),
        ("未来三年", PAPER, "2025/2028"),
        ("三年后", PAPER, "2028~"),
        ("下半年", date(2025, 3, 1), "2025-07/2025-12"),
    ],
)
def test_read_looks_ahead_for_plans(words: str, published: date, expected: str) -> None:
    assert value(words, published, ahead=True) == expected


@pytest.mark.parametrize(
    ("words", "before", "expected"),
    [
        ("同日", "3月28日，甲投产。", "2025-03-28"),
        ("当天", "9月20日电（记者丙）甲与乙签约。", "2025-09-20"),
        ("开工当天", "2023年5月17日，甲开工。", "2023-05-17"),
        ("次日", "2023年5月31日，甲开工，", "2023-06-01"),
        ("当年", "甲成立于2009年。", "2009"),
        ("同年11月", "2013年，甲开工。", "2013-11"),
        ("次年", "2013年9月，甲开工。", "2014"),
        ("当月", "2013年9月，甲开工。", "2013-09"),
        ("次月", "2013年12月，甲开工。", "2014-01"),
        ("5月", "甲于2019年3月成立，", "2019-05"),
        ("年底", "甲于2019年立项，", "2019-12~"),
        ("20日", "2024年3月18日开幕，", "2024-03-20"),
        ("5月", "甲于2019年3月成立。", "2025-05"),
        ("3月", "甲于2019年5月成立，", "2025-03"),
        ("20日", "据10月8日消息，甲", "2025-09-20"),
    ],
)
def test_read_takes_up_what_the_text_has_named(words: str, before: str, expected: str) -> None:
    assert value(words, before=before) == expected


def test_read_says_today_of_the_day_in_the_dateline() -> None:
    assert value("今天", date(2025, 4, 2), before="红柳4月1日电（记者丙）") == "2025-04-01"


def test_read_needs_no_paper_where_the_text_has_the_day() -> None:
    assert dates.read("同日", before="2025年3月28日，甲投产。") == When("2025-03-28", "2025-03-28", "2025-03-28", False)


@pytest.mark.parametrize(
    "words",
    ["近日", "日前", "近期", "目前", "眼下", "此前", "不久前", "年后", "节前", "往年", "6月31日", "2025年13月",
     "2025年2月30日", "同日", "当年", "次日", "六年后", "春节前后", "半个月前", "20年", "金秋时节", "",
     "年", "至", "前"],
)  # fmt: skip
def test_read_gives_no_value_where_the_words_have_none(words: str) -> None:
    assert value(words) is None


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("2025年", "2025-01-01", "2025-12-31"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("8月底", "2025-08-21", "2025-08-31"),
        ("去年冬天", "2024-12-01", "2025-02-28"),
        ("去年以来", "2024-01-01", None),
        ("2027年底前", None, "2027-12-31"),
        ("2024—2026年", "2024-01-01", "2026-12-31"),
    ],
)
def test_read_gives_days_to_sort_by(words: str, earliest: str | None, latest: str | None) -> None:
    found = dates.read(words, PAPER)
    assert found is not None
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2025年10月16日", PAPER),
        ("2025-10-16", PAPER),
        ("2025/10/16", PAPER),
        ("2025.10.16", PAPER),
        ("10月16日", None),
        ("2025年10月", None),
        (None, None),
        ("2025年2月30日", None),
    ],
)
def test_day_reads_the_date_of_an_article(printed: str | None, expected: date | None) -> None:
    assert dates.day(printed) == expected


def test_read_at_goes_by_the_article_of_the_words() -> None:
    text = "甲。\n昨日，甲与乙签约。"
    articles = (Article(Span(0, 2), "", "2025年1月1日"), Article(Span(3, len(text)), "", "2025年10月16日"))
    document = Document("d0123456789abcdef", "a", text, "a.txt", articles)
    assert dates.read_at(document, Span(3, 5)) == When("2025-10-15", "2025-10-15", "2025-10-15", True)


ALPHABET = "0123456789〇一二三四五六七八九十两半年月日号周天前后去今明昨上下本初底末旬季度春冬至—起以来内当同次“”元旦 "


@given(st.text(ALPHABET, max_size=12), st.text(ALPHABET, max_size=30), st.booleans())
def test_read_never_fails_and_keeps_its_days_in_order(words: str, before: str, ahead: bool) -> None:
    found = dates.read(words, PAPER, before=before, ahead=ahead)
    if found and found.earliest and found.latest:
        assert found.earliest <= found.latest


@given(st.text(ALPHABET, max_size=12))
def test_read_resolves_nothing_without_a_paper(words: str) -> None:
    found = dates.read(words)
    assert found is None or not found.resolved
