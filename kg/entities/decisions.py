"""corrections.toml: what a user has decided, as a plain file that every build replays.

    [[same]]       names = ["沙泉开发区", "沙泉经济技术开发区"]
    [[different]]  names = ["周原", "周原"]                      (two of one name: also documents, a list of two ids)
    [[rename]]     name = "远桥", to = "远桥集团"                (also [[retype]]: name, type)
    [[reject]]     subject, relation, object                    (also [[add]] and [[status]], with their fields)
    [[suppress]]   person = "周原"
    [[unsure]]     names = [ , ]             looked at and left open: the two stay apart
    [[right]]      subject, relation, object                    looked at and found right: not asked again

Each entry is a table of its own with one `key = value` a line, as `append` writes it. Entries are keyed by content,
never by the ids of a build; `document` (the document's id) and `quote` narrow an entry; `note` is not read.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

from kg.errors import DecisionError, nearest
from kg.model import STATUSES, name_key
from kg.schema import Schema

# kind -> the fields it needs; the others it may have
NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "same": ("names",),
    "different": ("names",),
    "unsure": ("names",),
    "rename": ("name", "to"),
    "retype": ("name", "type"),
    "reject": ("subject", "relation", "object"),
    "right": ("subject", "relation", "object"),
    "add": ("subject", "relation", "object", "document", "quote"),
    "status": ("subject", "relation", "object", "status"),
    "suppress": ("person",),
}
OPTIONAL: Final[dict[str, tuple[str, ...]]] = {
    "same": ("documents",),
    "different": ("documents",),
    "unsure": ("documents",),
    "rename": ("document",),
    "retype": ("document",),
    "reject": ("document", "quote"),
    "right": ("document", "quote"),
    "add": ("status", "date", "role"),
    "status": ("document", "quote"),
}
SIDES: Final = (("name", "document"), ("other", "other_document"))


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry: its kind, its fields, and its number among its kind, from 1.

    `names` stands as `name` and `other`, `documents` as `document` and `other_document`.
    """

    kind: str
    fields: Mapping[str, str]
    number: int

    def __getitem__(self, field: str) -> str:
        return self.fields[field]

    def get(self, field: str) -> str | None:
        """The field, None where the entry leaves it out."""
        return self.fields.get(field)

    def __str__(self) -> str:
        return f"{self.kind} {self.number} ({'、'.join(v for k, v in self.fields.items() if k != 'quote')})"


@dataclass(frozen=True, slots=True)
class Decisions:
    """All entries of a file, by kind in the order of the file."""

    entries: tuple[Decision, ...] = ()

    def of(self, kind: str) -> Iterator[Decision]:
        """The entries of one kind."""
        return (d for d in self.entries if d.kind == kind)

    def pairs(self, kind: str) -> tuple[frozenset[tuple[str, str]], ...]:
        """The pairs that `same` or `different` names: each side a name key and a document's id, "" for all."""
        return tuple(frozenset((name_key(d[name]), d.get(where) or "") for name, where in SIDES) for d in self.of(kind))


def load(path: Path | None, schema: Schema) -> Decisions:
    """The decisions in a file, none where there is no path; raises DecisionError that lists all that is wrong in it."""
    if path is None:
        return Decisions()
    try:
        return parse(path.read_text(encoding="utf-8"), path.name, schema)
    except OSError as error:
        raise DecisionError(f"{path}: {error.strerror}; name a corrections file that is there") from None
    except UnicodeDecodeError as error:
        raise DecisionError(f"{path}: not UTF-8: {error}") from None


def parse(text: str, where: str, schema: Schema) -> Decisions:
    """The decisions in the text of a file; `where` names it in errors."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DecisionError(f"{where}: not a TOML file: {error}") from None
    problems: list[str] = []
    entries: list[Decision] = []
    for kind in sorted(set(table) - set(NEEDED)):
        problems.append(f"unknown kind {kind!r}{_near(kind, NEEDED)}")
    for kind in NEEDED:
        rows = table.get(kind, [])
        if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
            problems.append(f"{kind}: write each entry under [[{kind}]]")
            continue
        for number, row in enumerate(rows, 1):
            wrong = [f"{kind} {number}: {p}" for p in _problems(kind, row, schema)]
            problems += wrong
            if not wrong:
                entries.append(Decision(kind, _fields(row), number))
    problems += _contradictions(entries)
    if problems:
        raise DecisionError(f"{where}: " + "; ".join(problems))
    return Decisions(tuple(entries))


def append(path: Path, kind: str, fields: Mapping[str, str | list[str]], schema: Schema) -> None:
    """Writes one entry at the end of the file, which is made if need be; what stands there stays as it is.

    Raises DecisionError, and writes nothing, if the file would not load with it.
    """
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = [f"{key} = {_literal(value)}" for key, value in fields.items()]
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    text = f"{before}{gap}[[{kind}]]\n" + "\n".join(lines) + "\n"
    parse(text, path.name, schema)
    beside = path.with_name(f".{path.name}.part")  # a crash in between leaves the old file
    beside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(beside, path)


def _literal(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON strings are TOML strings but for DEL


def _problems(kind: str, row: Mapping[str, object], schema: Schema) -> Iterator[str]:
    known = (*NEEDED[kind], *OPTIONAL.get(kind, ()), "note")
    for field in sorted(set(row) - set(known)):
        yield f"unknown field {field!r}{_near(field, known)}"
    for field in NEEDED[kind]:
        if field not in row:
            yield f"{field} is missing"
    for field, value in row.items():
        if field in ("names", "documents"):
            if not (isinstance(value, list) and len(value) == 2 and all(isinstance(v, str) and v for v in value)):
                yield f"{field} must be a list of two texts"
            elif field == "names" and name_key(value[0]) == name_key(value[1]) and "documents" not in row:
                yield f"both names are {value[0]!r}; say in which documents = [ , ] each is meant"
            elif field == "documents" and value[0] == value[1]:
                yield "both documents are one"
        elif not isinstance(value, str) or not value:
            yield f"{field} must be a text that is not empty"
        elif field == "relation" and value not in schema.relations:
            yield f"unknown relation {value!r}{_near(value, schema.relations)}"
        elif field == "type" and value not in schema.types:
            yield f"unknown type {value!r}{_near(value, schema.types)}"
        elif field == "status" and value not in STATUSES:
            yield f"unknown status {value!r}; known: {', '.join(STATUSES)}"


def _near(value: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    near = nearest(value, known)
    return f", near: {', '.join(near)}" if near else f"; known: {', '.join(sorted(known))}"


def _fields(row: Mapping[str, object]) -> dict[str, str]:
    fields = {k: str(v) for k, v in row.items() if isinstance(v, str) and k != "note"}
    for (one, two), listed in zip(zip(*SIDES, strict=True), ("names", "documents"), strict=True):
        values = row.get(listed)
        if isinstance(values, list):
            fields |= {one: str(values[0]), two: str(values[1])}
    return fields


def _contradictions(entries: list[Decision]) -> list[str]:
    found = Decisions(tuple(entries))
    pairs = {kind: set(found.pairs(kind)) for kind in ("same", "different", "unsure")}
    return [
        f"{' and '.join(sorted(n for n, _ in pair))} are both {one} and {other}"
        for one, other in combinations(pairs, 2)
        for pair in sorted(pairs[one] & pairs[other], key=sorted)
    ]
