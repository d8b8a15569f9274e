"""FollowTheMoney entities, a line of JSON each: what Aleph, OpenSanctions' tools and nomenklatura read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from kg.graph import Graph
from kg.model import Entity, Statement
from kg.schema import load

Properties: TypeAlias = dict[str, list[str]]

SCHEMATA: Final = {  # the nearest schema of a type; a type without one takes that of the type above it
    "Company": "Company",
    "Event": "Event",
    "GovernmentBody": "PublicBody",
    "Initiative": "Project",
    "Organisation": "Organization",
    "Person": "Person",
    "Place": "Address",
    "Product": "Asset",
}
_BODIES: Final = frozenset({"Company", "Organization", "PublicBody"})
_LINKS: Final = {  # relation: schema, property of the subject, of the object, schemata that the two may have
    "works_for": ("Employment", "employee", "employer", {"Person"}, _BODIES),
    "member_of": ("Membership", "member", "organization", _BODIES | {"Person"}, _BODIES),
    "owns": ("Ownership", "owner", "asset", _BODIES | {"Person"}, {"Company", "Asset"}),
    "acquired": ("Ownership", "owner", "asset", _BODIES | {"Person"}, {"Company", "Asset"}),
    "subsidiary_of": ("Ownership", "asset", "owner", {"Company", "Asset"}, _BODIES | {"Person"}),
    "participates_in": ("ProjectParticipant", "participant", "project", _BODIES | {"Person"}, {"Project"}),
    "implements": ("ProjectParticipant", "participant", "project", _BODIES | {"Person"}, {"Project"}),
}
_OTHER: Final = ("UnknownLink", "subject", "object")
_DATE: Final = re.compile(r"\d{4}(?:-\d\d){0,2}")


def entities(graph: Graph) -> dict[str, Iterator[str]]:
    """One file of lines {"id", "schema", "properties"}: an entity or a statement each, by id.

    A statement is the interest that fits its relation, else an UnknownLink; its relation, role, status, dates as
    printed and sentence are kept in `role`, `status`, `date`, `description` and `summary`.
    """
    return {"entities.ftm.json": (json.dumps(line, ensure_ascii=False) + "\n" for line in _lines(graph))}


def schema_of(type: str) -> str:
    """The FollowTheMoney schema of a type."""
    known = load()
    while type not in SCHEMATA:
        type = next(p for p in known.types[type].parents if p != "Place")
    return SCHEMATA[type]


def _lines(graph: Graph) -> Iterator[dict[str, object]]:
    schemata = {e.id: schema_of(e.type) for e in graph.entities}
    for entity in graph.entities:
        yield {"id": entity.id, "schema": schemata[entity.id], "properties": _named(entity, schemata[entity.id])}
    for s in graph.statements:
        schema, one, other = _link(s.relation, schemata[s.subject], schemata[s.object])
        yield {"id": s.id, "schema": schema, "properties": {one: [s.subject], other: [s.object], **_said(graph, s)}}


def _named(entity: Entity, schema: str) -> Properties:
    properties = {"name": [entity.name], "alias": list(entity.aliases)}
    if schema == "Address":
        properties["full"] = [entity.name]  # what an address is shown by
    return {key: values for key, values in properties.items() if values}


def _link(relation: str, subject: str, object: str) -> tuple[str, str, str]:
    """The schema of a relation between two schemata, and its properties for subject and object."""
    if relation in _LINKS:
        schema, one, other, subjects, objects = _LINKS[relation]
        if subject in subjects and object in objects:
            return schema, one, other
    return _OTHER


def _said(graph: Graph, statement: Statement) -> Properties:
    """What is said of a statement, without what is empty."""
    when = statement.when.value if statement.when else ""
    label = load().relations[statement.relation].labels["zh"]
    properties: Properties = {
        "role": [statement.role or label],
        "status": [statement.status],
        "date": [when] if _DATE.fullmatch(when) else [],
        "description": [f"{label}（{statement.date}）" if statement.date else label],
        "summary": list(dict.fromkeys("".join(e.text.split("\n")) for e in statement.evidence)),
        "publisher": [graph.entity(statement.speaker).name] if statement.speaker else [],
        "recordId": list(dict.fromkeys(e.document for e in statement.evidence)),
    }
    return {key: values for key, values in properties.items() if values}
