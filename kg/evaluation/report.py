"""What an evaluation gives back, and its rows for printing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.evaluation.calibration import Bin, expected_error


@dataclass(frozen=True, slots=True)
class Score:
    """How many were predicted, how many the gold holds, and how many of both are the same."""

    tp: int = 0
    pred: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.tp + other.tp, self.pred + other.pred, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Right ones among the predicted; with nothing predicted 1 if nothing was wanted either, else 0."""
        return self.tp / self.pred if self.pred else float(not self.gold)

    @property
    def recall(self) -> float:
        """Found ones among the gold; with nothing wanted 1 if nothing was predicted either, else 0."""
        return self.tp / self.gold if self.gold else float(not self.pred)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 where both are 0."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def to_json(self) -> dict[str, float | int]:
        """The counts and the three figures, unrounded."""
        return {
            "p": self.precision,
            "r": self.recall,
            "f1": self.f1,
            "tp": self.tp,
            "pred": self.pred,
            "gold": self.gold,
        }


@dataclass(frozen=True, slots=True)
class Ratio:
    """`right` of `total` cases."""

    right: int = 0
    total: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.right + other.right, self.total + other.total)

    @property
    def value(self) -> float | None:
        """The share, None where there was no case."""
        return self.right / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Problem:
    """One disagreement. `kind` is ENT-FP, ENT-FN, TRI-FP or TRI-FN: entity or triple, predicted too much or missed.

    `cause` says why, in the words of kg.evaluation.causes.
    """

    document: str
    kind: str
    text: str
    cause: str


