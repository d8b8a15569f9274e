"""How sure a claim is when several extractors speak of the same: one calibrated confidence for all of them.

What rules say and what the relation model says of one (subject, relation, object) of an article is weighed together:
agreement raises confidence, a rule that the model does not believe loses some, names in doubt and arguments said by a
noun lower it, and each relation has a bias of its own. The weights are learnt (kg/training/policy.py) on documents that
neither tagger nor relation model had seen, so that a confidence of .8 is right in 8 of 10. Two claims that exclude each
other leave to the less sure one what the surer one leaves open. An extractor of another package keeps its own
confidence; where it agrees, each doubt is multiplied with the other.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from kg.extractors import learned, posts, relations
from kg.extractors.protocol import Extractor
from kg.model import AnnotatedDocument, Claim
from kg.models.characters import HERE

RULES: Final = frozenset({relations.NAME, posts.NAME})
LOWEST: Final = 0.15  # claims less sure are not even worth an issue
_SYMMETRIC: Final = frozenset({"partners_with"})
# Of these a text states one about a pair: what is set up together is not also carried out, developed or organised.
_ONE_READING: Final = frozenset({"co_builds", "develops", "established", "implements", "organises"})
FEATURES: Final = ("one", "rule", "rule sure", "model sure", "both", "names", "noun")

Key = tuple[int, str, tuple[str, ...], tuple[str, ...]]  # article, relation, what subject and object refer to


@dataclass(frozen=True, slots=True)
class Weights:
    """Of each of FEATURES, and what is added for a relation."""

    features: tuple[float, ...]
    relations: dict[str, float]


def settle(
    annotated: AnnotatedDocument, claims: Iterable[Claim], run: Sequence[Extractor] = (learned.extract,)
) -> tuple[Claim, ...]:
    """The claims in their order, each with the confidence that all claims of the same together deserve.

    `run` are the extractors that made them: where the relation model is not among them, rules are taken at their word.
    Claims below LOWEST are left out, and those that make a whole the partner of its own part (甲大学, 甲大学附属医院).
    """
    weights = load(HERE) if learned.extract in run else None
    given = tuple(claim for claim in claims if not _of_one_house(claim))
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for claim in given:
        groups[key_of(annotated, claim)].append(claim)
    sure = {key: _joint(key, group, weights) for key, group in groups.items()}
    settled = _without_conflict(sure)
    found = (replace(claim, confidence=settled[key_of(annotated, claim)]) for claim in given)
    return tuple(claim for claim in found if claim.confidence >= LOWEST)


def _of_one_house(claim: Claim) -> bool:
    """Whether two partners are one body and what bears its name."""
    one, other = claim.subject.refers_to[0], claim.object.refers_to[0]
    return claim.relation in _SYMMETRIC and (one.startswith(other) or other.startswith(one))


def key_of(annotated: AnnotatedDocument, claim: Claim) -> Key:
    """What a claim says, by the names that its article prints."""
    ends = [claim.subject.refers_to, claim.object.refers_to]
    if claim.relation in _SYMMETRIC:
        ends.sort()
    return claim.sentence.article, claim.relation, ends[0], ends[1]


def features(claims: Sequence[Claim]) -> tuple[float, ...] | None:
    """The values of FEATURES for claims of the same; None where no extractor of kg makes one."""
    ruled = [claim for claim in claims if claim.extractor in RULES]
    read = [claim for claim in claims if claim.extractor == learned.NAME]
    if not ruled and not read:
        return None
    best = max(read or ruled, key=lambda claim: claim.confidence)
    model = _log_odds(max((claim.confidence for claim in read), default=learned.LEAST))
    rule = _log_odds(max(claim.confidence for claim in ruled)) if ruled else 0.0
    names = min(best.subject.confidence, best.object.confidence)
    noun = float(not (best.subject.named and best.object.named))
    return (1.0, float(bool(ruled)), rule, model, model if ruled else 0.0, math.log(max(names, 0.01)), noun)


def weigh(values: Sequence[float], relation: str, weights: Weights) -> float:
    """How probable it is that claims with these FEATURES are right."""
    told = math.fsum(a * b for a, b in zip(values, weights.features, strict=True))
    return 1 / (1 + math.exp(-(told + weights.relations.get(relation, 0.0))))


@cache
def load(folder: Path) -> Weights:
    """The weights in policy.json."""
    content = json.loads((folder / "policy.json").read_text(encoding="utf-8"))
    return Weights(tuple(content["features"][name] for name in FEATURES), content["relations"])


def _joint(key: Key, claims: Sequence[Claim], weights: Weights | None) -> float:
    """How sure what these claims say is."""
    values = features(claims)
    others: dict[str, float] = {}
    for claim in claims:
        if weights is None or (claim.extractor not in RULES and claim.extractor != learned.NAME):
            others[claim.extractor] = max(others.get(claim.extractor, 0.0), claim.confidence)
    doubt = math.prod(1 - others[name] for name in sorted(others))
    if values is not None and weights is not None:
        doubt *= 1 - weigh(values, key[1], weights)
    return round(1 - doubt, 4)


def _without_conflict(sure: dict[Key, float]) -> dict[Key, float]:
    """The same, a claim that a surer one excludes at most as sure as that one leaves open."""
    rivals: dict[tuple[object, ...], list[Key]] = defaultdict(list)
    for key in sure:
        article, relation, subject, object_ = key
        pair = tuple(sorted((subject, object_)))
        rivals[article, relation, pair].append(key)  # the same the other way round
        if relation in _ONE_READING:
            rivals[article, "", subject, object_].append(key)
    settled = dict(sure)
    for group in rivals.values():
        best = max(group, key=lambda key: (sure[key], key))
        for key in group:
            if key != best:
                settled[key] = min(settled[key], round(1 - sure[best], 4))
    return settled


def _log_odds(probability: float) -> float:
    kept = min(max(probability, 0.01), 0.99)
    return math.log(kept / (1 - kept))
