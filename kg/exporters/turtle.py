"""graph.ttl: sorted Turtle without blank nodes, the same bytes for the same graph."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import RdfFormat

from kg.exporters.files import write_atomically
from kg.exporters.streams import serialise
from kg.graph import Graph
from kg.rdf import RESOURCES, Part, prefixes, rebased, triples


def render(graph: Graph, part: Part = "all", base: str = RESOURCES) -> str:
    """The graph as Turtle."""
    turtle = io.BytesIO()
    _stream(graph, turtle, part, base)
    return turtle.getvalue().decode("utf-8")


def write(graph: Graph, path: Path, part: Part = "all", base: str = RESOURCES) -> None:
    """Writes the graph as Turtle, its resources under `base`; the file appears whole or not at all.

    Triples are streamed, so a large graph takes no more memory than it has already.
    """
    with write_atomically(path) as file:
        _stream(graph, file, part, base)


def _stream(graph: Graph, file: BinaryIO, part: Part, base: str) -> None:
    serialise(rebased(triples(graph, part), base), file, RdfFormat.TURTLE, prefixes(base))
