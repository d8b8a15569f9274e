"""Where the drawn nodes stand: a stress layout, the same on every machine.

Only additions, products, quotients and square roots are used, and sums run in a fixed order: these are exact to the
last bit on any processor, so that a build gives the same bytes everywhere. Sines, BLAS and np.sum over a row are not.
"""

from __future__ import annotations

import math
import random
from collections import deque
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Points: TypeAlias = npt.NDArray[np.float64]  # one row a node: x, y
Edge: TypeAlias = tuple[int, int]

_STARTS = 10  # random starts, of which the one with the fewest crossings is kept
_ROUNDS = 120
_GRAZE = 0.25  # a node nearer to a foreign edge than this looks as if it were on it
_SHAPE = 1.1  # width by height of the field that components are packed into, as the page leaves it between its panels
_APART = 1.1  # least distance between two components


def place(size: int, edges: Iterable[Edge], seed: int = 1) -> list[tuple[int, int]]:
    """A position for each of the nodes 0 … size-1, in hundredths of an edge's length, from (0, 0) rightwards and down.

    Edges are pairs of node numbers; their order and direction do not matter. Linked components are laid out apart and
    packed side by side, the largest first.
    """
    links = sorted({(min(a, b), max(a, b)) for a, b in edges if a != b})
    blocks: list[tuple[list[int], Points, list[Edge]]] = []
    for members in _components(size, links):
        number = {node: i for i, node in enumerate(members)}
        inner = [(number[a], number[b]) for a, b in links if a in number]
        blocks.append((members, _best(len(members), inner, seed), inner))
    spots = [(0, 0)] * size
    for members, points in _packed(blocks):
        for node, (x, y) in zip(members, points.tolist(), strict=True):
            spots[node] = (round(x * 100), round(y * 100))
    return spots


def _components(size: int, links: Sequence[Edge]) -> list[list[int]]:
    """The linked sets of nodes, largest first, then by lowest node."""
    near = _neighbours(size, links)
    seen: set[int] = set()
    found = []
    for start in range(size):
        if start not in seen:
            members = sorted(_distances(near, start))
            seen.update(members)
            found.append(members)
    return sorted(found, key=lambda members: (-len(members), members[0]))


def _neighbours(size: int, links: Sequence[Edge]) -> list[list[int]]:
    near: list[list[int]] = [[] for _ in range(size)]
    for a, b in links:
        near[a].append(b)
        near[b].append(a)
    return near


def _distances(near: Sequence[Sequence[int]], start: int) -> dict[int, int]:
    """Steps from `start` to each node that can be reached."""
    steps = {start: 0}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        for other in near[node]:
            if other not in steps:
                steps[other] = steps[node] + 1
                queue.append(other)
    return steps


def _best(size: int, links: Sequence[Edge], seed: int) -> Points:
    """The layout of one component with the fewest crossings, then the least stress, among several random starts."""
    if size == 1:
        return np.zeros((1, 2))
    wanted = _wanted(size, links)
    tries = [_relaxed(wanted, random.Random(seed * 1000 + i)) for i in range(_STARTS)]
    points = min(tries, key=lambda t: (_crossings(t, links) + _grazes(t, links), _stress(t, wanted)))
    return _upright(points)


def _wanted(size: int, links: Sequence[Edge]) -> Points:
    """The distance each pair should have: its steps, with more room around hubs, whose names need it."""
    near = _neighbours(size, links)
    wanted = np.ones((size, size))
    for a in range(size):
        for b, steps in _distances(near, a).items():
            room = 0.1 * math.sqrt(len(near[a]) + len(near[b])) if steps == 1 else 0.0
            wanted[a, b] = max(steps + room, 0.001)
    return wanted


def _relaxed(wanted: Points, rng: random.Random) -> Points:
    """Random points, moved until their distances are near the wanted ones (stress majorization)."""
    size, side = len(wanted), math.sqrt(len(wanted))
    points = np.array([[rng.random() * side, rng.random() * side] for _ in range(size)])
    weights = 1.0 / (wanted * wanted)
    np.fill_diagonal(weights, 0.0)
    total = np.add.reduce(weights, axis=0)
    for _ in range(_ROUNDS):
        moved = np.empty_like(points)
        gaps = [points[:, axis][None, :] - points[:, axis][:, None] for axis in (0, 1)]
        length = np.maximum(np.sqrt(gaps[0] * gaps[0] + gaps[1] * gaps[1]), 1e-6)
        for axis in (0, 1):
            pull = weights * (points[:, axis][:, None] + wanted * gaps[axis] / length)
            moved[:, axis] = np.add.reduce(pull, axis=0) / total
        points = moved
    return points


