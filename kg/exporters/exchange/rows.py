"""Entities and statements as flat rows, which all exchange formats start from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from kg.graph import Graph


@dataclass(frozen=True, slots=True)
class Node:
    """One entity; `aliases` are joined by 、."""

    id: str
    name: str
    type: str
    aliases: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Edge:
    """One statement with its first evidence; `evidence` counts all.

    `date` is what the newspaper printed, `when` what it means in EDTF; the offsets count code points in the
    document's text, end exclusive. What is not known is "".
    """

    id: str
    source: str
    target: str
    relation: str
    status: str
    date: str
    when: str
    role: str
    speaker: str
    confidence: float
    sentence: str
    document: str
    start_offset: int
    end_offset: int
    evidence: int


NODE_COLUMNS = tuple(f.name for f in fields(Node))
EDGE_COLUMNS = tuple(f.name for f in fields(Edge))


def nodes(graph: Graph) -> Iterator[Node]:
    """A row an entity, by id."""
    for e in graph.entities:
        yield Node(e.id, e.name, e.type, "、".join(e.aliases), len(e.mentions))


def edges(graph: Graph) -> Iterator[Edge]:
    """A row a statement, by id."""
    for s in graph.statements:
        first = s.evidence[0]
        yield Edge(
            s.id,
            s.subject,
            s.object,
            s.relation,
            s.status,
            s.date or "",
            s.when.value if s.when else "",
            s.role or "",
            graph.entity(s.speaker).name if s.speaker else "",
            round(s.confidence, 4),
            first.text,
            first.document,
            first.span.start,
            first.span.end,
            len(s.evidence),
        )
