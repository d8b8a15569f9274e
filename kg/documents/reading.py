"""Paths -> documents, in an order that the order of the paths does not change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.documents import archives
from kg.documents.loading import documents, load
from kg.documents.sources import find, names
from kg.documents.units import Decoded, Loaded, Options, Reject, Source
from kg.errors import InputError
from kg.model import Document, Issue


@dataclass(frozen=True, slots=True)
class Reading:
    """Documents by source, what was mended in them or left out of them, and what was not read."""

    documents: tuple[Document, ...]
    issues: tuple[Issue, ...]
    rejects: tuple[Reject, ...]


def read_all(paths: Iterable[str | Path], *, stdin: BinaryIO | None = None, options: Options | None = None) -> Reading:
    """All that can be read of files, folders, globs and `-`; each file once.

    Raises InputError where a path means nothing, and where nothing at all could be read.
    """
    sources, rejects = find(paths, stdin=stdin, options=options)
    found: list[Document] = []
    issues: list[Issue] = []
    for source, name in zip(sources, names(sources), strict=True):
        loaded = load(source, options)
        if loaded.reject:
            rejects.append(loaded.reject)
        texts, doubts = documents(source, loaded, name)
        found += texts
        issues += doubts
    archives.release()
    if not found:
        raise InputError(listed(rejects) or "no text was found")
    return Reading(tuple(found), tuple(issues), tuple(sorted(rejects)))


def read(paths: Iterable[str | Path], *, options: Options | None = None) -> Iterator[Document]:
    """The documents of files, folders and globs, by source; each file once.

    Raises InputError that lists all that cannot be read, before the first document is given; `read_all` goes on.
    """
    reading = read_all(paths, options=options)
    if problems := listed(reading.rejects):
        raise InputError(problems)
    yield from reading.documents


def listed(rejects: Iterable[Reject]) -> str:
    """A line for each of what should have been read and was not; "" where there is none."""
    return "\n".join(f"{r.source}: {r.reason}" for r in rejects if r.failed)


def from_text(text: str, name: str = "text") -> Document:
    """The document of a text in memory.

    Raises InputError where nothing but blanks is in it, or half a surrogate pair, which no file in UTF-8 can hold.
    """
    if not text.strip():
        raise InputError(f"{name}: the text is empty")
    if half := re.search("[\ud800-\udfff]", text):
        raise InputError(f"{name}: character {half.start()} is half of a surrogate pair; decode the text again")
    (document,), _ = documents(Source(f"{name}.txt", ""), Loaded((Decoded(text),)), name)
    return document
