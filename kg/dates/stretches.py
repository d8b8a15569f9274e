"""Stretches of days: what year, month, day and edge name in the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kg.dates.grammar import MONTH_EDGES, SEASONS, YEAR_EDGES


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of days, open where an end is None; `value` is its EDTF, `about` whether that is approximate."""

    value: str
    start: date | None
    end: date | None
    about: bool = False
    resolved: bool = False

    @property
    def edtf(self) -> str:
        return self.value + "~" * self.about


def stretch(year: int, month: int | None, day_: int | None, edge: str | None) -> Stretch | None:
    """The stretch that year, month, day and edge name; None where the calendar or the language has none such."""
    if not 1000 <= year <= 2999 or not 1 <= (month or 1) <= 12:
        return None
    if month is None:
        return None if day_ else _year_with(year, edge)
    if day_:
        found = day_of(year, month, day_)
        return one(found) if found else None
    name, last = f"{year}-{month:02d}", last_day(year, month)
    if edge is None:
        return Stretch(name, date(year, month, 1), last)
    if edge not in MONTH_EDGES:
        return None
    first, until, about = MONTH_EDGES[edge]
    start, end = date(year, month, first), day_of(year, month, until) or last
    return Stretch(name if about else f"{start}/{end}", start, end, about)


def _year_with(year: int, edge: str | None) -> Stretch | None:
    if edge is None:
        return Stretch(str(year), date(year, 1, 1), date(year, 12, 31))
    if edge in SEASONS:
        number, month = SEASONS[edge]
        start = date(year, month, 1)
        return Stretch(f"{year}-{number}", start, last_day(*month_after(start, 2)))
    if edge not in YEAR_EDGES:
        return None
    first, last, about = YEAR_EDGES[edge]
    value = f"{year}-{first:02d}" if about else f"{year}-{first:02d}/{year}-{last:02d}"
    return Stretch(value, date(year, first, 1), last_day(year, last), about)


def one(found: date, resolved: bool = False) -> Stretch:
    """One day."""
    return Stretch(found.isoformat(), found, found, resolved=resolved)


def day_of(year: int, month: int, day_: int) -> date | None:
    """The day, None where the month has none such."""
    return date(year, month, day_) if 1 <= day_ <= last_day(year, month).day else None


def last_day(year: int, month: int) -> date:
    """The last day of the month."""
    return date(*month_after(date(year, month, 1), 1), 1) - timedelta(1)


def month_after(start: date, months: int) -> tuple[int, int]:
    """Year and month so many months later."""
    years, month = divmod(start.month - 1 + months, 12)
    return start.year + years, month + 1


def moved(start: date, months: int, days: int) -> date | None:
    """The day so many months and days later, at most the last of its month; None far outside of history."""
    year, month = month_after(start, months)
    if not 1000 <= year <= 2999:
        return None
    return min(last_day(year, month), date(year, month, 1) + timedelta(start.day - 1)) + timedelta(days)
