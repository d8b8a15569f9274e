"""How well predictions agree with gold: read both files, evaluate, print rows or write JSON.

Both sides have the shape of `kg extract --format jsonl`, one JSON object a line and document. Gold may also hold
`ignore` (names neither rewarded nor punished) and, in a triple, `o_alt` (other objects that are right as well).
"""

from kg.evaluation.annotations import read
from kg.evaluation.identity import IdentityReport, identity_rows
from kg.evaluation.measures import evaluate
from kg.evaluation.report import Problem, Ratio, Report, Score, table_rows

__all__ = [
    "IdentityReport", "Problem", "Ratio", "Report", "Score", "evaluate", "identity_rows", "read", "table_rows",
]  # fmt: skip
