"""Paths -> sources: which units of input there are.

A source is one file, one member of an archive, a piece of a large corpus, or standard input. Of files only sizes are
read, of archives the lists of members, of corpora larger than a piece where their rows end. Names and printed paths
depend on the files alone, never on the order in which they are given or on the folder that they lie in.
"""

from __future__ import annotations

import glob
import os
import stat
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from kg.documents import archives, encodings, tables
from kg.documents.units import STDIN, Options, Refused, Reject, Source
from kg.errors import InputError, nearest

KINDS: Final[dict[str, str]] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".warc": "warc",
}
_SAVED_AS: Final = {  # what to do with files that hold text in a form that is not read
    ".doc": "save it as .docx",
    ".wps": "save it as .docx",
    ".rtf": "save it as .docx",
    ".odt": "save it as .docx",
    ".xls": "save it as .csv",
    ".xlsx": "save it as .csv",
    ".epub": "unpack it; its pages are .xhtml",
    ".rar": "unpack it, or pack it as .zip",
    ".7z": "unpack it, or pack it as .zip",
}


def find(
    paths: Iterable[str | Path], *, stdin: BinaryIO | None = None, options: Options | None = None
) -> tuple[list[Source], list[Reject]]:
    """The sources below `paths` (files, folders, globs, `-` for `stdin`), each once, by printed path; and what is none.

    Raises InputError that lists all paths that mean nothing (no such file, no match, an empty folder), and where the
    options name an encoding that there is not.
    """
    settings = options or Options()
    problems: list[str] = []
    if settings.encoding and not encodings.known(settings.encoding):
        near = nearest(settings.encoding, ("utf-8", "gb18030", "gbk", "big5hkscs", "big5", "utf-16", "utf-16-le"))
        problems.append(f"unknown encoding {settings.encoding!r}" + (f"; near: {', '.join(near)}" if near else ""))
    found: dict[str, _File] = {}
    for path in paths:
        if str(path) == STDIN:
            found.setdefault(STDIN, _File(Path(STDIN), ("stdin",), True))
            continue
        for file in _files(str(path), problems):
            real = os.path.realpath(file.path)
            known = found.get(real)
            if known is None or (file.parts, not file.named) < (known.parts, not known.named):
                found[real] = file
    if problems:
        raise InputError("\n".join(sorted(problems)))
    units = [u for file, printed in _printed(list(found.values())) for u in _units(file, printed, stdin, settings)]
    sources = [u for u in units if isinstance(u, Source)]
    return (
        sorted(sources, key=lambda s: (s.source, s.start)),
        sorted(u for u in units if isinstance(u, Reject)),
    )


def names(sources: Sequence[Source]) -> tuple[str, ...]:
    """A document name for each source, in their order: its stem, or where stems meet its path without suffix.

    Where these meet as well (a.txt beside a.html) it is the path. Pieces of one file have one name. Documents of a file
    of many (rows of a table) are called by it, #, and their key.
    """
    printed = sorted({s.source for s in sources})
    bare = {source: _bare(source) for source in printed}
    stems = Counter(PurePosixPath(b).name for b in bare.values())
    paths = Counter(bare.values())
    given: dict[str, str] = {}
    taken: set[str] = set()
    for source in printed:
        stem = PurePosixPath(bare[source]).name
        base = stem if stems[stem] == 1 else bare[source] if paths[bare[source]] == 1 else source
        name, number = base, 1
        while name in taken or any(name[:at] in taken for at, c in enumerate(name) if c == "#"):
            number += 1
            name = f"{base}~{number}"
        taken.add(name)
        given[source] = name
    return tuple(given[s.source] for s in sources)


def _bare(source: str) -> str:
    """The printed path without suffix, and without the suffixes of packing: page for page.txt.gz."""
    path = PurePosixPath(source)
    if path.suffix.lower() in (".gz", ".bz2", ".xz"):
        path = path.with_suffix("")
    return str(path.with_suffix(""))


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
        if not any(_known(f.path.name) or f.problem for f in below):
            problems.append(f"{path}: no file that can be read is in this folder; looked for {suffixes()}")
        yield from below
    elif os.path.lexists(where):
        yield _File(where, (where.name,), True)
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))
        if not matches:
            problems.append(f"{path}: no file or folder matches this pattern")
        for match in matches:
            if "**" not in path or not os.path.isdir(match):  # news/** gives each folder, and what is in it once more
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
        yield _File(where, where.relative_to(folder).parts or (folder.name,), True, error.strerror or "not readable")


def _printed(files: Sequence[_File]) -> list[tuple[_File, str]]:
    """Each file with its printed path; files that would have the same take on the folders above till they differ."""
    whole = {f: Path(os.path.abspath(f.path)).parts for f in files}
    depth = {f: len(f.parts) for f in files}
    while True:
        groups: dict[str, list[_File]] = defaultdict(list)
        for file in files:
            parts = whole[file][-depth[file] :] if depth[file] > len(file.parts) else file.parts
            groups[_printable("/".join(parts))].append(file)
        same = [f for group in groups.values() if len(group) > 1 for f in group if depth[f] < len(whole[f])]
        if not same:
            return [(f, printed) for printed, group in groups.items() for f in group]
        for file in same:
            depth[file] += 1


def _units(file: _File, printed: str, stdin: BinaryIO | None, options: Options) -> Iterator[Source | Reject]:
    """The sources of a file, or why there is none."""
    try:
        yield from _whole(file, printed, stdin, options)
    except Refused as refused:
        yield Reject(printed, refused.reason, refused.code)
    except OSError as error:
        yield Reject(printed, f"cannot be read: {error.strerror or error}", "unreadable")


