"""Decisions applied to a graph: what no longer matches is listed with the reason, never dropped in silence.

The documents and what was read in them stay as they are; a build without the entry is the build from before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg import dates
from kg.entities.decisions import SIDES, Decision, Decisions
from kg.entities.masking import masked
from kg.errors import nearest
from kg.graph import Graph
from kg.model import (
    STATUSES,
    Document,
    Entity,
    Evidence,
    Issue,
    Span,
    Statement,
    Status,
    content_id,
    name_key,
    statement_id,
)
from kg.schema import Schema


def correct(graph: Graph, decisions: Decisions, schema: Schema) -> Graph:
    """The graph with all decisions but those on pairs, which identity followed, and an issue for each stale one."""
    entities = {e.id: e for e in graph.entities}
    statements = {s.id: s for s in graph.statements}
    issues = list(graph.issues)
    named: dict[str, list[str]] = defaultdict(list)
    for entity in graph.entities:
        for key in sorted({name_key(n) for n in (entity.name, *entity.aliases)}):
            named[key].append(entity.id)
    for decision in decisions.entries:
        reason = _apply(decision, graph, entities, statements, named, schema)
        if reason:
            issues.append(Issue("stale-correction", f"{decision}: {reason}", ""))
    for statement in list(statements.values()):
        problem = _misfit(statement, entities, schema)
        if problem:
            del statements[statement.id]
            e = statement.evidence[0]
            issues.append(Issue("domain", problem, e.document, e.span, e.text))
    issues, names = _suppress(decisions, entities, statements, named, issues)
    corrected = Graph(
        tuple(entities[i] for i in sorted(entities)),
        tuple(statements[i] for i in sorted(statements)),
        graph.documents,
        tuple(issues),
        tuple(k for k in graph.links if k.one.entity in entities and k.other.entity in entities),
    )
    return masked(corrected, names)


def _apply(
    decision: Decision,
    graph: Graph,
    entities: dict[str, Entity],
    statements: dict[str, Statement],
    named: dict[str, list[str]],
    schema: Schema,
) -> str:
    """Carries out one decision; why it could not be, or ""."""
    if decision.kind in ("same", "different", "unsure"):
        return _judged(decision, graph, entities, named)
    if decision.kind in ("rename", "retype"):
        return _change_entity(decision, graph, entities, named)
    if decision.kind == "suppress":
        found = [i for i in named.get(name_key(decision["person"]), ()) if entities[i].type == "Person"]
        return "" if found else _nobody(decision["person"], named)
    missing = [decision[f] for f in ("subject", "object") if not named.get(name_key(decision[f]))]
    if missing:
        return "; ".join(_nobody(name, named) for name in missing)
    if decision.kind == "add":
        return _add(decision, graph, entities, statements, named, schema)
    matching = [s for s in statements.values() if _matches(decision, s, named, schema)]
    if not matching:
        return "no such statement any more"
    for statement in matching if decision.kind != "right" else ():
        del statements[statement.id]
        kept = [e for e in statement.evidence if not _quoted(decision, e)]
        if decision.kind == "status":
            refile(statements, replace(statement, status=_status(decision["status"])))
        elif kept and decision.get("quote"):  # one sentence was misread, others say it too
            refile(statements, replace(statement, evidence=tuple(kept)))
    return ""


def _judged(decision: Decision, graph: Graph, entities: dict[str, Entity], named: dict[str, list[str]]) -> str:
    sides = []
    for name, where in SIDES:
        found = set(_called(decision[name], decision.get(where), graph, entities, named))
        if not found:
            return _nobody(decision[name], named)
        sides.append(found)
    one, two = sides
    if decision.kind == "same" and not one & two:
        return "the two are of kinds that cannot be one"
    if decision.kind in ("different", "unsure") and one & two:
        return "a decision or a text joins both names by a third one"
    return ""


def _change_entity(decision: Decision, graph: Graph, entities: dict[str, Entity], named: dict[str, list[str]]) -> str:
    where = decision.get("document")
    found = _called(decision["name"], where, graph, entities, named)
    if not found:
        return _nobody(decision["name"], named)
    if len(found) != 1:
        return f"{len(found)} entities are called so" + (" there" if where else "; give the document's id")
    entity = entities[found[0]]
    if decision.kind == "retype":
        entities[entity.id] = replace(entity, type=decision["type"])
        return ""
    aliases = sorted({entity.name, *entity.aliases} - {decision["to"]})
    entities[entity.id] = replace(entity, name=decision["to"], aliases=tuple(aliases))
    named[name_key(decision["to"])] = sorted({*named.get(name_key(decision["to"]), ()), entity.id})
    return ""


def _called(
    name: str, where: str | None, graph: Graph, entities: dict[str, Entity], named: dict[str, list[str]]
) -> list[str]:
    """The ids of the entities of this name, where a document's id is given only those that it names."""
    found = list(named.get(name_key(name), ()))
    if where is None:
        return found
    names = {d.name for d in graph.documents if d.id == where}
    return [i for i in found if any(m.document in names for m in entities[i].mentions)]


def _matches(decision: Decision, statement: Statement, named: dict[str, list[str]], schema: Schema) -> bool:
    if statement.relation != decision["relation"]:
        return False
    subject, object_ = (named[name_key(decision[f])] for f in ("subject", "object"))
    ends = statement.subject in subject and statement.object in object_
    if schema.relations[statement.relation].symmetric:
        ends = ends or (statement.object in subject and statement.subject in object_)
    return ends and any(_quoted(decision, e) for e in statement.evidence)


