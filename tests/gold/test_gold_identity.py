"""Who is who in the worlds: no measure falls below its floor, and nothing of two is made one."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg import worlds

HERE = Path(__file__).parent
FLOORS: dict[str, dict[str, float]] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


def figures(measured: worlds.Measured) -> dict[str, float]:
    report = measured.report
    return {"precision": report.pairs.precision, "recall": report.pairs.recall, "b_cubed": report.b_cubed}


@pytest.mark.parametrize(
    "raw", [pytest.param(False, id="marked"), pytest.param(True, id="raw", marks=pytest.mark.model)]
)
def test_gold_worlds_score_no_lower_than_their_floors(raw: bool) -> None:
    measured = worlds.measure(HERE / "worlds", raw=raw)
    floors = FLOORS["worlds-raw" if raw else "worlds-marked"]
    errors = "\n".join(f"{e['kind']}: {e['text']}" for e in worlds.explained(measured))
    assert {k: v for k, v in figures(measured).items() if v < floors[k]} == {}, errors


def test_gold_links_inside_documents_score_no_lower_than_their_floors() -> None:
    score, _ = worlds.measure_aliases(HERE.parents[1] / "kg" / "training" / "corpus")
    assert score.precision >= FLOORS["aliases"]["precision"]
    assert score.recall >= FLOORS["aliases"]["recall"]
