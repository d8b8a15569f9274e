"""Paths -> all that can be read below them, on disk, from where it comes a document at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from kg import documents
from kg.building import coding, fingerprints, units, workers
from kg.building.store import Damaged, Store
from kg.building.units import Task, Unit
from kg.errors import KgError
from kg.model import AnnotatedDocument, Claim, Document, Issue

Progress = Callable[[int, int], None]  # sources done, sources in all
SMALL: Final = 150_000  # bytes that are read sooner than workers have started
DIED: Final = "worker-died"  # the code of a source that no process survived

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """Where one document is kept, and what it is called in this build."""

    name: str
    text_id: str
    source: str
    key: bytes
    number: int
    characters: int


class Corpus:
    """The documents of a build, by name: read from the store at each turn, so that memory holds one at a time.

    `rejects` and `issues` say what was not read and what was mended. Raises Damaged where the store is.
    """

    def __init__(
        self,
        store: Store,
        rows: Sequence[Row],
        issues: tuple[Issue, ...] = (),
        rejects: tuple[documents.Reject, ...] = (),
    ) -> None:
        self.rows = rows
        self.issues = issues
        self.rejects = rejects
        self._store = store

    def documents(self) -> Iterator[Document]:
        """The documents alone."""
        for row in self.rows:
            (text,) = self._store.part(row.key, row.number, "text")
            yield _read(coding.decode_document, text, row.name, row.source)

    def marks(self) -> Iterator[tuple[AnnotatedDocument, tuple[tuple[int, int], ...]]]:
        """The documents with what is named in them, and the flags of `cues` with where their mentions start."""
        for row in self.rows:
            text, marks = self._store.part(row.key, row.number, "text", "marks")
            yield _read(coding.decode_marks, marks, _read(coding.decode_document, text, row.name, row.source))

    def claims(self) -> Iterator[tuple[Document, tuple[Claim, ...], tuple[Issue, ...]]]:
        """The documents with what is claimed in them, and what was doubtful."""
        for row in self.rows:
            text, claims = self._store.part(row.key, row.number, "text", "claims")
            document = _read(coding.decode_document, text, row.name, row.source)
            yield (document, *_read(coding.decode_claims, claims, document))


class Reading:
    """The sources of a build, and what the store knows of them already.

    What the store does not know is in `pending` until `read` has read it. Raises Damaged where the store is broken.
    """

    def __init__(
        self,
        store: Store,
        sources: Sequence[documents.Source],
        options: documents.Options,
        extractors: tuple[str, ...] = (),
        progress: Progress | None = None,
    ) -> None:
        self.pending: list[Task] = []
        self._store = store
        self._sources = sources
        self._progress = progress
        self._keys: dict[documents.Source, bytes] = {}
        self._rejects: list[documents.Reject] = []
        self._died: list[bytes] = []
        for source in sources:
            try:
                data = documents.fetch(source, options)
            except OSError:
                self._reject(documents.load(source, options).reject)
                continue
            key = units.key(source, options, extractors, data)
            if store.head(key) is None:
                self.pending.append(Task(source, options, extractors, key))
            else:
                self._done(source, key)

    def read(self, jobs: int) -> Corpus:
        """All that the sources hold; what the store did not know it has learnt.

        Sources that are worth it are read by up to `jobs` other processes; with 0 all are read in this one, which an
        error in an extractor then ends. Raises Damaged.
        """
        self._learn(self.pending, jobs)
        self.pending = []
        return self._corpus()

    def stamp(self) -> bytes:
        """The hash of all sources with their printed paths; empty as long as not all of them could be read."""
        if self.pending or self._died:
            return b""
        told = [f"{source.source} {source.start} {key.hex()}" for source, key in self._keys.items()]
        told += [f"{reject.source} {reject.reason} {reject.code}" for reject in self._rejects]
        return fingerprints.digest(*(line.encode("utf-8", "surrogatepass") for line in sorted(told)))

    def _done(self, source: documents.Source, key: bytes) -> None:
        self._keys[source] = key
        self._show()

    def _reject(self, reject: documents.Reject | None) -> None:
        if reject:
            self._rejects.append(reject)
        self._show()

    def _show(self) -> None:
        if self._progress:
            self._progress(len(self._keys) + len(self._rejects), len(self._sources))

    def _learn(self, tasks: Sequence[Task], jobs: int) -> None:
        """Reads the tasks' sources, here if they are few and small, else in other processes."""
        alone: list[Task] = []
        if jobs == 0 or sum(max(0, task.source.size) for task in tasks) <= SMALL:
            alone = [task for task in tasks if not self._here(task, jobs == 0)]
            tasks = []
        # long ones first, so that no process is left with one at the end
        ordered = sorted(tasks, key=lambda t: (-t.source.size, t.source.source, t.source.start))
        if ordered or alone:
            with workers.Pool(jobs) as pool:
                for task, answer in pool.run(ordered, alone):
                    if isinstance(answer, Unit):
                        self._keep(task, answer)
                    else:
                        self._store.begin(task.key)
                        self._died.append(task.key)
                        reason = f"reading it ended the process {workers.TRIES} times ({answer})"
                        self._reject(documents.Reject(task.source.source, reason, DIED))

    def _here(self, task: Task, only: bool) -> bool:
        """Reads the task's source in this process; False where it has to be tried in one of its own."""
        if self._store.begin(task.key) and not only:
            return False  # the process before this one has died of it
        try:
            unit = units.read(task)
        except KgError:
            raise
        except Exception:  # an extractor of any package may fail in any way; a process of its own shows if it does
            if only:
                raise
            return False
        self._keep(task, unit)
        return True

    def _keep(self, task: Task, unit: Unit) -> None:
        if unit.key:
            self._store.put(unit.key, unit.head, unit.parts)
            self._done(task.source, unit.key)
        else:  # the file went away under our hands
            self._reject(documents.load(task.source, task.options).reject)

    def _corpus(self) -> Corpus:
        """The rows of all documents by name, and drops what the store holds of others."""
        rows: list[Row] = []
        issues: list[Issue] = []
        rejects = list(self._rejects)
        for source, name in zip(self._sources, documents.names(self._sources), strict=True):
            key = self._keys.get(source)
            if key is None:
                continue
            head = self._store.head(key)
            if head is None:
                raise Damaged("a source is missing")
            texts, mended, reject = _read(coding.unpack, head)
            for number, (suffix, text_id, characters) in enumerate(texts):
                rows.append(Row(name + suffix, text_id, source.source + suffix, key, number, characters))
            issues += [coding.decode_issue(row, name + suffix) for suffix, row in mended]
            if reject:
                rejects.append(documents.Reject(source.source, *reject))
        self._store.keep_only([*self._keys.values(), *self._died])
        return Corpus(self._store, sorted(rows), tuple(issues), tuple(sorted(rejects)))


def _read(decode: Callable[..., _T], *arguments: object) -> _T:
    try:
        return decode(*arguments)
    except coding.DAMAGED as error:
        raise Damaged(str(error)) from None
