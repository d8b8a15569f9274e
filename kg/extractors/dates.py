"""The printed time expression that governs a statement: 近日, 1月27日, 2025年末; never a dateline's."""

from __future__ import annotations

import re
from typing import Final

from kg.extractors.reading import BODY, MENTION, Reading, neighbours, read
from kg.model import AnnotatedDocument, Sentence, Span

_NUMBER: Final = r"(?:\d{1,4}|[〇零一二三四五六七八九十]{1,4})"
_PART: Final = r"(?:上午|下午|晚间|晚上|凌晨|清晨|中午|傍晚|夜间|夜里|早上|早晨|当晚|晚|早)"
_EDGE: Final = r"(?:上旬|中旬|下旬|月底|月初|年底|年末|年初|年中|上半年|下半年|第?[一二三四]季度|底|末|初|中)"
_SEASON: Final = r"(?:春节|春天|夏天|秋天|冬天|春季|夏季|秋季|冬季|春|夏|秋|冬)"
_LIMIT: Final = r"(?:之?前|之?后|以前|以后|以来|内)"
_YEAR: Final = rf"(?:{_NUMBER}年|今年|去年|前年|明年|后年|当年|同年|翌年|次年|上年|本年)"
_MONTH: Final = rf"(?:{_NUMBER}月份?|元月|本月|上月|上个月|下月|下个月|当月|同月|次月)"
_DAY: Final = rf"(?:{_NUMBER}[日号]|元旦|五一|国庆)(?:至{_NUMBER}日)?(?:\d{{1,2}}时(?:\d{{1,2}}分)?)?"
_TIME = re.compile(
    rf"(?:{_YEAR}(?:{_MONTH})?(?:{_DAY})?|{_MONTH}(?:{_DAY})?|{_DAY})(?:{_EDGE}|{_SEASON})?(?:{_PART})?{_LIMIT}?"
    rf"|(?:[本上下]周|周)[一二三四五六日末](?:{_PART})?|[本上下]周"
    rf"|(?:今|昨|明|前|当|同|次|翌)[天日](?:{_PART})?|[昨今当明]晚|近日|日前|近期|日内|近来|不久前|前不久|此前|稍早前|同期|同时期"
    r"|年内|年底前?|年初|年末|年中|月底前?|月初|岁末|[上下]半年|[今去][春夏秋冬]|[一二三四]季度|年后(?=[就才要])"
    r"|“十[一二三四五]五”(?:期间|时期|以来|末|初)|十[一二三四五]五(?:期间|时期|以来|末|初)|开春后?|入[冬秋夏]前?后?|节[前后]|春节[前后]?|[春夏秋冬]天(?=，)"
)
# 20年 and 三年 are lengths, 三年前 is a date.
_LENGTH = re.compile(r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})年(?:内|来|后|中)?")
_AFTER_BAD = re.compile(r"电|讯|生|出生|多|间|的?历史|来|度(?!过)|級|级")
_BEFORE_BAD = re.compile(r"(?:第|近|约|超|过去|连续|每|长达|为期|至少|今后|未来|满)$")
_DATELINE = re.compile(
    rf"^[^，。；：]{{0,30}}?(?:日电|日讯|报讯|网讯|[{BODY}]讯|[讯电](?=[（(]))(?:[（(][^（）()]{{0,40}}[)）])?"
)
_CLAUSE = re.compile(r"[，；：。！？]")
_BREAK = re.compile(r"[。；！？]")
# What stands is not what happened on the day that the sentence tells of.
_STANDING = re.compile(
    r"旗下|下属|所属|名下|子公司|持有|持股|所持|股东|位于|位於|坐落|地处|境内|业主|控股|来自|成员单位"
    r"|会员|东家|内的|区内|隶属|主导"
)
_MAKING = re.compile(r"研|开发|生产|推出|编制|设立|成立|承建|收购|打造|获|供")
_SAME_DAY = re.compile(
    rf"^(?:会上|会议|[^，。；{MENTION}]{{0,8}}(?:仪式|活动|大会|论坛|现场|会场|会)上?，|现场|签约后|揭牌后)"
)


def governing_date(annotated: AnnotatedDocument, sentence: Sentence, trigger: Span | None) -> Span | None:
    """The time expression that governs what `trigger` states: the nearest before it in its clause, or in an earlier
    clause of the same sentence; else the first after it in its clause. None where there is none.

    What stands (旗下, 位于) has no date, and what only describes a name (研制的某某) has the one inside its own words.
    会上 and 仪式上 take up the date of the sentence before.
    """
    reading = read(annotated, sentence)
    if trigger is None:
        at = end = len(reading.text.rstrip("。；！？”"))
    else:
        at, end = reading.index(trigger.start), reading.index(trigger.end)
    stated = reading.text[at:end]
    if _STANDING.search(stated):
        return None
    found = [match.span() for match in expressions(reading)]
    describes = reading.text[end : end + 1] == "的" and bool(_MAKING.search(stated))
    chosen = _inside(reading, found, at) if describes else _nearest(reading, found, at, end)
    if chosen is not None:
        return reading.span(*chosen)
    if found or describes:
        return None
    if sentence.headline:
        return _date_near(annotated, sentence, 1)
    return _date_near(annotated, sentence, -1) if _SAME_DAY.match(reading.text) else None


def expressions(reading: Reading) -> list[re.Match[str]]:
    """The time expressions of one sentence in order, without lengths of time and datelines."""
    dateline = _DATELINE.match(reading.text)
    start = dateline.end() if dateline else 0
    return [match for match in _TIME.finditer(reading.text, start) if _is_time(match)]


def _is_time(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    if _LENGTH.fullmatch(match[0]):
        return False
    return not (_AFTER_BAD.match(text, end) or _BEFORE_BAD.search(text[max(0, start - 4) : start]))


def _nearest(reading: Reading, found: list[tuple[int, int]], at: int, end: int) -> tuple[int, int] | None:
    breaks = [match.end() for match in _BREAK.finditer(reading.text, 0, at)]
    stop = _CLAUSE.search(reading.text, end)
    before = [span for span in found if (breaks[-1] if breaks else 0) <= span[0] < end]
    after = [span for span in found if end <= span[0] < (stop.start() if stop else len(reading.text))]
    return before[-1] if before else after[0] if after else None


def _inside(reading: Reading, found: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The date that stands between the doer and the deed of a description: 甲公司去年研制的某某."""
    clauses = [match.end() for match in _CLAUSE.finditer(reading.text, 0, at)]
    start = clauses[-1] if clauses else 0
    inside = [span for span in found if start <= span[0] < at]
    if not inside or not any(start <= index < inside[-1][0] for index in reading.mentions):
        return None
    return inside[-1]


def _date_near(annotated: AnnotatedDocument, sentence: Sentence, direction: int) -> Span | None:
    """The first date of the nearest sentence before (-1) or after (1) that has one, at most two sentences away."""
    for other in neighbours(annotated, sentence, 2 * direction)[::direction]:
        reading = read(annotated, other)
        found = expressions(reading)
        if found:
            return reading.span(*found[0].span())
    return None
