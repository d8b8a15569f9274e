"""The state of joining: which groups are one so far, why each join was made, and which pairs stay in doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.entities.groups import Group, Local
from kg.model import Reason, name_key

COMMON: Final = 8  # an entity that more articles name is no evidence as a neighbour
MANY: Final = 40  # articles of a cluster whose other names are looked at
Side = tuple[str, str]  # a name key and the document in which it is meant, "" for all documents
Pair = frozenset[Side]


@dataclass(frozen=True, slots=True)
class Join:
    """Two groups that were joined, or that may be one, by which rule and for which reasons."""

    one: Local
    other: Local
    rule: str
    reasons: tuple[Reason, ...]


class Clusters:
    """Groups and the clusters they have been joined to so far (union-find).

    `joins` holds each join that made two clusters one, `doubts` the pairs that were kept apart and may be one.
    """

    def __init__(
        self,
        groups: dict[Local, Group],
        different: Iterable[Pair] = (),
        identifiers: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.groups = groups
        self.ambiguous: set[Local] = set()  # linked to several fuller names elsewhere
        self.joins: list[Join] = []
        self.doubts: list[Join] = []
        self._parent = {local: local for local in groups}
        self._members: dict[Local, list[Local]] = {}  # of clusters with more than one
        self._articles: dict[Local, set[tuple[str, int]]] = {}  # likewise
        self._in_article: dict[tuple[str, int], list[Local]] = defaultdict(list)
        for local in groups:
            self._in_article[local[:2]].append(local)
        self._parted: dict[Side, set[Side]] = defaultdict(set)
        for pair in different:
            one, *rest = sorted(pair)
            other = rest[0] if rest else one
            self._parted[one].add(other)
            self._parted[other].add(one)
        self._sides: dict[Local, set[Side]] = {}  # the sides of decisions that keep apart, by cluster
        if self._parted:
            for local, group in groups.items():
                keys = {name_key(p) for p in group.printed} | {group.reading}
                if sides := {s for key in keys for s in ((key, ""), (key, local[0])) if s in self._parted}:
                    self._sides[local] = sides

        self._identified: dict[Local, dict[str, str]] = {}  # outside identifiers by cluster
        if identifiers:
            for local, group in groups.items():
                for key in sorted({name_key(p) for p in group.printed}):
                    if key in identifiers:
                        self._identified[local] = self._identified.get(local, {}) | dict(identifiers[key])

    def root(self, local: Local) -> Local:
        """The first member of the cluster that the group belongs to."""
        parent = self._parent
        while parent[local] != local:
            parent[local] = parent[parent[local]]
            local = parent[local]
        return local

    def join(self, a: Local, b: Local, rule: str, reasons: Sequence[Reason] = ()) -> bool:
        """Makes both clusters one, unless a correction keeps two of their names apart; whether they are one now."""
        first, second = sorted((self.root(a), self.root(b)))
        if first == second:
            return True
        if self.apart(first, second):
            return False
        self._parent[second] = first
        self._articles[first] = _united(
            self._articles.get(first, {first[:2]}), self._articles.pop(second, {second[:2]})
        )
        self._members[first] = [*self._members.get(first, [first]), *self._members.pop(second, [second])]
        if sides := self._sides.get(first, set()) | self._sides.pop(second, set()):
            self._sides[first] = sides
        if known := self._identified.get(first, {}) | self._identified.pop(second, {}):
            self._identified[first] = known
        self.joins.append(Join(a, b, rule, tuple(reasons)))
        return True

    def clusters(self) -> list[list[Local]]:
        """The clusters, each sorted, in order."""
        alone = ([local] for local, parent in self._parent.items() if local == parent and local not in self._members)
        return sorted([*(sorted(m) for m in self._members.values()), *alone])

    def members(self, local: Local) -> list[Local]:
        """The groups of the cluster."""
        root = self.root(local)
        return self._members.get(root, [root])

    def articles(self, local: Local) -> set[tuple[str, int]]:
        """The articles that name the cluster."""
        root = self.root(local)
        return self._articles.get(root, {root[:2]})

    def apart(self, a: Local, b: Local) -> bool:
        """Whether a decision, or a different outside identifier, keeps the two clusters apart."""
        known, others = (self._identified.get(self.root(x), {}) for x in (a, b)) if self._identified else ({}, {})
        if any(others.get(scheme, value) != value for scheme, value in known.items()):
            return True
        if not self._sides:
            return False
        two = self._sides.get(self.root(b), set())
        return any(not self._parted[side].isdisjoint(two) for side in self._sides.get(self.root(a), ()))

    def side_by_side(self, a: Local, b: Local) -> bool:
        """Whether one article has a group of each cluster."""
        return not self.articles(a).isdisjoint(self.articles(b))

    def shared(self, a: Local, b: Local, places: bool = True) -> list[str]:
        """The names of the entities that articles of both clusters name, without the two themselves, sorted.

        Of a cluster that many articles name, the first ones are looked at: it is the same for any order of the input.
        """
        own = {self.root(a), self.root(b)}
        both = self.articles(a) & self.articles(b)  # says of neither more than of the other
        one = self.beside(a, places, both)
        two = self.beside(b, places, both) if one else one
        return self.told(one & two, own)

    def told(self, beside: set[Local], own: set[Local]) -> list[str]:
        """The names of those that few articles name, without `own`, sorted."""
        return sorted({self.groups[r].name for r in beside - own if len(self.articles(r)) <= COMMON})

    def names(self, local: Local, root: Local) -> bool:
        """Whether an article that names the first cluster names the second one too."""
        return not self.articles(local).isdisjoint(self.articles(root))

    def doubt(self, a: Local, b: Local, rule: str, reasons: Sequence[Reason]) -> None:
        """Files the pair as unsure, with the reasons."""
        self.doubts.append(Join(a, b, rule, tuple(reasons)))

    def beside(self, local: Local, places: bool, but: Collection[tuple[str, int]] = ()) -> set[Local]:
        """The clusters that the cluster's articles name beside it, but for those articles."""
        articles = self.articles(local)
        looked_at = sorted(articles)[:MANY] if len(articles) > MANY else articles
        named, groups, root = self._in_article, self.groups, self.root
        return {
            root(n)
            for article in looked_at
            if article not in but
            for n in named[article]
            if places or groups[n].type not in ("Place", "Media")
        }


def _united(one: set[tuple[str, int]], other: set[tuple[str, int]]) -> set[tuple[str, int]]:
    small, large = (one, other) if len(one) < len(other) else (other, one)
    large.update(small)
    return large
