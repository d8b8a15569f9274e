"""Printed Chinese date words and the day of publication -> the day, month, year or stretch of days that they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kg.dates import grammar as g
from kg.dates.stretches import Stretch, month_after, moved, one, stretch
from kg.model import Document, Span, When

_WIDE: Final = str.maketrans("０１２３４５６７８９○Ｏ", "0123456789〇〇")
_STOPS: Final = "。！？；\n"
_LOOK_BACK: Final = 400  # characters before the words in which an earlier date is looked for
_PRECISE: Final = {"year": 4, "month": 7, "day": 10}  # least length of a value


@dataclass(frozen=True, slots=True)
class _Frame:
    """What words are read against: the day of publication, the article before them, and whether they look ahead."""

    published: date | None
    before: str
    ahead: bool


def read(words: str, published: date | None = None, *, before: str = "", ahead: bool = False) -> When | None:
    """What the printed words mean, None where that cannot be said.

    The value is EDTF: 2025, 2025-11 or 2025-11-21 (which are xsd:gYear, gYearMonth and date), 2025-11~ for 11月底,
    2026-21 for 明年春, 2025-07/2025-09 for a quarter, 2024/.. for 去年以来, ../2025-06~ for 6月底前. Words that only
    mean something from the day of publication on (去年底, 昨日, 3月15日 without a year) are marked as resolved, and
    mean nothing without it. 近日 never has a value: the day of printing is not the day of what happened.

    `before` is the article up to the words, for 同日, 当年, and a year or month named just before. `ahead` says that
    the words belong to a plan: 年底 is then one to come.
    """
    found = _read(g.SPACE.sub("", words.translate(_WIDE)), _Frame(published, before.translate(_WIDE), ahead))
    if found is None:
        return None
    first, last = (d.isoformat() if d else None for d in (found.start, found.end))
    return When(found.edtf, first, last, found.resolved)


def read_at(document: Document, span: Span, *, ahead: bool = False) -> When | None:
    """What the words at `span` mean in the article in which they stand; `ahead` as in `read`."""
    article = next((a for a in document.articles if a.span.contains(span)), None)
    before = document.text[article.span.start if article else 0 : span.start]
    return read(document.slice(span), day(article.published if article else None), before=before, ahead=ahead)


def day(printed: str | None) -> date | None:
    """The day that the date printed with an article names; None where it has no year, or is none."""
    found = read(printed) if printed else None
    if found is None or found.earliest is None or found.earliest != found.latest:
        return None
    return date.fromisoformat(found.earliest)


def _read(text: str, frame: _Frame) -> Stretch | None:
    text = g.SAID.get(text, text)
    if match := g.PLAN.fullmatch(text):
        return _plan(match)
    if match := g.AGO.fullmatch(text) or g.DURING.fullmatch(text):
        return _length(match, frame)
    text = g.LEADING.sub("", text, count=1)
    if match := g.ISO.fullmatch(text):
        return stretch(int(match["y"]), int(match["m"]), g.number(match["d"]), None)
    if g.BARE_YEAR.fullmatch(text):
        return stretch(int(text), None, None, None)
    if g.SAME_DAY.fullmatch(text):
        return _named_day("当", frame)
    if match := g.WEEK.fullmatch(text):
        return _week(match, frame)
    if text and (match := g.POINT.fullmatch(text)):
        return _point(match, frame)
    if match := g.RANGE.fullmatch(text):
        return _range(match[1], match[2], frame)
    for pattern, limit in g.LIMITS:
        if match := pattern.fullmatch(text):
            inner = _read(match[1], frame)
            moon = any(name in match[1] for name, at in g.FEASTS.items() if at is None)
            return inner if inner is None or moon else _limited(inner, limit)
    return None


# ------------------------------------------------------------------------------------------ one year, month or day


def _point(match: re.Match[str], frame: _Frame, base: Stretch | None = None) -> Stretch | None:
    """What one expression means; `base` is the beginning of a range, from which its end takes what it leaves out."""
    part = match.groupdict()
    month, day_, edge = g.number(part["m"]), g.number(part["d"]), _edge(part["edge"])
    if part["dw"]:
        return _named_day(part["dw"], frame)
    if part["feast"]:
        at = g.FEASTS[part["feast"]]
        if at is None and not (part["y"] or part["yw"]):
            return None
        month, day_ = at or (None, None)
    if part["y"]:
        found = stretch(g.year_number(part["y"]), month, day_, edge)
    elif part["yw"] or part["yy"]:
        found = _in_named_year(part["yw"] or part["yy"] or "", month, day_, edge, frame, base)
    elif part["mw"]:
        found = _in_named_month(part["mw"], day_, edge, frame, base)
    elif month or edge in g.YEAR_EDGES or edge in g.SEASONS:
        found = _without_year(month, day_, edge, frame, base)
    else:
        found = _without_month(day_, edge, frame, base) if day_ or edge else None
    return replace(found, about=True) if found and part["feast"] and month else found


def _edge(printed: str | None) -> str | None:
    """The edge as the tables have it: 第三季度 is 三季度, 春天 and 入春后 are 春."""
    if not printed:
        return None
    plain = printed.removeprefix("第").replace("个季", "季").removeprefix("入")
    return plain[0] if plain[0] in g.SEASONS else plain


def _in_named_year(
    word: str, month: int | None, day_: int | None, edge: str | None, frame: _Frame, base: Stretch | None
) -> Stretch | None:
    """今年, 去年 by the day of publication; 当年, 次年 by what the text has named before."""
    if word in g.YEAR_WORDS:
        spoken = _spoken(frame)
        made = stretch(spoken.year + g.YEAR_WORDS[word], month, day_, edge) if spoken else None
        return made and replace(made, resolved=True)
    earlier = base or next(_earlier(frame, "year"), None)
    if earlier is None or earlier.start is None:
        return None
    made = stretch(earlier.start.year + (word in g.NEXT), month, day_, edge)
    return made and replace(made, resolved=earlier.resolved)


def _in_named_month(
    word: str, day_: int | None, edge: str | None, frame: _Frame, base: Stretch | None
) -> Stretch | None:
    """本月, 上月 by the day of publication; 当月, 次月 by what the text has named before."""
    if word in g.MONTH_WORDS:
        spoken = _spoken(frame)
        made = stretch(*month_after(spoken, g.MONTH_WORDS[word]), day_, edge) if spoken else None
        return made and replace(made, resolved=True)
    earlier = base or next(_earlier(frame, "month"), None)
    if earlier is None or earlier.start is None:
        return None
    made = stretch(*month_after(earlier.start, int(word in g.NEXT)), day_, edge)
    return made and replace(made, resolved=earlier.resolved)


def _named_day(word: str, frame: _Frame) -> Stretch | None:
    """今日, 昨日 by the day of publication; 当日, 次日 by what the text has named before."""
    if word in g.DAY_WORDS:
        spoken = _spoken(frame)
        return one(spoken + timedelta(g.DAY_WORDS[word]), resolved=True) if spoken else None
    earlier = next(_earlier(frame, "day"), None)
    if earlier is None or earlier.end is None:
        return None
    return one(earlier.end + timedelta(word in g.NEXT), resolved=earlier.resolved)


def _without_year(
    month: int | None, day_: int | None, edge: str | None, frame: _Frame, base: Stretch | None
) -> Stretch | None:
    """3月15日, 年底: of the year just named in the sentence (2019年3月成立，5月投产), else by the publication's."""
    earlier = base or next(_earlier(_in_sentence(frame), "month" if month else "year"), None)
    if earlier and earlier.start:
        made = stretch(earlier.start.year, month, day_, edge)
        if base and (made is None or (made.end and made.end < earlier.start)):
            made = stretch(earlier.start.year + 1, month, day_, edge)
        if _follows(made, earlier, frame):
            return made and replace(made, resolved=earlier.resolved)
    if frame.published is None:
        return None
    years = (frame.published.year + step for step in (-1, 0, 1))
    return _fitting((stretch(year, month, day_, edge) for year in years), frame.published, frame.ahead)


