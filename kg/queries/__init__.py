"""Questions to a graph: in SPARQL, and the ones asked every day."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.queries.canned import explain, explanation_rows, partners, show, trace
    from kg.queries.cookbook import Question, asked, question, questions
    from kg.queries.guard import prepare
    from kg.queries.history import History, Step, histories, partners_at, timeline
    from kg.queries.sparql import Result, answer, ask, load

_HOMES = {  # loaded at first use: the process that answers a query starts quickly
    "History": "kg.queries.history",
    "Question": "kg.queries.cookbook",
    "Result": "kg.queries.sparql",
    "Step": "kg.queries.history",
    "answer": "kg.queries.sparql",
    "ask": "kg.queries.sparql",
    "asked": "kg.queries.cookbook",
    "explain": "kg.queries.canned",
    "explanation_rows": "kg.queries.canned",
    "histories": "kg.queries.history",
    "load": "kg.queries.sparql",
    "partners": "kg.queries.canned",
    "partners_at": "kg.queries.history",
    "prepare": "kg.queries.guard",
    "question": "kg.queries.cookbook",
    "questions": "kg.queries.cookbook",
    "show": "kg.queries.canned",
    "timeline": "kg.queries.history",
    "trace": "kg.queries.canned",
}

__all__ = [
    "History",
    "Question",
    "Result",
    "Step",
    "answer",
    "ask",
    "asked",
    "explain",
    "explanation_rows",
    "histories",
    "load",
    "partners",
    "partners_at",
    "prepare",
    "question",
    "questions",
    "show",
    "timeline",
    "trace",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg.queries' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
