"""SPARQL over the Turtle file of a build, answered by pyoxigraph in a process of its own that a time limit ends."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.errors import QueryError
from kg.queries.guard import prepare
from kg.rdf import RESOURCES, Opened, base_of, is_store, open_store, prefixes

_T = TypeVar("_T")
SECONDS: Final = 30.0
ROWS: Final = 1_000_000
MEMORY: Final = 2 << 30  # bytes that a query may take beside the graph
OUT_OF_MEMORY: Final = 3  # the worker's exit code


@dataclass(frozen=True, slots=True)
class Result:
    """The answer: column names and rows of texts, None where unbound; ASK gives one row, true or false.

    IRIs are shortened by the usual prefixes. Rows come in the engine's order; ORDER BY makes it a promise.
    `turtle` is the graph that CONSTRUCT and DESCRIBE give, sorted, and None for the others.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    turtle: str | None = None


def load(path: Path) -> Store:
    """A store in memory with the triples of a Turtle file; raises QueryError where there is none."""
    store = Store()
    try:
        with path.open("rb") as file:
            store.bulk_load(file, format=RdfFormat.TURTLE)
    except OSError:
        raise QueryError(f"{path}: no such graph; build one with kg build PATH -o {path.parent}") from None
    except SyntaxError as error:
        raise QueryError(f"{path}: not Turtle: {error}") from None
    return store


def open_graph(path: Path) -> Opened:
    """The graph in a Turtle file, in memory, or in a store on disk, read only; raises KgError where there is none."""
    return open_store(path) if path.is_dir() else Opened(load(path), base_of(path))


def answer(store: Store, text: str, *, rows: int = ROWS, base: str = RESOURCES) -> Result:
    """The answer of a store, in this process and without a time limit; the query is guarded.

    Resources live under `base`. Raises QueryError as soon as there are more than `rows` rows.
    """
    known = prefixes(base)
    query = prepare(text, known)
    try:
        found = store.query(query)
        if isinstance(found, QueryBoolean):
            return Result(("answer",), (("true" if found else "false",),))
        if isinstance(found, QueryTriples):
            triples = sorted(set(_within(rows, found)), key=str)
            return Result(
                ("subject", "predicate", "object"),
                tuple(sorted(_triple(t, known) for t in triples)),
                _turtle(triples, known),
            )
        if isinstance(found, QuerySolutions):
            columns = tuple(v.value for v in found.variables)
            return Result(columns, tuple(tuple(_shown(row[c], known) for c in columns) for row in _within(rows, found)))
    except SyntaxError as error:
        raise QueryError(f"not a query in SPARQL: {error}") from None
    raise QueryError("this form of query is not answered; use SELECT, ASK, CONSTRUCT or DESCRIBE")


def ask(text: str, folder: Path, *, seconds: float = SECONDS) -> Result:
    """The answer of the graph.ttl in a build's folder, or of a store that `kg load` made.

    Raises QueryError when it takes longer than `seconds`.

    The engine cannot be interrupted from within its process, so it runs in one that can be ended.
    """
    path = folder if is_store(folder) else folder / "graph.ttl"
    if not path.exists():
        raise QueryError(f"{path}: no such graph; build one with kg build PATH -o {folder}")
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kg.queries.worker", str(path)],  # -P: no kg.py of the user's folder
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            input=text.encode("utf-8"),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise QueryError(f"no answer within {seconds:g} seconds; narrow the query or add LIMIT") from None
    if done.returncode in (OUT_OF_MEMORY, -signal.SIGABRT):  # the engine aborts where it gets no memory
        raise QueryError(f"the answer takes more than {MEMORY >> 30} GB of memory; narrow the query or add LIMIT")
    if done.returncode:
        raise QueryError(done.stderr.decode("utf-8").strip() or f"the query engine ended with code {done.returncode}")
    shape = json.loads(done.stdout)
    return Result(tuple(shape["columns"]), tuple(tuple(row) for row in shape["rows"]), shape["turtle"])


def _within(rows: int, found: Iterable[_T]) -> Iterator[_T]:
    for number, row in enumerate(found, 1):
        if number > rows:
            raise QueryError(f"more than {rows} rows; add LIMIT")
        yield row


def _turtle(triples: Iterable[Triple], known: Mapping[str, str]) -> str:
    """Turtle of triples in their order, with the prefixes that are used in it."""
    written = io.BytesIO()
    serialize(triples, written, RdfFormat.TURTLE, prefixes=dict(known))
    lines = written.getvalue().decode("utf-8").split("\n")
    body = "\n".join(line for line in lines if not line.startswith("@prefix "))
    used = [p for p in sorted(known) if re.search(rf"(?<![\w:]){p}:", body)]
    return "".join(f"@prefix {prefix}: <{known[prefix]}> .\n" for prefix in used) + body


def _triple(triple: Triple, known: Mapping[str, str]) -> tuple[str | None, ...]:
    return _shown(triple.subject, known), _shown(triple.predicate, known), _shown(triple.object, known)


def _shown(value: NamedNode | BlankNode | Literal | Triple | None, known: Mapping[str, str]) -> str | None:
    if isinstance(value, NamedNode):
        for prefix, base in known.items():
            if value.value.startswith(base):
                return f"{prefix}:{value.value[len(base) :]}"
        return value.value
    if isinstance(value, Literal):
        return value.value
    return None if value is None else str(value)
