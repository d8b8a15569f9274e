"""Gold and predictions: from a file of JSON lines, or from mappings, to checked values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError, nearest
from kg.model import name_key

_LINE_KEYS = ("doc", "entities", "triples")
_ENTITY_TEXTS = ("name", "type")
_TRIPLE_TEXTS = ("s", "p", "o", "status", "role", "attribution", "extractor", "s_text", "o_text")
_KINDS = {dict: "an object", list: "a list", str: "a text", bool: "a truth value", int: "a number", float: "a number"}
_SHOWN = 12  # problems listed before the rest is only counted


@dataclass(frozen=True, slots=True)
class Named:
    """One annotated entity: its name, all its printed forms as name keys, its type."""

    name: str
    forms: frozenset[str]
    type: str


@dataclass(frozen=True, slots=True)
class Triple:
    """One annotated triple, by printed names; what is not given is ''. `alternatives` are further right objects.

    Of predictions only: `origin`, which extractors say it, `confidence`, and `texts`, the words that stand for subject
    and object where it is said.
    """

    subject: str
    relation: str
    object: str
    status: str
    date: str
    role: str
    attribution: str
    alternatives: tuple[str, ...]
    origin: str = ""
    confidence: float | None = None
    texts: tuple[str, str] = ("", "")

    def __str__(self) -> str:
        return f"{self.subject} -{self.relation}-> {self.object}"


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one document holds by one side; `ignored` are name keys that count neither way."""

    entities: tuple[Named, ...] = ()
    triples: tuple[Triple, ...] = ()
    ignored: frozenset[str] = frozenset()


def read(path: str | Path, *, gold: bool = False) -> tuple[dict[str, Any], ...]:
    """The documents of a file of JSON lines, in its order; blank lines are passed over.

    Raises InputError with the file and the line of each problem: no JSON, a key that is missing (gold also needs the
    type of each entity and the status of each triple), a value of the wrong kind, a document twice, an empty file.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; give a file of JSON lines, as `kg extract` writes it") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    found: list[dict[str, Any]] = []
    problems: list[str] = []
    first: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(f"line {number}: no JSON object: {error}")
            continue
        faults = _faults(value, gold=gold, keys=_LINE_KEYS)
        problems += [f"line {number}: {fault}" for fault in faults]
        if faults:
            continue
        doc = str(value["doc"])
        if doc in first:
            problems.append(f"line {number}: document {doc!r} stands already on line {first[doc]}; keep one of them")
        first.setdefault(doc, number)
        found.append(value)
    if problems:
        raise InputError(_listed(str(path), problems))
    if not found:
        raise InputError(f"{path}: empty; one JSON object a line is wanted, with {', '.join(_LINE_KEYS)}")
    return tuple(found)


def checked(lines: Iterable[Mapping[str, Any]], *, gold: bool) -> dict[str, Annotation]:
    """Annotations by document, in order.

    Raises InputError that names the document of each problem. Entities and triples may be left out here, as a
    prediction may hold none; a file that is read must have them.
    """
    side = "gold" if gold else "predictions"
    found: dict[str, Annotation] = {}
    problems: list[str] = []
    for number, line in enumerate(lines, 1):
        faults = _faults(line, gold=gold, keys=("doc",))
        where = f"document {line['doc']!r}" if isinstance(line, Mapping) and "doc" in line else f"item {number}"
        problems += [f"{where}: {fault}" for fault in faults]
        if faults:
            continue
        doc = str(line["doc"])
        if doc in found:
            problems.append(f"{where}: stands there twice; keep one of them")
        found[doc] = _annotation(line)
    if problems:
        raise InputError(_listed(side, problems))
    return found


def _annotation(line: Mapping[str, Any]) -> Annotation:
    return Annotation(
        entities=tuple(
            Named(
                name=e.get("name") or "",
                forms=frozenset(k for k in map(_key, (e.get("name"), *(e.get("aliases") or ()))) if k),
                type=e.get("type") or "",
            )
            for e in line.get("entities") or ()
        ),
        triples=tuple(
            Triple(
                subject=t["s"],
                relation=t["p"],
                object=t["o"],
                status=t.get("status") or "realised",
                date=str(t.get("date") or ""),
                role=t.get("role") or "",
                attribution=t.get("attribution") or "",
                alternatives=tuple(t.get("o_alt") or ()),
                origin=t.get("extractor") or "",
                confidence=t.get("confidence"),
                texts=(t.get("s_text") or "", t.get("o_text") or ""),
            )
            for t in line.get("triples") or ()
        ),
        ignored=frozenset(_key(name) for name in line.get("ignore") or ()),
    )


def _key(name: str | None) -> str:
    return name_key(name or "")


def _faults(line: object, *, gold: bool, keys: Sequence[str]) -> list[str]:
    """What is wrong with one document's line, in the order of its keys; empty when it can be used."""
    if not isinstance(line, Mapping):
        return [f"a JSON object is wanted, not {_kind(line)}"]
    faults = _missing(line, keys, "the line")
    doc = line.get("doc", "")
    if not isinstance(doc, str | int) or isinstance(doc, bool):
        faults.append(f"doc is {_kind(doc)}; a file stem is wanted")
    faults += _not_texts(line, "ignore", "the line")
    entities, wrong = _objects(line, "entities")
    faults += wrong
    for number, entity in enumerate(entities, 1):
        where = f"entity {number}"
        faults += _missing(entity, ("name", "type") if gold else ("name",), where)
        faults += [f"{where}: {key} is {_kind(entity[key])}" for key in _ENTITY_TEXTS if not _is_text(entity, key)]
        faults += _not_texts(entity, "aliases", where)
    triples, wrong = _objects(line, "triples")
    faults += wrong
    for number, triple in enumerate(triples, 1):
        where = f"triple {number}"
        faults += _missing(triple, ("s", "p", "o", "status") if gold else ("s", "p", "o"), where)
        faults += [f"{where}: {key} is {_kind(triple[key])}" for key in _TRIPLE_TEXTS if not _is_text(triple, key)]
        faults += _not_texts(triple, "o_alt", where)
        faults += _no_share(triple, "confidence", where)
    return faults


