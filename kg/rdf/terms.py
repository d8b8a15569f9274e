"""Names and values as RDF terms."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError
from kg.schema import NAMESPACE

RESOURCES: Final = "https://w3id.org/kg-news/id/"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
PREFIXES: Final[dict[str, str]] = {  # in Turtle, and what a query may use without declaring it
    "dcterms": "http://purl.org/dc/terms/",
    "doc": RESOURCES + "doc/",
    "ent": RESOURCES + "ent/",
    "ev": RESOURCES + "ev/",
    "kg": NAMESPACE,
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "st": RESOURCES + "st/",
    "xsd": XSD,
}
_ID = re.compile(r"[a-z][0-9a-f]{16}")
_INTEGER = NamedNode(XSD + "integer")
_DECIMAL = NamedNode(XSD + "decimal")


def iri(prefix: str, id: str) -> NamedNode:
    """The IRI of a resource by its id; `prefix` is ent, st, ev or doc. Raises KgError for an id that is no id."""
    if not _ID.fullmatch(id):
        raise KgError(f"{id!r} cannot stand in an IRI: an id is a letter and 16 hex digits")
    return NamedNode(PREFIXES[prefix] + id)


def term(name: str) -> NamedNode:
    """The IRI of a prefixed name such as rdfs:label."""
    prefix, local = name.split(":")
    return NamedNode(PREFIXES[prefix] + local)


def words(text: str) -> Literal:
    """Text of a newspaper, as printed."""
    return Literal(text, language="zh")


def string(text: str) -> Literal:
    """A plain string."""
    return Literal(text)


def integer(value: int) -> Literal:
    """A canonical xsd:integer."""
    return Literal(str(value), datatype=_INTEGER)


def decimal(value: float) -> Literal:
    """A canonical xsd:decimal with at most four places: 0.9, 1.0."""
    whole, _, places = f"{value:.4f}".partition(".")
    return Literal(f"{whole}.{places.rstrip('0') or '0'}", datatype=_DECIMAL)
