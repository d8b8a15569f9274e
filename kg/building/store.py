"""The cache of a build: what was read in each source, by the hash of all that it depends on.

One SQLite file: it comes with Python, holds a million rows without loading them, survives kill -9 and power cuts
(write-ahead log), and needs no server. It holds data only, no code: a folder from somebody else can at worst hold wrong
readings, never run anything. Whatever in it cannot be read is read from the sources again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from kg.building.coding import Part
from kg.errors import KgError

VERSION: Final = 1  # of the tables below: a store of another version is made anew
_TABLES: Final = """
CREATE TABLE units (key BLOB PRIMARY KEY, head BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE parts (
    key BLOB NOT NULL, number INTEGER NOT NULL, text BLOB NOT NULL, marks BLOB NOT NULL, claims BLOB NOT NULL,
    PRIMARY KEY (key, number)
);
CREATE TABLE begun (key BLOB PRIMARY KEY) WITHOUT ROWID;
"""

# What goes wrong around the file and not in it: no space, no right to write, a failing disk, somebody else's lock.
_OUTSIDE: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)

_T = TypeVar("_T")


class Damaged(Exception):
    """The store cannot be read; `reading` makes it anew."""


class Store:
    """An open store; only one process may have it open. `path` None: a store for this build alone, on disk if large.

    Raises Damaged where the file is no store or is broken, KgError where it cannot be written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._db = self._try(lambda: sqlite3.connect(str(path or ""), timeout=5, isolation_level=None))
        self._try(self._prepare)

    def _prepare(self) -> None:
        db = self._db
        db.execute("PRAGMA locking_mode = EXCLUSIVE")  # no shared memory, so that it works on network drives too
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")  # after a power cut the last units may have to be read again
        db.execute("PRAGMA secure_delete = ON")  # texts that are no longer part of the build leave the file
        db.execute("PRAGMA cache_size = -16000")  # 16 MB, whatever the size of the build
        if db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            db.execute("BEGIN IMMEDIATE")
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                db.execute(f'DROP TABLE "{name}"')
            for statement in _TABLES.split(";")[:-1]:
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {VERSION}")
            db.execute("COMMIT")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Writes all back and leaves one file."""
        self._db.close()

    def head(self, key: bytes) -> bytes | None:
        """What is known of the unit as a whole; None where it has not been read yet."""
        row = self._row("SELECT head FROM units WHERE key = ?", key)
        return bytes(row[0]) if row else None

    def part(self, key: bytes, number: int, *columns: str) -> tuple[bytes, ...]:
        """The wanted columns (text, marks, claims) of one document of the unit. Raises Damaged where it is missing."""
        row = self._row(f"SELECT {', '.join(columns)} FROM parts WHERE key = ? AND number = ?", key, number)
        if row is None:
            raise Damaged("a document is missing")
        return tuple(bytes(value) for value in row)

    def put(self, key: bytes, head: bytes, parts: Sequence[Part]) -> None:
        """Keeps a unit; from here on no kill loses it."""

        def write() -> None:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("INSERT OR REPLACE INTO units VALUES (?, ?)", (key, head))
            rows = [(key, number, p.text, p.marks, p.claims) for number, p in enumerate(parts)]
            self._db.executemany("INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?)", rows)
            self._db.execute("DELETE FROM begun WHERE key = ?", (key,))
            self._db.execute("COMMIT")

        self._try(write)

    def begin(self, key: bytes) -> bool:
        """Notes that this process is about to read the unit itself; whether one has died of it before."""
        known = self._row("SELECT 1 FROM begun WHERE key = ?", key) is not None
        self._try(lambda: self._db.execute("INSERT OR IGNORE INTO begun VALUES (?)", (key,)))
        return known

    def keep_only(self, keys: Iterable[bytes]) -> None:
        """Drops all other units: what a user has deleted is not kept behind their back."""

        def drop() -> None:
            self._db.execute("CREATE TEMP TABLE wanted (key BLOB PRIMARY KEY) WITHOUT ROWID")
            self._db.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((key,) for key in keys))
            gone = self._db.execute("SELECT count(*) FROM units WHERE key NOT IN wanted").fetchone()[0]
            if gone:
                self._db.execute("BEGIN IMMEDIATE")
                self._db.execute("DELETE FROM units WHERE key NOT IN wanted")
                self._db.execute("DELETE FROM parts WHERE key NOT IN wanted")
                self._db.execute("COMMIT")
            self._db.execute("DELETE FROM begun WHERE key NOT IN wanted")
            self._db.execute("DROP TABLE wanted")

        self._try(drop)

    def _row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._try(lambda: self._db.execute(query, values).fetchone())
        return row

    def _try(self, action: Callable[[], _T]) -> _T:
        try:
            return action()
        except UnicodeDecodeError as error:  # what sqlite says of a broken file may hold the broken bytes
            raise Damaged(str(error)) from None
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in _OUTSIDE:
                raise Damaged(str(error)) from None
            where = self.path.parent.parent if self.path else "the folder for temporary files"
            what = f"{where}: the cache cannot be written: {error}"
            raise KgError(f"{what}; free some space, choose another folder with -o, or use --no-cache") from None


def open_store(path: Path, tell: Callable[[str], None]) -> Store:
    """The store at `path`, made anew with a message where what lies there cannot be read."""
    try:
        return Store(path)
    except Damaged as error:
        tell(f"{path}: the cache cannot be read ({error}); it is made anew")
        discard(path)
        return Store(path)


def discard(path: Path) -> None:
    """Removes a store that no process has open."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
