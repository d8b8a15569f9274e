"""The verb that puts a graph where it answers at once: load."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app


@app.command()
def load(
    store: Annotated[Path, typer.Argument(help="Folder for the store; one that is there already is replaced.")],
    graph: Annotated[
        Path,
        typer.Option("--graph", "-g", help="Folder of a build, or a file: .ttl, .nt, .nq, .trig, .jsonld."),
    ] = Path("output"),
) -> None:
    """A graph into a store on disk.

    kg query --graph STORE then answers at once, however large the graph is.
    """
    from kg import rdf

    count = rdf.create(graph, store)
    typer.echo(f"{count} triples -> {store}", err=True)
