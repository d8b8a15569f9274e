"""Joins the groups of a build that are one entity, in four passes, and says which pairs stay unsure.

Same readings; names that another article links to a fuller one; shorter forms that fit one entity only; then persons,
for whom the same name alone is not enough. Pairs are found by blocking (equal keys, or the first telling character with
a later one), so that the work grows with the number of names and not of pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from kg.entities import evidence
from kg.entities.clusters import Clusters, Pair, Side
from kg.entities.evidence import reason, weigh
from kg.entities.groups import Group, Local, agree, vague
from kg.entities.naming import FORMAL, INITIALS, block_keys, generic, look_up_key, place_of, shorter
from kg.entities.persons import join_persons
from kg.model import Reason, name_key

MARGIN: Final = 1.0  # by which the best fuller form must lead
ALIAS: Final = 4  # characters that an alias needs to be looked up by itself: shorter ones are brands
FORMS: Final = {FORMAL: "formal-name", INITIALS: "initialism"}


def join_all(groups: dict[Local, Group], same: Iterable[Pair], different: Iterable[Pair]) -> Clusters:
    """The groups joined: by corrections first, then by what the texts say."""
    state = Clusters(groups, different)
    _corrected(state, same)
    _same_readings(state)
    _linked_names(state)
    _shorter_forms(state)
    join_persons(state)
    return state


def _corrected(state: Clusters, same: Iterable[Pair]) -> None:
    by_side: dict[Side, list[Local]] = defaultdict(list)
    for local, group in state.groups.items():
        for key in sorted({name_key(p) for p in group.printed}):
            by_side[key, ""].append(local)
            by_side[key, local[0]].append(local)
    for pair in sorted(same, key=sorted):
        locals_ = [local for side in sorted(pair) for local in by_side.get(side, ())]
        for other in locals_[1:]:
            if agree(state.groups[locals_[0]].type, state.groups[other].type):
                state.join(locals_[0], other, "correction/same")


def _same_readings(state: Clusters) -> None:
    by_name: dict[str, list[Local]] = defaultdict(list)
    for local, group in state.groups.items():
        if group.type != "Person" and not vague(group):
            by_name[group.reading].append(local)
    for same in by_name.values():
        heads: list[Local] = []  # one a combination of kinds: few, so that a frequent name stays linear
        for local in same:
            fitting = [h for h in heads if agree(state.groups[h].type, state.groups[local].type)]
            for head in fitting:
                state.join(head, local, "name/same")
            if not any(state.groups[h].type == state.groups[local].type for h in heads):
                heads.append(local)


def _linked_names(state: Clusters) -> None:
    """A name that stands alone in one article and is linked to a fuller one in another."""
    holders: dict[str, list[Local]] = defaultdict(list)
    for local, group in state.groups.items():
        for key in sorted({name_key(p) for p in group.printed} - {name_key(group.name)}):
            holders[key].append(local)
    for local, group in state.groups.items():
        known = holders.get(name_key(group.name), ())
        fitting = [h for h in known if h != local and agree(state.groups[h].type, group.type)]
        near = [h for h in fitting if h[0] == local[0]] or ([] if vague(group) or group.type == "Person" else fitting)
        roots = sorted({state.root(h) for h in near})
        if len(roots) == 1:
            state.join(local, roots[0], "name/linked", [reason("linked-elsewhere", state.groups[near[0]].name)])
        elif roots:
            state.ambiguous.add(local)
            names = "、".join(sorted({state.groups[r].name for r in roots}))
            for root in roots:
                state.doubt(
                    local,
                    root,
                    "name/linked",
                    [reason("linked-elsewhere", state.groups[root].name), reason("several-fit", names)],
                )


def _shorter_forms(state: Clusters) -> None:
    """Each name with its fuller forms in the build, longest first, so that those are joined before they are chosen."""
    fuller: dict[str, dict[str, Local]] = defaultdict(dict)  # block key -> name and type -> one group
    asking: dict[tuple[str, str, Local | None], Local] = {}  # a vague name asks for each article by itself
    for local, group in state.groups.items():
        if group.type == "Person" or local in state.ambiguous:
            continue
        known = () if vague(group) else sorted(group.printed)
        aliases = {name_key(p) for p in known if len(name_key(p)) >= ALIAS and not generic(p, group.type)}
        for key in sorted(aliases | {group.reading}):
            asking.setdefault((key, group.type, local if vague(group) else None), local)
    for (key, type_, alone), local in asking.items():
        if not alone:
            for block in block_keys(key):
                fuller[block].setdefault(f"{key} {type_}", local)
    for (key, type_, alone), local in sorted(asking.items(), key=lambda i: (-len(i[0][0]), i[0][:2], i[1])):
        found = fuller.get(look_up_key(key), {})
        _choose(state, key, type_, local, ((k.split(" ")[0], o) for k, o in found.items()), bool(alone))


def _choose(
    state: Clusters, key: str, type_: str, local: Local, found: Iterable[tuple[str, Local]], alone: bool
) -> None:
    """Joins the group with the one fuller form that fits its name best, or says why it is unsure."""
    ranked: dict[Local, tuple[float, Local, list[Reason]]] = {}
    for name, other in found:
        kind = state.groups[other].type
        match = shorter(key, name, type_, kind) if agree(type_, kind) else None
        if match is None or (key != state.groups[local].reading and match.weight < FORMAL):
            continue  # a form that its own article explains joins another name only where it is nearly that name
        root = state.root(other)
        if root == state.root(local):
            return  # it has its fuller form
        weight = "fewer-words" if alone else FORMS.get(match.weight, "fewer-words")
        pieces = [reason(weight, f"{key} < {name} {match.rule}")]
        completed = state.groups[local].reading != name_key(state.groups[local].name)  # from the names beside it
        if state.side_by_side(local, other) and not completed:
            pieces.append(reason("named-side-by-side", "one article names both"))
        first, second = (place_of(state.groups[g].name) for g in (local, other))
        if first and second and first not in state.groups[other].name and second not in state.groups[local].name:
            pieces.append(reason("other-place", f"{first} / {second}"))
        pieces += evidence.neighbours("shared-neighbour", state.shared(local, other))
        total = weigh(pieces)[0]
        if root not in ranked or total > ranked[root][0]:
            ranked[root] = (total, other, pieces)
    order = sorted(ranked.values(), key=lambda f: (-f[0], f[1]))
    if not order or weigh(order[0][2])[1] == "different":
        return
    clear = len(order) == 1 or order[0][0] - order[1][0] >= MARGIN
    if not (clear and weigh(order[0][2])[1] == "same" and state.join(local, order[0][1], "name/shorter", order[0][2])):
        for _, other, pieces in order[:2]:
            state.doubt(local, other, "name/shorter", pieces)
