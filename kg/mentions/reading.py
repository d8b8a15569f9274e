"""Names in a sentence, read by learned weights: the best sequence of labels over its words.

A linear model: each feature of a word votes for each label, each pair of labels has a weight, and the sequence with
the highest sum wins. All weights are whole numbers, so that the result is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg import lexicon
from kg.mentions.features import features
from kg.mentions.words import Word

TYPES: Final = (
    "Company", "Person", "Place", "University", "GovernmentBody", "Organisation", "DevelopmentZone", "Platform",
    "ResearchInstitute", "Product", "Project", "Programme", "Alliance", "Media", "Event", "PilotZone",
)  # fmt: skip
LABELS: Final = ("O", *(f"{place}-{kind}" for kind in TYPES for place in "BI"))
FORBIDDEN: Final = -(10**9)
Weights = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Model:
    """Rows of weights: `rows[feature]` is the row of `votes`; `steps[a, b]` is the weight of label b after label a."""

    rows: dict[str, int]
    votes: Weights
    steps: Weights


def read_names(words: Sequence[Word], model: Model | None = None) -> list[tuple[int, int, str]]:
    """Names as (first word, word after the last, type), in order, without overlap."""
    if not words:
        return []
    weights = model or load_model()
    labels = best_path(votes(features(words), weights), weights.steps)
    found: list[tuple[int, int, str]] = []
    for i, label in enumerate(labels):
        place, _, kind = LABELS[label].partition("-")
        if place == "B":
            found.append((i, i + 1, kind))
        elif place == "I":
            found[-1] = (found[-1][0], i + 1, kind)
    return found


def votes(rows: Sequence[Sequence[str]], model: Model) -> Weights:
    """One row a word: the sum of its features' votes for each label."""
    known = model.rows
    return np.stack([model.votes[[known[f] for f in row if f in known]].sum(axis=0) for row in rows])


def best_path(emissions: Weights, steps: Weights) -> list[int]:
    """The sequence of labels with the highest sum; of equal ones, the one with the smaller numbers last."""
    score = emissions[0] + _START
    back = []
    for row in emissions[1:]:
        sums = score[:, None] + steps
        best = sums.argmax(axis=0)
        back.append(best)
        score = sums[best, _COLUMNS] + row
    path = [int(score.argmax())]
    for best in reversed(back):
        path.append(int(best[path[-1]]))
    return path[::-1]


def allowed_steps() -> Weights:
    """0 where a label may follow another, FORBIDDEN where it may not: I only after B or I of its type."""
    return np.array([[0 if _may_follow(a, b) else FORBIDDEN for b in LABELS] for a in LABELS], dtype=np.int64)


def _may_follow(label: str, after: str) -> bool:
    return not after.startswith("I-") or label[2:] == after[2:]


_START: Final = np.array([FORBIDDEN if label.startswith("I-") else 0 for label in LABELS], dtype=np.int64)
_COLUMNS: Final = np.arange(len(LABELS))


@cache
def load_model() -> Model:
    """The learned weights, from reading.txt; loaded once a process."""
    return parse_model(lexicon.text("reading.txt"))


def parse_model(text: str) -> Model:
    """A model from text: `feature<TAB>label number...`, and `->label<TAB>label number...` for steps; # is a comment."""
    numbers = {label: i for i, label in enumerate(LABELS)}
    steps = allowed_steps()
    rows: dict[str, int] = {}
    cells: list[tuple[int, int, int]] = []
    for line in text.split("\n"):
        feature, tab, weights = line.partition("\t")
        if not tab or feature.startswith("# "):
            continue
        pairs = weights.split(" ")
        values = zip(pairs[::2], pairs[1::2], strict=True)
        if feature.startswith("->"):
            for label, weight in values:
                steps[numbers[feature[2:]], numbers[label]] += int(weight)
            continue
        row = rows.setdefault(feature, len(rows))
        cells.extend((row, numbers[label], int(weight)) for label, weight in values)
    table = np.zeros((len(rows), len(LABELS)), dtype=np.int64)
    if cells:
        row_numbers, columns, weights_ = np.array(cells).T
        table[row_numbers, columns] = weights_
    return Model(rows, table, steps)


def format_model(model: Model) -> str:
    """The text that `parse_model` reads, features in order."""
    steps = model.steps - allowed_steps()
    lines = [f"->{LABELS[i]}\t{_pairs(row)}" for i, row in enumerate(steps) if row.any()]
    lines += [f"{feature}\t{_pairs(model.votes[row])}" for feature, row in sorted(model.rows.items())]
    return "\n".join(line for line in lines if not line.endswith("\t")) + "\n"


def _pairs(row: Weights) -> str:
    return " ".join(f"{LABELS[i]} {row[i]}" for i in np.flatnonzero(row))
