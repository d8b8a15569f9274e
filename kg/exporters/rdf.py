"""The graph in each form of RDF, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from kg.config import Inferred
from kg.exporters import jsonld, ntriples, trig, turtle
from kg.graph import Graph
from kg.rdf import RESOURCES, Part

Writer = Callable[[Graph, Path, Part, str], None]

# Name -> end of the file's name, and who writes it; turtle is what kg query reads and is always written.
FORMATS: Final[dict[str, tuple[str, Writer]]] = {
    "turtle": ("ttl", turtle.write),
    "trig": ("trig", trig.write),
    "nquads": ("nq", ntriples.write_quads),
    "ntriples": ("nt", ntriples.write),
    "jsonld": ("jsonld", jsonld.write),
}


def write(
    graph: Graph, folder: Path, formats: Iterable[str] = (), inferred: Inferred = "all", base: str = RESOURCES
) -> None:
    """Writes graph.ttl and the other formats asked for into `folder`.

    What is inferred stands in the same file (in TriG and N-Quads in a graph of its own), in a file beside it
    (graph.inferred.ttl), or nowhere.
    """
    for name, (suffix, writer) in FORMATS.items():
        if name != "turtle" and name not in formats:
            continue
        writer(graph, folder / f"graph.{suffix}", "all" if inferred == "all" else "stated", base)
        if inferred == "separate":
            writer(graph, folder / f"graph.inferred.{suffix}", "inferred", base)
