"""Whether predictions come true as often as their confidence says."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions with a confidence in `[low, high)`, 1.0 in the last: how sure on average, how many right."""

    low: float
    high: float
    sure: float
    right: int
    total: int


def bins(predictions: Sequence[tuple[float, bool]], parts: int = 10) -> tuple[Bin, ...]:
    """Confidences, each with whether it came true, in equal parts of [0, 1]; parts without a prediction left out."""
    found = []
    for part in range(parts):
        inside = [pair for pair in predictions if min(int(pair[0] * parts), parts - 1) == part]
        if inside:
            sure = math.fsum(confidence for confidence, _ in inside) / len(inside)
            found.append(Bin(part / parts, (part + 1) / parts, sure, sum(right for _, right in inside), len(inside)))
    return tuple(found)


def expected_error(found: Sequence[Bin]) -> float | None:
    """Expected calibration error: the mean gap between how sure and how often right; None without a prediction."""
    total = sum(one.total for one in found)
    return math.fsum(abs(one.sure * one.total - one.right) for one in found) / total if total else None
