"""Graph values to RDF: IRIs, statements with evidence, what follows from the ontology."""

from kg.rdf.inference import Axioms, Triple, axioms, infer, read_axioms
from kg.rdf.quads import INFERRED, Quad, quads
from kg.rdf.statements import Part, triples
from kg.rdf.stores import Opened, base_of, create, is_store, open_store
from kg.rdf.terms import PREFIXES, RESOURCES, iri, prefixes, rebased
from kg.rdf.validation import SHAPE, Violation, doubts, validate

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
