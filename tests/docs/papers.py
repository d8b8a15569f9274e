"""A small corpus of seven articles, marked by hand, as a graph: what the competency queries are asked of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg import chronicles
from kg.graph import Graph
from kg.training import corpus


@cache
def graph() -> Graph:
    """The graph of the marked mentions and statements of papers.mark; no model takes part in it."""
    return chronicles.graph_of(corpus.load(Path(__file__).parent))
