"""The ontology as package data: kg.ttl and what belongs to it."""
