"""Verbs that read texts: build, extract."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg import config
from kg.cli.app import Bar, Lang, Output, Paths, Settings, app
from kg.errors import InputError


@app.command()
def build(
    paths: Paths = None,
    output: Output = Path("output"),
    sample: Annotated[bool, typer.Option("--sample", help="Build the newspaper page that ships with kg.")] = False,
    lang: Annotated[Lang | None, typer.Option("--lang", help="Language in which the page opens.")] = None,
    settings: Settings = None,
    corrections: Annotated[
        Path | None, typer.Option("--corrections", help="A corrections.toml to replay.", show_default=False)
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option("--min-confidence", min=0, max=1, help="Claims below it become issues.", show_default=False),
    ] = None,
    html_around: Annotated[
        str | None, typer.Option("--html-around", help="Show only what lies around this name in graph.html.")
    ] = None,
    hops: Annotated[int, typer.Option("--hops", min=0, max=6, help="How far around, in statements.")] = 2,
) -> None:
    """Texts to a graph: Turtle, a page, JSON lines.

    Writes graph.ttl, graph.html, statements.jsonl, entities.jsonl, issues.jsonl, identity.jsonl and report.json.
    """
    from kg import pipeline

    if sample == bool(paths):
        raise InputError("give files or folders, or --sample, and not both; e.g. kg build news/ -o output")
    chosen = config.load(settings) if settings else config.Config()
    if lang:
        chosen = config.replace(chosen, lang=lang.value)
    if min_confidence is not None:
        chosen = config.replace(chosen, min_confidence=min_confidence)
    if corrections:
        chosen = config.replace(chosen, corrections=corrections)
    chosen = config.replace(chosen, html_around=html_around, html_hops=hops)
    inputs: Sequence[Path] = [pipeline.sample_path()] if sample else paths or []
    with Bar() as bar:
        graph = pipeline.build(inputs, output, config=chosen, progress=bar.show)
    articles = sum(len(d.articles) for d in graph.documents)
    typer.echo(
        f"{len(graph.documents)} files, {articles} articles, {len(graph.entities)} entities, "
        f"{len(graph.statements)} statements, {len(graph.issues)} issues -> {output}",
        err=True,
    )


class Format(StrEnum):
    """Shapes of extraction."""

    jsonl = "jsonl"


@app.command()
def extract(
    paths: Paths = None,
    format: Annotated[Format, typer.Option("--format", help="Shape of the output.")] = Format.jsonl,
    settings: Settings = None,
    min_confidence: Annotated[
        float | None,
        typer.Option("--min-confidence", min=0, max=1, help="Claims below it become issues.", show_default=False),
    ] = None,
) -> None:
    """Texts to entities and triples on stdout.

    One line of JSON a file, in the shape that eval reads.
    """
    from kg import pipeline

    if not paths:
        raise InputError(f"give files or folders; e.g. kg extract news/ --format {format.value}")
    chosen = config.load(settings) if settings else config.Config()
    if min_confidence is not None:
        chosen = config.replace(chosen, min_confidence=min_confidence)
    with Bar() as bar:
        lines = list(pipeline.extract(paths, config=chosen, progress=bar.show))
    for line in lines:
        typer.echo(json.dumps(line, ensure_ascii=False))
