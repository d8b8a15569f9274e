"""Paths -> documents, in an order that the order of the paths does not change.

READERS maps a file's suffix to the function that decodes its bytes: a format is added by one entry.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.documents import articles
from kg.errors import InputError, nearest
from kg.model import Document, content_id


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and the encoding that it was in."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    source: str  # relative to the argument that led here, with /


def read(paths: Iterable[str | Path]) -> Iterator[Document]:
    """The documents of files and of folders (with all below them), by source and text; each file once.

    Raises InputError that lists all that cannot be read, before the first document is given.
    """
    problems: list[str] = []
    found = _files([Path(p) for p in paths], problems)
    decoded: list[tuple[_File, Decoded]] = []
    for file in found:
        try:
            decoded.append((file, READERS[file.path.suffix.lower()](file.path)))
        except InputError as error:
            problems.append(str(error))
    if problems:
        raise InputError("\n".join(sorted(problems)))
    decoded.sort(key=lambda pair: (pair[0].source, pair[1].text))
    names = _names([file for file, _ in decoded])
    for (file, content), name in zip(decoded, names, strict=True):
        yield _document(name, file.source, content)


def from_text(text: str, name: str = "text") -> Document:
    """The document of a text in memory.

    Raises InputError where nothing but blanks is in it, or half a surrogate pair, which no file in UTF-8 can hold.
    """
    if not text.strip():
        raise InputError(f"{name}: the text is empty")
    if half := re.search("[\ud800-\udfff]", text):
        raise InputError(f"{name}: character {half.start()} is half of a surrogate pair; decode the text again")
    return _document(name, f"{name}.txt", Decoded(text, "utf-8"))


def _document(name: str, source: str, content: Decoded) -> Document:
    found = articles.split(content.text)
    return Document(content_id("d", name, content.text), name, content.text, source, found, content.encoding)


def _files(paths: Sequence[Path], problems: list[str]) -> list[_File]:
    """The files meant, each once; a folder means all files below it of a kind that can be read."""
    found: dict[Path, _File] = {}
    for path in paths:
        if "\0" in str(path):
            problems.append(f"{str(path)!r}: a path cannot hold a zero character")
            continue
        if path.is_dir():
            below = [p for p in path.rglob("*") if p.suffix.lower() in READERS and p.is_file() and not _hidden(p, path)]
            if not below:
                problems.append(f"{path}: no file that can be read is in this folder; looked for {_suffixes()}")
            candidates = [_File(p, _printable(p.relative_to(path).as_posix())) for p in below]
        elif not path.exists():
            problems.append(f"{path}: no such file or folder{_near(path)}")
            continue
        elif path.suffix.lower() not in READERS or not path.is_file():
            problems.append(f"{path}: files of this kind cannot be read; known: {_suffixes()}")
            continue
        else:
            candidates = [_File(path, _printable(path.name))]
        for file in candidates:
            known = found.get(file.path.resolve())
            if known is None or file.source < known.source:
                found[file.path.resolve()] = file
    return list(found.values())


def _suffixes() -> str:
    return ", ".join(f"*{s}" for s in sorted(READERS))


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _printable(source: str) -> str:
    """The path in composed characters (systems differ), with a mark for each byte that is no UTF-8."""
    return unicodedata.normalize("NFC", source.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _near(path: Path) -> str:
    if not path.parent.is_dir() or not os.access(path.parent, os.R_OK):
        return ""
    near = nearest(path.name, (p.name for p in path.parent.iterdir()))
    return f"; near: {', '.join(near)}" if near else ""


def _names(files: Sequence[_File]) -> list[str]:
    """A name for each file: its stem, or where stems meet its source without suffix, or else with a number.

    Numbers follow the order of source and text, so that no name depends on where the folders lie.
    """
    stems: dict[str, int] = defaultdict(int)
    for file in files:
        stems[Path(file.source).stem] += 1
    names: list[str] = []
    taken: set[str] = set()
    for file in files:
        plain = Path(file.source).stem
        base = plain if stems[plain] == 1 else str(Path(file.source).with_suffix("").as_posix())
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}~{number}"
        taken.add(name)
        names.append(name)
    return names


def _plain_text(path: Path) -> Decoded:
    """A text file in UTF-8, with or without a byte order mark, which is left out of the text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # with a byte order mark the decoder counts from behind it
        at = error.start + (len(data) - len(error.object))
        raise InputError(
            f"{path}: not UTF-8: byte {at} is 0x{data[at]:02x}; it may be {_guess(data)}; "
            f"convert the file first, e.g. iconv -f {_guess(data)} -t UTF-8 {path.name}"
        ) from None
    if not text.strip():
        raise InputError(f"{path}: the file is empty")
    return Decoded(text, "utf-8")


def _guess(data: bytes) -> str:
    """The name of the encoding that a file not in UTF-8 is most likely in."""
    return "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "GB18030"


READERS: Final[dict[str, Callable[[Path], Decoded]]] = {".txt": _plain_text}
