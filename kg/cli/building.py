"""Verbs that read texts: build, extract."""

from __future__ import annotations

import json
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from kg import config
from kg.cli import inputs
from kg.cli.app import Bar, Lang, Output, Paths, Settings, app
from kg.errors import InputError

if TYPE_CHECKING:
    from kg.documents import Reject

Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", min=0, help="Processes that read: one a core by default, 0 for none.", show_default=False
    ),
]


class Persons(StrEnum):
    """Which persons a graph names."""

    public_role = "public-role"
    all = "all"
    none = "none"


class Rdf(StrEnum):
    """Forms of RDF beside Turtle."""

    trig = "trig"
    nquads = "nquads"
    ntriples = "ntriples"
    jsonld = "jsonld"


class Inferred(StrEnum):
    """Where inferred triples go."""

    all = "all"
    separate = "separate"
    none = "none"


@app.command()
def build(
    paths: Paths = None,
    output: Output = Path("output"),
    sample: Annotated[bool, typer.Option("--sample", help="Build the newspaper page that ships with kg.")] = False,
    lang: Annotated[Lang | None, typer.Option("--lang", help="Language in which the page opens.")] = None,
    settings: Settings = None,
    corrections: Annotated[
        Path | None, typer.Option("--corrections", help="A corrections.toml to replay.", show_default=False)
    ] = None,
    identifiers: Annotated[
        Path | None,
        typer.Option("--identifiers", help="A file of outside identifiers by name.", show_default=False),
    ] = None,
    min_confidence: Annotated[
        float | None,
        typer.Option("--min-confidence", min=0, max=1, help="Claims below it become issues.", show_default=False),
    ] = None,
    html_around: Annotated[
        str | None, typer.Option("--html-around", help="Show only what lies around this name in graph.html.")
    ] = None,
    hops: Annotated[int, typer.Option("--hops", min=0, max=6, help="How far around, in statements.")] = 2,
    persons: Annotated[Persons | None, typer.Option("--persons", help="Which persons the graph names.")] = None,
    suppress: Annotated[
        Path | None, typer.Option("--suppress", help="A file of persons to leave out, one a line.", show_default=False)
    ] = None,
    jobs: Jobs = None,
    rdf: Annotated[
        list[Rdf] | None, typer.Option("--rdf", help="Write this format, too; may be given again.", show_default=False)
    ] = None,
    inferred: Annotated[
        Inferred | None,
        typer.Option("--inferred", help="What is inferred: with the rest, in files of its own, or nowhere."),
    ] = None,
    encoding: inputs.Encoding = None,
    text_column: inputs.TextColumn = None,
    title_column: inputs.TitleColumn = None,
    date_column: inputs.DateColumn = None,
    id_column: inputs.IdColumn = None,
    max_mb: inputs.MaxMb = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Read all again, keep nothing.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit code 1 if anything was not as it should be.")] = False,
) -> None:
    """Texts to a graph: Turtle, a page, JSON lines.

    Reads text in any usual encoding, HTML, PDF with a text layer, DOCX, JSONL, CSV and WARC, also in zip or tar.
    Writes graph.ttl, graph.html, statements.jsonl, entities.jsonl, issues.jsonl, identity.jsonl, rejects.jsonl and
    report.json. Reads only what is new since the last build into the same folder. Exit code 3: done, but some files
    were not read.
    """
    from kg import pipeline

    if sample == bool(paths):
        raise InputError("give files or folders, or --sample, and not both; e.g. kg build news/ -o output")
    chosen = config.load(settings) if settings else config.Config()
    if lang:
        chosen = config.replace(chosen, lang=lang.value)
    if min_confidence is not None:
        chosen = config.replace(chosen, min_confidence=min_confidence)
    if corrections:
        chosen = config.replace(chosen, corrections=corrections)
    if identifiers:
        chosen = config.replace(chosen, identifiers=identifiers)
    if persons:
        chosen = config.replace(chosen, persons=persons.value)
    if suppress:
        chosen = config.replace(chosen, suppress=suppress)
    if rdf:
        chosen = config.replace(chosen, rdf=tuple(f.value for f in rdf))
    if inferred:
        chosen = config.replace(chosen, inferred=inferred.value)
    chosen = config.replace(chosen, html_around=html_around, html_hops=hops)
    given: Sequence[Path] = [pipeline.sample_path()] if sample else paths or []
    options = inputs.options(encoding, text_column, title_column, date_column, id_column, max_mb)
    with stoppable(), Bar() as bar:
        outcome = pipeline.update(
            given, output, config=chosen, progress=bar.show, options=options, stdin=inputs.stdin(given), jobs=jobs,
            cache=not no_cache, tell=tell,
        )  # fmt: skip
    tell(f"{', '.join(f'{number} {what}' for what, number in outcome.counts.items())} -> {output}")
    if outcome.unchanged:
        tell("nothing has changed since the last build")
    failed = [reject for reject in outcome.rejects if reject.failed]
    for line in not_read(failed, output):
        tell(line)
    if strict and outcome.findings:
        for finding in outcome.findings:
            tell(finding)
        raise typer.Exit(1)
    if failed:
        raise typer.Exit(3)


