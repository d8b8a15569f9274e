"""What became of a relation: the statements of one pair over all reports, in the order of time.

A step is one report of one statement. It stands at the day on which the report appeared; where that is not printed, at
the day that the statement's own date means, but never at the day of a plan, which is still to come.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from kg import dates
from kg.errors import QueryError
from kg.graph import Graph
from kg.model import STATUSES, Evidence, Statement

FORMER: Final = re.compile(r"原|前|曾|时任")  # how a post that is over begins: 原副校长
# words that state the end of what they speak of: 此前任…, 卸任…, 终止合作, 退出联盟
ENDING: Final = re.compile(r"此前|曾|卸任|离任|不再|免去|辞去|辞任|终止|解除|退出|解约|解散|撤资|撤出")
EARLIER: Final = re.compile(r"(?:此前|曾|原)[任在是于]{0,2}$")  # before the organisation: 她此前在…工作
_SAID: Final = ("day", "speaker", "sentence", "document", "id")
_AHEAD: Final = frozenset({"planned", "hoped"})

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One report of one statement. `day` is the day that orders it, ISO, None where nothing tells it.

    `since` is the day from which on it is so: the last that its own date may mean, but not later than the report.
    `ended` says that the relation is over: a former post, or what is denied after it was stated, or in words that
    end it.
    """

    statement: Statement
    evidence: Evidence
    day: str | None
    since: str | None
    ended: bool


@dataclass(frozen=True, slots=True)
class History:
    """The steps of one subject, relation and object, oldest first; those without a day stand before all others."""

    subject: str
    relation: str
    object: str
    steps: tuple[Step, ...]

    @property
    def latest(self) -> Step:
        """The step that tells how things stand."""
        return self.steps[-1]

    def until(self, day: str) -> History | None:
        """What was so by the end of this day, None where nothing was; steps without a day are left out."""
        kept = tuple(s for s in self.steps if s.since is not None and s.since <= day)
        return History(self.subject, self.relation, self.object, kept) if kept else None


def histories(graph: Graph, name: str | None = None) -> tuple[History, ...]:
    """The histories of all that is stated of an entity, or of all entities, by subject, relation and object."""
    found = graph.about(graph.find(name).id) if name is not None else graph.statements
    published = _published(graph)
    by_pair: dict[tuple[str, str, str], list[Step]] = defaultdict(list)
    for s in found:
        for evidence in s.evidence:
            by_pair[s.subject, s.relation, s.object].append(_step(s, evidence, published.get(evidence.id)))
    return tuple(History(*pair, tuple(_ended(sorted(steps, key=_order)))) for pair, steps in sorted(by_pair.items()))


def timeline(graph: Graph, name: str, other: str | None = None) -> list[Row]:
    """What is stated of an entity, or of it and another, report by report, oldest first, what has no day at the end.

    `day` orders a row, `when` is what its date means. `latest` marks how things stand, `ended` what is over.
    """
    ends = {graph.find(name).id} | ({graph.find(other).id} if other is not None else set())
    rows = [
        _row(graph, history, step)
        for history in histories(graph, name)
        if ends <= {history.subject, history.object}
        for step in history.steps
    ]
    return sorted(rows, key=lambda row: (row["day"] or "9999", not row["latest"], row["relation"], row["id"]))


def partners_at(graph: Graph, name: str, period: str) -> tuple[list[Row], int]:
    """Who worked with the entity at the end of a day, month or year, strongest status first.

    The number counts the statements without a day, of which nobody knows whether they held by then.
    """
    centre, last = graph.find(name), last_day(period)
    rows, unknown = [], 0
    for history in histories(graph, centre.id):
        if history.relation != "partners_with":
            continue
        unknown += len({s.statement.id for s in history.steps if s.day is None})
        known = history.until(last)
        if known is None or known.latest.ended or known.latest.statement.status == "denied":
            continue
        step = known.latest
        other = graph.other(step.statement, centre.id)
        since = next(s for s in known.steps if s.statement.status == step.statement.status)
        rows.append(
            {
                "partner": other.name,
                "type": other.type,
                "status": step.statement.status,
                "since": since.statement.when.value if since.statement.when else since.since,
                **{key: value for key, value in _row(graph, known, step).items() if key in _SAID},
            }
        )
    return sorted(rows, key=lambda row: (STATUSES.index(row["status"]), row["partner"], row["id"])), unknown


def last_day(period: str) -> str:
    """The last day of a year, month or day such as 2025, 2025-06 or 2025-06-30; raises QueryError for anything else."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", period)
    try:
        if match is None:
            raise ValueError
        year, month = int(match[1]), int(match[2] or 12)
        return date(year, month, int(match[3] or calendar.monthrange(year, month)[1])).isoformat()
    except ValueError:
        raise QueryError(f"{period!r} is no day, month or year; write 2025-06-30, 2025-06 or 2025") from None


def _row(graph: Graph, history: History, step: Step) -> Row:
    s = step.statement
    return {
        "day": step.day,
        "subject": graph.entity(s.subject).name,
        "relation": s.relation,
        "object": graph.entity(s.object).name,
        "status": s.status,
        "ended": step.ended,
        "latest": step == history.latest,
        "date": s.date,
        "when": s.when.value if s.when else None,
        "role": s.role,
        "speaker": graph.entity(s.speaker).name if s.speaker else None,
        "sentence": step.evidence.text,
        "document": step.evidence.document,
        "id": s.id,
    }


def _published(graph: Graph) -> dict[str, str]:
    """The day on which each evidence was printed, where its article says so."""
    days = {
        (d.id, a.span): found.isoformat()
        for d in graph.documents
        for a in d.articles
        if (found := dates.day(a.published))
    }
    articles = {d.id: d.articles for d in graph.documents}
    return {
        e.id: days[e.document_id, a.span]
        for s in graph.statements
        for e in s.evidence
        for a in articles.get(e.document_id, ())
        if a.span.contains(e.span) and (e.document_id, a.span) in days
    }


def _step(statement: Statement, evidence: Evidence, published: str | None) -> Step:
    when = statement.when
    meant = when.latest if when and statement.status not in _AHEAD else None
    since = min((day for day in (published, meant) if day), default=None)
    return Step(statement, evidence, published or meant, since, _over(statement, evidence))


def _over(statement: Statement, evidence: Evidence) -> bool:
    """Whether the sentence itself says that it is over."""
    word = ""
    if evidence.trigger and evidence.span.contains(evidence.trigger):
        word = evidence.text[evidence.trigger.start - evidence.span.start : evidence.trigger.end - evidence.span.start]
    if statement.relation == "works_for":
        before = evidence.text[: max(0, evidence.object_span.start - evidence.span.start)]
        return bool(FORMER.match(statement.role or "") or ENDING.search(word) or EARLIER.search(before))
    return statement.status == "denied" and bool(ENDING.search(word))


def _order(step: Step) -> tuple[str, str, int, str, str]:
    """By day; what one day says, by what its date means, then weakest first: the strongest tells how things stand."""
    when = step.statement.when
    meant = (when.earliest or "") if when else ""
    strength = -STATUSES.index(step.statement.status)
    return step.day or "", meant, strength, step.evidence.document, step.evidence.id


def _ended(steps: Sequence[Step]) -> Iterator[Step]:
    """The steps; a denial ends what an earlier report stated, and nothing else: 尚未加入，明年加入 ends nothing."""
    stated: set[str] = set()
    for step in steps:
        over = step.ended or (step.statement.status == "denied" and bool(stated - {step.evidence.document_id}))
        if step.statement.status != "denied":
            stated.add(step.evidence.document_id)
        yield replace(step, ended=over)
