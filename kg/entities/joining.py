"""Joins the groups of a build that are one entity, and says which pairs stay unsure.

Decisions first; then same readings; then, in rounds until nothing changes, names that another article links to a
fuller one and shorter forms that fit one entity only, for a join makes others clear; then persons, for whom the same
name alone is not enough. Pairs are found by blocking, so that the work grows with the number of names and not of pairs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.entities import evidence
from kg.entities.blocks import WORKS, full_keys, short_key
from kg.entities.clusters import Clusters, Pair, Side
from kg.entities.evidence import SAME, reason, weigh
from kg.entities.groups import Group, Local, agree, vague
from kg.entities.persons import join_persons
from kg.model import Reason, name_key
from kg.naming.forms import Match, normal, shorter
from kg.naming.generic import generic
from kg.naming.places import place_of, places

MARGIN: Final = 0.75  # by which the best fuller form must lead
ALIAS: Final = 4  # characters that an alias needs to be looked up by itself: shorter ones are brands
CROWD: Final = 40  # fuller forms of one name that are weighed: more say that it is no name of one thing
NEIGHBOURS: Final = 1.0  # the most that shared neighbours can weigh for a name
ROUNDS: Final = 4
_SHORT_NAMED: Final = frozenset({"University", "ResearchInstitute", "Organisation"})
_QUOTED: Final = re.compile(r"“([^“”]{2,12})”.")  # “某某一号”养殖工船 is called 某某一号


def join_all(
    groups: dict[Local, Group],
    same: Iterable[Pair],
    different: Iterable[Pair],
    identifiers: Mapping[str, Mapping[str, str]] | None = None,
) -> Clusters:
    """The groups joined: by corrections first, then by outside identifiers, then by what the texts say."""
    state = Clusters(groups, different, identifiers)
    _corrected(state, same)
    _identified(state, identifiers or {})
    _same_readings(state)
    waiting = _asking(state)
    linked = _linked(state)
    for _ in range(ROUNDS):
        before = len(state.joins)
        for local, holders in linked:
            _link_name(state, local, holders)
        waiting = [one for one in waiting if not _choose(state, one)]
        if len(state.joins) == before:
            break
    for local, holders in linked:
        _link_name(state, local, holders, last=True)
    for one in waiting:
        _choose(state, one, last=True)
    join_persons(state)
    return state


@dataclass(frozen=True, slots=True)
class _Asking:
    """A name that looks for its fuller form: one group that has it, and each form that fits, with a group of that."""

    key: str
    type: str
    local: Local
    alone: bool  # a vague name, which asks for its article only
    forms: tuple[tuple[str, Match, Local], ...]


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


def _identified(state: Clusters, identifiers: Mapping[str, Mapping[str, str]]) -> None:
    """Names that bear the same outside identifier."""
    bearing: dict[tuple[str, str], Local] = {}
    for local, group in state.groups.items() if identifiers else ():
        for key in sorted({name_key(p) for p in group.printed} & identifiers.keys()):
            for scheme, value in sorted(identifiers[key].items()):
                first = bearing.setdefault((scheme, value), local)
                if agree(state.groups[first].type, group.type):
                    state.join(first, local, "identifier/same", [reason("same-identifier", f"{scheme} {value}")])


def _same_readings(state: Clusters) -> None:
    by_name: dict[str, list[Local]] = defaultdict(list)
    for local, group in state.groups.items():
        if group.type != "Person" and not vague(group):
            by_name[normal(group.reading)].append(local)
    for same in by_name.values():
        heads: list[Local] = []  # one a combination of kinds: few, so that a frequent name stays linear
        for local in same:
            fitting = [h for h in heads if agree(state.groups[h].type, state.groups[local].type)]
            for head in fitting:
                state.join(head, local, "name/same")
            if not any(state.groups[h].type == state.groups[local].type for h in heads):
                heads.append(local)


def _linked(state: Clusters) -> list[tuple[Local, tuple[Local, ...]]]:
    """Each name that stands alone in one article, with the groups of others that link it to a fuller one."""
    holders: dict[str, list[Local]] = defaultdict(list)
    for local, group in state.groups.items():
        for key in sorted({name_key(p) for p in group.printed} - {name_key(group.name)}):
            holders[key].append(local)
        if group.type in WORKS:
            for key in sorted({name_key(c) for p in group.printed for c in _QUOTED.findall(p)}):
                holders[key].append(local)
    found = []
    for local, group in state.groups.items():
        known = holders.get(name_key(group.name), ())
        fitting = [h for h in known if h != local and agree(state.groups[h].type, group.type)]
        near = [h for h in fitting if h[0] == local[0]] or ([] if vague(group) or group.type == "Person" else fitting)
        if near:
            found.append((local, tuple(near)))
    return found


def _link_name(state: Clusters, local: Local, holders: tuple[Local, ...], last: bool = False) -> None:
    """Joins the name with the one entity that other articles link it to; where they are several, files the doubt."""
    roots = sorted({state.root(h) for h in holders})
    if len(roots) == 1:
        state.ambiguous.discard(local)
        state.join(local, roots[0], "name/linked", [reason("linked-elsewhere", state.groups[holders[0]].name)])
    elif state.root(local) not in roots:
        state.ambiguous.add(local)
        if last:
            names = "、".join(sorted({state.groups[r].name for r in roots}))
            for root in roots:
                pieces = [reason("linked-elsewhere", state.groups[root].name), reason("several-fit", names)]
                state.doubt(local, root, "name/linked", pieces)


def _asking(state: Clusters) -> list[_Asking]:
    """Each name that has forms that may be fuller, longest first, so that those are joined before they are chosen."""
    names: dict[tuple[str, str, Local | None], Local] = {}  # a vague name asks for each article by itself
    for local, group in state.groups.items():
        if group.type == "Person":
            continue
        known = () if vague(group) else sorted(group.printed)
        aliases = {name_key(p) for p in known if len(name_key(p)) >= ALIAS and not generic(p, group.type)}
        for key in sorted(aliases | {group.reading}):
            names.setdefault((key, group.type, local if vague(group) else None), local)
    waiting: dict[str, dict[tuple[str, str], list[tuple[str, str, Local | None]]]] = defaultdict(dict)
    for name in names:
        if block := short_key(name[0], name[1]):
            waiting[block].setdefault(name[:2], []).append(name)
    forms: dict[tuple[str, str, Local | None], list[tuple[str, Match, Local]]] = defaultdict(list)
    for (full, kind, alone), other in names.items():
        if alone:
            continue
        for block in sorted(full_keys(full, kind)):
            for (key, type_), askers in waiting.get(block, {}).items():
                read = _read_as(key, type_, kind)
                if key == full or len(key) > len(full) or not agree(read, kind):
                    continue
                if match := shorter(key, full, read, kind):
                    for asker in askers:
                        forms[asker].append((full, match, other))
    return [
        _Asking(name[0], name[1], names[name], bool(name[2]), tuple(dict.fromkeys(forms[name])))
        for name in sorted(forms, key=lambda n: (-len(n[0]), n[:2], names[n]))
        if len(forms[name]) <= CROWD
    ]


def _read_as(key: str, type_: str, full_type: str) -> str:
    """The type of a short name beside a full one: a place that nobody knows may be a body, 华理 for 华东理工大学."""
    unknown = type_ == "Place" and len(key) < 5 and key not in places() and full_type in _SHORT_NAMED
    return full_type if unknown else type_


def _choose(state: Clusters, asking: _Asking, last: bool = False) -> bool:
    """Joins the group with the one fuller form that fits its name best; whether it is settled.

    The last time, what is left is filed as unsure.
    """
    local = asking.local
    if local in state.ambiguous:
        return False
    ranked: dict[Local, tuple[float, Local, list[Reason]]] = {}
    for full, match, other in asking.forms:
        root = state.root(other)
        if root == state.root(local):
            return True  # it has its fuller form
        if asking.key != state.groups[local].reading and match.kind != "formal-name":
            continue  # a form that its own article explains joins another name only where it is nearly that name
        weight = 1.0 if asking.alone else match.weight
        if not last and weight + NEIGHBOURS < SAME:
            continue  # nothing that stands beside could make it sure
        pieces = [
            _form_reason(asking, full, match),
            *_context(state, local, other, len(asking.forms) > 1 or weight < SAME),
        ]
        total = weigh(pieces)[0]
        if root not in ranked or total > ranked[root][0]:
            ranked[root] = (total, other, pieces)
    order = sorted(ranked.values(), key=lambda f: (-f[0], f[1]))
    if not order or weigh(order[0][2])[1] == "different":
        return False
    clear = len(order) == 1 or order[0][0] - order[1][0] >= MARGIN
    if clear and weigh(order[0][2])[1] == "same" and state.join(local, order[0][1], "name/shorter", order[0][2]):
        return True
    if last:
        for _, other, pieces in order[:2]:
            state.doubt(local, other, "name/shorter", pieces)
    return False


def _form_reason(asking: _Asking, full: str, match: Match) -> Reason:
    told = f"{asking.key} < {full} ({match.rule}{': ' if match.left_out else ''}{match.left_out})"
    return reason("fewer-words", told) if asking.alone else Reason(match.kind, match.weight, told)


def _context(state: Clusters, local: Local, other: Local, neighbours: bool) -> list[Reason]:
    """What the articles of both say for and against their being one."""
    group, fuller = state.groups[local], state.groups[other]
    pieces = []
    completed = group.reading != name_key(group.name)  # from the names beside it
    if state.side_by_side(local, other) and not completed:
        pieces.append(reason("named-side-by-side", "one article names both"))
    first, second = place_of(group.name), place_of(fuller.name)
    if first and second and first not in fuller.name and second not in group.name:
        pieces.append(reason("other-place", f"{first} / {second}"))
    if neighbours:
        pieces += evidence.neighbours("shared-neighbour", state.shared(local, other))
    return pieces
