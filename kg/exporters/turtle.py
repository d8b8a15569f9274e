"""graph.ttl: sorted Turtle without blank nodes, the same bytes for the same graph."""

from __future__ import annotations

import io
from pathlib import Path

from pyoxigraph import RdfFormat, serialize

from kg.exporters.files import write_text_atomically
from kg.graph import Graph
from kg.rdf import PREFIXES, triples


def render(graph: Graph) -> str:
    """The graph as Turtle."""
    turtle = io.BytesIO()
    serialize(triples(graph), turtle, format=RdfFormat.TURTLE, prefixes=PREFIXES)
    return turtle.getvalue().decode("utf-8")


def write(graph: Graph, path: Path) -> None:
    """Writes the graph as Turtle."""
    write_text_atomically(path, [render(graph)])
