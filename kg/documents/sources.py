"""Paths -> sources: which units of input there are, without reading what is in them.

A source is one file, one member of an archive, a piece of a large corpus, or standard input. Names and printed paths
depend on the files alone, never on the order in which they are given or on the folder they lie in.
"""

from __future__ import annotations

import glob
import os
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from kg.errors import InputError, nearest

KINDS: Final[dict[str, str]] = {".txt": "text", ".text": "text"}
STDIN: Final = "-"


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say about the input. Columns left empty are looked for under their usual names.

    `max_bytes` bounds one document's bytes, once unpacked; `max_archive_bytes` what one archive unpacks to.
    """

    encoding: str = ""
    text_column: str = ""
    title_column: str = ""
    date_column: str = ""
    id_column: str = ""
    max_bytes: int = 64 << 20
    max_archive_bytes: int = 4 << 30


@dataclass(frozen=True, slots=True)
class Source:
    """One unit of input, which `load` turns into text; picklable.

    `source` is its printed path with /, relative, `archive.zip!/member` for a member; `path` is where the file lies and
    is in no output; `member` is the member's own name within the archive; `size` is in bytes, -1 where only reading
    tells. `start` and `end` bound a piece of a large corpus in bytes, `end` -1 for all of it; `line` is the number of
    the piece's first line, from 1. `data` holds what came on standard input.
    """

    source: str
    path: str
    member: str = ""
    kind: str = "text"
    size: int = -1
    start: int = 0
    end: int = -1
    line: int = 1
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, order=True)
class Reject:
    """What was not read: its printed path, the reason in one sentence, and a short code for machines.

    `failed` is False where nothing is wrong: a picture or a style sheet that lies in a folder among the texts.
    """

    source: str
    reason: str
    code: str

    @property
    def failed(self) -> bool:
        """Whether something was meant to be read and was not."""
        return self.code != "passed-over"


def find(
    paths: Iterable[str | Path], *, stdin: BinaryIO | None = None, options: Options | None = None
) -> tuple[list[Source], list[Reject]]:
    """The sources below `paths` (files, folders, globs, `-` for `stdin`), each once, by printed path; and what is none.

    Raises InputError that lists all paths that mean nothing: no such file, no match, an empty folder.
    """
    settings = options or Options()
    problems: list[str] = []
    found: dict[str, _File] = {}
    for path in paths:
        if str(path) == STDIN:
            found.setdefault(STDIN, _File(Path(STDIN), ("stdin.txt",), True))
            continue
        for file in _files(str(path), problems):
            real = os.path.realpath(file.path)
            if real not in found or file.parts < found[real].parts:
                found[real] = file
    if problems:
        raise InputError("\n".join(sorted(problems)))
    sources: list[Source] = []
    rejects: list[Reject] = []
    for file, printed in _printed(list(found.values())):
        unit = _unit(file, printed, stdin, settings)
        if isinstance(unit, Source):
            sources.append(unit)
        else:
            rejects.append(unit)
    return sorted(sources, key=lambda s: (s.source, s.start)), sorted(rejects)


def names(sources: Sequence[Source]) -> tuple[str, ...]:
    """A document name for each source, in their order: its stem, or where stems meet its path without suffix.

    Where these still meet (a.txt beside a.html) a number follows, in order of the printed path. Pieces of one file have
    one name. Documents of a file of many (rows of a table) are called by it, #, and their key.
    """
    printed = sorted({s.source for s in sources})
    stems: dict[str, int] = defaultdict(int)
    for source in printed:
        stems[_stem(source)] += 1
    given: dict[str, str] = {}
    taken: set[str] = set()
    for source in printed:
        base = _stem(source) if stems[_stem(source)] == 1 else str(PurePosixPath(source).with_suffix(""))
        name, number = base, 1
        while name in taken or name.split("#")[0] in taken:
            number += 1
            name = f"{base}~{number}"
        taken.add(name)
        given[source] = name
    return tuple(given[s.source] for s in sources)


def _stem(source: str) -> str:
    return PurePosixPath(source).stem


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    parts: tuple[str, ...]  # of the path as given, below the argument that led here
    named: bool  # given by itself, not found in a folder
    problem: str = ""


def _files(path: str, problems: list[str]) -> Iterator[_File]:
    """The files that one argument means; a folder means all files below it that are not hidden."""
    where = Path(path)
    if "\0" in path:
        problems.append(f"{path!r}: a path cannot hold a zero character")
    elif where.is_dir():
        below = list(_below(where))
        if not any(kind_of(f.path.name) or f.problem for f in below):
            problems.append(f"{path}: no file that can be read is in this folder; looked for {suffixes()}")
        yield from below
    elif os.path.lexists(where):
        yield _File(where, (where.name,), True)
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))
        if not matches:
            problems.append(f"{path}: no file or folder matches this pattern")
        for match in matches:
            yield from _files(match, problems)
    else:
        problems.append(f"{path}: no such file or folder{_near(where)}")


def _below(folder: Path) -> Iterator[_File]:
    closed: list[OSError] = []
    for at, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        inside = Path(at).relative_to(folder).parts
        yield from (_File(Path(at) / f, (*inside, f), False) for f in sorted(files) if not f.startswith("."))
    for error in closed:
        where = Path(error.filename)
        yield _File(where, where.relative_to(folder).parts, False, error.strerror or "not readable")


def _printed(files: Sequence[_File]) -> list[tuple[_File, str]]:
    """Each file with its printed path; files that would have the same take on the folders above till they differ."""
    whole = {f: Path(os.path.abspath(f.path)).parts for f in files}
    depth = {f: max(1, len(f.parts)) for f in files}
    while True:
        groups: dict[str, list[_File]] = defaultdict(list)
        for file in files:
            groups[_printable("/".join(whole[file][-depth[file] :]))].append(file)
        same = [f for group in groups.values() if len(group) > 1 for f in group if depth[f] < len(whole[f])]
        if not same:
            return [(f, printed) for printed, group in groups.items() for f in group]
        for file in same:
            depth[file] += 1


def _unit(file: _File, printed: str, stdin: BinaryIO | None, options: Options) -> Source | Reject:
    """The file as a source, or why it is none."""
    if file.problem:
        return Reject(printed, f"cannot be read: {file.problem}", "unreadable")
    if str(file.path) == STDIN:
        data = stdin.read(options.max_bytes + 1) if stdin else b""
        if len(data) > options.max_bytes:
            return _over(printed, options)
        return Source(printed, STDIN, kind="unknown", size=len(data), data=data)
    kind = kind_of(file.path.name)
    if not kind and not file.named:
        return Reject(printed, f"files of this kind are passed over; read are {suffixes()}", "passed-over")
    try:
        state = file.path.stat()
    except OSError as error:
        return Reject(printed, f"cannot be read: {error.strerror}", "unreadable")
    if not stat.S_ISREG(state.st_mode):
        return Reject(printed, "this is no regular file but a pipe, a socket or a device", "not-a-file")
    if not kind:
        return Reject(printed, f"files of this kind cannot be read; known are {suffixes()}", "unknown-kind")
    if state.st_size > options.max_bytes:
        return _over(printed, options)
    return Source(printed, str(file.path), kind=kind, size=state.st_size)


def _over(printed: str, options: Options) -> Reject:
    limit = f"{options.max_bytes >> 20} MiB"
    return Reject(printed, f"the file is larger than {limit}; split it, or raise the limit with --max-mb", "over-limit")


def kind_of(name: str) -> str:
    """The kind of a file by its suffix, "" where it is not one that can be read."""
    return KINDS.get(PurePosixPath(name.lower()).suffix, "")


def suffixes() -> str:
    """The suffixes that are read, for messages."""
    return ", ".join(f"*{s}" for s in sorted(KINDS))


def _printable(source: str) -> str:
    """The path in composed characters (systems differ), with a mark for each byte that is no UTF-8."""
    return unicodedata.normalize("NFC", source.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _near(path: Path) -> str:
    if not path.parent.is_dir() or not os.access(path.parent, os.R_OK):
        return ""
    near = nearest(path.name, (p.name for p in path.parent.iterdir()))
    return f"; near: {', '.join(near)}" if near else ""
