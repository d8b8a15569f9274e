"""Zip and tar: which members there are, and the bytes of one, under a budget.

A compressed tar cannot be entered in the middle, so that one stream a process is kept open: all of its members together
cost one pass.
"""

from __future__ import annotations

import atexit
import bz2
import gzip
import lzma
import os
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any, Final, cast

from kg.documents import encodings
from kg.documents.units import Options, Refused

_PACKED: Final[dict[str, Callable[..., Any]]] = {".gz": gzip.GzipFile, ".bz2": bz2.BZ2File, ".xz": lzma.LZMAFile}
_TAR: Final = {".tar": "", ".tgz": ".gz", ".tbz2": ".bz2", ".txz": ".xz"}
_BROKEN: Final = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError,
    UnicodeError, ValueError, OverflowError, OSError,
)  # fmt: skip
_MOST_MEMBERS: Final = 1_000_000
_IN_MEMORY: Final = 64 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One file within an archive. `name` is how it is printed, `member` how `content` finds it; `problem` and `code`
    say why it cannot be read, where that is known at once.
    """

    name: str
    member: str
    size: int
    problem: str = ""
    code: str = ""


def form(name: str) -> str:
    """zip, tar, tar.gz, .gz and so on by the suffixes of a name; "" where it is no archive."""
    path = PurePosixPath(name.lower())
    if path.suffix == ".zip":
        return "zip"
    if path.suffix in _TAR:
        return "tar" + _TAR[path.suffix]
    if path.suffix in _PACKED:
        return ("tar" if path.stem.endswith(".tar") else "") + path.suffix
    return ""


@contextmanager
def guarded() -> Iterator[None]:
    """Turns what a damaged archive raises into Refused; OSError of the system goes on."""
    try:
        yield
    except _BROKEN as error:
        if isinstance(error, Refused) or (isinstance(error, OSError) and error.errno is not None):
            raise
        raise _corrupt(error) from None


def members(path: str, options: Options) -> list[Member]:
    """The files in a zip or tar, in its order. Raises Refused where it is damaged or over the budget."""
    with guarded():
        kind = form(path)
        return _zip_members(path, options) if kind == "zip" else list(_tar_members(path, kind[3:], options))


def content(path: str, member: str, options: Options, start: int = 0, end: int = -1) -> bytes:
    """The bytes of one member, or of a piece of a packed file; at most one document's.

    Raises Refused where the archive is damaged or locked, or the member larger.
    """
    kind = form(path)
    with guarded():
        if end >= 0:
            return _stream(path, kind, False).read(start, end - start)
        if kind == "zip":
            return _zip_content(path, int(member), options)
        if kind.startswith("tar"):
            at, _, size = member.partition("+")
            return _stream(path, kind[3:], True).read(int(at), int(size))
        with _PACKED[kind](path, "rb") as packed:
            return _bounded(packed, options)


def _corrupt(error: BaseException) -> Refused:
    if "password" in str(error) or "encrypt" in str(error):
        return Refused("encrypted", "the archive is locked with a password; unpack it first")
    what = (str(error) or type(error).__name__).split("\n")[0][:120]
    return Refused("corrupt-archive", f"the archive is damaged or no archive: {what}")


def _bounded(stream: IO[bytes], options: Options) -> bytes:
    data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise too_large(options)
    return data


def too_large(options: Options) -> Refused:
    """The refusal of a document that is larger than one may be."""
    return Refused(
        "over-limit", f"it is larger than {options.max_bytes >> 20} MiB; split it, or raise the limit with --max-mb"
    )


def _over_budget(options: Options) -> Refused:
    return Refused(
        "over-limit",
        f"the archive unpacks to more than {options.max_archive_bytes >> 20} MiB; unpack and split it first",
    )


def _zip_members(path: str, options: Options) -> list[Member]:
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
    if sum(i.file_size for i in infos) > options.max_archive_bytes or len(infos) > _MOST_MEMBERS:
        raise _over_budget(options)
    printed = _names([_raw_name(i) for i in infos])
    found = []
    for number, (info, name) in enumerate(zip(infos, printed, strict=True)):
        if info.is_dir():
            continue
        problem = code = ""
        if info.flag_bits & 1:
            problem, code = "it is locked with a password; unpack the archive first", "encrypted"
        elif info.file_size > options.max_bytes:
            problem, code = too_large(options).reason, "over-limit"
        elif info.file_size > max(1 << 20, 200 * info.compress_size):
            problem, code = f"it unpacks to {info.file_size // max(1, info.compress_size)} times its size", "over-limit"
        found.append(Member(name, str(number), info.file_size, problem, code))
    return found


def _raw_name(info: zipfile.ZipInfo) -> bytes | str:
    """The name as it stands in the archive: bytes where no encoding is named for it."""
    return info.orig_filename if info.flag_bits & 0x800 else info.orig_filename.encode("cp437", "replace")


def _names(names: list[bytes] | list[str] | list[bytes | str]) -> list[str]:
    """Names decoded alike: all names of an archive that name no encoding are in the same one."""
    together = b"\n".join(n for n in names if isinstance(n, bytes))
    decoded = encodings.decode(together) if together else None
    encoding = decoded.encoding if decoded else "utf-8"
    return [n if isinstance(n, str) else n.decode(encoding, "replace") for n in names]


def _zip_content(path: str, number: int, options: Options) -> bytes:
    archive = _zip(path)
    info = archive.infolist()[number]
    with archive.open(info) as packed:
        return _bounded(packed, options)


def _tar_members(path: str, packing: str, options: Options) -> Iterator[Member]:
    total = count = 0
    with unpacked(path, packing) as stream, tarfile.open(fileobj=stream, mode="r:", encoding="utf-8") as tar:
        infos = []
        for info in tar:
            tar.members = []  # type: ignore[attr-defined]  # or it keeps all headers
            count += 1
            total += info.size
            if total > options.max_archive_bytes or count > _MOST_MEMBERS:
                raise _over_budget(options)
            if info.isreg() and not info.issparse():
                infos.append((info.name.encode("utf-8", "surrogateescape"), info.offset_data, info.size))
        printed = _names([name for name, _, _ in infos])
    for name, (_, offset, size) in zip(printed, infos, strict=True):
        refused = too_large(options) if size > options.max_bytes else None
        yield Member(name, f"{offset}+{size}", size, refused.reason if refused else "", refused.code if refused else "")


def unpacked(path: str, packing: str) -> IO[bytes]:
    """The stream of a file, unpacked as it is read."""
    if packing:
        stream: IO[bytes] = _PACKED[packing](path, "rb")
        return stream
    return open(path, "rb")


class _Stream:
    """A file of which any place can be read.

    A packed one is unpacked once, forwards. Of a tar (`keep`) all that was passed stays at hand, in memory up to
    _IN_MEMORY and beyond that in a temporary file, so that its members may be asked for in any order; a corpus, whose
    pieces come in their order, begins anew where a place before the current one is asked for.
    """

    def __init__(self, path: str, packing: str, keep: bool) -> None:
        self._path, self._packing = path, packing
        self._file: IO[bytes] | None = None
        self._kept = tempfile.SpooledTemporaryFile(_IN_MEMORY) if packing and keep else None  # noqa: SIM115 - closed below
        self._reach = 0

    def read(self, start: int, size: int) -> bytes:
        if self._file is None:
            self._file = unpacked(self._path, self._packing)
        place: IO[bytes] = self._file
        if self._kept is not None:
            self._pass(self._file, start + size)
            place = cast(IO[bytes], self._kept)
        place.seek(start)
        data = place.read(size)
        if len(data) < size:
            raise EOFError("the archive ends within a member")
        return data

    def _pass(self, file: IO[bytes], end: int) -> None:
        """Unpacks up to `end`, and keeps what comes."""
        assert self._kept is not None
        while self._reach < end and (block := file.read(1 << 20)):
            self._kept.seek(self._reach)
            self._kept.write(block)
            self._reach += len(block)

    def close(self) -> None:
        for opened in (self._file, self._kept):
            if opened is not None:
                opened.close()
        self._file = None


_open: dict[tuple[str, int, int, int], zipfile.ZipFile | _Stream] = {}  # at most one, of this process


def release() -> None:
    """Closes the archive that this process keeps open."""
    for kept in _open.values():
        kept.close()
    _open.clear()


atexit.register(release)


def _key(path: str) -> tuple[str, int, int, int]:
    """What tells an open file from another: also the process, since two must not move one place in a file."""
    state = os.stat(path)
    return path, state.st_mtime_ns, state.st_size, os.getpid()


def _zip(path: str) -> zipfile.ZipFile:
    key = _key(path)
    kept = _open.get(key)
    if not isinstance(kept, zipfile.ZipFile):
        release()
        kept = _open[key] = zipfile.ZipFile(path)
    return kept


def _stream(path: str, packing: str, keep: bool) -> _Stream:
    key = _key(path)
    kept = _open.get(key)
    if not isinstance(kept, _Stream):
        release()
        kept = _open[key] = _Stream(path, packing, keep)
    return kept