def _stress(points: Points, wanted: Points) -> float:
    gaps = points[None, :, :] - points[:, None, :]
    length = np.sqrt(gaps[:, :, 0] * gaps[:, :, 0] + gaps[:, :, 1] * gaps[:, :, 1])
    error = (length - wanted) / wanted
    return math.fsum(np.add.reduce(error * error, axis=0).tolist())  # sum() rounds otherwise from Python 3.12 on


def _crossings(points: Points, links: Sequence[Edge]) -> int:
    """How many pairs of edges without a common end cross."""
    xy = points.tolist()
    ends = [(a, b, xy[a], xy[b]) for a, b in links]
    count = 0
    for i, (a, b, pa, pb) in enumerate(ends):
        for c, d, pc, pd in ends[i + 1 :]:
            if a in (c, d) or b in (c, d):
                continue
            if _side(pa, pb, pc) != _side(pa, pb, pd) and _side(pc, pd, pa) != _side(pc, pd, pb):
                count += 1
    return count


def _grazes(points: Points, links: Sequence[Edge]) -> int:
    """How many nodes lie on, or close to, an edge that is not theirs."""
    xy = points.tolist()
    count = 0
    for a, b in links:
        (ax, ay), (dx, dy) = xy[a], (xy[b][0] - xy[a][0], xy[b][1] - xy[a][1])
        length = max(dx * dx + dy * dy, 1e-9)
        for node, (x, y) in enumerate(xy):
            if node in (a, b):
                continue
            part = min(max(((x - ax) * dx + (y - ay) * dy) / length, 0.0), 1.0)
            gx, gy = x - ax - part * dx, y - ay - part * dy
            count += gx * gx + gy * gy < _GRAZE * _GRAZE
    return count


def _side(a: Sequence[float], b: Sequence[float], p: Sequence[float]) -> bool:
    return (b[0] - a[0]) * (p[1] - a[1]) > (b[1] - a[1]) * (p[0] - a[0])


def _upright(points: Points) -> Points:
    """The points turned by a right angle where that makes them wider than high, as screens are; first corner at 0."""
    points = points - points.min(axis=0)
    width, height = points.max(axis=0).tolist()
    return points[:, ::-1].copy() if height > width else points


def _packed(blocks: Sequence[tuple[list[int], Points, list[Edge]]]) -> list[tuple[list[int], Points]]:
    """The components around the largest, each where it fits without touching and keeps the whole field compact."""
    placed: list[tuple[list[int], Points]] = []
    taken = np.zeros((0, 2))
    for members, points, links in blocks:
        outline = np.concatenate([points, *(_along(points, part, links) for part in (0.25, 0.5, 0.75))])
        if len(placed):
            shift = _gap_for(outline, taken)
            points, outline = points + shift, outline + shift
        placed.append((members, points))
        taken = np.concatenate([taken, outline])
    low = taken.min(axis=0) if len(taken) else 0.0
    return [(members, points - low) for members, points in placed]


def _along(points: Points, part: float, links: Sequence[Edge]) -> Points:
    """A point on each edge, `part` of the way from its first end."""
    if not links:
        return np.zeros((0, 2))
    first, second = np.array([a for a, _ in links]), np.array([b for _, b in links])
    between: Points = points[first] * (1 - part) + points[second] * part
    return between


def _gap_for(outline: Points, taken: Points) -> Points:
    """The shift that sets `outline` clear of `taken` and widens the field least, then lies nearest its middle."""
    low, high = taken.min(axis=0), taken.max(axis=0)
    size = outline.max(axis=0)
    best: tuple[float, float, float, float] | None = None
    x = float(low[0] - size[0]) - 2 * _APART
    while x <= float(high[0]) + 2 * _APART:
        y = float(low[1] - size[1]) - 2 * _APART
        while y <= float(high[1]) + 2 * _APART:
            shift = np.array([x, y])
            width, height = (np.maximum(high, shift + size) - np.minimum(low, shift)).tolist()
            off = shift + size / 2 - (low + high) / 2
            cost = (max(width, height * _SHAPE), float(off[0] * off[0] + off[1] * off[1]), x, y)
            if (best is None or cost < best) and _clear(outline + shift, taken):
                best = cost
            y += 0.5
        x += 0.5
    assert best is not None  # beyond the field there is always room
    return np.array(best[2:])


def _clear(points: Points, taken: Points) -> bool:
    gaps = points[:, None, :] - taken[None, :, :]
    return bool((gaps[:, :, 0] * gaps[:, :, 0] + gaps[:, :, 1] * gaps[:, :, 1] >= _APART * _APART).all())
