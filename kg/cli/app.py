"""The application, the options that verbs share, and how rows are printed. stdout is data, stderr is messages."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kg import tables

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


class Format(StrEnum):
    """Shapes of an answer."""

    table = "table"
    csv = "csv"
    json = "json"
    turtle = "turtle"


Paths = Annotated[
    list[Path] | None, typer.Argument(help="Files, folders, globs, archives, or - for stdin.", show_default=False)
]
Output = Annotated[Path, typer.Option("--output", "-o", help="Folder for the files of the build.")]
Folder = Annotated[Path, typer.Option("--graph", "-g", help="Folder of a build.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout, for machines.")]
Heads = Annotated[Lang, typer.Option("--lang", help="Language of the column heads.")]
Shape = Annotated[Format, typer.Option("--format", help="Shape of the answer; turtle for CONSTRUCT and DESCRIBE.")]
Settings = Annotated[Path | None, typer.Option("--config", help="A kg.toml file.", show_default=False)]
Name = Annotated[str, typer.Argument(help="A name or alias in the graph, or an entity's id.")]


def show_rows(
    rows: Sequence[Mapping[str, Any]], as_json: bool, lang: Lang, shown: Sequence[Mapping[str, Any]] | None = None
) -> None:
    """Rows as JSON, or `shown` (the rows, if not given) as a table; exit code 1 where there are none."""
    if as_json:
        show_json(rows)
    else:
        show_table(shown or rows, lang)
    if not rows:
        typer.echo("nothing found" if lang is Lang.en else "没有找到", err=True)
        raise typer.Exit(1)


def show_table(rows: Sequence[Mapping[str, Any]], lang: Lang) -> None:
    if rows:
        tables.console().print(tables.table(tables.without_empty(rows), rows, lang.value))


def show_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


class Bar:
    """A progress bar on stderr, from the second second on, where a terminal is there."""

    def __init__(self) -> None:
        console = tables.console(errors=True)
        self._progress = Progress(
            TextColumn("kg"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console, transient=True
        )
        self._wanted = console.is_terminal
        self._begun = time.monotonic()
        self._task: Any = None

    def __enter__(self) -> Bar:
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
