"""Questions to a graph: in SPARQL, and the ones asked every day."""

from kg.queries.canned import explain, explanation_rows, partners, show, trace
from kg.queries.guard import prepare
from kg.queries.sparql import Result, answer, ask, load

__all__ = [
    "Result",
    "answer",
    "ask",
    "explain",
    "explanation_rows",
    "load",
    "partners",
    "prepare",
    "show",
    "trace",
]
