"""One source -> what is read in it: the unit of work, the same in this process and in a worker."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any, Final

from kg import documents
from kg.building import coding, fingerprints
from kg.building.coding import Part
from kg.errors import ConfigError
from kg.model import Document, content_id

_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker needs to read one source."""

    source: documents.Source
    options: documents.Options
    extractors: tuple[str, ...]
    key: bytes  # that of its unit, unless the file changes before it is read


@dataclass(frozen=True, slots=True)
class Unit:
    """What was read in a source: a head for the whole, and its documents. `key` is empty where it could not be read."""

    key: bytes
    head: bytes
    parts: tuple[Part, ...]


def key(source: documents.Source, options: documents.Options, extractors: tuple[str, ...], data: bytes) -> bytes:
    """The hash of all that the result depends on: the bytes, how they are to be read, and what reads them.

    Neither the path nor the name of the source is part of it, unless it names a day: a file that is moved is not read
    again.
    """
    told = {"beside": documents.beside(source), "options": asdict(options), "by": extractors}
    return fingerprints.digest(json.dumps(told, sort_keys=True).encode(), fingerprints.code(), data)


@cache
def check_names(names: tuple[str, ...]) -> None:
    """Raises ConfigError for an extractor that is not installed; loads none."""
    installed = sorted({point.name for point in entry_points(group="kg.extractors")})
    unknown = [n for n in names if n not in installed]
    if unknown:
        raise ConfigError(f"unknown extractors: {', '.join(unknown)}; installed: {', '.join(installed)}")


@cache
def chosen(names: tuple[str, ...]) -> tuple[Any, ...]:
    """The extractors of these names, or all that are installed. Raises ConfigError for one that is not."""
    check_names(names)
    _load()
    from kg import extractors

    return tuple(e for name, e in extractors.discover() if not names or name in names)


def _load() -> None:
    """Loads what reads texts: without torch, and with one thread for matrices.

    thinc, which spaCy brings along, loads torch where it is installed (for kg train): a second and 180 MB each. The
    matrices are small, and threads that wait for one another cost more than they gain, most of all on a busy machine.
    """
    unused = "torch" not in sys.modules
    if unused:
        sys.modules["torch"] = None  # type: ignore[assignment]  # Python's own sign for: there is none
    before = {name: os.environ.get(name) for name in _THREADS}
    os.environ.update(dict.fromkeys(_THREADS, "1"))  # read once, when numpy is loaded
    try:
        import_module("kg.mentions")
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        if unused:
            del sys.modules["torch"]


def read(task: Task) -> Unit:
    """The unit of a source. What is wrong with its content is in the head, not raised."""
    run = chosen(task.extractors)
    try:
        data = documents.fetch(task.source, task.options)
    except OSError:
        return Unit(b"", b"", ())
    loaded = documents.load(replace(task.source, data=data), task.options)
    found, mended = documents.documents(task.source, loaded, "")
    reject = [loaded.reject.reason, loaded.reject.code] if loaded.reject else None
    texts = [[d.name, content_id("t", d.text), len(d.text)] for d in found]
    head = coding.pack([texts, [[i.document, coding.encode_issue(i)] for i in mended], reject])
    parts = tuple(read_document(document, run) for document in found)
    return Unit(key(task.source, task.options, task.extractors, data), head, parts)


def read_document(document: Document, run: Sequence[Any]) -> Part:
    """What is named in one document and, by the extractors in `run`, claimed in it."""
    from kg import extractors, mentions, sentences  # these load models: a build of known units does without
    from kg.building import cues

    read = documents.readable(document)
    marked, doubts = mentions.annotate(read, sentences.split(read))
    claims = extractors.settle(marked, (claim for extract in run for claim in extract(marked)), run)
    issues = [*doubts, *extractors.issues(marked, claims)]
    if read is not document:
        printed = documents.Printed(document, read)
        marked, claims, issues = printed.annotated(marked), printed.claims(claims), printed.issues(issues)
    return coding.encode(marked, claims, issues, cues.flags(marked, claims))
