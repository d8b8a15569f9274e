"""The graph in the formats of other programs: each keeps status, date and evidence of every statement.

FORMATS maps the name of a format to what writes it and to the names of its files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from kg.errors import KgError, nearest
from kg.exporters.exchange import cypher, followthemoney, networks, quickstatements, tabular
from kg.exporters.files import write_text_atomically
from kg.graph import Graph

Files = dict[str, Iterator[str]]  # name -> its text in pieces

FORMATS: Final[dict[str, Callable[[Graph], Files]]] = {
    "csv": tabular.spreadsheets,
    "ftm": followthemoney.entities,
    "gexf": networks.gexf,
    "graphml": networks.graphml,
    "neo4j": cypher.database,
    "quickstatements": quickstatements.commands,
}


def write(graph: Graph, format: str, folder: Path, *, items: Mapping[str, str] | None = None) -> tuple[Path, ...]:
    """Writes the files of a format into `folder`, which is made if need be, and gives their paths in order of writing.

    `items` says which item of a Wikibase an entity is, for quickstatements alone.
    Raises KgError for an unknown format and where nothing can be written; each file appears whole or not at all.
    """
    if format not in FORMATS:
        near = nearest(format, FORMATS)
        raise KgError(f"unknown format {format!r}; " + (f"near: {near[0]}" if near else f"known: {', '.join(FORMATS)}"))
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = quickstatements.commands(graph, items) if items else FORMATS[format](graph)
        for name, chunks in files.items():
            write_text_atomically(folder / name, chunks)
            written.append(folder / name)
    except OSError as error:
        raise KgError(f"{folder}: cannot write there: {error.strerror or error}; choose another with -o") from None
    return tuple(written)
