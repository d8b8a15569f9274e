"""graph.nt and graph.nq: a line a triple or quad, sorted, for line tools and for loading elsewhere."""

from __future__ import annotations

from pathlib import Path

from kg.exporters.files import write_text_atomically
from kg.exporters.streams import lines
from kg.graph import Graph
from kg.rdf import RESOURCES, Part, quads, rebased, triples


def write(graph: Graph, path: Path, part: Part = "all", base: str = RESOURCES) -> None:
    """Writes the graph as N-Triples."""
    write_text_atomically(path, lines(rebased(triples(graph, part), base)))


def write_quads(graph: Graph, path: Path, part: Part = "all", base: str = RESOURCES) -> None:
    """Writes the graph as N-Quads, one named graph a document; what is inferred stands in a graph of its own."""
    write_text_atomically(path, lines(rebased(quads(graph, part), base)))
