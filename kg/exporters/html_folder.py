"""The facts of a graph too large for one page, as tables in a folder beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from kg.exporters.files import write_text_atomically
from kg.graph import Graph
from kg.model import Statement

FOLDER = "graph-data"
_ROWS = 100_000  # statements a file: spreadsheets open a million rows, editors not
_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_WRITTEN = re.compile(r"entities\.csv|statements-\d{3,}\.csv")
_ENTITY = ("id", "type", "name", "aliases")
_STATEMENT = (
    "id", "subject", "relation", "object", "status", "date", "role", "speaker", "confidence", "sentence", "article",
    "document",
)  # fmt: skip


def write_folder(graph: Graph, folder: Path) -> None:
    """Writes entities.csv and statements-001.csv, … into `folder`, in the graph's order, as spreadsheets read them.

    Parts that a larger graph left there are removed. Raises OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    entities = ((e.id, e.type, e.name, "、".join(e.aliases)) for e in graph.entities)
    write_text_atomically(folder / "entities.csv", _table(_ENTITY, entities))
    names = {"entities.csv"}
    rows = (_row(graph, statement) for statement in graph.statements)
    for part in range(-(-len(graph.statements) // _ROWS)):
        name = f"statements-{part + 1:03d}.csv"
        write_text_atomically(folder / name, _table(_STATEMENT, islice(rows, _ROWS)))
        names.add(name)
    _remove(folder, names)


def remove_folder(folder: Path) -> None:
    """Removes what `write_folder` wrote, and the folder where nothing else is in it."""
    if folder.is_dir():
        _remove(folder, set())
        if not any(folder.iterdir()):
            folder.rmdir()


def _remove(folder: Path, kept: set[str]) -> None:
    for path in sorted(folder.iterdir()):
        if _WRITTEN.fullmatch(path.name) and path.name not in kept:
            path.unlink()


def _row(graph: Graph, statement: Statement) -> tuple[str, ...]:
    proof = statement.evidence[0] if statement.evidence else None
    return (
        statement.id,
        graph.entity(statement.subject).name,
        statement.relation,
        graph.entity(statement.object).name,
        statement.status,
        statement.date or "",
        statement.role or "",
        graph.entity(statement.speaker).name if statement.speaker else "",
        str(round(statement.confidence, 3)),
        *((proof.text, proof.article, proof.document) if proof else ("", "", "")),
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield "\ufeff" + ",".join(head) + "\r\n"
    for row in rows:
        yield ",".join(_cell(value) for value in row) + "\r\n"


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, and that can be written."""
    guarded = "'" + text if _FORMULA.match(text) else text
    return '"' + guarded.replace('"', '""').encode("utf-8", "replace").decode("utf-8") + '"'
