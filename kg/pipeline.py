"""The stages in their order: find, read, identify, state, correct, check, write.

Reading is the long part, and each source is read by itself: kg.building keeps what was read and spreads the work. What
follows needs all documents together. Nothing is put in place before everything has been read and checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from kg import building, documents, folders, outputs
from kg.building import fingerprints, units
from kg.config import Config, base_problem
from kg.errors import ConfigError, InputError, KgError
from kg.model import Document

if TYPE_CHECKING:
    from kg import queries
    from kg.graph import Graph

Progress = Callable[[int, int], None]  # sources done, sources in all
STRICT = ("shape", "stale-correction")  # kinds of issues that `kg build --strict` does not let pass


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
    from kg import assembling

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
        return assembling.assemble(building.Corpus(store, rows), settings)[0]


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
        outputs.write(graph, place.stage(), config or Config(), (), {})
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
            from kg import assembling

            graph, self._left_out = assembling.assemble(corpus, self.config)
            return graph

    def _reading(self, store: building.Store, sources: list[documents.Source]) -> building.Reading:
        return building.Reading(store, sources, self._options, self.config.extractors, self._progress)

    def write(self, graph: Graph, place: folders.Output) -> Outcome:
        """Puts the files of the graph into the folder, as one set."""
        outputs.write(graph, place.stage(), self.config, self.rejects, self._left_out)
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
        told += [f"{name} {number}" for name, number in outputs.versions().items()]
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
