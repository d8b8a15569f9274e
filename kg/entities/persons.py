"""Persons of one name: the name alone is not enough; the body, moves, neighbours and how rare the name is decide."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Final

from kg import lexicon
from kg.entities import evidence
from kg.entities.clusters import Clusters
from kg.entities.evidence import reason, weigh
from kg.entities.groups import Local
from kg.model import Reason, name_key
from kg.naming.parts import parted

CROWD: Final = 30  # persons of one name that are compared pair by pair
MARGIN: Final = 1.0  # by which one of two persons, who are not one, must fit better

Pair = tuple[Local, Local, list[Reason]]


def join_persons(state: Clusters) -> None:
    """Joins the persons of one name for whom the evidence suffices; a second time, for joined ones are neighbours."""
    by_name = _by_name(state)
    for last in (False, True):
        for key in sorted(by_name):
            _one_name(state, by_name[key], last)


def _by_name(state: Clusters) -> dict[str, list[Local]]:
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
    return {key: found for key, found in by_name.items() if len(found) > 1}


def _one_name(state: Clusters, locals_: Sequence[Local], last: bool) -> None:
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
    roots = sorted({state.root(local) for local in locals_})
    if len(roots) > CROWD:
        crowd = [reason("crowd", f"more than {CROWD} persons may be called so")]
        for one, other in itertools.pairwise(roots if last else ()):
            state.doubt(one, other, "person/name", crowd)
        return
    known: dict[tuple[Local, int, Local, int], list[Reason]] = {}  # by both clusters as large as they were
    beside: dict[tuple[Local, int], set[Local]] = {}
    while True:
        members: dict[Local, list[Local]] = defaultdict(list)
        for local in locals_:
            members[state.root(local)].append(local)
        roots = sorted(members)
        for root in roots:
            beside.setdefault((root, len(members[root])), state.beside(root, places=False))
        pairs = []
        for a, b in itertools.combinations(roots, 2):
            at = (a, len(members[a]), b, len(members[b]))
            if at not in known:
                shared = state.told(beside[at[:2]] & beside[at[2:]], {a, b})
                known[at] = _reasons(state, members[a], members[b], shared)
            pairs.append((a, b, known[at]))
        pairs.sort(key=lambda p: (-weigh(p[2])[0], p[0], p[1]))
        if not any(
            weigh(pieces)[1] == "same" and _clear(a, b, pairs) and state.join(a, b, "person/name", pieces)
            for a, b, pieces in pairs
        ):
            break
    for a, b, pieces in pairs if last else ():
        if weigh(pieces)[1] != "different":
            state.doubt(a, b, "person/name", pieces)


def _clear(a: Local, b: Local, pairs: Sequence[Pair]) -> bool:
    """Whether nobody else, who is not one with either, fits one of the two nearly as well."""
    totals = {frozenset((one, other)): weigh(pieces) for one, other, pieces in pairs}
    total = totals[frozenset((a, b))][0]
    rivals = {r for one, other, _ in pairs for r in (one, other)} - {a, b}
    return not any(
        totals[frozenset((this, rival))][0] > total - MARGIN and totals[frozenset((that, rival))][1] == "different"
        for rival in rivals
        for this, that in ((a, b), (b, a))
    )


def _reasons(state: Clusters, one: Sequence[Local], two: Sequence[Local], shared: Sequence[str]) -> list[Reason]:
    """What speaks for and against two persons of one name, each by their groups, being one."""
    a, b = one[0], two[0]
    sides = (one, two)
    posts = [{p for m in members for p in _posts(state, m)} for members in sides]
    names = [{state.groups[p].name for p in side} for side in posts]
    moved = [{r for m in side for r in _named(state, m, state.groups[m].moves)} for side in sides]
    pieces = []
    if posts[0] & posts[1]:
        pieces.append(reason("same-organisation", "、".join(sorted(names[0] & names[1]))))
    elif between := (moved[0] & posts[1]) | (moved[1] & posts[0]):
        pieces.append(reason("moved-between", "、".join(sorted(state.groups[r].name for r in between))))
    elif posts[0] and posts[1]:
        kind = "kin-organisation" if _kin(state, posts[0], posts[1]) else "other-organisation"
        pieces.append(reason(kind, " / ".join(min(n) for n in names)))
    pieces += evidence.neighbours("person-neighbour", shared)
    if not posts[0] & posts[1]:
        beside = [
            state.groups[p].name for side, other in ((0, b), (1, a)) for p in posts[side] if state.names(other, p)
        ]
        if beside:
            pieces.append(reason("organisation-beside", min(beside), 0.5 if posts[0] and posts[1] else 1))
        new = [
            state.groups[p].name
            for side, bodies in ((one, posts[1]), (two, posts[0]))
            for m in side
            if state.groups[m].appointed
            for p in bodies
            if m[:2] in state.articles(p)
        ]
        if new and posts[0] and posts[1] and "moved-between" not in {p.kind for p in pieces}:
            pieces.append(reason("moved-beside", min(new)))
    pieces += _rarity(state.groups[a].name)
    if {m[0] for m in one} & {m[0] for m in two}:
        pieces.append(reason("same-page", "two articles of one document"))
    reports = [any(state.groups[m].reporter for m in side) for side in sides]
    if all(reports):
        pieces.append(reason("both-reporters", "called reporters"))
    elif any(reports):
        pieces.append(reason("reporter-or-not", "one is called a reporter, the other is not"))
    return pieces


def _kin(state: Clusters, one: set[Local], two: set[Local]) -> bool:
    """Whether a body of one side owns one of the other, as a text says, or bears its brand."""
    for side, other in ((one, two), (two, one)):
        for root in side:
            related = {r for m in state.members(root) for r in _named(state, m, state.groups[m].kin)}
            if related & other:
                return True
    if any(_bears(state, r, q) or _bears(state, q, r) for r in one for q in two):
        return True
    brands = [{b for r in side if (b := _brand(state.groups[r].reading))} for side in (one, two)]
    return bool(brands[0] & brands[1])


def _bears(state: Clusters, root: Local, other: Local) -> bool:
    """Whether a name of the first begins with a name of the second: 某大研究院 and 某大."""
    heads = {name_key(p) for m in state.members(other)[:CROWD] for p in state.groups[m].printed}
    names = {name_key(p) for m in state.members(root)[:CROWD] for p in state.groups[m].printed}
    return any(n.startswith(h) and n != h for n in names for h in heads if len(h) > 1)


def _brand(key: str) -> str:
    """The first part of a name that is no listed word."""
    return next((p.text for p in parted(key).parts if p.kind == "core" and len(p.text) < 5), "")


def _posts(state: Clusters, local: Local) -> list[Local]:
    """The clusters of the organisations at which the article gives the person a post."""
    return _named(state, local, state.groups[local].posts)


def _named(state: Clusters, local: Local, names: set[str]) -> list[Local]:
    found = ((local[0], local[1], name) for name in sorted(names))
    return [state.root(f) for f in found if f in state.groups]


def _rarity(name: str) -> list[Reason]:
    """How much the name tells by itself: 赵伟 are many, 闾丘牧野 is one."""
    key = name_key(name)
    surnames, given = _common()
    if len(key) > 3:
        return [reason("rare-name", name, 2)]
    rare = (key[0] not in surnames) + (len(key) > 1 and not set(key[1:]) & given)
    if rare:
        return [reason("rare-name", name, rare)]
    return [reason("common-name", name)] if set(key[1:]) <= given else []


@cache
def _common() -> tuple[frozenset[str], frozenset[str]]:
    table = lexicon.table("persons")
    return frozenset(table["surnames"]), frozenset(table["given"])
