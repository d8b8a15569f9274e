"""Verbs that measure and train: eval, train."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import AsJson, Bar, Heads, Lang, app, show_json, show_table
from kg.errors import InputError

if TYPE_CHECKING:
    from kg import evaluation


@app.command("eval")
def evaluate(
    gold: Annotated[Path | None, typer.Argument(help="Gold annotations, JSON lines.", show_default=False)] = None,
    predictions: Annotated[
        Path | None, typer.Argument(help="Predictions, JSON lines, as extract prints them.", show_default=False)
    ] = None,
    as_json: AsJson = False,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and what was invented.")] = False,
    count_places: Annotated[bool, typer.Option("--count-places", help="Count places outside gold as wrong.")] = False,
    against: Annotated[
        Path | None,
        typer.Option("--against", help="Later predictions: what they gained and lost.", show_default=False),
    ] = None,
    candidates: Annotated[
        Path | None,
        typer.Option("--candidates", help="What extract gives with --min-confidence 0.", show_default=False),
    ] = None,
    written: Annotated[bool, typer.Option("--written", help="Score kg itself on the corpus's test part.")] = False,
    identity: Annotated[
        Path | None, typer.Option("--identity", help="Score who is who in this folder of worlds.", show_default=False)
    ] = None,
    aliases: Annotated[
        Path | None,
        typer.Option(
            "--aliases", help="Score links inside documents on this folder of .mark files.", show_default=False
        ),
    ] = None,
    raw: Annotated[bool, typer.Option("--raw", help="With --identity: from raw text, not marked mentions.")] = False,
    timeline: Annotated[
        Path | None,
        typer.Option("--timeline", help="Score dates and latest states in this folder of worlds.", show_default=False),
    ] = None,
    lang: Heads = Lang.zh,
) -> None:
    """Score predictions against gold."""
    from kg import evaluation

    if timeline:
        _timeline(timeline, as_json, errors, lang)
        return
    if identity:
        _identity(identity, raw, as_json, errors, lang)
        return
    if written:
        _show_report(_written(count_places), as_json, errors, lang)
        return
    if aliases:
        _aliases(aliases, as_json, errors, lang)
        return
    if gold is None or predictions is None:
        raise InputError(
            "give GOLD and PREDICTIONS, or --written, --identity FOLDER or --aliases FOLDER; "
            "e.g. kg eval gold.jsonl predictions.jsonl"
        )
    marked, given = evaluation.read(gold, gold=True), evaluation.read(predictions)
    if against:
        later = evaluation.read(against)
        _show_changes(evaluation.compare(marked, given, later, count_places=count_places), as_json, lang)
        return
    weighed = evaluation.read(candidates) if candidates else ()
    report = evaluation.evaluate(marked, given, count_places=count_places, candidates=weighed)
    _show_report(report, as_json, errors, lang)


def _written(count_places: bool) -> evaluation.Report:
    """The report on the test part of the written corpus, with all that kg weighed."""
    from kg import config, evaluation, pipeline
    from kg.training.gold import gold

    marked = gold()
    texts = {document["doc"]: document["text"] for document in marked}
    with Bar() as bar:
        given = list(pipeline.extract_texts(texts, progress=bar.show))
        weighed = pipeline.extract_texts(texts, config=config.Config(min_confidence=0), progress=bar.show)
        return evaluation.evaluate(marked, given, count_places=count_places, candidates=weighed)


def _show_report(report: evaluation.Report, as_json: bool, errors: bool, lang: Lang) -> None:
    from kg import evaluation

    listed = [{"document": e.document, "kind": e.kind, "cause": e.cause, "text": e.text} for e in report.errors]
    causes, reliability = evaluation.cause_rows(report), evaluation.calibration_rows(report)
    if as_json:
        found = {"errors": listed} if errors else {}
        show_json({**report.to_json(), "causes": causes, "reliability": reliability, **found})
        return
    for note in report.notes:
        typer.echo(note, err=True)
    for rows in (evaluation.table_rows(report), causes, reliability, listed if errors else []):
        show_table(rows, lang)


def _show_changes(found: evaluation.Comparison, as_json: bool, lang: Lang) -> None:
    from kg import evaluation

    measures, changes = evaluation.measure_rows(found), evaluation.change_rows(found)
    if as_json:
        show_json({"measures": measures, "changes": changes})
        return
    show_table(measures, lang)
    show_table(changes, lang)


def _identity(folder: Path, raw: bool, as_json: bool, errors: bool, lang: Lang) -> None:
    from kg import evaluation, worlds

    measured = worlds.measure(folder, raw=raw)
    confusions = worlds.explained(measured) if errors else []
    if as_json:
        show_json({**measured.report.to_json(), **({"errors": confusions} if errors else {})})
        return
    show_table(evaluation.identity_rows(measured.report), lang)
    show_table(confusions, lang)


def _timeline(folder: Path, as_json: bool, errors: bool, lang: Lang) -> None:
    from kg import chronicles, evaluation

    report = chronicles.measure(folder)
    if as_json:
        show_json({**report.to_json(), **({"errors": report.wrong} if errors else {})})
        return
    show_table(evaluation.timeline_rows(report), lang)
    show_table([{"text": words} for words in report.wrong] if errors else [], lang)


def _aliases(folder: Path, as_json: bool, errors: bool, lang: Lang) -> None:
    from kg import evaluation, worlds

    (score, confusions), (held_out, _) = (worlds.measure_aliases(folder, held_out=part) for part in (False, True))
    if as_json:
        parts = {"aliases": score.to_json(), "aliases_test_part": held_out.to_json()}
        show_json({**parts, **({"errors": confusions} if errors else {})})
        return
    rows = [evaluation.score_row("links of names", score), evaluation.score_row("links of names, test part", held_out)]
    show_table(rows, lang)
    if errors:
        show_table(confusions, lang)


@app.command()
def train(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the weights and figures.json.")],
    corpus: Annotated[Path | None, typer.Option("--corpus", help="Folder of .mark files.", show_default=False)] = None,
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same machine: same weights.")] = 1,
    work: Annotated[
        Path | None, typer.Option("--work", help="Folder for stages; those there are kept.", show_default=False)
    ] = None,
) -> None:
    """Corpus to weights; needs the extra train.

    Learns from the corpus that ships with kg, or from another, in the same format.
    """
    from kg import training

    training.train(corpus or training.CORPUS, output, seed, lambda line: typer.echo(line, err=True), work)