@dataclass(frozen=True, slots=True)
class Report:
    """All measures of one evaluation.

    Strict means that a printed form is the same; lenient also accepts one that contains at least 60 % of the other.
    Typed adds the coarse class. `pair_*` ignore relation and direction. The ratios look at strictly matched triples
    only: `status` at all, `status_marked` at those whose gold status is not realised, `role` at posts, `date` and
    `attribution` at those whose gold has one. `speaker` counts those, too, to whom a speaker was given without need.
    `unreal` is the share, among those shown as done, of what is only planned, hoped for or denied.
    """

    documents: int
    missing: tuple[str, ...]  # gold documents without a prediction: counted as empty
    unknown: tuple[str, ...]  # predicted documents that the gold does not have: left out
    entity_strict: Score
    entity_lenient: Score
    entity_typed: Score
    entity_typed_lenient: Score
    classes: Mapping[str, Score]
    fine_type: Ratio
    neutral_entities: int
    triple_strict: Score
    triple_lenient: Score
    pair_strict: Score
    pair_lenient: Score
    relations: Mapping[str, Score]  # most gold first, then by name; owns holds subsidiary_of and acquired
    neutral_triples: int
    status: Ratio
    status_marked: Ratio
    role: Ratio
    date: Ratio
    attribution: Ratio
    speaker: Score
    statuses: Mapping[str, Score]  # those that the gold has
    unreal: Ratio
    origins: Mapping[str, Ratio]  # which extractors said it: how many of their triples are right
    bins: tuple[Bin, ...]  # of the confidence of predicted triples, where the predictions tell it
    causes: tuple[tuple[str, str, int], ...]  # kind as in `errors`, cause, how often
    confusion: tuple[tuple[str, str, int], ...]  # gold status, predicted status, how often; most frequent first
    interval: tuple[float, float]  # 95 % bootstrap interval of the strict triple F1 over documents
    entity_interval: tuple[float, float]  # and of the strict entity F1
    errors: tuple[Problem, ...]  # documents in the order of the gold

    @property
    def status_macro(self) -> float | None:
        """The mean F1 of the statuses that the gold has, None without one."""
        return sum(score.f1 for score in self.statuses.values()) / len(self.statuses) if self.statuses else None

    @property
    def calibration_error(self) -> float | None:
        """Expected calibration error of the triples' confidence, None where the predictions tell none."""
        return expected_error(self.bins)

    def to_json(self) -> dict[str, dict[str, float | int] | float | None]:
        """Each score under its name, classes as `class_<name>`, relations as `rel_<name>`, statuses as
        `status_<name>`; `status_accuracy`, `status_macro`, `unreal` and `calibration_error`."""
        scores = {
            "entity_strict": self.entity_strict,
            "entity_lenient": self.entity_lenient,
            "entity_typed": self.entity_typed,
            "entity_typed_lenient": self.entity_typed_lenient,
            **{f"class_{name}": score for name, score in self.classes.items()},
            "triple_strict": self.triple_strict,
            "triple_lenient": self.triple_lenient,
            "pair_strict": self.pair_strict,
            "pair_lenient": self.pair_lenient,
            **{f"rel_{name}": score for name, score in self.relations.items()},
            **{f"status_{name}": score for name, score in self.statuses.items()},
            "speaker": self.speaker,
        }
        return {
            **{name: score.to_json() for name, score in scores.items()},
            "status_accuracy": self.status.value,
            "status_macro": self.status_macro,
            "unreal": self.unreal.value,
            "calibration_error": self.calibration_error,
        }

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences that a reader of the figures should see, those about missing documents first."""
        low, high = self.interval
        said = []
        if self.missing:
            said.append(f"{_some(self.missing)} of the gold without a prediction, counted as empty")
        if self.unknown:
            said.append(f"{_some(self.unknown)} predicted but not in the gold, left out")
        said.append(f"{self.documents} documents; 95 % interval of the strict triple F1: {low:.3f} to {high:.3f}")
        said.append("95 % interval of the strict entity F1: {:.3f} to {:.3f}".format(*self.entity_interval))
        said.append(f"neither rewarded nor punished: {self.neutral_entities} entities, {self.neutral_triples} triples")
        if self.confusion:
            said.append("status gold > predicted: " + ", ".join(f"{g} > {p} {n}" for g, p, n in self.confusion))
        return tuple(said)


def table_rows(report: Report) -> list[dict[str, str | float | int | None]]:
    """One row a measure, in the order in which they are read: entities, classes, triples, relations, the rest.

    Columns: measure, P, R, F1, accuracy, right, predicted, gold; None where a column does not apply.
    """
    scores = {
        "entities, strict": report.entity_strict,
        "entities, lenient": report.entity_lenient,
        "entities, strict, with class": report.entity_typed,
        "entities, lenient, with class": report.entity_typed_lenient,
        **{f"· {name}": score for name, score in report.classes.items()},
        "triples, strict": report.triple_strict,
        "triples, lenient": report.triple_lenient,
        "triples, any relation": report.pair_strict,
        "triples, any relation, lenient": report.pair_lenient,
        **{f"· {name}": score for name, score in report.relations.items()},
    }
    ratios = {
        "fine type": report.fine_type,
        "status": report.status,
        "status, where not realised": report.status_marked,
        "role": report.role,
        "date": report.date,
        "attribution": report.attribution,
        "unreal among what is shown as done": report.unreal,
    }
    more = {
        **{f"status {name}": score for name, score in report.statuses.items()},
        "speaker": report.speaker,
    }
    macro = (("status, mean of all", report.status_macro),) if report.statuses else ()
    return [
        *(_row(name, (s.precision, s.recall, s.f1, None), (s.tp, s.pred, s.gold)) for name, s in scores.items()),
        *(_row(name, (None, None, None, r.value), (r.right, None, r.total)) for name, r in ratios.items()),
        *(_row(name, (s.precision, s.recall, s.f1, None), (s.tp, s.pred, s.gold)) for name, s in more.items()),
        *(_row(name, (None, None, value, None), (None, None, None)) for name, value in macro),
        *(
            _row(f"by {name}", (r.value, None, None, None), (r.right, r.total, None))
            for name, r in report.origins.items()
        ),
    ]


def cause_rows(report: Report) -> list[dict[str, str | int]]:
    """One row a kind of disagreement and cause."""
    return [{"kind": kind, "cause": cause, "count": count} for kind, cause, count in report.causes]


def calibration_rows(report: Report) -> list[dict[str, str | float | int | None]]:
    """One row a tenth of confidence: how sure on average, how often right; the expected error last."""
    rows: list[dict[str, str | float | int | None]] = [
        {"confidence": f"{b.low:.1f}–{b.high:.1f}", "sure": b.sure, "accuracy": b.right / b.total, "count": b.total}
        for b in report.bins
    ]
    total = sum(b.total for b in report.bins)
    error = {"confidence": "expected error", "sure": None, "accuracy": report.calibration_error, "count": total}
    return [*rows, error] if rows else []


def _row(
    measure: str, figures: tuple[float | None, ...], counts: tuple[int | None, ...]
) -> dict[str, str | float | int | None]:
    names = ("P", "R", "F1", "accuracy", "right", "predicted", "gold")
    return {"measure": measure, **dict(zip(names, (*figures, *counts), strict=True))}


def _some(docs: tuple[str, ...]) -> str:
    shown = ", ".join(docs[:8]) + (", …" if len(docs) > 8 else "")
    return f"{len(docs)} document{'s' if len(docs) != 1 else ''} ({shown})"
