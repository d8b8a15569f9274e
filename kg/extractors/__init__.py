"""Annotated sentences to claims, by rules as data and by what other packages add."""

from kg.extractors.policy import settle
from kg.extractors.protocol import GROUP, Extractor, discover
from kg.extractors.relations import issues

__all__ = ["GROUP", "Extractor", "discover", "issues", "settle"]
