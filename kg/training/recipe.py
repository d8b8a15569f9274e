"""From the corpus to the weights in kg/models: what is learnt in which order, and the figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import torch

from kg.models.labels import ENTITY_TYPES
from kg.training import corpus, figures, names, relations, tagger
from kg.training.corpus import MarkedDocument
from kg.training.passages import RELATION_NAMES, marked_lesson, predicted_lesson
from kg.training.reporting import Report

# Prose with a real rhythm: a threshold chosen on text dense with names is too low for a newspaper.
RHYTHM = frozenset(
    {
        "agency",
        "investment",
        "laboratories",
        "outlooks",
        "pages",
        "plain-economy",
        "plain-society",
        "portal",
        "programmes",
        "projects",
        "regions",
    }
)
THRESHOLDS = tuple(step / 100 for step in range(15, 80, 5))


def learn_all(folder: Path, out: Path, seed: int, report: Report) -> None:
    """Learn from the corpus in `folder` and write weights and figures.json into `out`.

    One thread: the sums, and so the weights, do not depend on the machine's cores.
    """
    torch.set_num_threads(1)
    documents = corpus.load(folder)
    taught = [document for document in documents if not document.held_out]
    out.mkdir(parents=True, exist_ok=True)
    report("tagger")
    names_model = tagger.learn(taught, tagger.Plan(), seed, report)
    tagger.write(names_model, out)
    report("tagger, by halves")
    predicted = tagger.cross_predict(taught, tagger.Plan(epochs=6), seed, report)
    held_out = [document for document in documents if document.held_out]
    predicted |= {document.id: tagger.predict_document(names_model, document) for document in held_out}
    figure = {
        "seed": seed,
        "documents": {"taught": len(taught), "held out": len(held_out)},
        "spans": figures.as_rows(figures.count_spans(held_out, predicted)),
        "names": learn_filter(taught, predicted, out, seed),
        "relations": learn_relations(taught, held_out, predicted, out, seed, report),
    }
    content = json.dumps(figure, indent=1, ensure_ascii=False)
    (out / "figures.json").write_text(content + "\n", encoding="utf-8", newline="\n")


def learn_filter(
    taught: Sequence[MarkedDocument], predicted: names.Predictions, out: Path, seed: int
) -> dict[str, float]:
    """Learn and write the filter of names; its figures on parts of the taught documents that it had not seen."""
    words = {document.id: names.read_words(document) for document in taught}
    sure, right = names.cross_check(taught, predicted, words, seed)
    names.write(names.fit(taught, predicted, words, seed), taught, words, out)
    there = sum(len({m.span for m in document.mentions if m.named}) for document in taught)
    before = figures.Count(int(right.sum()), len(right), there)
    kept = sure >= 0.5
    after = figures.Count(int(right[kept].sum()), int(kept.sum()), there)
    tagged = [s.probability for d in taught for s in predicted[d.id] if s.type in ENTITY_TYPES]
    return {
        "f1 of borders before": round(before.f1, 4),
        "f1 of borders after": round(after.f1, 4),
        "calibration error before": round(figures.calibration_error(tagged, right.tolist()), 4),
        "calibration error after": round(figures.calibration_error(sure.tolist(), right.tolist()), 4),
    }


def learn_relations(
    taught: Sequence[MarkedDocument],
    held_out: Sequence[MarkedDocument],
    predicted: names.Predictions,
    out: Path,
    seed: int,
    report: Report,
) -> dict[str, object]:
    """Learn and write the relation model; its figures on the documents held out.

    Documents of real rhythm whose id ends in 5 are not learnt from: threshold and calibration are chosen on them.
    """
    report("relations")
    chosen_on = [d for d in taught if d.file in RHYTHM and d.id.endswith("5")]
    learnt = [d for d in taught if d not in chosen_on]
    marked = [marked_lesson(document) for document in learnt]
    found = [predicted_lesson(document, predicted[document.id]) for document in learnt]
    model = relations.fit(marked, found, relations.Plan(), seed, report)
    choosing = [predicted_lesson(document, predicted[document.id]) for document in chosen_on]
    relations.calibrate(model, choosing)
    scored = relations.predict(model, choosing)
    by_threshold = {t: figures.count_statements(chosen_on, choosing, scored, t)["all"].f1 for t in THRESHOLDS}
    threshold = max(THRESHOLDS, key=lambda t: (by_threshold[t], t))
    relations.write(model, [threshold] * len(RELATION_NAMES), out)
    figure: dict[str, object] = {"threshold": threshold, "chosen on": len(chosen_on)}
    tests = {
        "marked names": [marked_lesson(document) for document in held_out],
        "predicted names": [predicted_lesson(document, predicted[document.id]) for document in held_out],
    }
    for name, lessons in tests.items():
        counts = figures.count_statements(held_out, lessons, relations.predict(model, lessons), threshold)
        figure[name] = figures.as_rows(counts)
    return figure
