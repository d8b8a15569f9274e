"""Rows as CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

# what Excel, LibreOffice and WPS begin a formula with; full-width signs too, which they fold
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")


def guarded(value: str) -> str:
    """The value, with ' before it where a spreadsheet would compute it; a number that is one stays as it is."""
    if not _FORMULA.match(value) or re.fullmatch(r"-?\d{1,15}(?:\.\d{1,15})?", value):
        return value
    return f"'{value}"


def lines(columns: Sequence[str], rows: Iterable[Sequence[str | None]]) -> Iterator[str]:
    """CSV as RFC 4180 says it, but with \\n: the head, then a line a row; what is None stands empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in chain([columns], rows):
        out.seek(0)
        out.truncate()
        writer.writerow([guarded(cell or "") for cell in row])
        yield out.getvalue()
