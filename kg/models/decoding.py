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
_TINY = 1e-300
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


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
    lattice = _lattice(turned, lengths, chain)
    return [
        [
            LabelSpan(start, end, (path[start] - 1) // 2, _probability(lattice, text, start, end, path[start]))
            for start, end in _runs(path)
        ]
        for text, path in enumerate(paths)
    ]


def _best_paths(scores: Floats, lengths: NDArray[np.int32], chain: Chain) -> list[list[int]]:
    """The labels of the best sequence of each text (Viterbi); into I-x lead only B-x and I-x."""
    longest, texts, labels = scores.shape
    if not longest:
        return [[] for _ in range(texts)]
    outer, inside = np.array([0, *range(1, labels, 2)]), np.arange(2, labels, 2)
    into_outer = np.ascontiguousarray(chain.transitions[:, outer].T)
    begun, gone_on = chain.transitions[inside - 1, inside], chain.transitions[inside, inside]
    came_from = np.empty((longest, texts, labels), dtype=np.int16)
    kept = np.empty_like(scores)
    kept[0] = chain.starts + scores[0]
    for place in range(1, longest):
        before = kept[place - 1]
        reached = before[:, None, :] + into_outer
        best = reached.argmax(axis=2)
        came_from[place][:, outer] = best
        kept[place][:, outer] = reached.max(axis=2)
        first, second = before[:, 1::2] + begun, before[:, 2::2] + gone_on
        came_from[place][:, 2::2] = np.where(first >= second, inside - 1, inside)
        kept[place][:, 2::2] = np.maximum(first, second)
        kept[place] += scores[place]
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


@dataclass(frozen=True, slots=True)
class _Lattice:
    """What sums over all sequences tell, (longest, texts, labels) each.

    `before` is the weight of the sequences up to a label, `after` of those from it on; each place is scaled, `before`
    to a sum of 1. `onward` is what a label at a place adds, scaled as `before`; `both` (longest, texts) the sum over
    the labels of `before` times `after`.
    """

    before: Doubles
    after: Doubles
    onward: Doubles
    both: Doubles
    moves: Doubles
    lengths: NDArray[np.int32]


def _lattice(scores: Floats, lengths: NDArray[np.int32], chain: Chain) -> _Lattice:
    """Sums over all sequences, forwards and backwards."""
    moves = np.exp(chain.transitions.astype(np.float64))
    onward = np.exp((scores - scores.max(axis=2, keepdims=True)).astype(np.float64))
    before, after = np.empty_like(onward), np.empty_like(onward)
    ends = np.exp(chain.ends.astype(np.float64))
    for place in range(len(scores)):
        reached = before[place - 1] @ moves if place else np.exp(chain.starts.astype(np.float64))
        onward_here = reached * onward[place]
        scale = np.maximum(onward_here.sum(axis=1, keepdims=True), _TINY)
        before[place] = onward_here / scale
        onward[place] /= scale
    last = (lengths - 1)[:, None]
    turned = np.ascontiguousarray(moves.T)
    for place in range(len(scores) - 1, -1, -1):
        if place < len(scores) - 1:
            following = (after[place + 1] * onward[place + 1]) @ turned
            after[place] = np.where(place >= last, ends, following)
        else:
            after[place] = ends
        after[place] /= np.maximum(after[place].max(axis=1, keepdims=True), _TINY)
    return _Lattice(before, after, onward, np.maximum((before * after).sum(axis=2), _TINY), moves, lengths)


def _probability(lattice: _Lattice, text: int, start: int, end: int, begin: int) -> float:
    """How probable it is that label `begin` stands at `start` and its inside label up to `end`, and not further."""
    inside = begin + 1
    weight = float(lattice.before[start, text, begin])
    label = begin
    for place in range(start + 1, end):
        weight *= float(lattice.moves[label, inside] * lattice.onward[place, text, inside])
        label = inside
    total = weight * float(lattice.after[end - 1, text, label] / lattice.both[end - 1, text])
    if end < lattice.lengths[text]:
        weight *= float(lattice.moves[label, inside] * lattice.onward[end, text, inside])
        total -= weight * float(lattice.after[end, text, inside] / lattice.both[end, text])
    return float(min(max(total, 0.0), 1.0))


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
