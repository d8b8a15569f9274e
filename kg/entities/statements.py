"""Claims to statements: one statement for what a document says of a pair, with all its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg import dates
from kg.entities.identity import Identity
from kg.model import (
    STATUSES,
    AnnotatedDocument,
    Claim,
    Document,
    Evidence,
    Issue,
    Mention,
    Span,
    Statement,
    Status,
    statement_id,
)
from kg.model import content_id as _id
from kg.schema import Schema

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One claim with its arguments' entities, turned so that symmetric relations have one direction."""

    claim: Claim
    subject: Mention
    object: Mention
    speaker: str | None
    document: Document


def state(
    documents: Iterable[tuple[AnnotatedDocument, Sequence[Claim]]], identity: Identity, schema: Schema
) -> tuple[tuple[Statement, ...], tuple[Issue, ...]]:
    """The statements by id, and the claims that became none, as issues with the reason.

    Within a document the strongest status of a triple counts, but a denial beats all others. Statements of several
    documents that agree in everything but evidence are one. A sequence may be in any order; another iterable is taken
    one document at a time and has to come by name.
    """
    types = {e.id: e.type for e in identity.entities}
    issues: list[Issue] = []
    merged: dict[str, Statement] = {}
    if isinstance(documents, Sequence):
        documents = sorted(documents, key=lambda d: (d[0].document.name, d[0].document.id))
    for annotated, claims in documents:
        readings: dict[Triple, list[_Reading]] = defaultdict(list)
        for claim in claims:
            key = _place(claim, annotated.document, identity, schema, types, readings)
            if isinstance(key, Issue):
                issues.append(key)
        for triple in sorted(readings):
            statement = _statement(triple, readings[triple])
            known = merged.get(statement.id)
            merged[statement.id] = _with_evidence(known, statement) if known else statement
    return tuple(merged[i] for i in sorted(merged)), tuple(issues)


def _place(
    claim: Claim,
    document: Document,
    identity: Identity,
    schema: Schema,
    types: dict[str, str],
    readings: dict[Triple, list[_Reading]],
) -> Issue | None:
    """Files the claim under its triple, or says why it cannot be a statement."""
    ends = [_entity_of(m, document, identity) for m in (claim.subject, claim.object)]
    doubt = f"{claim.subject.text} {claim.relation} {claim.object.text} ({claim.rule})"
    subject, object_ = ends
    if subject is None or object_ is None:
        missing = claim.subject if subject is None else claim.object
        return _issue("unnamed-argument", f"{doubt}: {missing.text} stands for no named entity", document, claim)
    if subject == object_:
        return _issue("self-relation", f"{doubt}: both are one entity", document, claim)
    term = schema.relations[claim.relation]
    for end, allowed, side in ((subject, term.domain, "subject"), (object_, term.range, "object")):
        if not any(schema.is_a(types[end], a) for a in allowed):
            return _issue("domain", f"{doubt}: a {types[end]} cannot be the {side}", document, claim)
    first, second = claim.subject, claim.object
    if term.symmetric and object_ < subject:
        subject, object_, first, second = object_, subject, second, first
    speaker = _entity_of(claim.speaker, document, identity) if claim.speaker else None
    readings[subject, claim.relation, object_].append(_Reading(claim, first, second, speaker, document))
    return None


def _entity_of(mention: Mention, document: Document, identity: Identity) -> str | None:
    if len(mention.refers_to) != 1:
        return None
    text = mention.text if mention.named else ""
    return identity.entity_of(document.id, article_at(document, mention.span), mention.refers_to[0], text)


def article_at(document: Document, span: Span) -> int:
    """The index of the article in which the span stands."""
    return next((i for i, a in enumerate(document.articles) if a.span.contains(span)), 0)


def _issue(kind: str, message: str, document: Document, claim: Claim) -> Issue:
    return Issue(kind, message, document.name, claim.sentence.span, claim.sentence.text)


def _statement(triple: Triple, readings: Sequence[_Reading]) -> Statement:
    """One document's statement of a triple: status by strength, the other fields from the claims of that status."""
    ordered = sorted(readings, key=lambda r: (r.claim.sentence.span, r.subject.span, r.object.span, r.claim.rule))
    status = _status(r.claim.status for r in ordered)
    telling = [r for r in ordered if r.claim.status == status]
    dated = [(r.document, r.claim.date) for r in telling if r.claim.date]
    roles = [r.claim.role for r in telling if r.claim.role]
    own_voice = any(r.speaker is None for r in telling)
    date = dated[0][0].slice(dated[0][1]) if dated else None
    when = dates.read_at(*dated[0], ahead=status in ("planned", "hoped")) if dated else None
    speaker = None if own_voice else telling[0].speaker
    told = _agreed(_evidence(r, triple) for r in telling)
    others = _agreed(_evidence(r, triple) for r in ordered if r not in telling)
    made = Statement(
        id="",
        subject=triple[0],
        relation=triple[1],
        object=triple[2],
        status=status,
        date=date,
        role=roles[0] if roles else None,
        speaker=speaker,
        confidence=max(e.confidence for e in told),
        evidence=_unique([*told, *others]),
        when=when,
    )
    return replace(made, id=statement_id(made))


def _status(statuses: Iterable[Status]) -> Status:
    seen = set(statuses)
    return "denied" if "denied" in seen else min(seen, key=STATUSES.index)


def _evidence(reading: _Reading, triple: Triple) -> Evidence:
    claim, document = reading.claim, reading.document
    span = claim.sentence.span
    places = [str(n) for s in (span, reading.subject.span, reading.object.span) for n in (s.start, s.end)]
    return Evidence(
        id=_id("e", document.id, *triple, *places, claim.rule),
        document=document.name,
        document_id=document.id,
        article=document.articles[claim.sentence.article].title,
        span=span,
        text=document.slice(span),
        subject_span=reading.subject.span,
        subject_text=document.slice(reading.subject.span),
        object_span=reading.object.span,
        object_text=document.slice(reading.object.span),
        trigger=claim.trigger,
        extractor=claim.extractor,
        rule=claim.rule,
        confidence=claim.confidence,
    )


def _agreed(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """One evidence a sentence: the surest, naming all extractors that agree; what that is worth, their claims know."""
    sentences: dict[Span, dict[str, Evidence]] = defaultdict(dict)
    for e in evidence:
        best = sentences[e.span].get(e.extractor)
        if best is None or e.confidence > best.confidence:
            sentences[e.span][e.extractor] = e
    return tuple(_joint(sorted(found.values(), key=lambda e: (-e.confidence, e.rule))) for found in sentences.values())


def _joint(found: Sequence[Evidence]) -> Evidence:
    if len(found) == 1:
        return found[0]
    return replace(
        found[0],
        extractor="+".join(sorted(e.extractor for e in found)),
        rule=" + ".join(e.rule for e in found),
    )


def _unique(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple({e.id: e for e in evidence}.values())


def _with_evidence(known: Statement, more: Statement) -> Statement:
    return replace(
        known,
        confidence=max(known.confidence, more.confidence),
        evidence=_unique([*known.evidence, *more.evidence]),
    )
