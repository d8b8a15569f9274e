"""Persons of one name: the name alone is not enough, the organisation, the post, moves and neighbours decide."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from kg.entities import evidence
from kg.entities.clusters import Clusters
from kg.entities.evidence import reason, weigh
from kg.entities.groups import Local
from kg.model import Reason, name_key

CROWD: Final = 30  # persons of one name that are compared pair by pair


def join_persons(state: Clusters) -> None:
    """Joins the persons of one name for whom the evidence suffices."""
    by_name: dict[str, list[Local]] = defaultdict(list)
    full_of: dict[str, set[str]] = defaultdict(set)
    for local, group in state.groups.items():
        if group.type == "Person":
            by_name[group.reading].append(local)
            if "·" in group.name:
                full_of[name_key(group.name.split("·")[0])].add(group.reading)
    for key in sorted(by_name):
        longer = sorted(full_of[key] - {key})
        if len(longer) == 1:  # 麦合木提 for the one 麦合木提·某某 of the build
            by_name[longer[0]] += by_name.pop(key)
    for key in sorted(by_name):
        _one_name(state, by_name[key])


def _one_name(state: Clusters, locals_: Sequence[Local]) -> None:
    """The persons of one name: those at one organisation are one, then those whose evidence suffices, best first."""
    by_post: dict[Local, Local] = {}
    for local in locals_:
        for organisation in _posts(state, local):
            state.join(
                by_post.setdefault(organisation, local),
                local,
                "person/organisation",
                [reason("same-organisation", state.groups[organisation].name)],
            )
    if len({state.root(local) for local in locals_}) > CROWD:
        roots = sorted({state.root(local) for local in locals_})
        crowd = [reason("crowd", f"more than {CROWD} persons may be called so")]
        for one, other in itertools.pairwise(roots):
            state.doubt(one, other, "person/name", crowd)
        return
    merged = True
    while merged:
        merged = False
        roots = sorted({state.root(local) for local in locals_})
        pairs = [(a, b, _person_evidence(state, a, b, locals_)) for i, a in enumerate(roots) for b in roots[i + 1 :]]
        pairs.sort(key=lambda p: (-weigh(p[2])[0], p[0], p[1]))
        merged = any(weigh(pieces)[1] == "same" and state.join(a, b, "person/name", pieces) for a, b, pieces in pairs)
    for a, b, pieces in pairs:
        if weigh(pieces)[1] != "different":
            state.doubt(a, b, "person/name", pieces)


def _person_evidence(state: Clusters, a: Local, b: Local, locals_: Sequence[Local]) -> list[Reason]:
    one, two = ([m for m in locals_ if state.root(m) == r] for r in (a, b))
    posts = [{p for m in members for p in _posts(state, m)} for members in (one, two)]
    names = [{state.groups[p].name for p in side} for side in posts]
    pieces = []
    if posts[0] & posts[1]:
        pieces.append(reason("same-organisation", "、".join(sorted(names[0] & names[1]))))
    elif posts[0] and posts[1]:
        pieces.append(reason("other-organisation", " / ".join(min(n) for n in names)))
    moved = [{r for m in side for r in _posts(state, m, moved=True)} for side in (one, two)]
    between = (moved[0] & posts[1]) | (moved[1] & posts[0])
    if between and not posts[0] & posts[1]:
        pieces.append(reason("moved-between", "、".join(sorted(state.groups[r].name for r in between))))
    shared = state.shared(a, b, places=False)
    pieces += evidence.neighbours("person-neighbour", shared)
    if len(name_key(state.groups[a].name)) >= 4:
        pieces.append(reason("rare-name", state.groups[a].name))
    if {m[0] for m in one} & {m[0] for m in two}:
        pieces.append(reason("same-page", "two articles of one document"))
    if all(any(state.groups[m].reporter for m in side) for side in (one, two)):
        pieces.append(reason("both-reporters", "called reporters"))
    return pieces


def _posts(state: Clusters, local: Local, moved: bool = False) -> list[Local]:
    """The clusters of the organisations at which the article gives the person a post, or where it tells of a move."""
    document, article, _ = local
    group = state.groups[local]
    found = ((document, article, name) for name in sorted(group.moves if moved else group.posts))
    return [state.root(f) for f in found if f in state.groups]
