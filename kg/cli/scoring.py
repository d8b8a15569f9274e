"""Verbs that measure and train: eval, train."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import AsJson, Heads, Lang, app, show_json, show_table
from kg.errors import InputError


@app.command("eval")
def evaluate(
    gold: Annotated[Path | None, typer.Argument(help="Gold annotations, JSON lines.", show_default=False)] = None,
    predictions: Annotated[
        Path | None, typer.Argument(help="Predictions, JSON lines, as extract prints them.", show_default=False)
    ] = None,
    as_json: AsJson = False,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and what was invented.")] = False,
    count_places: Annotated[bool, typer.Option("--count-places", help="Count places outside gold as wrong.")] = False,
    identity: Annotated[
        Path | None, typer.Option("--identity", help="Score who is who in this folder of worlds.", show_default=False)
    ] = None,
    raw: Annotated[bool, typer.Option("--raw", help="With --identity: from raw text, not marked mentions.")] = False,
    lang: Heads = Lang.zh,
) -> None:
    """Score predictions against gold."""
    from kg import evaluation

    if identity:
        _identity(identity, raw, as_json, errors, lang)
        return
    if gold is None or predictions is None:
        raise InputError("give GOLD and PREDICTIONS, or --identity FOLDER; e.g. kg eval gold.jsonl predictions.jsonl")
    marked = evaluation.read(gold, gold=True)
    report = evaluation.evaluate(marked, evaluation.read(predictions), count_places=count_places)
    if as_json:
        found = [{"doc": e.document, "kind": e.kind, "text": e.text} for e in report.errors]
        show_json({**report.to_json(), "errors": found} if errors else report.to_json())
        return
    for note in report.notes:
        typer.echo(note, err=True)
    show_table(evaluation.table_rows(report), lang)
    if errors:
        show_table([{"document": e.document, "kind": e.kind, "text": e.text} for e in report.errors], lang)


def _identity(folder: Path, raw: bool, as_json: bool, errors: bool, lang: Lang) -> None:
    from kg import evaluation, worlds

    measured = worlds.measure(folder, raw=raw)
    confusions = worlds.explained(measured) if errors else []
    if as_json:
        show_json({**measured.report.to_json(), **({"errors": confusions} if errors else {})})
        return
    show_table(evaluation.identity_rows(measured.report), lang)
    show_table(confusions, lang)


@app.command()
def train(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the weights and figures.json.")],
    corpus: Annotated[Path | None, typer.Option("--corpus", help="Folder of .mark files.", show_default=False)] = None,
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same machine: same weights.")] = 1,
) -> None:
    """Corpus to weights; needs the extra train.

    Learns from the corpus that ships with kg, or from another, in the same format.
    """
    from kg import training

    training.train(corpus or training.CORPUS, output, seed, lambda line: typer.echo(line, err=True))