def _quoted(decision: Decision, evidence: Evidence) -> bool:
    document, quote = decision.get("document"), decision.get("quote")
    return document in (None, evidence.document_id) and (quote is None or quote in evidence.text)


def _add(
    decision: Decision,
    graph: Graph,
    entities: dict[str, Entity],
    statements: dict[str, Statement],
    named: dict[str, list[str]],
    schema: Schema,
) -> str:
    document = next((d for d in graph.documents if d.id == decision["document"]), None)
    if document is None:
        return f"no document {decision['document']}: its text has changed or it is not in the build"
    at = document.text.find(decision["quote"])
    if at < 0:
        return f"the quote does not stand in {document.name} any more"
    span = Span(at, at + len(decision["quote"]))
    ends = [_end(name_key(decision[f]), document, span, entities, named) for f in ("subject", "object")]
    for field, end in zip(("subject", "object"), ends, strict=True):
        if end is None:
            return f"{document.name} does not name {decision[field]}"
    (subject, first), (object_, second) = (e for e in ends if e)
    if schema.relations[decision["relation"]].symmetric and object_ < subject:
        subject, object_, first, second = object_, subject, second, first
    triple = (subject, decision["relation"], object_)
    places = [str(n) for s in (span, first, second) for n in (s.start, s.end)]
    article = next((a for a in document.articles if a.span.contains(span)), None)
    evidence = Evidence(
        content_id("e", document.id, *triple, *places, "corrections/add"), document.name, document.id,
        article.title if article else "", span,
        document.slice(span), first, document.slice(first), second, document.slice(second), None, "corrections",
        "corrections/add", 1.0,
    )  # fmt: skip
    status = _status(decision.get("status") or "realised")
    printed, ahead = decision.get("date"), status in ("planned", "hoped")
    place = document.text.find(printed, article.span.start, span.end) if printed and article else -1
    when = dates.read_at(document, Span(place, place + len(printed)), ahead=ahead) if printed and place >= 0 else None
    made = Statement("", *triple, status, printed, decision.get("role"), None, 1.0, (evidence,), when)
    problem = _misfit(made, entities, schema)
    if not problem:
        refile(statements, made)
    return problem


def _end(
    key: str, document: Document, span: Span, entities: dict[str, Entity], named: dict[str, list[str]]
) -> tuple[str, Span] | None:
    """The entity of this name in the document, and its mention in the quote, else the nearest one, rather before."""
    found = [
        (not span.contains(m.span), m.span.start > span.start, abs(span.start - m.span.start), id_, m.span)
        for id_ in named[key]
        for m in entities[id_].mentions
        if m.document == document.name
    ]
    return (min(found)[3], min(found)[4]) if found else None


def refile(statements: dict[str, Statement], statement: Statement) -> None:
    """Puts the statement under the id that its content gives; one that is there already takes its evidence."""
    s = statement
    id_ = statement_id(s)
    known = statements.get(id_)
    evidence = {e.id: e for e in (*(known.evidence if known else ()), *s.evidence)}
    sure = max(s.confidence, known.confidence if known else 0.0)
    statements[id_] = replace(s, id=id_, confidence=sure, evidence=tuple(evidence.values()))


def _misfit(statement: Statement, entities: dict[str, Entity], schema: Schema) -> str:
    term = schema.relations[statement.relation]
    for id_, allowed, side in ((statement.subject, term.domain, "subject"), (statement.object, term.range, "object")):
        entity = entities[id_]
        if not any(schema.is_a(entity.type, a) for a in allowed):
            return f"{entity.name} is a {entity.type}, which cannot be the {side} of {statement.relation}"
    return ""


def _suppress(
    decisions: Decisions,
    entities: dict[str, Entity],
    statements: dict[str, Statement],
    named: dict[str, list[str]],
    issues: Sequence[Issue],
) -> tuple[list[Issue], list[str]]:
    """Takes suppressed persons out, with what is stated of them; the issues without them, and their names."""
    keys = [name_key(d["person"]) for d in decisions.of("suppress")]
    gone = {i for key in keys for i in named.get(key, ()) if entities[i].type == "Person"}
    names = sorted({n for i in gone for n in (entities[i].name, *entities[i].aliases)}, key=lambda n: (-len(n), n))
    for id_ in gone:
        del entities[id_]
    for statement in list(statements.values()):
        if gone & {statement.subject, statement.object}:
            del statements[statement.id]
        elif statement.speaker in gone:
            del statements[statement.id]
            refile(statements, replace(statement, speaker=None))
    return [_without(issue, names) if issue.kind != "stale-correction" else issue for issue in issues], names


def _without(issue: Issue, names: Sequence[str]) -> Issue:
    if not any(n in issue.message or n in issue.text for n in names):
        return issue
    message = issue.message
    for name in names:
        message = message.replace(name, "▇")
    return Issue(issue.kind, message, issue.document)


def _nobody(name: str, named: dict[str, list[str]]) -> str:
    near = nearest(name_key(name), named)
    return f"nothing is called {name} any more" + (f"; near: {'、'.join(near)}" if near else "")


def _status(value: str) -> Status:
    return STATUSES[STATUSES.index(value)]