def _whole(file: _File, printed: str, stdin: BinaryIO | None, options: Options) -> Iterator[Source | Reject]:
    if file.problem:
        raise Refused("unreadable", f"cannot be read: {file.problem}")
    if str(file.path) == STDIN:
        data = stdin.read(options.max_bytes + 1) if stdin else b""
        if len(data) > options.max_bytes:
            raise archives.too_large(options)
        yield Source(printed, STDIN, kind="unknown", size=len(data), data=data)
        return
    name = file.path.name
    if not _known(name):
        if file.named:
            advice = _SAVED_AS.get(PurePosixPath(name.lower()).suffix)
            raise Refused("unknown-kind", f"files of this kind are not read: {advice or f'read are {suffixes()}'}")
        raise Refused(*_passed(name))
    state = file.path.stat()
    if not stat.S_ISREG(state.st_mode):
        raise Refused("not-a-file", "this is no regular file but a pipe, a socket or a device")
    kind, path = kind_of(name), str(file.path)
    if kind == "warc":
        yield from _web_archive(printed, path, state.st_size, options)
    elif archives.form(name) in ("zip", "tar", "tar.gz", "tar.bz2", "tar.xz"):
        yield from _members(printed, path, options)
    elif kind in ("jsonl", "csv"):
        yield from _pieces(Source(printed, path, kind=kind, size=state.st_size), options)
    elif archives.form(name):
        yield Source(printed, path, kind=kind)
    elif state.st_size > options.max_bytes:
        raise archives.too_large(options)
    else:
        yield Source(printed, path, kind=kind, size=state.st_size)


def _passed(name: str) -> tuple[str, str]:
    """Code and reason for a file that is not read and was found in a folder: texts in other forms are missed."""
    if advice := _SAVED_AS.get(PurePosixPath(name.lower()).suffix):
        return "unknown-kind", f"files of this kind are not read: {advice}"
    return "passed-over", "files of this kind are not read"


def _members(printed: str, path: str, options: Options) -> Iterator[Source | Reject]:
    """The members of an archive that can be read; hidden ones and those that a Mac adds are as good as not there."""
    seen: dict[str, int] = defaultdict(int)
    inside = archives.members(path, options)
    if not inside:
        raise Refused("empty", "the archive holds no file")
    for member in inside:
        inner = _printable(member.name)
        parts = PurePosixPath(inner).parts
        if not parts or any(p.startswith(".") and p != ".." for p in parts) or "__MACOSX" in parts:
            continue
        seen[inner] += 1
        shown = f"{printed}!/{inner}" + (f"~{seen[inner]}" if seen[inner] > 1 else "")
        kind = kind_of(inner)
        if member.code:
            yield Reject(shown, member.problem, member.code)
        elif archives.form(inner):
            yield Reject(shown, "an archive within an archive is not read; unpack the outer one", "nested-archive")
        elif not kind:
            code, reason = _passed(inner)
            yield Reject(shown, reason, code)
        else:
            yield Source(shown, path, member.member, kind, member.size)


def _pieces(source: Source, options: Options) -> Iterator[Source]:
    """A corpus as one source, or where it is large as several, each of whole rows."""
    form = archives.form(source.path)
    if not form and source.size <= tables.PIECE:
        yield source
        return
    with archives.guarded(), archives.unpacked(source.path, form) as stream:
        found = list(tables.pieces(stream, quoted=source.kind == "csv"))
    longest = max((source.size if end < 0 else end - start for start, end, _ in found), default=0)
    if longest > options.max_bytes:
        limit = f"{options.max_bytes >> 20} MiB"
        raise Refused("over-limit", f"a row, or a file in UTF-16, is larger than {limit}; split it")
    if len(found) <= 1:
        yield source
        return
    for start, end, line in found:
        yield replace(source, size=end - start, start=start, end=end, line=line)


def _web_archive(printed: str, path: str, size: int, options: Options) -> Iterator[Source]:
    from kg.documents import warc

    if size <= warc.PIECE:
        yield Source(printed, path, kind="warc", size=size)
        return
    with open(path, "rb") as stream, archives.guarded():
        found = list(warc.pieces(stream))
    for start, end in found:
        yield Source(printed, path, kind="warc", size=(size if end < 0 else end) - start, start=start, end=end)


def kind_of(name: str) -> str:
    """The kind of a file by its suffix, that before .gz where it is packed; "" where it is not one that can be read."""
    path = PurePosixPath(name.lower())
    if path.suffix in (".gz", ".bz2", ".xz"):
        kind = KINDS.get(PurePosixPath(path.stem).suffix, "")
        return "" if kind == "warc" and path.suffix != ".gz" else kind
    return KINDS.get(path.suffix, "")


def _known(name: str) -> bool:
    return bool(kind_of(name)) or archives.form(name) in ("zip", "tar", "tar.gz", "tar.bz2", "tar.xz")


def suffixes() -> str:
    """The suffixes that are read, for messages."""
    return ", ".join(f"*{s}" for s in (*sorted(KINDS), ".zip", ".tar", ".tar.gz"))


def _printable(source: str) -> str:
    """The path in composed characters (systems differ), with a mark for each byte that is no UTF-8."""
    return unicodedata.normalize("NFC", source.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _near(path: Path) -> str:
    if not path.parent.is_dir() or not os.access(path.parent, os.R_OK):
        return ""
    near = nearest(path.name, (p.name for p in path.parent.iterdir()))
    return f"; near: {', '.join(near)}" if near else ""
