"""Parts of a graph that are graphs: what lies around one entity, or what holds between some."""

from __future__ import annotations

from collections.abc import Collection

from kg.errors import InputError
from kg.graph import Graph


def around(graph: Graph, name: str, hops: int = 2) -> Graph:
    """The entity with this name, alias or id, all within `hops` statements of it, and the statements among them.

    A statement of any status is one hop either way. Order is that of `graph`; speakers and cited documents are kept.
    Raises QueryError for an unknown name and InputError for a negative number of hops.
    """
    if hops < 0:
        raise InputError(f"hops is {hops}; use 0 or more")
    reached = {graph.find(name).id}
    edge = set(reached)
    for _ in range(hops):
        edge = {end for e in edge for s in graph.about(e) for end in (s.subject, s.object)} - reached
        reached |= edge
    return among(graph, reached)


def among(graph: Graph, ids: Collection[str]) -> Graph:
    """The entities with these ids and the statements between them, with their speakers and the documents they cite."""
    statements = tuple(s for s in graph.statements if s.subject in ids and s.object in ids)
    speakers = {s.speaker for s in statements if s.speaker}
    cited = {proof.document for s in statements for proof in s.evidence}
    return Graph(
        tuple(e for e in graph.entities if e.id in ids or e.id in speakers),
        statements,
        tuple(d for d in graph.documents if d.name in cited),
    )
