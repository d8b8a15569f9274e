"""Best label sequences of a linear-chain CRF, and how probable each span in them is; numpy alone.

Labels are O, then B-x and I-x of each type in turn: 0, 1, 2, 3, 4 …
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

OUTSIDE: Final = 0
FORBIDDEN: Final = -1e4
_TINY = 1e-30
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Chain:
    """The learned weights of a CRF: from label to label, at the start, at the end."""

    transitions: Floats
    starts: Floats
    ends: Floats


@dataclass(frozen=True, slots=True)
class LabelSpan:
    """`[start, end)` of one text carries type number `type`; `probability` that exactly this span does."""

    start: int
    end: int
    type: int
    probability: float


def forbidden(labels: int) -> NDArray[np.bool_]:
    """Which label may not follow which: I-x follows B-x and I-x only."""
    table = np.zeros((labels, labels), dtype=np.bool_)
    for inside in range(2, labels, 2):
        table[:, inside] = True
        table[[inside - 1, inside], inside] = False
    return table


def decode(scores: Floats, lengths: NDArray[np.int32], chain: Chain) -> list[list[LabelSpan]]:
    """The spans of the best sequence of each text, in order.

    `scores` is (texts, longest, labels). Texts of length 0 have no span.
    """
    turned = np.ascontiguousarray(scores.transpose(1, 0, 2))
    paths = _best_paths(turned, lengths, chain)
    before, after, steps = _sums(turned, lengths, chain)
    found = []
    for text, path in enumerate(paths):
        lattice = turned[:, text], before[:, text], after[:, text], steps[:, text], chain
        found.append(
            [
                LabelSpan(start, end, (path[start] - 1) // 2, _probability(*lattice, start, end, path[start]))
                for start, end in _runs(path)
            ]
        )
    return found


def _best_paths(scores: Floats, lengths: NDArray[np.int32], chain: Chain) -> list[list[int]]:
    """The labels of the best sequence of each text (Viterbi)."""
    longest, texts, labels = scores.shape
    if not longest:
        return [[] for _ in range(texts)]
    came_from = np.empty((longest, texts, labels), dtype=np.int16)
    kept = np.empty_like(scores)
    kept[0] = chain.starts + scores[0]
    for place in range(1, longest):
        reached = kept[place - 1][:, :, None] + chain.transitions
        came_from[place] = reached.argmax(axis=1)
        kept[place] = reached.max(axis=1) + scores[place]
    paths: list[list[int]] = []
    for text, length in enumerate(lengths.tolist()):
        if not length:
            paths.append([])
            continue
        path = [int((kept[length - 1, text] + chain.ends).argmax())]
        for place in range(length - 1, 0, -1):
            path.append(int(came_from[place, text, path[-1]]))
        paths.append(path[::-1])
    return paths


def _sums(scores: Floats, lengths: NDArray[np.int32], chain: Chain) -> tuple[Floats, Floats, Floats]:
    """Log weights (before, after) of the sequences up to each label and from each label on, and the scale of each step.

    `before` includes the score of its place and sums to 1 at each place; `before + after` is the log probability of
    a label at a place; `steps` is what was taken off at each place to make it so.
    """
    longest, texts, labels = scores.shape
    moves = np.exp(chain.transitions)
    before, after = np.empty_like(scores), np.empty_like(scores)
    steps = np.empty((longest, texts), dtype=scores.dtype)
    for place in range(longest):
        if place == 0:
            reached = chain.starts + scores[0]
        else:
            reached = np.log(np.maximum(np.exp(before[place - 1]) @ moves, _TINY)) + scores[place]
        scale = _log_sum(reached)
        before[place] = reached - scale
        steps[place] = scale[:, 0]
    last = (lengths - 1)[:, None]
    for place in range(longest - 1, -1, -1):
        following = np.broadcast_to(chain.ends, (texts, labels))
        if place < longest - 1:
            ahead = after[place + 1] + scores[place + 1]
            top = ahead.max(axis=1, keepdims=True)
            onward = np.log(np.maximum(np.exp(ahead - top) @ moves.T, _TINY)) + top
            following = np.where(place >= last, following, onward)
        after[place] = following - _log_sum(following + before[place])
    return before, after, steps


def _probability(
    scores: Floats, before: Floats, after: Floats, steps: Floats, chain: Chain, start: int, end: int, begin: int
) -> float:
    """How probable it is that label `begin` stands at `start` and its inside label up to `end`, and not further."""
    inside = begin + 1
    weight = float(before[start, begin])
    label = begin
    for place in range(start + 1, end):
        weight += float(chain.transitions[label, inside] + scores[place, inside] - steps[place])
        label = inside
    total = np.exp(weight + float(after[end - 1, label]))
    if end < len(scores):
        weight += float(chain.transitions[label, inside] + scores[end, inside] - steps[end])
        total -= np.exp(weight + float(after[end, inside]))
    return float(min(max(total, 0.0), 1.0))


def _log_sum(values: Floats) -> Floats:
    """Log of the sum of exponentials of each row, kept as a column."""
    top = values.max(axis=1, keepdims=True)
    result: Floats = top + np.log(np.exp(values - top).sum(axis=1, keepdims=True))
    return result


def _runs(path: list[int]) -> list[tuple[int, int]]:
    """Where each span of a label sequence starts and ends."""
    starts = [place for place, label in enumerate(path) if label % 2 == 1]
    runs = []
    for start in starts:
        end = start + 1
        while end < len(path) and path[end] == path[start] + 1:
            end += 1
        runs.append((start, end))
    return runs