def _without_month(day_: int | None, edge: str | None, frame: _Frame, base: Stretch | None) -> Stretch | None:
    """15日, 月底: of the month just named in the sentence, else by the day of publication."""
    earlier = base or next(_earlier(_in_sentence(frame) if frame.published else frame, "month"), None)
    if earlier and earlier.start:
        made = stretch(earlier.start.year, earlier.start.month, day_, edge)
        if _follows(made, earlier, frame):
            return made and replace(made, resolved=earlier.resolved)
    if frame.published is None:
        return None
    months = [month_after(frame.published, step) for step in (-2, -1, 0, 1)]
    return _fitting((stretch(*month, day_, edge) for month in months), frame.published, frame.ahead)


def _in_sentence(frame: _Frame) -> _Frame:
    return replace(frame, before=re.split(f"[{_STOPS}]", frame.before)[-1])


def _follows(made: Stretch | None, earlier: Stretch, frame: _Frame) -> bool:
    """Whether what would be meant comes after the earlier date, and not after the paper unless it is planned."""
    if made is None or made.start is None or made.end is None or earlier.start is None:
        return False
    known = frame.published is None or frame.ahead or made.start <= frame.published
    return known and made.end >= earlier.start


def _fitting(candidates: Iterable[Stretch | None], paper: date, ahead: bool) -> Stretch | None:
    """Of candidates in order: the last not after the paper; for a plan the nearest day, or the first not yet over."""
    known = [(c.start, c.end, c) for c in candidates if c and c.start and c.end]
    if not ahead:
        fitting = [c for start, _, c in known if start <= paper][-1:]
    elif all(start == end for start, end, _ in known):
        fitting = [c for _, _, c in sorted(known, key=lambda k: abs(k[0] - paper))][:1]
    else:
        fitting = [c for _, end, c in known if end >= paper][:1]
    return replace(fitting[0], resolved=True) if fitting else None


# ------------------------------------------------------------------------------------------------ what is around it


