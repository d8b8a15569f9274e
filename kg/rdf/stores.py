"""Graphs on disk that answer at once: a folder with pyoxigraph's store in it and a note of what it holds."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import InputError
from kg.rdf.terms import RESOURCES

NOTE: Final = "store.json"
_DATA: Final = "data"
_FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_BASES: Final = (  # where the head of a file says under which base its resources live
    re.compile(r"@prefix ent: <([^>\s]+[/#])ent/>"),
    re.compile(r'"ent": "([^"\s]+[/#])ent/"'),
    re.compile(r"<([^>\s]+[/#])(?:doc|ent|ev|st)/[a-z][0-9a-f]{16}>"),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A graph that can be asked, and what its resources' IRIs begin with."""

    store: ox.Store
    base: str


def create(source: Path, place: Path) -> int:
    """Loads a file of RDF, or the graph.ttl of a build's folder, into a store in the folder `place`; how many triples.

    The triples of named graphs are asked both by the graph's name and without. The store appears whole; one that was
    there before is replaced, any other folder is left alone. Raises InputError where the source cannot be read, or the
    place is taken.
    """
    if not source.exists():
        raise InputError(f"{source}: no such file or folder; build a graph with kg build PATH -o {source}")
    file = source / "graph.ttl" if source.is_dir() else source
    form = _FORMATS.get(file.suffix)
    if form is None:
        raise InputError(f"{file}: not a file of RDF that is loaded; these are: {', '.join(_FORMATS)}")
    if place.exists() and not (place / NOTE).is_file() and (not place.is_dir() or any(place.iterdir())):
        raise InputError(f"{place}: there is something else; give a new folder for the store")
    beside = place.with_name(f".{place.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        base = base_of(file)
        (beside / _DATA).mkdir(parents=True)
        store = ox.Store(str(beside / _DATA))
        with file.open("rb") as read:
            store.bulk_load(read, format=form)
        if form.supports_datasets:  # the engine's own union of graphs would give a triple once for each
            with file.open("rb") as read:
                store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in ox.parse(read, form))
        store.optimize()
        store.flush()
        note = {"base": base, "triples": _count(store)}
        del store  # gives the folder free
        (beside / NOTE).write_text(json.dumps(note) + "\n", encoding="utf-8")
        shutil.rmtree(place, ignore_errors=True)
        beside.rename(place)
    except SyntaxError as error:
        raise InputError(f"{file}: not {form.name}: {error}") from None
    except OSError as error:
        hint = "; build one with kg build PATH" if not file.exists() else ""
        raise InputError(f"{file} -> {place}: cannot load: {error.strerror or error}{hint}") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return int(str(note["triples"]))


def is_store(place: Path) -> bool:
    """Whether the folder is a store that `create` made."""
    return (place / NOTE).is_file()


def open_store(place: Path) -> Opened:
    """The store in a folder, to be read only; raises InputError where it is damaged."""
    try:
        note = json.loads((place / NOTE).read_text(encoding="utf-8"))
        return Opened(ox.Store.read_only(str(place / _DATA)), str(note["base"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{place}: the store cannot be read ({error}); make it again with kg load") from None


def _count(store: ox.Store) -> int:
    """How many triples are in the default graph."""
    found = store.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert isinstance(found, ox.QuerySolutions)
    return int(next(found)["n"].value)


def base_of(file: Path) -> str:
    """What the IRIs of resources in a file of RDF begin with, as its first lines say."""
    with file.open("rb") as read:
        head = read.read(1 << 16).decode("utf-8", "replace")
    return next((match[1] for pattern in _BASES if (match := pattern.search(head))), RESOURCES)
