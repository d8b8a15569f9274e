"""Training of the weights by which claims of rules and of the relation model are weighed together."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from kg.extractors import learned, policy, posts, relations
from kg.extractors.policy import FEATURES, Key
from kg.model import AnnotatedDocument, Claim, name_key
from kg.models.tagger import Reader
from kg.training.corpus import MarkedDocument
from kg.training.passages import RELATION_NAMES

STRAY, STRAY_RELATION = 0.1, 2.0  # how much a weight far from 0 costs: few documents are chosen on
# Documents with the rhythm of real prose count so much more: rules are right oftener there than in dense text.
RHYTHM = 5.0
_CANONICAL = {"acquired": ("owns", False), "subsidiary_of": ("owns", True)}  # what it counts as; whether turned round
_SYMMETRIC = frozenset({"partners_with"})


@dataclass(frozen=True, slots=True)
class Case:
    """What is claimed of one pair in one article: the policy's features, the relation, and whether it is right."""

    features: tuple[float, ...]
    relation: str
    right: bool
    weight: float = 1.0


def claims(annotated: AnnotatedDocument, reader: Reader, folder: Path) -> list[Claim]:
    """What all extractors of kg claim, the relation model by the weights in `folder`."""
    return [*learned.read(annotated, reader, folder), *posts.extract(annotated), *relations.extract(annotated)]


def cases(
    document: MarkedDocument, annotated: AnnotatedDocument, found: Sequence[Claim], weight: float = 1.0
) -> Iterator[Case]:
    """One case for each group of claims of the same, each of that weight."""
    stated = {_canonical(s.subject, s.relation, s.object) for s in document.statements}
    named = {name_key(n): entity.id for entity in document.entities for n in (entity.name, *entity.aliases)}
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for claim in found:
        groups[policy.key_of(annotated, claim)].append(claim)
    for key, group in groups.items():
        features = policy.features(group)
        ends = [named.get(name_key(end.refers_to[0]), "?") for end in (group[0].subject, group[0].object)]
        if features is not None:
            yield Case(features, key[1], _canonical(ends[0], key[1], ends[1]) in stated, weight)


def fit(learnt_from: Sequence[Case]) -> policy.Weights:
    """Weights under which the confidence of the cases comes true as often as it says."""
    rows = torch.tensor([case.features for case in learnt_from])
    numbers = torch.tensor([RELATION_NAMES.index(case.relation) for case in learnt_from])
    right = torch.tensor([float(case.right) for case in learnt_from])
    counts = torch.tensor([case.weight for case in learnt_from])
    counts = counts * len(counts) / counts.sum()
    weights = torch.zeros(len(FEATURES), requires_grad=True)
    biases = torch.zeros(len(RELATION_NAMES), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights, biases], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        told = rows @ weights + biases[numbers]
        apart: torch.Tensor = nn.functional.binary_cross_entropy_with_logits(told, right, counts, reduction="sum")
        apart = apart + STRAY * (weights[1:] ** 2).sum() + STRAY_RELATION * (biases**2).sum()
        apart.backward()  # type: ignore[no-untyped-call]
        return apart

    optimizer.step(loss)  # type: ignore[no-untyped-call]
    found = [round(value, 4) for value in weights.tolist()]
    return policy.Weights(tuple(found), {n: round(b, 4) for n, b in zip(RELATION_NAMES, biases.tolist(), strict=True)})


def write(weights: policy.Weights, folder: Path) -> None:
    """Write policy.json, which kg.extractors.policy reads, into `folder`."""
    content = {"features": dict(zip(FEATURES, weights.features, strict=True)), "relations": weights.relations}
    (folder / "policy.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8", newline="\n")


def _canonical(subject: str, relation: str, object: str) -> tuple[str, str, str]:
    """A statement under the relation as which the evaluation counts it."""
    name, turned = _CANONICAL.get(relation, (relation, False))
    ends = (object, subject) if turned or (relation in _SYMMETRIC and object < subject) else (subject, object)
    return ends[0], name, ends[1]
