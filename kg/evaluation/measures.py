"""Entities and triples of each document, counted against gold."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.errors import InputError
from kg.evaluation import causes
from kg.evaluation.alignment import Node, align, close, nodes
from kg.evaluation.annotations import Annotation, Named, Triple, checked
from kg.evaluation.calibration import bins
from kg.evaluation.matching import canonical, keyed, match, pairs
from kg.evaluation.report import Problem, Ratio, Report, Score
from kg.model import STATUSES, name_key

CLASSES = ("Organisation", "Person", "Place", "Initiative", "Product")

# The class or classes that a type may count as. A zone is a body and a place; a platform may be read in three ways.
_COARSE: dict[str, frozenset[str]] = {
    "DevelopmentZone": frozenset({"Organisation", "Place"}),
    "Platform": frozenset({"Initiative", "Organisation", "Product"}),
    **{
        name: frozenset({group})
        for group, names in {
            "Organisation": "Organisation Organization Company University ResearchInstitute GovernmentBody Media "
            "Alliance Association Exchange Hospital School",
            "Person": "Person",
            "Place": "Place AdministrativeArea Facility Location",
            "Initiative": "Initiative Project Programme Program Plan Policy PilotZone Event",
            "Product": "Product DataAsset",
        }.items()
        for name in names.split()
    },
}
_DONE = frozenset({"realised", "ongoing"})
_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class _Counts:
    """One document's part of a Report, by measure name."""

    scores: Mapping[str, Score]
    ratios: Mapping[str, Ratio]
    neutral: Mapping[str, int]
    confusion: Mapping[tuple[str, str], int]
    errors: tuple[tuple[str, str, str], ...]
    sure: tuple[tuple[float, bool], ...]


def evaluate(
    gold: Iterable[Mapping[str, Any]],
    predictions: Iterable[Mapping[str, Any]],
    *,
    count_places: bool = False,
    candidates: Iterable[Mapping[str, Any]] = (),
) -> Report:
    """How well the predictions agree with the gold, over all gold documents.

    A gold document without prediction counts as empty and stands in `missing`; a predicted one without gold is left
    out and stands in `unknown`. A predicted place that the gold does not have counts neither way, unless
    `count_places`; neither does a name under `ignore`, a relation out of scope, one that only repeats a name
    (某大学化工学院, 某大学), or a second wording of a triple that is matched. `candidates` are predictions of the same
    documents in which nothing was left out for being unsure: they tell what was weighed and scored too low.
    Raises InputError where an entry lacks a key, a document comes twice, or the gold is empty.
    """
    wanted = checked(gold, gold=True)
    given = checked(predictions, gold=False)
    if not wanted:
        raise InputError("gold: empty; at least one document is needed to score against")
    weighed = checked(candidates, gold=False)
    counts = {
        doc: _count(g, given.get(doc, Annotation()), weighed.get(doc, Annotation()), count_places)
        for doc, g in wanted.items()
    }
    scores: dict[str, Score] = {}
    ratios: dict[str, Ratio] = {}
    neutral: Counter[str] = Counter()
    confusion: Counter[tuple[str, str]] = Counter()
    for one in counts.values():
        for name, score in one.scores.items():
            scores[name] = scores.get(name, Score()) + score
        for name, ratio in one.ratios.items():
            ratios[name] = ratios.get(name, Ratio()) + ratio
        neutral.update(one.neutral)
        confusion.update(one.confusion)
    relations = {name.removeprefix("rel_"): score for name, score in scores.items() if name.startswith("rel_")}
    return Report(
        documents=len(wanted),
        missing=tuple(doc for doc in wanted if doc not in given),
        unknown=tuple(doc for doc in given if doc not in wanted),
        entity_strict=scores["entity_strict"],
        entity_lenient=scores["entity_lenient"],
        entity_typed=scores["entity_typed"],
        entity_typed_lenient=scores["entity_typed_lenient"],
        classes={name: scores[f"class_{name}"] for name in CLASSES},
        fine_type=ratios["fine_type"],
        neutral_entities=neutral["entities"],
        triple_strict=scores["triple_strict"],
        triple_lenient=scores["triple_lenient"],
        pair_strict=scores["pair_strict"],
        pair_lenient=scores["pair_lenient"],
        relations=dict(sorted(relations.items(), key=lambda item: (-item[1].gold, item[0]))),
        neutral_triples=neutral["triples"],
        status=ratios["status"],
        status_marked=ratios["status_marked"],
        role=ratios["role"],
        date=ratios["date"],
        attribution=ratios["attribution"],
        speaker=scores["speaker"],
        statuses=_statuses(confusion),
        unreal=_unreal(confusion),
        origins=dict(sorted((n.removeprefix("by_"), r) for n, r in ratios.items() if n.startswith("by_"))),
        bins=bins([pair for one in counts.values() for pair in one.sure]),
        causes=_causes(e for one in counts.values() for e in one.errors),
        confusion=tuple((g, p, n) for (g, p), n in sorted(confusion.items(), key=lambda item: (-item[1], item[0]))),
        interval=_interval([one.scores["triple_strict"] for one in counts.values()]),
        entity_interval=_interval([one.scores["entity_strict"] for one in counts.values()]),
        errors=tuple(Problem(doc, *error) for doc, one in counts.items() for error in one.errors),
    )


