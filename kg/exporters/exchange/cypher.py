"""Neo4j: CSV for `neo4j-admin database import`, and the same as a script of Cypher for `cypher-shell`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, astuple
from itertools import groupby, islice
from typing import Final

from kg.exporters.exchange import rows
from kg.graph import Graph
from kg.schema import load

BLOCK: Final = 500  # rows of one Cypher statement
_SPECIAL: Final = re.compile('[\\\\"\x00-\x1f\x7f\u0085\u2028\u2029]')
_NODES: Final = ("id:ID", "name", "type", "aliases", "mentions:int", ":LABEL")
_NUMBERS: Final = {"confidence": "double", "start_offset": "int", "end_offset": "int", "evidence": "int"}


def database(graph: Graph) -> dict[str, Iterator[str]]:
    """nodes.csv and relationships.csv with typed heads, and import.cypher, which needs no file on the server.

    Labels are the entity's type and all types above it, a relationship's type is its relation in capitals.
    """
    return {
        "nodes.csv": _lines(_NODES, ((*astuple(n), ";".join(labels(n.type))) for n in rows.nodes(graph))),
        "relationships.csv": _lines(_head(), map(_relationship, rows.edges(graph))),
        "import.cypher": _script(graph),
    }


def labels(type: str) -> tuple[str, ...]:
    """Entity, and the names of the type and of all types above it, sorted."""
    return ("Entity", *sorted(load().ancestors(type)))


def _head() -> tuple[str, ...]:
    kept = [c for c in rows.EDGE_COLUMNS if c not in ("source", "target")]
    return (":START_ID", ":END_ID", ":TYPE", *(f"{c}:{_NUMBERS[c]}" if c in _NUMBERS else c for c in kept))


def _relationship(edge: rows.Edge) -> tuple[object, ...]:
    kept = [value for key, value in asdict(edge).items() if key not in ("source", "target")]
    return (edge.source, edge.target, edge.relation.upper(), *kept)


def _lines(head: tuple[str, ...], found: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """CSV; cells hold line breaks where the newspaper does (--multiline-fields=true)."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in (head, *found):
        out.seek(0)
        out.truncate()
        writer.writerow(row)
        yield out.getvalue()


def _script(graph: Graph) -> Iterator[str]:
    yield "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (e:Entity) REQUIRE e.id IS UNIQUE;\n"
    for type, found in groupby(sorted(rows.nodes(graph), key=lambda n: (n.type, n.id)), key=lambda n: n.type):
        merge = f"MERGE (e:Entity {{id: row.id}}) SET e:{':'.join(labels(type)[1:])}, e += row"
        yield from _blocks(map(asdict, found), merge)
    for relation, links in groupby(
        sorted(rows.edges(graph), key=lambda e: (e.relation, e.id)), key=lambda e: e.relation
    ):
        merge = (
            "MATCH (a:Entity {id: row.source}), (b:Entity {id: row.target}) "
            f"MERGE (a)-[r:{relation.upper()} {{id: row.id}}]->(b) SET r += row"
        )
        yield from _blocks(map(asdict, links), merge)


def _blocks(found: Iterator[dict[str, object]], merge: str) -> Iterator[str]:
    while block := list(islice(found, BLOCK)):
        listed = ",\n  ".join("{" + ", ".join(f"{k}: {_literal(v)}" for k, v in row.items()) + "}" for row in block)
        yield f"UNWIND [\n  {listed}\n] AS row\n{merge};\n"


def _literal(value: object) -> str:
    """A number, or a string as Cypher writes it, on one line; nothing in it can end it."""
    if not isinstance(value, str):
        return str(value)
    return '"' + _SPECIAL.sub(lambda m: f"\\{m[0]}" if m[0] in '\\"' else f"\\u{ord(m[0]):04X}", value) + '"'
