"""How well predictions agree with gold: read both files, evaluate, compare, print rows or write JSON.

Both sides have the shape of `kg extract --format jsonl`, one JSON object a line and document. Gold may also hold
`ignore` (names neither rewarded nor punished) and, in a triple, `o_alt` (other objects that are right as well).
Predictions may say of a triple its `extractor`, its `confidence`, and the words for its ends (`s_text`, `o_text`).
"""

from kg.evaluation.annotations import read
from kg.evaluation.comparison import Change, Comparison, change_rows, compare, measure_rows
from kg.evaluation.identity import IdentityReport, identity_rows, score_row
from kg.evaluation.measures import evaluate
from kg.evaluation.report import Problem, Ratio, Report, Score, calibration_rows, cause_rows, table_rows
from kg.evaluation.timeline import TimelineReport, timeline_rows

__all__ = [
    "Change",
    "Comparison",
    "IdentityReport",
    "Problem",
    "Ratio",
    "Report",
    "Score",
    "TimelineReport",
    "calibration_rows",
    "cause_rows",
    "change_rows",
    "compare",
    "evaluate",
    "identity_rows",
    "measure_rows",
    "read",
    "score_row",
    "table_rows",
    "timeline_rows",
]
