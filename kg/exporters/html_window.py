"""What the page draws at first: the hubs and what links them, in communities."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import networkx as nx

from kg.exporters.html_layout import place
from kg.graph import Graph

CAP = 120  # more names than this cannot be read on one screen
_HUBS = 40
_LINKED = 80  # hubs and their go-betweens, where not all entities fit


@dataclass(frozen=True, slots=True)
class Spot:
    """One drawn entity: its position in hundredths of an edge's length, and its community, 0 being the largest."""

    entity: str
    x: int
    y: int
    community: int


def overview(graph: Graph) -> tuple[Spot, ...]:
    """The entities to draw first with their places, best linked first; none that has no statement.

    All linked entities where at most CAP are; otherwise the hubs, then those that link most of them.
    """
    near = _partners(graph)
    chosen = _chosen(near)
    number = {entity: i for i, entity in enumerate(chosen)}
    edges = sorted({(number[a], number[b]) for a in chosen for b in near[a] if b in number and a < b})
    communities = _communities(len(chosen), edges)
    spots = place(len(chosen), edges)
    return tuple(Spot(e, x, y, communities[i]) for i, (e, (x, y)) in enumerate(zip(chosen, spots, strict=True)))


def _partners(graph: Graph) -> dict[str, set[str]]:
    near: dict[str, set[str]] = defaultdict(set)
    for statement in graph.statements:
        if statement.subject != statement.object:
            near[statement.subject].add(statement.object)
            near[statement.object].add(statement.subject)
    return near


def _chosen(near: dict[str, set[str]]) -> list[str]:
    ranked = sorted(near, key=lambda e: (-len(near[e]), e))
    if len(ranked) <= CAP:
        return ranked
    hubs = ranked[:_HUBS]
    links = Counter(other for hub in hubs for other in near[hub])
    between = sorted((e for e in links if e not in set(hubs)), key=lambda e: (-links[e], -len(near[e]), e))
    chosen = set(hubs + between[: _LINKED - _HUBS])
    return [e for e in ranked if e in chosen and not near[e].isdisjoint(chosen)]


def _communities(size: int, edges: list[tuple[int, int]]) -> list[int]:
    """A community for each node, numbered from the largest. Nodes are integers: sets of them have a fixed order."""
    network: Any = nx.Graph()
    network.add_nodes_from(range(size))
    network.add_edges_from(edges)
    found = nx.community.louvain_communities(network, seed=1) if size else []
    groups = sorted((sorted(g) for g in found), key=lambda g: (-len(g), g[0]))
    return [c for _, c in sorted((node, c) for c, group in enumerate(groups) for node in group)]
