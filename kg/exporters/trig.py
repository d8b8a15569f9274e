"""graph.trig: TriG, one named graph a document, sorted."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat

from kg.exporters.files import write_atomically
from kg.exporters.streams import serialise
from kg.graph import Graph
from kg.rdf import RESOURCES, Part, prefixes, quads, rebased


def write(graph: Graph, path: Path, part: Part = "all", base: str = RESOURCES) -> None:
    """Writes the graph as TriG; what is inferred stands in a graph of its own."""
    with write_atomically(path) as file:
        serialise(rebased(quads(graph, part), base), file, RdfFormat.TRIG, prefixes(base))
