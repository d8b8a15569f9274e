"""The printed time expression that governs a statement: 近日, 1月27日, 2025年末; never a dateline's."""

from __future__ import annotations

import re
from typing import Final

from kg.extractors.reading import BODY, Reading, read
from kg.model import AnnotatedDocument, Sentence, Span

_DIGITS: Final = r"(?:\d{1,4}|[〇零一二三四五六七八九十]{1,4})"
_PART: Final = r"(?:上午|下午|晚间|晚上|凌晨|清晨|中午|傍晚|夜间|早上|早晨|当晚|晚|早)"
_EDGE: Final = r"(?:上旬|中旬|下旬|月底|月初|年底|年末|年初|年中|上半年|下半年|底|末|初|中)"
_SEASON: Final = r"(?:春节|春天|夏天|秋天|冬天|春季|夏季|秋季|冬季|春|夏|秋|冬)"
_LIMIT: Final = r"(?:之?前|之?后|以前|以后|起|以来|内|年内)"
_YEAR: Final = rf"(?:{_DIGITS}年|今年|去年|前年|明年|后年|当年|同年|翌年|次年|上年|近年|本年)"
_MONTH: Final = rf"(?:{_DIGITS}月份?|本月|上月|上个月|下月|下个月|当月|同月|次月)"
_DAY: Final = rf"(?:{_DIGITS}日|{_DIGITS}号)(?:至{_DIGITS}日)?"
_TIME = re.compile(
    rf"(?:{_YEAR}(?:{_MONTH})?(?:{_DAY})?|{_MONTH}(?:{_DAY})?|{_DAY}|(?:本周|上周|下周|周)[一二三四五六日末]|本周|上周|下周)"
    rf"(?:{_EDGE}|{_SEASON})?(?:{_PART})?{_LIMIT}?"
    r"|近日|日前|近期|日内|近来|不久前|前不久|此前|稍早前|今天|昨天|明天|前天|今日|昨日|明日|昨晚|今晚|当日|当天|同日|同期|次日|翌日"
    r"|年内|年底前?|年初|年末|年中|月底前?|月初|岁末|上半年|下半年|今春|今夏|今秋|今冬|去春|去夏|去秋|去冬|[一二三四]季度|“?[十]{1,2}[一二三四五]五”?(?:期间|末)?"
    r"|开春后?|入冬前?|入秋后?|节前|节后|春节前?后?|下一步|未来"
)
_NOT_TIME = re.compile(r"下一步|未来")
# 20年 and 三年 are lengths, 1985年6月生 a birth date, 26日电 a dateline.
_LENGTH = re.compile(r"^(?:\d{1,3}|[一二三四五六七八九十]{1,3})年(?:内|来|前|后)?$|^[一二三四五六七八九十]{1,3}月$")
_AFTER_BAD = re.compile(r"^(?:电|讯|生|出生|多|间|的?历史|来)")
_BEFORE_BAD = re.compile(r"(?:第|近|约|超|过去|连续|每|长达|为期|至少)$")
_DATELINE = re.compile(rf"^[^，。；：]{{0,30}}?(?:日电|日讯|报讯|网讯|[{BODY}]讯|[讯电](?=[（(]))(?:[（(][^（）()]{{0,40}}[)）])?")
_CLAUSE = re.compile(r"[，；：。！？]")
_BREAK = re.compile(r"[。；！？]")


def governing_date(annotated: AnnotatedDocument, sentence: Sentence, trigger: Span | None) -> Span | None:
    """The time expression that governs what `trigger` states: the nearest before it in its clause, or in an earlier
    clause of the same sentence; else the first after it in its clause. None where there is none.
    """
    reading = read(annotated, sentence)
    found = [match.span() for match in expressions(reading)]
    if not found:
        return None
    at = reading.index(trigger.start) if trigger else len(reading.text)
    end = reading.index(trigger.end) if trigger else len(reading.text)
    breaks = [match.end() for match in _BREAK.finditer(reading.text, 0, at)]
    stop = _CLAUSE.search(reading.text, end)
    clause_end = stop.start() if stop else len(reading.text)
    before = [span for span in found if (breaks[-1] if breaks else 0) <= span[0] < end]
    after = [span for span in found if end <= span[0] < clause_end]
    chosen = before[-1] if before else after[0] if after else None
    return reading.span(*chosen) if chosen else None


def expressions(reading: Reading) -> list[re.Match[str]]:
    """The time expressions of one sentence in order, without lengths of time and datelines."""
    dateline = _DATELINE.match(reading.text)
    start = dateline.end() if dateline else 0
    return [match for match in _TIME.finditer(reading.text, start) if _is_time(match)]


def _is_time(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    if _NOT_TIME.fullmatch(match[0]) or _LENGTH.match(match[0]):
        return False
    return not (_AFTER_BAD.match(text[end : end + 4]) or _BEFORE_BAD.search(text[max(0, start - 4) : start]))


