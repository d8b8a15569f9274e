"""graph.ttl: sorted Turtle without blank nodes, the same bytes for the same graph."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

from pyoxigraph import RdfFormat, parse, serialize

from kg.graph import Graph
from kg.rdf import PREFIXES, Triple, triples

BLOCK: Final = 1 << 16  # bytes


def render(graph: Graph) -> str:
    """The graph as Turtle."""
    turtle = io.BytesIO()
    _stream(graph, turtle)
    return turtle.getvalue().decode("utf-8")


def write(graph: Graph, path: Path) -> None:
    """Writes the graph as Turtle; the file appears whole or not at all.

    Triples are streamed, so a large graph takes no more memory than it has already.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            _stream(graph, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _stream(graph: Graph, file: BinaryIO) -> None:
    for prefix, iri in sorted(PREFIXES.items()):
        file.write(f"@prefix {prefix}: <{iri}> .\n".encode())
    lines, body = cast(IO[bytes], _Lines(triples(graph))), cast(IO[bytes], _Body(file))
    found = (quad.triple for quad in parse(lines, RdfFormat.N_TRIPLES))
    serialize(found, body, RdfFormat.TURTLE, prefixes=PREFIXES)


class _Lines:
    """A file of N-Triples that is read from an iterator of triples, a block at a time."""

    def __init__(self, found: Iterable[Triple]) -> None:
        self._found = iter(found)
        self._left = b""

    def read(self, size: int) -> bytes:
        """The next `size` bytes or fewer, none at the end."""
        if not self._left:
            lines, length = [], 0
            for triple in self._found:
                lines.append("{} {} {} .\n".format(*triple))
                length += len(lines[-1])
                if length >= BLOCK:
                    break
            self._left = "".join(lines).encode()
        out, self._left = self._left[:size], self._left[size:]
        return out


class _Body:
    """A file that takes all but the prefixes, which pyoxigraph writes in an order of its own."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._head: bytes | None = b""  # what has come and may still be prefixes

    def write(self, data: bytes) -> int:
        """Passes on what is no prefix; the length of `data`."""
        if self._head is None:
            return self._file.write(data)
        self._head += data
        while self._head.startswith(b"@prefix ") and b"\n" in self._head:
            self._head = self._head.partition(b"\n")[2]
        if self._head and not b"@prefix ".startswith(self._head[:8]):
            self._file.write(self._head)
            self._head = None
        return len(data)

    def flush(self) -> None:
        """Nothing: who opened the file flushes it."""
