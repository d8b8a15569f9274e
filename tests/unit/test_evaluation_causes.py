"""Why names and triples are missed or invented, by origin and confidence, and what two predictions differ in."""

from __future__ import annotations

from typing import Any

import pytest

from kg.evaluation import Ratio, Report, calibration_rows, cause_rows, change_rows, compare, evaluate, measure_rows
from kg.evaluation.calibration import bins, expected_error

COMPANY, UNIVERSITY, ALLIANCE = "长风电气有限公司", "江州大学", "东岭产业联盟"


def entity(name: str, type: str = "Company", *aliases: str) -> dict[str, Any]:
    return {"name": name, "type": type, "aliases": list(aliases)}


def triple(s: str, p: str, o: str, status: str = "realised", **more: Any) -> dict[str, Any]:
    return {"s": s, "p": p, "o": o, "status": status, **more}


NAMES = [entity(COMPANY, "Company", "长风电气"), entity(UNIVERSITY, "University"), entity(ALLIANCE, "Alliance")]


def report(
    gold: list[dict[str, Any]],
    given: list[dict[str, Any]],
    *,
    names: list[dict[str, Any]] = NAMES,
    candidates: list[dict[str, Any]] | None = None,
) -> Report:
    """The report on one document: gold triples, given triples, the names found."""
    weighed = [{"doc": "一", "entities": names, "triples": candidates}] if candidates else []
    return evaluate(
        [{"doc": "一", "entities": NAMES, "triples": gold}],
        [{"doc": "一", "entities": names, "triples": given}],
        candidates=weighed,
    )


@pytest.mark.parametrize(
    ("name", "cause"),
    [("北辰电气", "spurious name"), ("长风电气有限", "boundary"), ("长风电气", "unmerged alias")],
)
def test_evaluation_causes_of_a_name_too_much(name: str, cause: str) -> None:
    got = report(
        [], [], names=[*NAMES, entity(name)] if name != "长风电气" else [entity(COMPANY), *NAMES[1:], entity(name)]
    )
    assert [e.cause for e in got.errors if e.kind == "ENT-FP"] == [cause]


@pytest.mark.parametrize(
    ("names", "cause"),
    [
        (NAMES[:2], "missed name"),
        ([*NAMES[:2], entity("东岭产业", "Alliance")], "boundary"),
        ([NAMES[0], entity(UNIVERSITY, "University", ALLIANCE)], "merged with another"),
    ],
)
def test_evaluation_causes_of_a_name_missed(names: list[dict[str, Any]], cause: str) -> None:
    got = report([], [], names=names)
    assert [e.cause for e in got.errors if e.kind == "ENT-FN"] == [cause]


STATED = triple(COMPANY, "owns", UNIVERSITY)


@pytest.mark.parametrize(
    ("given", "names", "candidates", "cause"),
    [
        ([], NAMES, [], "pair never proposed"),
        ([], NAMES, [triple("长风电气", "owns", UNIVERSITY)], "scored too low"),
        ([triple(COMPANY, "invests_in", UNIVERSITY)], NAMES, [], "wrong relation"),
        ([triple(UNIVERSITY, "owns", COMPANY)], NAMES, [], "wrong direction"),
        ([triple(COMPANY, "owns", ALLIANCE)], NAMES, [], "wrong argument"),
        ([triple(COMPANY, "owns", ALLIANCE, o_text="该联盟")], NAMES, [], "wrong argument after coreference"),
        ([], NAMES[1:], [], "missed name"),
    ],
)
def test_evaluation_causes_of_a_triple_missed(
    given: list[dict[str, Any]], names: list[dict[str, Any]], candidates: list[dict[str, Any]], cause: str
) -> None:
    got = report([STATED], given, names=names, candidates=candidates)
    assert [e.cause for e in got.errors if e.kind == "TRI-FN"] == [cause]


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        (triple(COMPANY, "invests_in", UNIVERSITY), "wrong relation"),
        (triple(UNIVERSITY, "owns", COMPANY), "wrong direction"),
        (triple(COMPANY, "owns", ALLIANCE), "wrong argument"),
        (triple(COMPANY, "owns", ALLIANCE, o_text="该联盟"), "wrong argument after coreference"),
        (triple(UNIVERSITY, "joined", ALLIANCE), "not stated"),
        (triple(COMPANY, "owns", "北辰电气"), "spurious name"),
    ],
)
def test_evaluation_causes_of_a_triple_too_much(given: dict[str, Any], cause: str) -> None:
    got = report([STATED], [given], names=[*NAMES, entity("北辰电气")])
    assert [e.cause for e in got.errors if e.kind == "TRI-FP"] == [cause]