def _count(gold: Annotation, given: Annotation, weighed: Annotation, count_places: bool) -> _Counts:
    predicted = _merged(given.entities)
    strict = align(predicted, gold.entities, lenient=False)
    lenient = align(predicted, gold.entities, lenient=True)
    scores: dict[str, Score] = {}
    for aligned, name, typed in ((strict, "strict", "typed"), (lenient, "lenient", "typed_lenient")):
        free = _neutral_entities(predicted, aligned, gold.ignored, count_places)
        found = len(predicted) - len(free)
        right = sum(bool(_coarse(predicted[i].type) & _coarse(gold.entities[j].type)) for i, j in aligned.items())
        scores[f"entity_{name}"] = Score(len(aligned), found, len(gold.entities))
        scores[f"entity_{typed}"] = Score(right, found, len(gold.entities))
    free = _neutral_entities(predicted, strict, gold.ignored, count_places)
    for group in CLASSES:
        inside = {j for j, e in enumerate(gold.entities) if group in _coarse(e.type)}
        given_inside = {i for i, e in enumerate(predicted) if group in _coarse(e.type)}
        both = sum(i in given_inside and j in inside for i, j in strict.items())
        scores[f"class_{group}"] = Score(both, len(given_inside - free), len(inside))
    sides = causes.Sides(predicted, gold.entities, strict)
    errors = [("ENT-FP", *error) for error in causes.extra_names(sides, free)]
    errors += [("ENT-FN", *error) for error in causes.missed_names(sides)]
    fine = sum(predicted[i].type == gold.entities[j].type for i, j in strict.items())

    gold_node = nodes(gold.entities, gold.entities, {i: i for i in range(len(gold.entities))})
    wanted = keyed(gold.triples, gold_node)
    node_of = nodes(predicted, gold.entities, strict)
    matching = match(wanted, given.triples, gold_node, node_of, gold.ignored)
    loose = match(wanted, given.triples, gold_node, nodes(predicted, gold.entities, lenient), gold.ignored)
    for name, one in (("strict", matching), ("lenient", loose)):
        scores[f"triple_{name}"] = Score(len(one.matched), len(one.matched) + len(one.extra), len(wanted))
        scores[f"pair_{name}"] = pairs(wanted, one, gold_node)
    relations: dict[str, Score] = {}
    for relation, score in (
        *((key[0], Score(gold=1)) for key in wanted),
        *((canonical(g.relation), Score(tp=1, pred=1)) for g, _ in matching.matched),
        *((key[0], Score(pred=1)) for key, _ in matching.extra),
    ):
        relations[relation] = relations.get(relation, Score()) + score
    errors += [("TRI-FP", *error) for error in causes.extra_triples(sides, matching, wanted, node_of)]
    others = _merged(weighed.entities)
    other_node = nodes(others, gold.entities, align(others, gold.entities, lenient=False))
    candidates = keyed(weighed.triples, other_node).keys()
    keys = {id(triple): key for key, triple in wanted.items()}
    missed = causes.missed_triples(sides, matching, keyed(given.triples, node_of), candidates, lambda t: keys[id(t)])
    errors += [("TRI-FN", *error) for error in missed]
    told = [(p, True) for _, p in matching.matched] + [(p, False) for _, p in matching.extra]
    origins: dict[str, Ratio] = {}
    for triple, right in told:
        if triple.origin:
            origins[triple.origin] = origins.get(triple.origin, Ratio()) + Ratio(int(right), 1)
    scores["speaker"] = _speakers(matching.matched, gold_node, node_of)
    return _Counts(
        scores={**scores, **{f"rel_{name}": score for name, score in relations.items()}},
        ratios={
            "fine_type": Ratio(fine, len(strict)),
            **_qualities(matching.matched, gold_node, node_of),
            **{f"by_{name}": ratio for name, ratio in origins.items()},
        },
        neutral={"entities": len(free), "triples": matching.neutral},
        confusion=Counter((g.status, p.status) for g, p in matching.matched),
        errors=tuple(errors),
        sure=tuple((t.confidence, right) for t, right in told if t.confidence is not None),
    )


