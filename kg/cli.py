"""The command line: each verb parses, calls one function, prints. stdout is data, stderr is messages.

Exit codes: 0 fine, 1 nothing found, 2 wrong usage or input.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kg import config, tables
from kg.errors import InputError, KgError

app = typer.Typer(
    name="kg",
    help="Knowledge graphs from Chinese news, each edge with the sentence that says so.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Lang(StrEnum):
    """Language of column heads and labels."""

    zh = "zh"
    en = "en"


Paths = Annotated[list[Path] | None, typer.Argument(help="Files or folders of text in UTF-8.", show_default=False)]
Output = Annotated[Path, typer.Option("--output", "-o", help="Folder for the files of the build.")]
Folder = Annotated[Path, typer.Option("--graph", "-g", help="Folder of a build.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout, for machines.")]
Heads = Annotated[Lang, typer.Option("--lang", help="Language of the column heads.")]
Settings = Annotated[Path | None, typer.Option("--config", help="A kg.toml file.", show_default=False)]
Name = Annotated[str, typer.Argument(help="A name or alias in the graph, or an entity's id.")]


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
    html_around: Annotated[
        str | None, typer.Option("--html-around", help="Show only what lies around this name in graph.html.")
    ] = None,
    hops: Annotated[int, typer.Option("--hops", min=0, max=6, help="How far around, in statements.")] = 2,
) -> None:
    """Texts to a graph: Turtle, a page, JSON lines.

    Writes graph.ttl, graph.html, statements.jsonl, entities.jsonl, issues.jsonl and report.json.
    """
    from kg import pipeline

    if sample == bool(paths):
        raise InputError("give files or folders, or --sample, and not both; e.g. kg build news/ -o output")
    chosen = config.load(settings) if settings else config.Config()
    if lang:
        chosen = config.replace(chosen, lang=lang.value)
    if corrections:
        chosen = config.replace(chosen, corrections=corrections)
    chosen = config.replace(chosen, html_around=html_around, html_hops=hops)
    inputs: Sequence[Path] = [pipeline.sample_path()] if sample else paths or []
    with _Bar() as bar:
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
) -> None:
    """Texts to entities and triples on stdout.

    One line of JSON a file, in the shape that eval reads.
    """
    from kg import pipeline

    if not paths:
        raise InputError(f"give files or folders; e.g. kg extract news/ --format {format.value}")
    chosen = config.load(settings) if settings else config.Config()
    with _Bar() as bar:
        lines = list(pipeline.extract(paths, config=chosen, progress=bar.show))
    for line in lines:
        typer.echo(json.dumps(line, ensure_ascii=False))


@app.command("eval")
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Gold annotations, JSON lines.")],
    predictions: Annotated[Path, typer.Argument(help="Predictions, JSON lines, as extract prints them.")],
    as_json: AsJson = False,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and what was invented.")] = False,
    count_places: Annotated[bool, typer.Option("--count-places", help="Count places outside gold as wrong.")] = False,
    lang: Heads = Lang.zh,
) -> None:
    """Score predictions against gold."""
    from kg import evaluation

    marked = evaluation.read(gold, gold=True)
    report = evaluation.evaluate(marked, evaluation.read(predictions), count_places=count_places)
    if as_json:
        found = [{"doc": e.document, "kind": e.kind, "text": e.text} for e in report.errors]
        _json({**report.to_json(), "errors": found} if errors else report.to_json())
        return
    for note in report.notes:
        typer.echo(note, err=True)
    _table(evaluation.table_rows(report), lang)
    if errors:
        _table([{"document": e.document, "kind": e.kind, "text": e.text} for e in report.errors], lang)


@app.command()
def query(
    text: Annotated[str, typer.Argument(help="A file of SPARQL (.rq), or the query itself.")],
    graph: Folder = Path("output"),
    as_json: AsJson = False,
    lang: Heads = Lang.zh,
) -> None:
    """Ask the graph in SPARQL.

    SELECT, ASK, CONSTRUCT or DESCRIBE, with the prefixes kg, rdfs, skos and others declared already.
    """
    from kg import queries

    result = queries.ask(_query_text(text), graph)
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    _print(rows, as_json, lang)


@app.command()
def partners(name: Name, graph: Folder = Path("output"), as_json: AsJson = False, lang: Heads = Lang.zh) -> None:
    """Who works with NAME.

    Done or planned, since when, and the sentence that says so.
    """
    from kg import queries
    from kg.exporters.jsonl import read_graph

    rows = queries.partners(read_graph(graph), name)
    _print(rows, as_json, lang, shown=[{**row, "id": row["id"][:9], "document": None} for row in rows])


@app.command()
def show(name: Name, graph: Folder = Path("output"), as_json: AsJson = False, lang: Heads = Lang.zh) -> None:
    """All that the graph says of NAME."""
    from kg import queries
    from kg.exporters.jsonl import read_graph

    rows = queries.show(read_graph(graph), name)
    _print(rows, as_json, lang, shown=tables.statements(rows))


@app.command()
def trace(
    start: Annotated[str, typer.Argument(help="Where the path begins.")],
    end: Annotated[str, typer.Argument(help="Where it ends.")],
    graph: Folder = Path("output"),
    hops: Annotated[int, typer.Option("--hops", min=1, max=6, help="Longest path.")] = 4,
    as_json: AsJson = False,
    lang: Heads = Lang.zh,
) -> None:
    """How two are connected, sentence by sentence.

    Shortest paths first.
    """
    from kg import queries
    from kg.exporters.jsonl import read_graph

    rows = queries.trace(read_graph(graph), start, end, max_hops=hops)
    _print(rows, as_json, lang, shown=tables.statements(rows))


@app.command()
def explain(
    id: Annotated[str, typer.Argument(help="A statement's id, or the beginning of it.")],
    graph: Folder = Path("output"),
    as_json: AsJson = False,
    lang: Heads = Lang.zh,
) -> None:
    """Why a statement is in the graph.

    Rule, trigger, sentence, offsets, and how its names were resolved.
    """
    from kg import queries
    from kg.exporters.jsonl import read_graph

    details = queries.explain(read_graph(graph), id)
    if as_json:
        _json(details)
    else:
        _table(queries.explanation_rows(details), lang)


@app.command()
def train(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the weights and figures.json.")],
    corpus: Annotated[Path | None, typer.Option("--corpus", help="Folder of .mark files.", show_default=False)] = None,
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same machine: same weights.")] = 1,
) -> None:
    """Corpus to weights; needs the extra train.

    Learns from the corpus that ships with kg, or from another, in the same format.
    """
    from kg import training

    training.train(corpus or training.CORPUS, output, seed, lambda line: typer.echo(line, err=True))


def main() -> None:
    """Runs the command line; a KgError ends it with its message and exit code 2."""
    try:
        app()
    except KgError as error:
        typer.echo(f"kg: {error}", err=True)
        sys.exit(2)


def _query_text(argument: str) -> str:
    if not argument.endswith(".rq"):
        return argument
    try:
        return Path(argument).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{argument}: cannot read this query file: {error}") from None


def _print(
    rows: Sequence[Mapping[str, Any]], as_json: bool, lang: Lang, shown: Sequence[Mapping[str, Any]] | None = None
) -> None:
    """Rows as JSON, or `shown` (the rows, if not given) as a table; exit code 1 where there are none."""
    if as_json:
        _json(rows)
    else:
        _table(shown or rows, lang)
    if not rows:
        typer.echo("nothing found" if lang is Lang.en else "没有找到", err=True)
        raise typer.Exit(1)


def _table(rows: Sequence[Mapping[str, Any]], lang: Lang) -> None:
    if rows:
        tables.console().print(tables.table(tables.without_empty(rows), rows, lang.value))


def _json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


class _Bar:
    """A progress bar on stderr, from the second second on, where a terminal is there."""

    def __init__(self) -> None:
        console = tables.console(errors=True)
        self._progress = Progress(
            TextColumn("kg"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console, transient=True
        )
        self._wanted = console.is_terminal
        self._begun = time.monotonic()
        self._task: Any = None

    def __enter__(self) -> _Bar:
        return self

    def show(self, done: int, total: int) -> None:
        """Draws `done` of `total` documents."""
        if not self._wanted or time.monotonic() - self._begun < 1:
            return
        if self._task is None:
            self._progress.start()
            self._task = self._progress.add_task("", total=total)
        self._progress.update(self._task, completed=done)

    def __exit__(self, *_: object) -> None:
        if self._task is not None:
            self._progress.stop()
