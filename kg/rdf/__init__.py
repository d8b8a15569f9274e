"""Graph values to RDF: IRIs, statements with evidence, what follows from the ontology."""

from kg.rdf.inference import Axioms, Triple, axioms, infer, read_axioms
from kg.rdf.statements import triples
from kg.rdf.terms import PREFIXES, RESOURCES, iri

__all__ = ["PREFIXES", "RESOURCES", "Axioms", "Triple", "axioms", "infer", "iri", "read_axioms", "triples"]
