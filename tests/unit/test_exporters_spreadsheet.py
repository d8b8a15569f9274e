"""CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv

import pytest

from kg.exporters import spreadsheet


@pytest.mark.parametrize(
    "value", ["=1+1", "+1", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", "－1", "-1-1", "=\n1"]
)
def test_spreadsheet_guards_what_would_be_computed(value: str) -> None:
    assert spreadsheet.guarded(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", "远桥集团", "-1", "-0.25", "a=b", "2025-06-03", "3月5日"])
def test_spreadsheet_leaves_what_is_text_or_a_number(value: str) -> None:
    assert spreadsheet.guarded(value) == value


def test_spreadsheet_writes_what_a_reader_reads_back() -> None:
    rows = [['甲,"乙"', None], ["两\n行", "丙"]]
    written = "".join(spreadsheet.lines(["名", "值"], rows))
    assert list(csv.reader(written.splitlines(keepends=True))) == [["名", "值"], ['甲,"乙"', ""], ["两\n行", "丙"]]
