"""How well the histories of a small world are known."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import chronicles
from kg.errors import InputError
from kg.evaluation.timeline import Report, score_timeline

MARKED = """=== w-1 | 党报 | 签约 @2024-03-06
{e1:河川集团}拟与{e2:兰州大学}合作。
--- entities
e1\tCompany\t河川集团
e2\tUniversity\t兰州大学
--- statements
e1\tpartners_with\te2\tplanned\t-\t-\t-\t拟

=== w-2 | 党报 | 签约 @2025-03-06
{e1:兰州大学}3月5日与{e2:河川集团}签约。
--- entities
e1\tUniversity\t兰州大学
e2\tCompany\t河川集团
--- statements
e1\tpartners_with\te2\trealised\t3月5日\t-\t-\t签约
"""
KEY = "w-1\te1\tw-g-01\nw-1\te2\tw-g-02\nw-2\te1\tw-g-02\nw-2\te2\tw-g-01\n"
PLANNED = "w-g\tw-g-01\tpartners_with\tw-g-02\tw-1\tplanned\t-\t-\n"
SIGNED = "w-g\tw-g-01\tpartners_with\tw-g-02\tw-2\trealised\t3月5日\t2025-03-05\n"


def world(folder: Path, timeline: str, ended: str = "") -> Path:
    for name, text in (
        ("w.mark", MARKED),
        ("identity.tsv", KEY),
        ("timeline.tsv", timeline),
        ("ended.tsv", ended),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_measure_finds_dates_and_latest_states(tmp_path: Path) -> None:
    report = chronicles.measure(world(tmp_path, PLANNED + SIGNED))
    assert (report.dates.value, report.latest.value, report.wrong) == (1.0, 1.0, ())


def test_measure_tells_what_is_wrong(tmp_path: Path) -> None:
    wrong = SIGNED.replace("2025-03-05", "2024-03-05").replace("realised", "realised")
    report = chronicles.measure(world(tmp_path, wrong, ended=wrong))
    assert (report.dates.value, report.ended.recall) == (0.0, 0.0)
    assert any("2024-03-05, read as 2025-03-05" in words for words in report.wrong)
    assert any(words.endswith("is over") for words in report.wrong)


@pytest.mark.parametrize(
    ("timeline", "ended", "words"),
    [
        ("w-g\tx\n", "", "timeline.tsv:1: needs 8 fields"),
        (PLANNED, SIGNED, "is not in timeline.tsv"),
    ],
)
def test_measure_refuses_a_key_that_does_not_agree(timeline: str, ended: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=words):
        chronicles.measure(world(tmp_path, timeline, ended))


@pytest.mark.parametrize(("first", "right"), [("planned", 0), ("realised", 1)])
def test_score_takes_the_latest_paper_for_how_things_stand(first: str, right: int) -> None:
    pair = ("a", "joined", "b")
    key = [Report("w", pair, "late", "realised"), Report("w", pair, "early", "planned")]
    report = score_timeline(key, [], {("w", pair): first}, {"late": "2025-01-01", "early": "2024-01-01"})
    assert (report.latest.right, report.latest.total) == (right, 1)
