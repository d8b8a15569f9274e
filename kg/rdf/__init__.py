"""Graph values to RDF: IRIs, statements with evidence, what follows from the ontology."""

from kg.rdf.inference import Axioms, Triple, axioms, infer, read_axioms
from kg.rdf.quads import INFERRED, Quad, quads
from kg.rdf.statements import Part, triples
from kg.rdf.terms import PREFIXES, RESOURCES, iri, prefixes, rebased
from kg.rdf.validation import SHAPE, Violation, doubts, validate

__all__ = [
    "INFERRED",
    "PREFIXES",
    "RESOURCES",
    "SHAPE",
    "Axioms",
    "Part",
    "Quad",
    "Triple",
    "Violation",
    "axioms",
    "doubts",
    "infer",
    "iri",
    "prefixes",
    "quads",
    "read_axioms",
    "rebased",
    "triples",
    "validate",
]
