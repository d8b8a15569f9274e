"""statements.jsonl, entities.jsonl, issues.jsonl and identity.jsonl, and the graph read back from a build's folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from kg import folders
from kg.documents import Reject
from kg.errors import InputError
from kg.exporters.files import write_text_atomically
from kg.graph import Graph
from kg.model import (
    STATUSES,
    Article,
    Document,
    Entity,
    EntityMention,
    Evidence,
    IdentityLink,
    Issue,
    NamedAt,
    Reason,
    Span,
    Statement,
    When,
)  # fmt: skip

FILES = ("entities.jsonl", "statements.jsonl", "issues.jsonl", "report.json")  # what a graph is read back from
LINKS = "identity.jsonl"  # builds of before it was written can still be read

_T = TypeVar("_T")


def write_statements(graph: Graph, path: Path) -> None:
    """One statement a line, by id; entities are given by id and by name."""
    names = {e.id: e.name for e in graph.entities}
    _write(path, (_statement(s, names) for s in graph.statements))


def write_entities(graph: Graph, path: Path) -> None:
    """One entity a line, by id, with all its mentions: offsets count code points in the document's decoded text."""
    _write(path, (_entity(e) for e in graph.entities))


def write_issues(graph: Graph, path: Path) -> None:
    """One doubt a line, by document and place."""
    _write(path, (_issue(i) for i in graph.issues))


def write_links(graph: Graph, path: Path) -> None:
    """One pair of names a line: joined (`same`) or doubtful (`unsure`), with the rule and each reason's weight."""
    _write(path, (_link(k) for k in graph.links))


def write_rejects(rejects: Iterable[Reject], path: Path) -> None:
    """One source a line that was not read, by its printed path, with the reason and a code."""
    _write(path, ({"source": r.source, "code": r.code, "reason": r.reason} for r in rejects))


def read_graph(folder: str | Path) -> Graph:
    """The graph of a build's folder; its documents hold articles but no text.

    Raises InputError where a file is missing or a line is not what kg writes, with its number.
    """
    where = Path(folder)
    folders.settle(where)
    missing = [n for n in FILES if not (where / n).is_file()]
    if missing:
        listed = ", ".join(missing)
        raise InputError(f"{where}: no graph here ({listed} missing); build one with kg build PATH -o {where}")
    entities, statements, issues = (where / name for name in FILES[:3])
    graph = Graph(
        entities=tuple(_read(entities, _parse_entity)),
        statements=tuple(_read(statements, _parse_statement)),
        documents=tuple(_documents(where / FILES[3])),
        issues=tuple(_read(issues, _parse_issue)),
        links=tuple(_read(where / LINKS, _parse_link)) if (where / LINKS).is_file() else (),
    )
    known = {e.id for e in graph.entities}
    for number, s in enumerate(graph.statements, 1):
        if strange := {s.subject, s.object, s.speaker or s.subject} - known:
            raise InputError(f"{statements}:{number}: {min(strange)} is not in {entities.name}; build again")
    return graph