def _objects(line: Mapping[str, Any], key: str) -> tuple[list[Mapping[str, Any]], list[str]]:
    """The mappings under `key`, and what is wrong with the others."""
    value = line.get(key) or ()
    if not isinstance(value, list | tuple):
        return [], [f"{key} is {_kind(value)}; a list is wanted"]
    wrong = [f"{key}: item {n} is {_kind(v)}; an object is wanted" for n, v in enumerate(value, 1) if not _is_object(v)]
    return [v for v in value if _is_object(v)], wrong


def _missing(value: Mapping[str, Any], keys: Sequence[str], where: str) -> list[str]:
    """A sentence for each of `keys` that `value` lacks, with the key that was perhaps meant."""
    faults = []
    for key in keys:
        if value.get(key) is None:
            near = nearest(key, [k for k in value if isinstance(k, str) and k not in keys], 1)
            faults.append(f"{where} has no {key!r}" + (f"; is {near[0]!r} meant?" if near else ""))
    return faults


def _not_texts(value: Mapping[str, Any], key: str, where: str) -> list[str]:
    held = value.get(key) or ()
    if isinstance(held, list | tuple) and all(isinstance(v, str) for v in held):
        return []
    return [f"{where}: {key} is not a list of texts"]


def _no_share(value: Mapping[str, Any], key: str, where: str) -> list[str]:
    held = value.get(key)
    if held is None or (isinstance(held, int | float) and not isinstance(held, bool) and 0 <= held <= 1):
        return []
    return [f"{where}: {key} is {_kind(held)}; a number from 0 to 1 is wanted"]


def _is_object(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_text(value: Mapping[str, Any], key: str) -> bool:
    return isinstance(value.get(key), str | None)


def _kind(value: object) -> str:
    return "null" if value is None else _KINDS.get(type(value), type(value).__name__)


def _listed(where: str, problems: list[str]) -> str:
    more = [f"and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
    return "\n".join(f"{where}: {problem}" for problem in (*problems[:_SHOWN], *more))
