"""The verb that hands a built graph to other programs: export."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import Folder, app
from kg.errors import InputError


class Exchange(StrEnum):
    """Formats of other programs."""

    csv = "csv"
    ftm = "ftm"
    gexf = "gexf"
    graphml = "graphml"
    neo4j = "neo4j"
    quickstatements = "quickstatements"


@app.command()
def export(
    format: Annotated[Exchange, typer.Argument(help="What the other program reads.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the files.")] = Path("export"),
    graph: Folder = Path("output"),
    items: Annotated[
        Path | None,
        typer.Option("--items", help='TOML with the item of each entity: "腾讯" = "Q860580".'),
    ] = None,
) -> None:
    """The graph for a spreadsheet, Gephi, Neo4j and others.

    Each format keeps status, date and evidence of every statement.
    """
    from kg.exporters import exchange
    from kg.exporters.jsonl import read_graph

    if items and format is not Exchange.quickstatements:
        raise InputError("--items is for quickstatements alone")
    known = exchange.quickstatements.read_items(items) if items else {}
    for path in exchange.write(read_graph(graph), format.value, output, items=known):
        typer.echo(path)
