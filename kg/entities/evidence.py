"""What speaks for and against two groups of mentions being one entity, weighed; three verdicts.

Each piece of evidence has a kind and a weight, and the sum decides: a verdict can be read back piece by piece.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from kg.model import Reason

Verdict = Literal["same", "different", "unsure"]

# kind of evidence -> weight
WEIGHTS: Final[dict[str, float]] = {
    "formal-name": 3.0,  # only legal, administrative or place parts are left out
    "initialism": 2.0,
    "fewer-words": 1.0,
    "shared-neighbour": 0.5,  # each entity named in articles of both, two at most
    "named-side-by-side": -2.0,  # one article names both and does not link them
    "other-place": -3.0,  # the full names begin with different places
    "same-organisation": 3.0,  # a person's post is at the same organisation
    "other-organisation": -2.0,
    "kin-organisation": 0.5,  # at a body that owns, or belongs to, the other one's
    "moved-between": 3.0,  # an article that speaks of a change of post names the organisation of the other
    "moved-beside": 1.5,  # an article that tells of a new post names the organisation of the other
    "organisation-beside": 1.0,  # an article of one names the organisation of the other; half of it where it has a post
    "person-neighbour": 1.0,  # each entity named in articles of both, two at most
    "rare-name": 0.5,  # twice for four characters, or where neither surname nor given name is common
    "common-name": -0.5,
    "same-page": 1.0,  # two articles of one document
    "both-reporters": 0.5,
    "reporter-or-not": -2.0,
    "same-identifier": 4.0,  # both bear one outside identifier, as the user's file says
    "linked-elsewhere": 2.0,  # another article links this very name to the fuller one
    "several-fit": -1.0,  # and yet another one to a different fuller name
    "crowd": 1.0,  # too many of one name to compare
}
SAME: Final = 2.0  # from this sum on
DIFFERENT: Final = 0.0  # up to this sum


def weigh(evidence: Iterable[Reason]) -> tuple[float, Verdict]:
    """The sum of the weights and the verdict that it gives."""
    total = math.fsum(e.weight for e in evidence)
    return total, "same" if total >= SAME else "different" if total <= DIFFERENT else "unsure"


def reason(kind: str, what: str, times: float = 1) -> Reason:
    """One piece of evidence, its weight from the table times `times`."""
    return Reason(kind, WEIGHTS[kind] * times, what)


def neighbours(kind: str, shared: Sequence[str]) -> list[Reason]:
    """The evidence that entities named beside both give, two counted at most."""
    return [reason(kind, "、".join(shared[:2]), min(2, len(shared)))] if shared else []