def _merged(entities: Iterable[Named]) -> tuple[Named, ...]:
    """Entities of the same name made one, with the first one's type; nameless ones dropped."""
    found: dict[str, Named] = {}
    for entity in entities:
        key = name_key(entity.name)
        if key in found:
            first = found[key]
            found[key] = Named(first.name, first.forms | entity.forms, first.type)
        elif key:
            found[key] = entity
    return tuple(found.values())


def _neutral_entities(
    predicted: Sequence[Named], aligned: Mapping[int, int], ignored: frozenset[str], count_places: bool
) -> set[int]:
    """Places of the predicted entities that match nothing and are not to be punished."""
    return {
        i
        for i, e in enumerate(predicted)
        if i not in aligned and (e.forms & ignored or (not count_places and _coarse(e.type) == {"Place"}))
    }


def _coarse(type: str) -> frozenset[str]:
    return _COARSE.get(type, frozenset({type or "?"}))


def _qualities(
    matched: Sequence[tuple[Triple, Triple]], gold_node: Callable[[str], Node], node_of: Callable[[str], Node]
) -> dict[str, Ratio]:
    """What matched triples say besides: each ratio over the pairs whose gold says it."""
    status = [(g.status, g.status == p.status) for g, p in matched]
    roles = [(name_key(g.role), name_key(p.role)) for g, p in matched if g.relation == "works_for" and g.role]
    dates = [(name_key(g.date), name_key(p.date)) for g, p in matched if g.date]
    speakers = [(g.attribution, p.attribution) for g, p in matched if g.attribution]
    return {
        "status": _ratio(right for _, right in status),
        "status_marked": _ratio(right for value, right in status if value != "realised"),
        "role": _ratio(bool(b) and close(a, b) for a, b in roles),
        "date": _ratio(bool(b) and (a in b or b in a) for a, b in dates),
        "attribution": _ratio(bool(b) and gold_node(a) == node_of(b) for a, b in speakers),
    }


def _speakers(
    matched: Sequence[tuple[Triple, Triple]], gold_node: Callable[[str], Node], node_of: Callable[[str], Node]
) -> Score:
    """Who says so, in the matched triples that name somebody on either side."""
    both = [(g.attribution, p.attribution) for g, p in matched]
    right = sum(bool(a and b) and gold_node(a) == node_of(b) for a, b in both)
    return Score(right, sum(bool(b) for _, b in both), sum(bool(a) for a, _ in both))


def _statuses(confusion: Mapping[tuple[str, str], int]) -> dict[str, Score]:
    """How well each status that the gold has is told, in the matched triples."""
    return {
        status: Score(
            confusion.get((status, status), 0),
            sum(n for (_, p), n in confusion.items() if p == status),
            sum(n for (g, _), n in confusion.items() if g == status),
        )
        for status in STATUSES
        if any(g == status for g, _ in confusion)
    }


def _unreal(confusion: Mapping[tuple[str, str], int]) -> Ratio:
    """How many of the matched triples that are shown as done or going on are only planned, hoped for or denied."""
    shown = {(g, p): n for (g, p), n in confusion.items() if p in _DONE}
    return Ratio(sum(n for (g, _), n in shown.items() if g not in _DONE), sum(shown.values()))


def _causes(errors: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, str, int], ...]:
    """Kind, cause and how often, the most frequent first within a kind."""
    counted = Counter((kind, cause) for kind, _, cause in errors)
    return tuple((*key, n) for key, n in sorted(counted.items(), key=lambda item: (item[0][0], -item[1], item[0][1])))


def _ratio(outcomes: Iterable[bool]) -> Ratio:
    held = list(outcomes)
    return Ratio(sum(held), len(held))


def _interval(scores: Sequence[Score]) -> tuple[float, float]:
    """Middle 95 % of the F1 over documents drawn with replacement, by a fixed seed."""
    draw = random.Random(0)
    values = sorted(sum(draw.choices(scores, k=len(scores)), Score()).f1 for _ in range(_DRAWS))
    return values[25], values[974]
