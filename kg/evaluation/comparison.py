"""Two predictions of the same documents beside each other: what the second gained and lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kg.evaluation.measures import evaluate
from kg.evaluation.report import Problem, Report

# Kind of a disagreement: what its going away is, what its coming is.
_CHANGES: Final = {
    "ENT-FN": ("name found", "name lost"),
    "ENT-FP": ("name no longer invented", "name invented"),
    "TRI-FN": ("triple found", "triple lost"),
    "TRI-FP": ("triple no longer invented", "triple invented"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the second prediction has better (`gained`) or worse than the first."""

    gained: bool
    document: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The reports of both predictions, and the changes from the first to the second, gained ones first."""

    first: Report
    second: Report
    changes: tuple[Change, ...]


def compare(
    gold: Iterable[Mapping[str, Any]],
    first: Iterable[Mapping[str, Any]],
    second: Iterable[Mapping[str, Any]],
    *,
    count_places: bool = False,
) -> Comparison:
    """Both predictions scored as `evaluate` does, and what became right or wrong between them."""
    marked = tuple(gold)
    before, after = (evaluate(marked, given, count_places=count_places) for given in (first, second))
    changes = [*_gone(before, after, True), *_gone(after, before, False)]
    return Comparison(before, after, tuple(changes))


def _gone(these: Report, those: Report, gained: bool) -> Iterator[Change]:
    """The disagreements of `these` that `those` do not have, told as changes."""
    left = {_key(error) for error in those.errors}
    for error in these.errors:
        if _key(error) not in left:
            yield Change(gained, error.document, _CHANGES[error.kind][not gained], error.text)


def _key(error: Problem) -> tuple[str, str, str]:
    return error.document, error.kind, error.text


def measure_rows(comparison: Comparison) -> list[dict[str, str | float | None]]:
    """One row a measure that either report has: its F1 or share before and after, and the difference."""
    before, after = comparison.first.to_json(), comparison.second.to_json()
    rows: list[dict[str, str | float | None]] = []
    for name in {**before, **after}:
        first, second = (_figure(figures.get(name)) for figures in (before, after))
        change = second - first if first is not None and second is not None else None
        rows.append({"measure": name, "before": first, "after": second, "change": change})
    return rows


def change_rows(comparison: Comparison) -> list[dict[str, str]]:
    """One row a change."""
    return [
        {"change": "+" if c.gained else "−", "document": c.document, "kind": c.kind, "text": c.text}
        for c in comparison.changes
    ]


def _figure(value: object) -> float | None:
    if isinstance(value, Mapping):
        return float(value["f1"])
    return float(value) if isinstance(value, int | float) else None
