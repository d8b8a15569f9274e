"""Who stands with whom: the mentions of a matched list, and the pairs a rule makes of two lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.masking import Mask
from kg.extractors.rule import Pairing
from kg.model import Mention


def members(mask: Mask, start: int, end: int) -> list[Mention]:
    """The mentions between two indices of the masked text, in order, each with exactly one entity.

    A collective (“两区”) gives one mention a member; a noun without antecedent gives none.
    """
    found = [mask.mentions[i] for i in range(start, end) if i in mask.mentions]
    return [single for mention in found for single in singles(mention)]


def singles(mention: Mention) -> list[Mention]:
    """`mention` once for each entity it stands for."""
    if len(mention.refers_to) == 1:
        return [mention]
    return [replace(mention, refers_to=(name,)) for name in mention.refers_to]


def pair(subjects: Sequence[Mention], objects: Sequence[Mention], pairing: Pairing) -> list[tuple[Mention, Mention]]:
    """The (subject, object) pairs of two lists.

    cross: each with each. all: each two of both lists together. two: as all, where there are exactly two parties.
    zip: first with first, second with second (分别); crossed where one side has one member, none where they differ.
    """
    if pairing == "cross":
        pairs = [(a, b) for a in subjects for b in objects]
    elif pairing == "zip":
        if len(subjects) == len(objects):
            pairs = list(zip(subjects, objects, strict=True))
        elif 1 in (len(subjects), len(objects)):
            pairs = [(a, b) for a in subjects for b in objects]
        else:
            pairs = []
    else:
        parties = list({mention.refers_to: mention for mention in (*subjects, *objects)}.values())
        if pairing == "two" and len(parties) != 2:
            return []
        pairs = [(a, b) for i, a in enumerate(parties) for b in parties[i + 1 :]]
    return [(a, b) for a, b in pairs if a.refers_to != b.refers_to]