def _write(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    write_text_atomically(path, (json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _statement(statement: Statement, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "id": statement.id,
        "subject": statement.subject,
        "subject_name": names[statement.subject],
        "relation": statement.relation,
        "object": statement.object,
        "object_name": names[statement.object],
        "status": statement.status,
        "date": statement.date,
        "when": statement.when.value if statement.when else None,
        "earliest": statement.when.earliest if statement.when else None,
        "latest": statement.when.latest if statement.when else None,
        "resolved": statement.when.resolved if statement.when else None,
        "role": statement.role,
        "speaker": statement.speaker,
        "speaker_name": names[statement.speaker] if statement.speaker else None,
        "confidence": round(statement.confidence, 4),
        "evidence": [_evidence(e) for e in statement.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, object]:
    return {
        "id": evidence.id,
        "doc": evidence.document,
        "doc_id": evidence.document_id,
        "article": evidence.article,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "text": evidence.text,
        "subject": _pair(evidence.subject_span),
        "subject_text": evidence.subject_text,
        "object": _pair(evidence.object_span),
        "object_text": evidence.object_text,
        "trigger": _pair(evidence.trigger),
        "extractor": evidence.extractor,
        "rule": evidence.rule,
        "confidence": round(evidence.confidence, 4),
    }


def _entity(entity: Entity) -> dict[str, object]:
    return {
        "id": entity.id,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "type": entity.type,
        **({"identifiers": dict(entity.identifiers)} if entity.identifiers else {}),
        "mentions": [
            {
                "doc": m.document,
                "start": m.span.start,
                "end": m.span.end,
                "text": m.text,
                "named": m.named,
                "rule": m.rule,
            }
            for m in entity.mentions
        ],
    }


def _issue(issue: Issue) -> dict[str, object]:
    return {
        "kind": issue.kind,
        "message": issue.message,
        "doc": issue.document,
        "start": issue.span.start if issue.span else None,
        "end": issue.span.end if issue.span else None,
        "text": issue.text,
    }


def _link(link: IdentityLink) -> dict[str, object]:
    return {
        "verdict": link.verdict,
        "rule": link.rule,
        "weight": round(link.weight, 4),
        "one": _named_at(link.one),
        "other": _named_at(link.other),
        "reasons": [{"kind": r.kind, "weight": r.weight, "what": r.what} for r in link.reasons],
    }


def _named_at(side: NamedAt) -> dict[str, object]:
    return {
        "id": side.entity,
        "name": side.name,
        "doc": side.document,
        "doc_id": side.document_id,
        "article": side.article,
        "start": side.span.start,
        "end": side.span.end,
        "text": side.text,
    }


def _read(path: Path, parse: Callable[[dict[str, Any]], _T]) -> Iterator[_T]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield parse(json.loads(line.decode("utf-8")))
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"{path}:{number}: not a line that kg wrote ({error!r}); build again") from None


def _parse_issue(row: dict[str, Any]) -> Issue:
    span = None if row["start"] is None else Span(row["start"], row["end"])
    return Issue(row["kind"], row["message"], row["doc"], span, row["text"])


def _parse_link(row: dict[str, Any]) -> IdentityLink:
    if row["verdict"] not in ("same", "unsure"):
        raise ValueError(f"unknown verdict {row['verdict']!r}")
    one, other = (
        NamedAt(r["id"], r["name"], r["doc"], r["doc_id"], r["article"], Span(r["start"], r["end"]), r["text"])
        for r in (row["one"], row["other"])
    )
    reasons = tuple(Reason(r["kind"], r["weight"], r["what"]) for r in row["reasons"])
    return IdentityLink(row["verdict"], one, other, row["rule"], reasons)


def _parse_statement(row: dict[str, Any]) -> Statement:
    if row["status"] not in STATUSES:
        raise ValueError(f"unknown status {row['status']!r}")
    return Statement(
        id=row["id"],
        subject=row["subject"],
        relation=row["relation"],
        object=row["object"],
        status=row["status"],
        date=row["date"],
        role=row["role"],
        speaker=row["speaker"],
        confidence=row["confidence"],
        evidence=tuple(_parse_evidence(e) for e in row["evidence"]),
        when=When(row["when"], row["earliest"], row["latest"], row["resolved"]) if row["when"] else None,
    )


def _parse_evidence(row: dict[str, Any]) -> Evidence:
    return Evidence(
        id=row["id"],
        document=row["doc"],
        document_id=row["doc_id"],
        article=row["article"],
        span=Span(row["start"], row["end"]),
        text=row["text"],
        subject_span=Span(*row["subject"]),
        subject_text=row["subject_text"],
        object_span=Span(*row["object"]),
        object_text=row["object_text"],
        trigger=Span(*row["trigger"]) if row["trigger"] else None,
        extractor=row["extractor"],
        rule=row["rule"],
        confidence=row["confidence"],
    )


def _parse_entity(row: dict[str, Any]) -> Entity:
    mentions = tuple(
        EntityMention(m["doc"], Span(m["start"], m["end"]), m["text"], m["named"], m["rule"]) for m in row["mentions"]
    )
    identifiers = tuple(sorted(row.get("identifiers", {}).items()))
    return Entity(row["id"], row["type"], row["name"], tuple(row["aliases"]), mentions, identifiers)


def _documents(path: Path) -> Iterator[Document]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["documents"]
        for row in rows:
            articles = tuple(Article(Span(a["start"], a["end"]), a["title"], a["published"]) for a in row["articles"])
            yield Document(row["id"], row["name"], "", row["source"], articles, row["encoding"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: not a report that kg wrote ({error!r}); build again") from None
