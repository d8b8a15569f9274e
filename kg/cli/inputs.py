"""Options of the verbs that read texts: how the input is to be read."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

if TYPE_CHECKING:
    from kg.documents import Options

Encoding = Annotated[
    str | None,
    typer.Option("--encoding", help="Encoding of all texts, e.g. gb18030; else it is found out.", show_default=False),
]
TextColumn = Annotated[
    str | None, typer.Option("--text-column", help="Column of the text in JSONL, JSON and CSV.", show_default=False)
]
TitleColumn = Annotated[str | None, typer.Option("--title-column", help="Column of the headline.", show_default=False)]
DateColumn = Annotated[str | None, typer.Option("--date-column", help="Column of the date.", show_default=False)]
IdColumn = Annotated[
    str | None, typer.Option("--id-column", help="Column that names the rows; else the line does.", show_default=False)
]
MaxMb = Annotated[
    int | None,
    typer.Option("--max-mb", min=1, max=1024, help="Largest document, in MiB; 64 by default.", show_default=False),
]


def options(
    encoding: str | None,
    text: str | None,
    title: str | None,
    date: str | None,
    id: str | None,
    max_mb: int | None,
) -> Options:
    """The options of reading that were given, the rest as usual."""
    from kg.documents import Options

    usual = Options()
    return Options(
        encoding or "", text or "", title or "", date or "", id or "", max_mb << 20 if max_mb else usual.max_bytes
    )


def stdin(paths: Sequence[Path]) -> BinaryIO | None:
    """Standard input, where one of the paths is `-`."""
    return sys.stdin.buffer if Path("-") in paths else None
