"""Verbs that ask a built graph: query, partners, show, trace, explain."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg import tables
from kg.cli.app import AsJson, Folder, Format, Heads, Lang, Name, Shape, app, show_json, show_rows, show_table
from kg.errors import InputError, QueryError
from kg.exporters import spreadsheet

if TYPE_CHECKING:
    from kg.queries import Result


@app.command()
def query(
    text: Annotated[str, typer.Argument(help="A file of SPARQL (.rq), or the query itself.")],
    graph: Folder = Path("output"),
    as_json: AsJson = False,
    format: Shape = Format.table,
    lang: Heads = Lang.zh,
) -> None:
    """Ask the graph in SPARQL.

    SELECT, ASK, CONSTRUCT or DESCRIBE, with the prefixes kg, rdfs, skos and others declared already.
    """
    from kg import queries

    result = queries.ask(_query_text(text), graph)
    _show_result(result, Format.json if as_json else format, lang)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="Its name or number; none lists all.")] = None,
    names: Annotated[list[str] | None, typer.Argument(help="Names to ask about, instead of the example's.")] = None,
    graph: Folder = Path("output"),
    as_json: AsJson = False,
    format: Shape = Format.table,
    lang: Heads = Lang.zh,
) -> None:
    """A question from the cookbook, or the list of them.

    kg ask said-by; kg ask partners 腾讯. Each is a query in SPARQL to learn from: ontology/queries.
    """
    from kg import queries
    from kg.exporters.jsonl import read_graph

    if question is None:
        listed = [
            {"number": q.id, "name": q.name, "question": q.en if lang is Lang.en else q.zh, "names": " ".join(q.names)}
            for q in queries.questions()
        ]
        show_rows(listed, as_json, lang)
        return
    chosen = queries.question(question)
    queries.asked(chosen, names or ())  # before the graph is read: the number of names
    known = [read_graph(graph).find(name).name for name in names] if names else []
    result = queries.ask(queries.asked(chosen, known), graph)
    typer.echo((chosen.en if lang is Lang.en else chosen.zh) + (f" [{', '.join(known)}]" if known else ""), err=True)
    _show_result(result, Format.json if as_json else format, lang)


@app.command()
def partners(
    name: Name,
    graph: Folder = Path("output"),
    at: Annotated[
        str | None, typer.Option("--at", help="As things stood then: 2025, 2025-06 or 2025-06-30.", show_default=False)
    ] = None,
    as_json: AsJson = False,
    lang: Heads = Lang.zh,
) -> None:
    """Who works with NAME.

    Done or planned, since when, and the sentence that says so.
    """
    from kg import queries
    from kg.exporters.jsonl import read_graph

    if at is None:
        rows = queries.partners(read_graph(graph), name)
    else:
        rows, unknown = queries.partners_at(read_graph(graph), name, at)
        if unknown:
            typer.echo(f"{unknown} statements without a day are left out; kg partners shows all", err=True)
    show_rows(rows, as_json, lang, shown=[{**row, "id": row["id"][:9], "document": None} for row in rows])


@app.command()
def timeline(
    name: Name,
    other: Annotated[str | None, typer.Argument(help="Only what links NAME with this one.")] = None,
    graph: Folder = Path("output"),
    as_json: AsJson = False,
    lang: Heads = Lang.zh,
) -> None:
    """What became of NAME's relations, report by report.

    A star marks how things stand by the latest report.
    """
    from kg import queries
    from kg.exporters.jsonl import read_graph

    rows = queries.timeline(read_graph(graph), name, other)
    show_rows(rows, as_json, lang, shown=tables.steps(rows))


@app.command()
def show(name: Name, graph: Folder = Path("output"), as_json: AsJson = False, lang: Heads = Lang.zh) -> None:
    """All that the graph says of NAME."""
    from kg import queries
    from kg.exporters.jsonl import read_graph

    rows = queries.show(read_graph(graph), name)
    show_rows(rows, as_json, lang, shown=tables.statements(rows))


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
    show_rows(rows, as_json, lang, shown=tables.statements(rows))


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
        show_json(details)
    else:
        show_table(queries.explanation_rows(details), lang)


def _show_result(result: Result, format: Format, lang: Lang) -> None:
    """The answer to a query on stdout; exit code 1 where it has no rows."""
    if format is Format.turtle and result.turtle is None:
        raise QueryError("only CONSTRUCT and DESCRIBE give a graph; ask for csv or json")
    if format is Format.csv:
        typer.echo("".join(spreadsheet.lines(result.columns, result.rows)), nl=False)
    elif format is Format.turtle and result.rows:
        typer.echo(result.turtle, nl=False)
    if format in (Format.csv, Format.turtle) and result.rows:
        return
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    show_rows(rows, format is Format.json, lang)


def _query_text(argument: str) -> str:
    if not argument.endswith(".rq"):
        return argument
    try:
        return Path(argument).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{argument}: cannot read this query file: {error}") from None
