"""What Chinese date words look like: the patterns and tables that kg.dates.reading goes by."""

from __future__ import annotations

import re
from typing import Final

DIGITS: Final = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "俩": 2}

YEAR_WORDS: Final = {
    "大前": -3, "前": -2, "去": -1, "上": -1, "上一": -1, "今": 0, "本": 0, "这一": 0, "明": 1, "来": 1, "下一": 1,
    "后": 2,
}  # fmt: skip
MONTH_WORDS: Final = {"上": -1, "上个": -1, "本": 0, "这个": 0, "下": 1, "下个": 1}
DAY_WORDS: Final = {"大前": -3, "前": -2, "昨": -1, "今": 0, "本": 0, "明": 1, "后": 2}
WEEK_WORDS: Final = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1}
DAYS: Final = {"星期": 7, "周": 7, "天": 1}
WEEKDAYS: Final = {c: n for n, c in enumerate("一二三四五六日")} | {"天": 6}
NEXT: Final = ("次", "翌", "第二")  # 次日, 翌年: the one after what the text has just named

# Word -> first and last month, and whether the words only come near them.
YEAR_EDGES: Final[dict[str, tuple[int, int, bool]]] = {
    **dict.fromkeys(("初", "年初", "年头", "开年", "岁首"), (1, 1, True)),
    **dict.fromkeys(("中", "年中"), (6, 6, True)),
    **dict.fromkeys(("底", "末", "年底", "年末", "年尾", "岁末", "岁尾", "年终"), (12, 12, True)),
    "上半年": (1, 6, False),
    "下半年": (7, 12, False),
    **{f"{n}季度": (3 * i + 1, 3 * i + 3, False) for i, n in enumerate("一二三四")},
    **{f"{n}季度": (3 * i + 1, 3 * i + 3, False) for i, n in enumerate("1234")},
    **{f"前{n}季度": (1, 3 * i, False) for i, n in ((2, "两"), (2, "二"), (3, "三"))},
}
SEASONS: Final = {"春": (21, 3), "夏": (22, 6), "秋": (23, 9), "冬": (24, 12)}  # EDTF's number, first month
# Word -> first and last day, and whether the words only come near them.
MONTH_EDGES: Final[dict[str, tuple[int, int, bool]]] = {
    **dict.fromkeys(("初", "月初"), (1, 10, True)),
    **dict.fromkeys(("中", "月中"), (11, 20, True)),
    **dict.fromkeys(("底", "末", "月底", "月末"), (21, 31, True)),
    "上旬": (1, 10, False),
    "中旬": (11, 20, False),
    "下旬": (21, 31, False),
    "上半月": (1, 15, False),
    "下半月": (16, 31, False),
}
# Feasts by the sun, with month and day; of those by the moon the words give the year alone.
FEASTS: Final[dict[str, tuple[int, int] | None]] = {
    "元旦": (1, 1), "三八": (3, 8), "清明": (4, 5), "五一": (5, 1), "五四": (5, 4), "六一": (6, 1), "七一": (7, 1),
    "八一": (8, 1), "国庆": (10, 1), "双11": (11, 11), "双十一": (11, 11), "双12": (12, 12), "双十二": (12, 12),
    "春节": None, "元宵": None, "端午": None, "中秋": None, "重阳": None,
}  # fmt: skip

_N: Final = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_LENGTH: Final = r"(?P<n>\d{1,3}|[一二三四五六七八九十两半]{1,3})(?P<unit>年|个月|个?星期|周|天)半?"
_EDGE: Final = "|".join(
    [
        r"(?:第|前)?[一二三四两1234]个?季度",
        r"[上下]半[年月]",
        r"[上中下]旬",
        r"[年月][初中底末]|年[头尾终]|岁[首末尾]|开年",
        r"(?:入)?[春夏秋冬](?:天|季|日|后)?",
        r"[初中底末]",
    ]
)
_CLOCK: Final = (
    r"(?:清晨|凌晨|早晨|早上|上午|中午|午间|下午|午后|傍晚|晚间|晚上|夜间|夜里|深夜|午夜|[早晚夜晨])?"
    r"(?:(?:\d{1,2}|[一二三四五六七八九十两]{1,3})[时点](?:半|整|许|\d{1,2}分?|[一二三四五六七八九十]{1,3}分?)?)?"
)