def test_evaluation_causes_are_counted() -> None:
    assert cause_rows(report([STATED], [])) == [{"kind": "TRI-FN", "cause": "pair never proposed", "count": 1}]


def test_evaluation_origins_tell_how_often_each_is_right() -> None:
    given = [
        triple(COMPANY, "owns", UNIVERSITY, extractor="rules"),
        triple(COMPANY, "joined", ALLIANCE, extractor="other"),
    ]
    assert report([STATED], given).origins == {"other": Ratio(0, 1), "rules": Ratio(1, 1)}


@pytest.mark.parametrize(
    ("sure", "error"),
    [([], None), ([(0.5, True), (0.5, False)], 0.0), ([(1.0, True), (0.9, False)], 0.45), ([(0.05, True)], 0.95)],
)
def test_evaluation_calibration_error_is_the_mean_gap(sure: list[tuple[float, bool]], error: float | None) -> None:
    assert expected_error(bins(sure)) == (error if error is None else pytest.approx(error))


def test_evaluation_calibration_rows_end_with_the_expected_error() -> None:
    rows = calibration_rows(report([STATED], [triple(COMPANY, "owns", UNIVERSITY, confidence=0.8)]))
    assert [(row["confidence"], row["count"]) for row in rows] == [("0.8–0.9", 1), ("expected error", 1)]
    assert rows[-1]["accuracy"] == pytest.approx(0.2)


def test_evaluation_says_how_much_shown_as_done_is_not() -> None:
    gold = [triple(COMPANY, "owns", UNIVERSITY, "planned"), triple(COMPANY, "joined", ALLIANCE)]
    got = report(gold, [triple(COMPANY, "owns", UNIVERSITY), triple(COMPANY, "joined", ALLIANCE)])
    assert (got.unreal, got.status_macro) == (Ratio(1, 2), pytest.approx(1 / 3))


def test_evaluation_speaker_counts_those_given_without_need() -> None:
    gold = [triple(COMPANY, "owns", UNIVERSITY, attribution=UNIVERSITY), triple(COMPANY, "joined", ALLIANCE)]
    given = [
        triple(COMPANY, "owns", UNIVERSITY, attribution=UNIVERSITY),
        triple(COMPANY, "joined", ALLIANCE, attribution=UNIVERSITY),
    ]
    assert (report(gold, given).speaker.precision, report(gold, given).speaker.recall) == (0.5, 1.0)


def test_evaluation_comparison_tells_what_was_gained_and_lost() -> None:
    gold = [{"doc": "一", "entities": NAMES, "triples": [STATED]}]
    first = [{"doc": "一", "entities": NAMES, "triples": [triple(COMPANY, "joined", ALLIANCE)]}]
    second = [{"doc": "一", "entities": NAMES[:2], "triples": [STATED]}]
    found = compare(gold, first, second)
    assert [(row["change"], row["kind"]) for row in change_rows(found)] == [
        ("+", "triple no longer invented"),
        ("+", "triple found"),
        ("−", "name lost"),
    ]
    (row,) = [row for row in measure_rows(found) if row["measure"] == "triple_strict"]
    assert (row["before"], row["after"], row["change"]) == (0.0, 1.0, 1.0)
