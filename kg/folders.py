"""The folder of a build: one build at a time, and files that change as a set.

All files are written into a folder beside (.kg/next), with a list of them; only when all are whole on disk they are put
in their places. Who is stopped in between leaves the list, and the next build or reader finishes what it says: a folder
holds the files of one build, never some of one and some of another.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final

from kg.errors import InputError, KgError

HIDDEN: Final = ".kg"  # in the output folder: cache, lock, list of files; git does not see it
_NEXT: Final = "next"
_LIST: Final = "files.json"  # inside next: the set is whole and may be put in place; inside .kg: it is in place


@dataclass(frozen=True, slots=True)
class Output:
    """A folder that this process alone may write to."""

    folder: Path

    @property
    def cache(self) -> Path:
        """Where the cache lies."""
        return self.folder / HIDDEN / "cache.sqlite"

    def stage(self) -> Path:
        """An empty folder to write the files of the build into."""
        staged = self.folder / HIDDEN / _NEXT
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        return staged

    def publish(self, key: str, told: dict[str, object]) -> None:
        """Puts all staged files in place as one set and removes those that only the build before had.

        `key` says what the build was made of and `told` what there is to say of it; see `known`.
        """
        staged = self.folder / HIDDEN / _NEXT
        names = sorted(p.relative_to(staged).as_posix() for p in staged.rglob("*") if p.is_file())
        listed = {"key": key, "told": told, "files": {name: _hash(staged / name) for name in names}}
        before = _list(self.folder / HIDDEN / _LIST).get("files", {})
        listed["gone"] = sorted(set(before) - set(names))
        for name in names:
            if (self.folder / name).is_dir():
                raise KgError(f"{self.folder / name}: a folder is where a file belongs; move it away and build again")
        _sync(staged)
        _write_list(staged / _LIST, listed)
        _finish(self.folder)

    def known(self, key: str) -> dict[str, Any] | None:
        """What was told of the build in the folder, if it was made of the same and its files are as it left them."""
        listed = _list(self.folder / HIDDEN / _LIST)
        if not key or listed.get("key") != key:
            return None
        for name, digest in listed["files"].items():
            path = self.folder / name
            if not path.is_file() or _hash(path) != digest:
                return None
        told: dict[str, Any] = listed["told"]
        return told


@contextmanager
def write_atomically(path: Path) -> Iterator[BinaryIO]:
    """A file to write bytes to; it takes its place at `path` when all is on disk, and leaves nothing on an error."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def hold(folder: Path) -> Iterator[Output]:
    """The folder, made if need be, for this process alone; what an earlier build left undone is finished first.

    Raises KgError where another build holds it, or where it cannot be written. The lock ends with the process, however
    it ends.
    """
    hidden, new = folder / HIDDEN, not folder.exists()
    try:
        hidden.mkdir(parents=True, exist_ok=True)
        if not (hidden / ".gitignore").exists():
            (hidden / ".gitignore").write_text("*\n", encoding="utf-8")
    except OSError as error:
        raise unwritable(folder, error) from None
    lock = _lock(hidden / "lock", folder)
    try:
        _finish(folder)
        yield Output(folder)
    except OSError as error:
        raise unwritable(folder, error) from None
    except InputError:
        if new:  # there was nothing to build
            lock.close()
            shutil.rmtree(hidden)
            folder.rmdir()
        raise
    finally:
        lock.close()


def settle(folder: Path) -> None:
    """Finishes what a build that was stopped while it put its files in place left undone; for readers of a folder."""
    if (folder / HIDDEN / _NEXT / _LIST).exists():
        with hold(folder):
            pass


def unwritable(folder: Path, error: OSError) -> KgError:
    """The error to raise where a build's folder cannot be written; what lay there before is still there."""
    what = error.strerror or str(error)
    return KgError(f"{folder}: cannot write there: {what}; choose another folder with -o, or free some space")


def _lock(path: Path, folder: Path) -> sqlite3.Connection:
    """SQLite's own lock, which works on every system and dies with its process."""
    try:
        lock = sqlite3.connect(str(path), timeout=0, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise KgError(
                f"{folder}: another build is writing there; wait for it, or choose another folder with -o"
            ) from None
        raise KgError(f"{folder}: cannot write there: {error}; choose another folder with -o") from None
    except sqlite3.DatabaseError:
        path.unlink()  # not a lock that kg made
        return _lock(path, folder)
    return lock


def _finish(folder: Path) -> None:
    """Puts the staged files in place if they are whole; the same again where it was stopped half-way."""
    staged = folder / HIDDEN / _NEXT
    listed = _list(staged / _LIST)
    if not listed:
        return
    for name in listed["files"]:
        if (staged / name).exists():  # else it is in place already
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(staged / name, folder / name)
    for name in listed["gone"]:
        (folder / name).unlink(missing_ok=True)
        parent = (folder / name).parent
        if parent != folder and parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()
    _sync(folder)
    os.replace(staged / _LIST, folder / HIDDEN / _LIST)
    shutil.rmtree(staged, ignore_errors=True)


def _list(path: Path) -> dict[str, Any]:
    """The list of files at `path`; empty where there is none that can be read."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(listed, dict) or [type(listed.get(k)) for k in ("files", "told", "gone")] != [dict, dict, list]:
        return {}
    return listed if all(_inside(name) for name in [*listed["files"], *listed["gone"]]) else {}


def _inside(name: object) -> bool:
    """Whether this is a file below the folder: a list from somebody else must not reach beyond it."""
    if not isinstance(name, str) or "\\" in name or ":" in name:
        return False
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.parts[:1] not in ((), (HIDDEN,))


def _write_list(path: Path, listed: dict[str, Any]) -> None:
    with write_atomically(path) as file:
        file.write(json.dumps(listed, ensure_ascii=False).encode("utf-8"))


def _sync(folder: Path) -> None:
    """Makes sure that names put into the folder outlast a power cut, where the system can."""
    with contextlib.suppress(OSError):  # Windows opens no folders, some network drives do not sync them
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
