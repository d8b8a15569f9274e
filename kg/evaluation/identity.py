"""How well a build knows who is who: pairs of articles' entities, and clusters, against a key.

A unit is one entity of one document. The key says which units are one thing; the resolution says the same of a build,
and leaves out a unit that the build did not find. Only units of one world are compared.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.evaluation.report import Score

Unit = tuple[str, str]  # document, entity of the document


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two units that were joined wrongly (`wrong`), or were not joined though they are one thing."""

    world: str
    wrong: bool
    one: Unit
    other: Unit


@dataclass(frozen=True, slots=True)
class IdentityReport:
    """Pairs of units over documents (`pairs`), B-cubed precision and recall over units, units found of all.

    A unit that the build did not find stands alone: it costs recall. Confusions are in the order of the key.
    """

    worlds: int
    units: int
    found: int
    pairs: Score
    b_precision: float
    b_recall: float
    confusions: tuple[Confusion, ...]

    @property
    def b_cubed(self) -> float:
        """Harmonic mean of B-cubed precision and recall."""
        total = self.b_precision + self.b_recall
        return 2 * self.b_precision * self.b_recall / total if total else 0.0

    def to_json(self) -> dict[str, object]:
        """All figures, unrounded."""
        return {
            "worlds": self.worlds,
            "units": self.units,
            "found": self.found,
            "pairs": self.pairs.to_json(),
            "b_cubed": {"p": self.b_precision, "r": self.b_recall, "f1": self.b_cubed},
        }


def read_key(path: Path) -> dict[Unit, str]:
    """The global id of each unit, from a file of three columns: document, entity of the document, global id.

    Global ids hold in one world; the part before the last `-` names it. Raises InputError that lists all bad lines.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; a key has lines of document, entity and global id") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from None
    key: dict[Unit, str] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        fields = line.split("\t")
        if not line.strip():
            continue
        if len(fields) != 3 or not all(fields) or "-" not in fields[2]:
            problems.append(f"line {number}: needs document, entity and WORLD-NUMBER, parted by tabs")
        elif (fields[0], fields[1]) in key:
            problems.append(f"line {number}: {fields[0]} {fields[1]} stands twice")
        else:
            key[fields[0], fields[1]] = fields[2]
    if problems or not key:
        raise InputError(f"{path}: " + ("; ".join(problems[:12]) or "holds no line"))
    return key


def world(global_id: str) -> str:
    """The world of a global id: what stands before its last `-`."""
    return global_id.rpartition("-")[0]


def score(key: Mapping[Unit, str], resolved: Mapping[Unit, Hashable]) -> IdentityReport:
    """How the resolution agrees with the key; pairs within one document are counted too, where both sides know them."""
    worlds: dict[str, list[Unit]] = defaultdict(list)
    for unit, id_ in key.items():
        worlds[world(id_)].append(unit)
    pairs = Score()
    confusions: list[Confusion] = []
    precisions: list[float] = []
    recalls: list[float] = []
    for name in worlds:
        units = worlds[name]
        pairs += _pairs(units, key, resolved)
        confusions += _confusions(name, units, key, resolved)
        precision, recall = _b_cubed(units, key, resolved)
        precisions += precision
        recalls += recall
    count = len(key)
    found = sum(u in resolved for u in key)
    b_precision, b_recall = math.fsum(precisions) / count, math.fsum(recalls) / count
    return IdentityReport(len(worlds), count, found, pairs, b_precision, b_recall, tuple(confusions))


def _cluster(unit: Unit, resolved: Mapping[Unit, Hashable]) -> Hashable:
    return ("found", resolved[unit]) if unit in resolved else ("alone", unit)


def _two(count: int) -> int:
    return count * (count - 1) // 2


def _pairs(units: Sequence[Unit], key: Mapping[Unit, str], resolved: Mapping[Unit, Hashable]) -> Score:
    both = Counter((key[u], _cluster(u, resolved)) for u in units)
    gold = Counter(key[u] for u in units)
    told = Counter(_cluster(u, resolved) for u in units)
    tp, predicted, wanted = (sum(_two(n) for n in counts.values()) for counts in (both, told, gold))
    return Score(tp, predicted, wanted)


def _b_cubed(
    units: Sequence[Unit], key: Mapping[Unit, str], resolved: Mapping[Unit, Hashable]
) -> tuple[list[float], list[float]]:
    both = Counter((key[u], _cluster(u, resolved)) for u in units)
    gold = Counter(key[u] for u in units)
    told = Counter(_cluster(u, resolved) for u in units)
    shares = [(both[key[u], c], told[c], gold[key[u]]) for u in units for c in [_cluster(u, resolved)]]
    return [n / t for n, t, _ in shares], [n / g for n, _, g in shares]


def _confusions(
    name: str, units: Sequence[Unit], key: Mapping[Unit, str], resolved: Mapping[Unit, Hashable]
) -> Iterator[Confusion]:
    for one, other in itertools.combinations(units, 2):
        same = _cluster(one, resolved) == _cluster(other, resolved)
        if same != (key[one] == key[other]):
            yield Confusion(name, same, one, other)


def identity_rows(report: IdentityReport) -> list[dict[str, str | float | int | None]]:
    """One row a measure: pairs, B-cubed, units found. Columns as those of `table_rows`."""
    return [
        score_row("pairs", report.pairs),
        {"measure": "B-cubed", "P": report.b_precision, "R": report.b_recall, "F1": report.b_cubed},
        {"measure": "units found", "R": report.found / report.units, "right": report.found, "gold": report.units},
    ]


def score_row(measure: str, score: Score) -> dict[str, str | float | int | None]:
    """One row of a score."""
    figures = {"P": score.precision, "R": score.recall, "F1": score.f1}
    return {"measure": measure, **figures, "right": score.tp, "predicted": score.pred, "gold": score.gold}
