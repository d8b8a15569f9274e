"""Names and values as RDF terms, written as N-Triples writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from kg.config import base_problem
from kg.errors import ConfigError, KgError
from kg.schema import NAMESPACE

RESOURCES: Final = "https://w3id.org/kg-news/id/"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
PREFIXES: Final[dict[str, str]] = {  # in Turtle, and what a query may use without declaring it
    "dcterms": "http://purl.org/dc/terms/",
    "doc": RESOURCES + "doc/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
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
_DATES: Final = {"0000": XSD + "gYear", "0000-00": XSD + "gYearMonth", "0000-00-00": XSD + "date"}
_ID = re.compile(r"[a-z][0-9a-f]{16}")
_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f]')
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def prefixes(base: str = RESOURCES) -> dict[str, str]:
    """The prefixes of a graph whose resources live under `base`.

    Raises ConfigError for a base that is no absolute IRI, or does not end in / or #.
    """
    if problem := base_problem(base):
        raise ConfigError(problem)
    return {p: base + i.removeprefix(RESOURCES) if i.startswith(RESOURCES) else i for p, i in PREFIXES.items()}


def rebased(terms: Iterable[tuple[str, ...]], base: str) -> Iterable[tuple[str, ...]]:
    """Triples or quads with their resources under `base`; the order stays, since all resources share their beginning.

    Raises ConfigError as `prefixes` does.
    """
    if prefixes(base) == PREFIXES:
        return terms
    old, new = f"<{RESOURCES}", f"<{base}"
    return (tuple(new + t[len(old) :] if t.startswith(old) else t for t in row) for row in terms)


def iri(prefix: str, id: str) -> str:
    """The IRI of a resource by its id; `prefix` is ent, st, ev or doc. Raises KgError for an id that is no id.

    Checked here because rdflib takes any string for an IRI and complains, if at all, at the end of a build.
    """
    if not _ID.fullmatch(id):
        raise KgError(f"{id!r} cannot stand in an IRI: an id is a letter and 16 hex digits")
    return PREFIXES[prefix] + id


def node(prefix: str, id: str) -> str:
    """The same as a term."""
    return f"<{iri(prefix, id)}>"


@cache
def term(name: str) -> str:
    """The term of a prefixed name such as rdfs:label."""
    prefix, local = name.split(":")
    return f"<{PREFIXES[prefix]}{local}>"


def words(text: str) -> str:
    """Text of a newspaper, as printed."""
    return f"{string(text)}@zh"


def string(text: str) -> str:
    """A plain string."""
    return f'"{_SPECIAL.sub(_escaped, text)}"'


def integer(value: int) -> str:
    """A canonical xsd:integer."""
    return f'"{value}"^^<{XSD}integer>'


@cache
def decimal(value: float) -> str:
    """A canonical xsd:decimal with at most four places: 0.9, 1.0."""
    whole, _, places = f"{value:.4f}".partition(".")
    return f'"{whole}.{places.rstrip("0") or "0"}"^^<{XSD}decimal>'


def moment(value: str) -> str:
    """An EDTF value with its narrowest type: xsd:gYear, xsd:gYearMonth or xsd:date where it is one, else edtf:EDTF."""
    shape = re.sub(r"\d", "0", value)
    if shape == "0000-00" and int(value[5:]) > 12:  # 2026-21 is a spring, no month
        shape = "season"
    return f'"{value}"^^<{_DATES.get(shape, PREFIXES["edtf"] + "EDTF")}>'


def _escaped(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"
