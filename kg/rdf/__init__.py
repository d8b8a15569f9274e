"""Graph values to RDF: IRIs, statements with evidence, what follows from the ontology."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.rdf.datasets import INFERRED, Quad, quads
    from kg.rdf.inference import Axioms, Triple, axioms, infer, read_axioms
    from kg.rdf.statements import Part, triples
    from kg.rdf.stores import Opened, base_of, create, is_store, open_store
    from kg.rdf.terms import PREFIXES, RESOURCES, iri, prefixes, rebased
    from kg.rdf.validation import SHAPE, Violation, doubts, validate

_HOMES = {  # loaded at first use: the process that answers a query starts quickly
    "INFERRED": "kg.rdf.datasets",
    "PREFIXES": "kg.rdf.terms",
    "RESOURCES": "kg.rdf.terms",
    "SHAPE": "kg.rdf.validation",
    "Axioms": "kg.rdf.inference",
    "Opened": "kg.rdf.stores",
    "Part": "kg.rdf.statements",
    "Quad": "kg.rdf.datasets",
    "Triple": "kg.rdf.inference",
    "Violation": "kg.rdf.validation",
    "axioms": "kg.rdf.inference",
    "base_of": "kg.rdf.stores",
    "create": "kg.rdf.stores",
    "doubts": "kg.rdf.validation",
    "infer": "kg.rdf.inference",
    "iri": "kg.rdf.terms",
    "is_store": "kg.rdf.stores",
    "open_store": "kg.rdf.stores",
    "prefixes": "kg.rdf.terms",
    "quads": "kg.rdf.datasets",
    "read_axioms": "kg.rdf.inference",
    "rebased": "kg.rdf.terms",
    "triples": "kg.rdf.statements",
    "validate": "kg.rdf.validation",
}

__all__ = [
    "INFERRED",
    "PREFIXES",
    "RESOURCES",
    "SHAPE",
    "Axioms",
    "Opened",
    "Part",
    "Quad",
    "Triple",
    "Violation",
    "axioms",
    "base_of",
    "create",
    "doubts",
    "infer",
    "iri",
    "is_store",
    "open_store",
    "prefixes",
    "quads",
    "read_axioms",
    "rebased",
    "triples",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg.rdf' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
