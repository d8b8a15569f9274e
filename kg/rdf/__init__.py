"""Graph values to RDF: IRIs, statements with evidence, what follows from the ontology."""

from kg.rdf.statements import triples
from kg.rdf.terms import PREFIXES, RESOURCES, iri

__all__ = ["PREFIXES", "RESOURCES", "iri", "triples"]