def _earlier(frame: _Frame, least: str) -> Iterator[Stretch]:
    """What the dates named before mean, the last first, where they are at least that precise."""
    text = frame.before[-_LOOK_BACK:]
    for match in reversed(list(g.MENTIONED.finditer(text))):
        found = _read(match[0], _Frame(frame.published, text[: match.start()], ahead=False))
        if found and "/" not in found.value and len(found.value) >= _PRECISE[least]:
            yield found


def _spoken(frame: _Frame) -> date | None:
    """The day on which 今天 was said: that of the article's dateline (9月20日电), else that of the paper."""
    if match := g.DATELINE.search(frame.before[:80]):
        found = _read(match[0], _Frame(frame.published, "", ahead=False))
        if found and found.start:
            return found.start
    return frame.published


def _range(first: str, last: str, frame: _Frame) -> Stretch | None:
    """A range of two points, the first of which may leave out its unit (3至5日) and the second its year and month."""
    if first[-1].isdecimal() or first[-1] in g.DIGITS or first[-1] == "十":
        unit = g.UNIT.match(last)
        first += unit[1] if unit else ""
    begin, match = _read(first, frame), g.POINT.fullmatch(last)
    if begin is None or match is None:
        return None
    finish = _point(match, replace(frame, ahead=True), base=begin)  # it may lie after the day of publication
    if finish is None or begin.start is None or finish.end is None or finish.end < begin.start:
        return None
    halves = (begin.edtf.partition("/")[0], finish.edtf.rpartition("/")[2])
    return Stretch("/".join(halves), begin.start, finish.end, resolved=begin.resolved or finish.resolved)


def _limited(inner: Stretch, limit: str) -> Stretch:
    """The same with 以来, 前, 左右 or 内 after it; 前 takes in the date itself."""
    first, last = inner.edtf.partition("/")[0], inner.edtf.rpartition("/")[2]
    if limit == "since":
        return inner if first == ".." else replace(inner, value=f"{first}/..", end=None, about=False)
    if limit == "until":
        return inner if last == ".." else replace(inner, value=f"../{last}", start=None, about=False)
    return replace(inner, about=inner.about or (limit == "about" and "/" not in inner.value))


def _length(match: re.Match[str], frame: _Frame) -> Stretch | None:
    """三年前, 近三年, 未来五年: by the day of publication; 三年后 and 五年内 only where they are planned."""
    part = match.groupdict()
    spoken, unit = _spoken(frame), (part["unit"] or part.get("of") or "").removeprefix("个")
    amount = part["n"] or part.get("within") or ""
    past = bool(part["past"] or part.get("since"))
    if spoken is None or not (past or frame.ahead or part.get("next")):
        return None
    half = amount == "半" and unit == "年"
    count = (-1 if past else 1) * (6 if half else g.number(amount) or 0)
    months, days = count * (1 if half else {"年": 12, "月": 1}.get(unit, 0)), count * g.DAYS.get(unit, 0)
    other = moved(spoken, months, days)
    if not count or other is None:
        return None
    length = _PRECISE["day" if days else "month" if half or unit == "月" else "year"]
    if match.re is g.AGO:
        year, month, day_ = other.year, other.month, other.day
        made = stretch(year, month if length > 4 else None, day_ if length > 7 else None, None)
        return made and replace(made, about=True, resolved=True)
    start, end = sorted((spoken, other))
    return Stretch(f"{start.isoformat()[:length]}/{end.isoformat()[:length]}", start, end, resolved=True)


def _week(match: re.Match[str], frame: _Frame) -> Stretch | None:
    """上周, 本周五, 周末: weeks begin on Monday; a weekday alone is the last one, in a plan the next."""
    spoken = _spoken(frame)
    if spoken is None:
        return None
    monday = spoken - timedelta(spoken.weekday())
    step, named = g.WEEK_WORDS.get(match["week"] or ""), match["day"]
    if named and named != "末":
        found = monday + timedelta(g.WEEKDAYS[named] + 7 * (step or 0))
        if step is None:
            found += timedelta(7 * ((found < spoken) if frame.ahead else -(found > spoken)))
        return one(found, resolved=True)
    first, last = (5, 6) if named else (0, 6)
    start, end = (monday + timedelta(n + 7 * (step or 0)) for n in (first, last))
    return Stretch(f"{start}/{end}", start, end, resolved=True)


def _plan(match: re.Match[str]) -> Stretch | None:
    """“十四五”期间: the years of a five-year plan, counted from the third, of 1966."""
    start = 1966 + 5 * (10 + (g.number(match["plan"]) or 0) - 3)
    edge = match["edge"] or ""
    inside = {"初": 0, "开": 0, "中": 2, "末": 4, "收": 4}.get(edge[:1])
    if inside is not None:
        made = stretch(start + inside, None, None, None)
        return made and replace(made, about=edge[0] in "初中末")
    if edge == "以来":
        return Stretch(f"{start}/..", date(start, 1, 1), None)
    if edge.endswith("后"):
        return Stretch(f"{start + 5}/..", date(start + 5, 1, 1), None)
    return Stretch(f"{start}/{start + 4}", date(start, 1, 1), date(start + 4, 12, 31))