def not_read(rejects: Sequence[Reject], output: Path, shown: int = 10) -> Iterator[str]:
    """The lines that say which files were not read and why; the first ones by name, the others by number."""
    if not rejects:
        return
    yield f"not read: {len(rejects)} (all are listed in {output / 'rejects.jsonl'})"
    yield from (f"  {reject.source}: {reject.reason}" for reject in rejects[:shown])
    if len(rejects) > shown:
        kinds = Counter(reject.code for reject in rejects[shown:])
        yield f"  and {len(rejects) - shown} more: {', '.join(f'{n} {code}' for code, n in sorted(kinds.items()))}"


def tell(line: str) -> None:
    typer.echo(line, err=True)


@contextmanager
def stoppable() -> Iterator[None]:
    """Turns SIGTERM into what Ctrl-C does: all that was read is kept, no file of the build before is touched."""

    def stop(number: int, _: FrameType | None) -> None:
        raise Stopped(128 + number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except Stopped as stopped:
        tell("stopped; what was read is kept: the same command goes on from here")
        raise typer.Exit(stopped.code) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Stopped(BaseException):
    """The build is to end now; `code` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Format(StrEnum):
    """Shapes of extraction."""

    jsonl = "jsonl"


@app.command()
def extract(
    paths: Paths = None,
    format: Annotated[Format, typer.Option("--format", help="Shape of the output.")] = Format.jsonl,
    settings: Settings = None,
    min_confidence: Annotated[
        float | None,
        typer.Option("--min-confidence", min=0, max=1, help="Claims below it become issues.", show_default=False),
    ] = None,
    jobs: Jobs = None,
    encoding: inputs.Encoding = None,
    text_column: inputs.TextColumn = None,
    title_column: inputs.TitleColumn = None,
    date_column: inputs.DateColumn = None,
    id_column: inputs.IdColumn = None,
    max_mb: inputs.MaxMb = None,
) -> None:
    """Texts to entities and triples on stdout.

    Reads what build reads. One line of JSON a document, in the shape that eval reads. Exit code 3: done, but some
    files were not read.
    """
    from kg import pipeline

    if not paths:
        raise InputError(f"give files or folders; e.g. kg extract news/ --format {format.value}")
    chosen = config.load(settings) if settings else config.Config()
    if min_confidence is not None:
        chosen = config.replace(chosen, min_confidence=min_confidence)
    options = inputs.options(encoding, text_column, title_column, date_column, id_column, max_mb)
    rejects: list[Reject] = []
    with Bar() as bar:
        found = pipeline.extract(
            paths, config=chosen, progress=bar.show, options=options, stdin=inputs.stdin(paths), jobs=jobs,
            rejects=rejects,
        )  # fmt: skip
        lines = list(found)
    for line in lines:
        typer.echo(json.dumps(line, ensure_ascii=False))
    failed = [reject for reject in rejects if reject.failed]
    for reject in failed:
        tell(f"not read: {reject.source}: {reject.reason}")
    if failed:
        raise typer.Exit(3)
