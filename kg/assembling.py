"""What was read -> the graph: who is who, statements, corrections, whom to leave out, and a check of every quote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg import building, entities, rdf, schema
from kg.config import Config
from kg.entities import privacy
from kg.entities.masking import reads
from kg.errors import KgError
from kg.graph import Graph
from kg.model import AnnotatedDocument, Claim, Document, Issue, Span


def assemble(corpus: building.Corpus, config: Config) -> tuple[Graph, dict[str, int]]:
    """The graph of what was read, the same for any order of the sources; how many persons it leaves out, and why."""
    terms = schema.load()
    decided = entities.decisions.load(config.corrections, terms)
    issues = list(corpus.issues)
    same, different = decided.pairs("same"), (*decided.pairs("different"), *decided.pairs("unsure"))
    told = privacy.Told()
    known = entities.known_names(_marks(corpus, privacy.Told()))
    marks = entities.with_known(_marks(corpus, told), known)
    outside = entities.identifiers.load(config.identifiers)
    identity = entities.identify(marks, same=same, different=different, identifiers=outside)
    statements, refused = entities.state(_claims(corpus, config.min_confidence, issues), identity, terms)
    issues += [*identity.issues, *refused]
    found = Graph(identity.entities, statements, tuple(corpus.documents()), tuple(issues), identity.links)
    graph = entities.correct(found, decided, terms) if decided.entries else found
    gone = privacy.left_out(graph, told, config.persons, privacy.read_names(config.suppress))
    graph = privacy.without(graph, gone)
    graph = replace(graph, issues=tuple(sorted([*graph.issues, *rdf.doubts(graph)], key=_issue_order)))
    check(graph)
    return graph, privacy.counted(gone)


def _marks(corpus: building.Corpus, told: privacy.Told) -> Iterator[AnnotatedDocument]:
    """Each document with its mentions; what the text says of persons goes to `told`."""
    for annotated, flags in corpus.marks():
        for start, flag in flags:
            places = told.public if flag == building.PUBLIC else told.guarded
            places.add((annotated.document.name, start))
        yield annotated


def _claims(
    corpus: building.Corpus, least: float, issues: list[Issue]
) -> Iterator[tuple[AnnotatedDocument, tuple[Claim, ...]]]:
    """Each document with the claims that are sure enough; the others, and its doubts, go to `issues`."""
    for document, claims, doubts in corpus.claims():
        issues += doubts
        issues += (_unsure(document, c) for c in claims if c.confidence < least)
        yield AnnotatedDocument(document, (), (), ()), tuple(c for c in claims if c.confidence >= least)


def check(graph: Graph) -> None:
    """Raises KgError unless each quote of each statement and mention stands in its document at its offsets."""
    texts = {d.id: d for d in graph.documents}
    names = {d.name: d for d in graph.documents}
    for statement in graph.statements:
        for e in statement.evidence:
            for span, quote in ((e.span, e.text), (e.subject_span, e.subject_text), (e.object_span, e.object_text)):
                _same(texts[e.document_id], span, quote, f"statement {statement.id}")
    for entity in graph.entities:
        for m in entity.mentions:
            _same(names[m.document], m.span, m.text, f"entity {entity.id}")


def _same(document: Document, span: Span, quote: str, owner: str) -> None:
    if not reads(document.slice(span), quote) or not quote:
        raise KgError(f"{owner}: {document.name}[{span.start}:{span.end}] is not {quote!r}; please report this")


def _unsure(document: Document, claim: Claim) -> Issue:
    text = f"{claim.subject.text} {claim.relation} {claim.object.text} ({claim.rule}, {claim.confidence:.2f})"
    return Issue("low-confidence", text, document.name, claim.sentence.span, claim.sentence.text)


def _issue_order(issue: Issue) -> tuple[str, int, int, str, str]:
    span = issue.span or Span(-1, -1)
    return issue.document, span.start, span.end, issue.kind, issue.message