POINT: Final = re.compile(
    r"(?:(?P<y>\d{4}|[〇零一二三四五六七八九]{4}|(?:\d{2}|[〇零一二三四五六七八九]{2})(?=年[\d一二三四五六七八九十元]{1,3}月))年度?"
    r"|(?P<yw>大前|[上下这]一|第二|[去今前明后本上来当同那翌次])年度?"
    r"|(?P<yy>今|去|明|前)(?=[春夏秋冬]))?"
    rf"(?:(?P<m>{_N}|元)月份?|(?P<mw>这个|[上下]个|[本上下当同次翌])月份?)?的?"
    rf"(?:(?P<d>{_N})[日号]|(?P<dw>(?:大前|同一|第二|[前昨今本明后当同次翌])(?=[天日])|[昨今明当](?=[晚夜早晨]|$))[天日]?)?"
    rf"(?P<feast>{'|'.join(FEASTS)})?(?:节日?|假期|小?长假|首日){{0,2}}"
    rf"(?P<edge>{_EDGE})?(?:时节|时候)?{_CLOCK}"
)
ISO: Final = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?")
BARE_YEAR: Final = re.compile(r"(?:1[89]|20|21)\d\d")
SPACE: Final = re.compile(r"[\s“”\"'‘’「」『』（()）《》,，、]")
LEADING: Final = re.compile(
    r"(?:最[快早迟晚]|早在|预计|大约|约|近|截[至止]到?|自从|[从自于在到])(?=.*[年月日号天周季旬晚])"
)
SAID: Final = {"年内": "今年", "年底内": "年底", "月内": "本月"}  # in other words
PLAN: Final = re.compile(
    r"十(?P<plan>[一二三四五六七八九])五(?:规划|计划)?"
    r"(?P<edge>以来|以后|之?后|初期?|开局之年|中期|末期?|收官之年|期间|时期|期内)?"
)
AGO: Final = re.compile(rf"(?:大?约|近)?{_LENGTH}多?(?:(?P<past>之?前|以前)|之?后|以后)")
DURING: Final = re.compile(
    rf"(?:(?P<past>最?近|过去|此前)|(?P<next>未来|今后|接下来))的?{_LENGTH}[内里间来中]?"
    rf"|{_LENGTH.replace('?P<n>', '?P<within>').replace('?P<unit>', '?P<of>')}(?:(?P<since>以?来)|之?内)"
)
WEEK: Final = re.compile(
    rf"(?:(?P<week>上上|[上本这下])个?(?:周|星期|礼拜)|(?:周|星期|礼拜)(?=[{''.join(WEEKDAYS)}末]))"
    rf"(?P<day>[{''.join(WEEKDAYS)}]|末)?{_CLOCK}"
)
RANGE: Final = re.compile(r"(.{1,16}?)(?:至|到|—{1,2}|－|–|-{1,2}|~|～)(.{1,16})")
UNIT: Final = re.compile(rf"(?:\d{{4}}|{_N})([年月日号])")  # the unit that 3至5日 and 2024—2026年 leave out at first
SAME_DAY: Final = re.compile(r".{0,8}(?:当[天日]|同一?[天日])(?:上午|下午|[晚夜早])?|.{0,8}当[晚夜早]")
# Words after a date -> what they make of it.
LIMITS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"(.+?)(?:以来|[起来]|开始)"), "since"),
    (re.compile(r"(.+?)[之以]?后"), "since"),
    (re.compile(r"(.+?)[之以]?前"), "until"),
    (re.compile(r"(.+?)(?:前后|左右|许)"), "about"),
    (re.compile(r"(.+?)(?:之?内|期间|间|里)"), "in"),
)
# What a date has been named by before, for 当年, 同日 and dates that leave out their year.
MENTIONED: Final = re.compile(
    rf"(?:(?:\d{{4}}|[〇零一二三四五六七八九]{{4}}|[今去前明])年(?:{_N}月)?(?:{_N}[日号])?"
    rf"|(?:{_N}|[本上下])月(?:{_N}[日号])?|(?<![\d第]){_N}[日号]|[昨今明][天日])(?![来间后内])"
)
DATELINE: Final = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?=[电讯])|(?<=[^\d月])\d{1,2}日(?=[电讯])")


def number(text: str | None) -> int | None:
    """The number that digits or 一 to 九十九 write; 元 (元月) is 1; None for what is no number."""
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    plain = text.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = plain.rpartition("十")
    if not ten:
        return DIGITS.get(plain)
    if (tens and tens not in DIGITS) or (ones and ones not in DIGITS):
        return None
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def year_number(text: str) -> int:
    """The year that two or four digits, Chinese or not, write: 98 is 1998, 25 is 2025."""
    year = int("".join(c if c.isdecimal() else str(DIGITS[c]) for c in text))
    if len(text) == 4:
        return year
    return year + (1900 if year > 50 else 2000)
