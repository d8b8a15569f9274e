"""Questions to a graph: in SPARQL, and the ones asked every day."""

from kg.queries.canned import explain, explanation_rows, partners, show, trace
from kg.queries.cookbook import Question, asked, question, questions
from kg.queries.guard import prepare
from kg.queries.history import History, Step, histories, partners_at, timeline
from kg.queries.sparql import Result, answer, ask, load

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
