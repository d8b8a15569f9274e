"""From the corpus to the weights in kg/models: what is learnt in which order, and the figures."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import torch

from kg import documents, mentions, sentences
from kg.extractors.policy import weigh
from kg.model import AnnotatedDocument, Span
from kg.models.labels import ENTITY_TYPES
from kg.models.relations import find_roles
from kg.models.tagger import Reader
from kg.training import corpus, figures, names, policy, relations, tagger
from kg.training.corpus import MarkedDocument
from kg.training.passages import RELATION_NAMES, Lesson, marked_lesson, read_lesson
from kg.training.reporting import Report

WHOLE, HALVES = "whole", ("half0", "half1")  # folders of stages: weights learnt from all documents, or from half
NAMES_FILES = ("names.npz", "names.json")
RHYTHM = frozenset(  # files of prose with a real rhythm
    {
        *("agency", "investment", "laboratories", "outlooks", "pages", "plain-economy", "plain-society"),
        *("portal", "programmes", "projects", "regions"),
    }
)
THRESHOLDS = tuple(step / 100 for step in range(20, 80, 5))


@dataclass(frozen=True, slots=True)
class Read:
    """A document as kg reads it with taggers that have not learnt from it, and the posts found in it."""

    annotated: AnnotatedDocument
    told: tuple[Span, ...]
    reader: Reader


def learn_all(folder: Path, out: Path, seed: int, report: Report, work: Path | None = None) -> None:
    """Learn from the corpus in `folder` and write weights and figures.json into `out`.

    One thread: the sums, and so the weights, do not depend on the machine's cores. Stages are kept in `work` where it
    is given, and those that stand there already are not learnt again.
    """
    torch.set_num_threads(1)
    if work is None:
        with TemporaryDirectory() as made:
            _learn(folder, out, seed, report, Path(made))
    else:
        _learn(folder, out, seed, report, work)


def _learn(folder: Path, out: Path, seed: int, report: Report, work: Path) -> None:
    marked = corpus.load(folder)
    for stage in (WHOLE, *HALVES):
        learn_tagger(marked, stage, work, seed, report)
    held_out = [document for document in marked if document.held_out]
    figure = {
        "seed": seed,
        "documents": {"taught": len(marked) - len(held_out), "held out": len(held_out)},
        "spans": count_spans(held_out, Reader(work / WHOLE)),
        "names": learn_filter(marked, work, seed, report),
    }
    report("reading")
    read = read_all(marked, work)
    figure["relations"] = learn_relations(marked, read, work, seed, report)
    figure["policy"] = learn_policy(marked, read, work, report)
    out.mkdir(parents=True, exist_ok=True)
    for path in sorted((work / WHOLE).iterdir()):
        shutil.copyfile(path, out / path.name)
    content = json.dumps(figure, indent=1, ensure_ascii=False)
    (out / "figures.json").write_text(content + "\n", encoding="utf-8", newline="\n")


def learn_tagger(marked: Sequence[MarkedDocument], stage: str, work: Path, seed: int, report: Report) -> None:
    """Learn the tagger of one stage, unless its weights stand there."""
    if (work / stage / "tagger.npz").exists():
        return
    report(f"tagger, {stage}")
    taught = [d for d in marked if not d.held_out and (stage == WHOLE or HALVES[tagger.half(d)] != stage)]
    plan = tagger.Plan() if stage == WHOLE else tagger.Plan(epochs=tagger.HALF_EPOCHS)
    (work / stage).mkdir(parents=True, exist_ok=True)
    tagger.write(tagger.learn(taught, plan, seed, report), work / stage)


def count_spans(held_out: Sequence[MarkedDocument], reader: Reader) -> dict[str, dict[str, float]]:
    """How many spans of the documents held out the tagger finds."""
    predicted = {document.id: tagger.predict_document(reader, document) for document in held_out}
    return figures.as_rows(figures.count_spans(held_out, predicted))


def learn_filter(marked: Sequence[MarkedDocument], work: Path, seed: int, report: Report) -> dict[str, float]:
    """Learn the filter of names and write it beside each tagger; its figures on parts that it had not seen."""
    report("filter of names")
    taught = [document for document in marked if not document.held_out]
    halves = [Reader(work / stage) for stage in HALVES]
    predicted = {d.id: tagger.predict_document(halves[tagger.half(d)], d) for d in taught}
    words = {d.id: names.read_words(d, halves[tagger.half(d)]) for d in taught}
    sure, right = names.cross_check(taught, predicted, words, seed)
    names.write(names.fit(taught, predicted, words, seed), taught, words, work / WHOLE)
    for stage in HALVES:
        for name in NAMES_FILES:
            shutil.copyfile(work / WHOLE / name, work / stage / name)
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


def read_all(marked: Sequence[MarkedDocument], work: Path) -> dict[str, Read]:
    """Each document as kg reads it, by the tagger that has not learnt from it; by id."""
    halves = [Reader(work / stage) for stage in HALVES]
    whole = Reader(work / WHOLE)
    return {d.id: read_one(d, whole if d.held_out else halves[tagger.half(d)]) for d in marked}


def read_one(document: MarkedDocument, reader: Reader) -> Read:
    """A document as kg reads it by one tagger."""
    made = documents.from_text(document.text, document.id)
    annotated, _ = mentions.annotate(made, sentences.split(made), reader)
    return Read(annotated, tuple(find_roles(annotated, reader)), reader)


def chosen_on(document: MarkedDocument) -> bool:
    """Whether calibration and policy are chosen on a document, which the relation model then does not learn from."""
    return document.id.endswith("5")


def learn_relations(
    marked: Sequence[MarkedDocument], read: Mapping[str, Read], work: Path, seed: int, report: Report
) -> dict[str, object]:
    """Learn and write the relation model; its figures on the documents held out."""
    held_out = [document for document in marked if document.held_out]
    tests = {
        "marked names": [marked_lesson(document) for document in held_out],
        "read names": _lessons(held_out, read),
    }
    report("relations")
    learnt = [d for d in marked if not d.held_out and not chosen_on(d)]
    chosen = [d for d in marked if not d.held_out and chosen_on(d)]
    model = relations.fit([marked_lesson(d) for d in learnt], _lessons(learnt, read), relations.Plan(), seed, report)
    choosing = _lessons(chosen, read)
    relations.calibrate(model, choosing)
    scored = relations.predict(model, choosing)
    by_threshold = {t: figures.count_statements(chosen, choosing, scored, t)["all"].f1 for t in THRESHOLDS}
    threshold = max(THRESHOLDS, key=lambda t: (by_threshold[t], t))
    relations.write(model, [threshold] * len(RELATION_NAMES), work / WHOLE)
    figure: dict[str, object] = {"threshold": threshold, "chosen on": len(chosen)}
    for name, lessons in tests.items():
        counts = figures.count_statements(held_out, lessons, relations.predict(model, lessons), threshold)
        figure[name] = figures.as_rows(counts)
    return figure


def learn_policy(
    marked: Sequence[MarkedDocument], read: Mapping[str, Read], work: Path, report: Report
) -> dict[str, float]:
    """Learn how claims of rules and model are weighed; the calibration error on the documents held out."""
    report("policy")

    def cases(wanted: Callable[[MarkedDocument], bool]) -> list[policy.Case]:
        found: list[policy.Case] = []
        for document in filter(wanted, marked):
            one = read[document.id]
            claims = policy.claims(one.annotated, one.reader, work / WHOLE)
            weight = policy.RHYTHM if document.file in RHYTHM else 1.0
            found += policy.cases(document, one.annotated, claims, weight)
        return found

    chosen = cases(lambda document: chosen_on(document) and not document.held_out)
    held_out = cases(lambda document: document.held_out)
    weights = policy.fit(chosen)
    policy.write(weights, work / WHOLE)
    error = figures.calibration_error(
        [weigh(case.features, case.relation, weights) for case in held_out], [float(case.right) for case in held_out]
    )
    return {"chosen on": len(chosen), "calibration error": round(error, 4)}


def _lessons(chosen: Sequence[MarkedDocument], read: Mapping[str, Read]) -> list[Lesson]:
    return [read_lesson(d, read[d.id].annotated, read[d.id].told) for d in chosen]
