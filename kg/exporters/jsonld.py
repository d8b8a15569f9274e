"""graph.jsonld: JSON-LD with the ontology's context inside, a node a line, sorted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from kg.exporters.files import write_text_atomically
from kg.graph import Graph
from kg.rdf import RESOURCES, Part, prefixes, rebased, triples
from kg.schema import ontology

_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([a-z-]+)|\^\^<([^>]*)>)?', re.DOTALL)
_TYPE: Final = "rdf:type"


def write(graph: Graph, path: Path, part: Part = "all", base: str = RESOURCES) -> None:
    """Writes the graph as JSON-LD; nothing has to be fetched to read it."""
    write_text_atomically(path, _chunks(rebased(triples(graph, part), base), prefixes(base)))


def _chunks(rows: Iterable[tuple[str, ...]], known: dict[str, str]) -> Iterator[str]:
    shipped = json.loads((ontology() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    context = {key: _moved(value, known) for key, value in shipped.items()} | known
    yield '{"@context": ' + json.dumps(context, ensure_ascii=False) + ',\n"@graph": ['
    short, between = _Names(known), "\n"
    for subject, found in groupby(rows, key=itemgetter(0)):
        yield between + json.dumps(_node(subject, found, short), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _moved(value: Any, known: dict[str, str]) -> Any:
    """The context's entry with its bases under the base of the graph."""
    if isinstance(value, str) and value.startswith(RESOURCES):
        return known["ent"].removesuffix("ent/") + value.removeprefix(RESOURCES)
    return {k: _moved(v, known) for k, v in value.items()} if isinstance(value, dict) else value


def _node(subject: str, found: Iterable[tuple[str, ...]], short: _Names) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": short(subject)}
    for predicate, rows in groupby(found, key=itemgetter(1)):
        values = [_value(row[2], short) for row in rows]
        if short(predicate) == _TYPE:
            node["@type"] = [v["@id"] for v in values]
        else:
            node[short(predicate)] = values[0] if len(values) == 1 else values
    return node


def _value(term: str, short: _Names) -> dict[str, str]:
    match = _LITERAL.fullmatch(term)
    if match is None:
        return {"@id": short(term)}
    value = {"@value": json.loads(f'"{match[1]}"') if "\\" in match[1] else match[1]}
    if match[2]:
        value["@language"] = match[2]
    if match[3]:
        value["@type"] = short(f"<{match[3]}>")
    return value


class _Names:
    """IRIs by their prefix, each looked up once."""

    def __init__(self, known: dict[str, str]) -> None:
        self._known = sorted(known.items(), key=lambda pair: -len(pair[1]))
        self._seen: dict[str, str] = {}

    def __call__(self, term: str) -> str:
        """`<http://…#label>` as rdfs:label; resources are not kept, so that memory stays constant."""
        if term in self._seen:
            return self._seen[term]
        iri = term[1:-1]
        found = next((f"{p}:{iri.removeprefix(base)}" for p, base in self._known if iri.startswith(base)), iri)
        if len(self._seen) < 10_000:
            self._seen[term] = found
        return found
