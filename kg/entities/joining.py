"""Joins the groups of a build that are one entity, in four passes, and says which pairs stay unsure.

Same readings; names that another article links to a fuller one; shorter forms that fit one entity only; then persons,
for whom the same name alone is not enough. Pairs are found by blocking (equal keys, or the first telling character with
a later one), so that the work grows with the number of names and not of pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from kg.entities import evidence
from kg.entities.evidence import Evidence, reason, weigh
from kg.entities.groups import Group, Local, agree, vague
from kg.entities.naming import FORMAL, INITIALS, block_keys, generic, look_up_key, place_of, shorter
from kg.model import Issue, name_key

MARGIN: Final = 1.0  # by which the best fuller form must lead
ALIAS: Final = 4  # characters that an alias needs to be looked up by itself: shorter ones are brands
CROWD: Final = 30  # persons of one name that are compared pair by pair
COMMON: Final = 8  # an entity that more articles name is no evidence as a neighbour
FORMS: Final = {FORMAL: "formal-name", INITIALS: "initialism"}
Side = tuple[str, str]  # a name key and the document in which it is meant, "" for all documents
Pair = frozenset[Side]


class Joining:
    """Groups and the clusters they have been joined to so far (union-find)."""

    def __init__(self, groups: dict[Local, Group], different: frozenset[Pair] = frozenset()) -> None:
        self.groups = groups
        self.different = different
        self.ambiguous: set[Local] = set()  # linked to several fuller names elsewhere
        self.issues: list[Issue] = []
        self._parent = {local: local for local in groups}
        self._members = {local: [local] for local in groups}
        self._articles = {local: {local[:2]} for local in groups}
        self._sides = {
            local: {
                (key, where) for key in ({name_key(p) for p in g.printed} | {g.reading}) for where in ("", local[0])
            }
            for local, g in groups.items()
        }
        self._in_article: dict[tuple[str, int], list[Local]] = defaultdict(list)
        for local in groups:
            self._in_article[local[:2]].append(local)

    def root(self, local: Local) -> Local:
        """The first member of the cluster that the group belongs to."""
        while self._parent[local] != local:
            self._parent[local] = self._parent[self._parent[local]]
            local = self._parent[local]
        return local

    def join(self, a: Local, b: Local) -> bool:
        """Makes both clusters one, unless a correction keeps two of their names apart; whether they are one now."""
        first, second = sorted((self.root(a), self.root(b)))
        if first == second:
            return True
        if self._apart(first, second):
            return False
        self._parent[second] = first
        self._articles[first] |= self._articles.pop(second)
        self._sides[first] |= self._sides.pop(second)
        self._members[first] += self._members.pop(second)
        return True

    def clusters(self) -> list[list[Local]]:
        """The clusters, each sorted, in order."""
        return sorted(sorted(members) for members in self._members.values())

    def side_by_side(self, a: Local, b: Local) -> bool:
        """Whether one article has a group of each cluster."""
        return not self._articles[self.root(a)].isdisjoint(self._articles[self.root(b)])

    def shared(self, a: Local, b: Local, places: bool = True) -> list[str]:
        """The names of the entities that articles of both clusters name, without the two themselves, sorted."""
        own = {self.root(a), self.root(b)}
        both = self._articles[self.root(a)] & self._articles[self.root(b)]  # says of neither more than of the other
        one, two = (self._beside(local, places, both) for local in (a, b))
        told = (r for r in (one & two) - own if len(self._articles[r]) <= COMMON)
        return sorted({self.groups[r].name for r in told})

    def doubt(self, a: Local, b: Local, pieces: Sequence[Evidence]) -> None:
        """Files the pair as unsure, with the reasons."""
        one, two = sorted((self.groups[self.root(a)], self.groups[self.root(b)]), key=lambda g: (g.name, g.local))
        told = "; ".join(f"{e.kind} {e.weight:+g} ({e.what})" for e in pieces) or "no evidence either way"
        at = one.mentions[0]
        other = two.mentions[0].document
        text = f"{one.name} ({at.document}) may be {two.name} ({other}): {told}; kept apart"
        self.issues.append(Issue("unsure-identity", text, at.document, at.span, at.text))

    def _beside(self, local: Local, places: bool, but: set[tuple[str, int]]) -> set[Local]:
        return {
            self.root(n)
            for article in self._articles[self.root(local)] - but
            for n in self._in_article[article]
            if places or self.groups[n].type not in ("Place", "Media")
        }

    def _apart(self, a: Local, b: Local) -> bool:
        one, two = self._sides[a], self._sides[b]
        pairs = (sorted(pair) for pair in self.different)
        return any((x in one and y in two) or (y in one and x in two) for x, y in pairs)


def join_all(groups: dict[Local, Group], same: Iterable[Pair], different: frozenset[Pair]) -> Joining:
    """The groups joined: by corrections first, then by what the texts say."""
    state = Joining(groups, different)
    _corrected(state, same)
    _same_readings(state)
    _linked_names(state)
    _shorter_forms(state)
    _persons(state)
    return state


def _corrected(state: Joining, same: Iterable[Pair]) -> None:
    by_side: dict[Side, list[Local]] = defaultdict(list)
    for local, group in state.groups.items():
        for key in sorted({name_key(p) for p in group.printed}):
            by_side[key, ""].append(local)
            by_side[key, local[0]].append(local)
    for pair in sorted(same, key=sorted):
        locals_ = [local for side in sorted(pair) for local in by_side.get(side, ())]
        for other in locals_[1:]:
            if agree(state.groups[locals_[0]].type, state.groups[other].type):
                state.join(locals_[0], other)


def _same_readings(state: Joining) -> None:
    by_name: dict[str, list[Local]] = defaultdict(list)
    for local, group in state.groups.items():
        if group.type != "Person" and not vague(group):
            by_name[group.reading].append(local)
    for same in by_name.values():
        heads: list[Local] = []  # one a combination of kinds: few, so that a frequent name stays linear
        for local in same:
            fitting = [h for h in heads if agree(state.groups[h].type, state.groups[local].type)]
            for head in fitting:
                state.join(head, local)
            if not any(state.groups[h].type == state.groups[local].type for h in heads):
                heads.append(local)


def _linked_names(state: Joining) -> None:
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
            state.join(local, roots[0])
        elif roots:
            names = "、".join(sorted({state.groups[r].name for r in roots}))
            first = group.mentions[0]
            state.ambiguous.add(local)
            doubt = f"{group.name} may be {names}; kept apart"
            state.issues.append(Issue("ambiguous-name", doubt, first.document, first.span, first.text))


def _shorter_forms(state: Joining) -> None:
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
    state: Joining, key: str, type_: str, local: Local, found: Iterable[tuple[str, Local]], alone: bool
) -> None:
    """Joins the group with the one fuller form that fits its name best, or says why it is unsure."""
    ranked: dict[Local, tuple[float, Local, list[Evidence]]] = {}
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
    if not (clear and weigh(order[0][2])[1] == "same" and state.join(local, order[0][1])):
        for _, other, pieces in order[:2]:
            state.doubt(local, other, pieces)


def _persons(state: Joining) -> None:
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


def _one_name(state: Joining, locals_: Sequence[Local]) -> None:
    """The persons of one name: those at one organisation are one, then those whose evidence suffices, best first."""
    by_post: dict[Local, Local] = {}
    for local in locals_:
        for organisation in _posts(state, local):
            state.join(by_post.setdefault(organisation, local), local)
    if len({state.root(local) for local in locals_}) > CROWD:
        seen = state.groups[locals_[0]].mentions[0]
        text = f"more than {CROWD} persons may be called {seen.text}; only those of one organisation are joined"
        state.issues.append(Issue("unsure-identity", text, seen.document, seen.span, seen.text))
        return
    merged = True
    while merged:
        merged = False
        roots = sorted({state.root(local) for local in locals_})
        pairs = [(a, b, _person_evidence(state, a, b, locals_)) for i, a in enumerate(roots) for b in roots[i + 1 :]]
        pairs.sort(key=lambda p: (-weigh(p[2])[0], p[0], p[1]))
        merged = any(weigh(pieces)[1] == "same" and state.join(a, b) for a, b, pieces in pairs)
    for a, b, pieces in pairs:
        if weigh(pieces)[1] != "different":
            state.doubt(a, b, pieces)


def _person_evidence(state: Joining, a: Local, b: Local, locals_: Sequence[Local]) -> list[Evidence]:
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


def _posts(state: Joining, local: Local, moved: bool = False) -> list[Local]:
    """The clusters of the organisations at which the article gives the person a post, or where it tells of a move."""
    document, article, _ = local
    group = state.groups[local]
    found = ((document, article, name) for name in sorted(group.moves if moved else group.posts))
    return [state.root(f) for f in found if f in state.groups]
