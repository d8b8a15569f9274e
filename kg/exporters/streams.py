"""Sorted rows of terms through pyoxigraph's parser and serializer, a block at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, BinaryIO, Final, cast

from pyoxigraph import RdfFormat, parse, serialize

from kg.rdf import Triple

BLOCK: Final = 1 << 16  # bytes


def serialise(rows: Iterable[tuple[str, ...]], file: BinaryIO, form: RdfFormat, prefixes: Mapping[str, str]) -> None:
    """Writes rows of three or four terms, as N-Triples writes them, into `file` in another form.

    In the order in which they come, and in constant memory; the prefixes come first, sorted.
    """
    for prefix, iri in sorted(prefixes.items()):
        file.write(f"@prefix {prefix}: <{iri}> .\n".encode())
    lines, body = cast(IO[bytes], _Lines(rows)), cast(IO[bytes], _Body(file))
    if form.supports_datasets:
        serialize(parse(lines, RdfFormat.N_QUADS), body, form, prefixes=dict(prefixes))
    else:
        found = parse(lines, RdfFormat.N_TRIPLES)
        serialize((quad.triple for quad in found), body, form, prefixes=dict(prefixes))


def in_order(rows: Iterable[Triple]) -> Iterator[Triple]:
    """Triples sorted by subject, predicate and object, each once.

    First by subject alone: all IRIs begin alike, and comparing whole rows would take most of the time of writing them.
    """
    groups: dict[str, list[Triple]] = {}
    for row in rows:
        groups.setdefault(row[0], []).append(row)
    for subject in sorted(groups):
        yield from sorted(set(groups[subject]))


def lines(rows: Iterable[tuple[str, ...]]) -> Iterable[str]:
    """The rows as lines of N-Triples or N-Quads; an empty last term is the default graph."""
    return (" ".join(row if row[-1] else row[:-1]) + " .\n" for row in rows)


class _Lines:
    """A file of lines that is read from an iterator of rows, a block at a time."""

    def __init__(self, rows: Iterable[tuple[str, ...]]) -> None:
        self._found = iter(lines(rows))
        self._left = b""

    def read(self, size: int) -> bytes:
        """The next `size` bytes or fewer, none at the end."""
        if not self._left:
            taken, length = [], 0
            for line in self._found:
                taken.append(line)
                length += len(line)
                if length >= BLOCK:
                    break
            self._left = "".join(taken).encode()
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
