"""The graph of a build: entities, statements and the documents they were read in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import networkx as nx

from kg.errors import QueryError, nearest
from kg.model import STATUSES, Document, Entity, IdentityLink, Issue, Statement, Status, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Graph:
    """Entities and statements by id, documents by name, the doubts of the build, and why names were joined or may be.

    Raises QueryError where a name or an id is asked for that the graph does not hold.
    """

    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    documents: tuple[Document, ...]
    issues: tuple[Issue, ...] = ()
    links: tuple[IdentityLink, ...] = ()
    _entity: dict[str, Entity] = field(init=False, repr=False, compare=False)
    _document: dict[str, Document] = field(init=False, repr=False, compare=False)
    _statement: dict[str, Statement] = field(init=False, repr=False, compare=False)
    _about: dict[str, tuple[Statement, ...]] = field(init=False, repr=False, compare=False)
    _named: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        about: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            for end in sorted({statement.subject, statement.object}):
                about[end].append(statement)
        named: dict[str, list[str]] = defaultdict(list)
        for entity in self.entities:
            for key in sorted({name_key(n) for n in (entity.name, *entity.aliases)}):
                named[key].append(entity.id)
        object.__setattr__(self, "_entity", {e.id: e for e in self.entities})
        object.__setattr__(self, "_document", {d.id: d for d in self.documents})
        object.__setattr__(self, "_statement", {s.id: s for s in self.statements})
        object.__setattr__(self, "_about", {k: tuple(v) for k, v in about.items()})
        object.__setattr__(self, "_named", {k: tuple(v) for k, v in named.items()})

    def entity(self, id: str) -> Entity:
        """The entity with this id."""
        return self._get(self._entity, id, "entity")

    def document(self, id: str) -> Document:
        """The document with this id."""
        return self._get(self._document, id, "document")

    def statement(self, id: str) -> Statement:
        """The statement with this id, or the only one whose id begins so."""
        hits = [s for s in self._statement if s.startswith(id)] if len(id) >= 4 else []
        return self._get(self._statement, hits[0] if len(hits) == 1 else id, "statement")

    def find(self, name: str) -> Entity:
        """The entity that bears this name or alias; of several, the one with most statements, then the lowest id."""
        if name in self._entity:
            return self._entity[name]
        ids = self._named.get(name_key(name), ())
        if not ids:
            near = nearest(name_key(name), self._named)
            names = [self._entity[self._named[n][0]].name for n in near]
            hint = f"; near names: {'、'.join(dict.fromkeys(names))}" if names else ""
            raise QueryError(f"no entity is called {name!r}{hint}")
        return self._entity[min(ids, key=lambda i: (-len(self._about.get(i, ())), i))]

    def about(self, entity_id: str) -> tuple[Statement, ...]:
        """The statements in which the entity is subject or object, by id."""
        return self._about.get(entity_id, ())

    def find_statements(
        self,
        subject: str | None = None,
        relation: str | None = None,
        object: str | None = None,
        statuses: Iterable[Status] = STATUSES,
    ) -> tuple[Statement, ...]:
        """The statements that match all that is given (entities by name, alias or id), by id."""
        start = self.find(subject).id if subject is not None else None
        end = self.find(object).id if object is not None else None
        wanted = frozenset(statuses)
        return tuple(
            s
            for s in self.statements
            if (start is None or s.subject == start)
            and (end is None or s.object == end)
            and (relation is None or s.relation == relation)
            and s.status in wanted
        )

    def partners(self, name: str) -> tuple[Statement, ...]:
        """The statements that say who works with the entity: partners_with either way, strongest status first."""
        centre = self.find(name).id
        found = [s for s in self.about(centre) if s.relation == "partners_with"]
        return tuple(sorted(found, key=lambda s: (STATUSES.index(s.status), s.id)))

    def other(self, statement: Statement, entity_id: str) -> Entity:
        """The entity at the other end of the statement."""
        return self.entity(statement.object if statement.subject == entity_id else statement.subject)

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """A networkx graph: nodes are entity ids with name and type, edges are keyed by statement id."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for e in self.entities:
            graph.add_node(e.id, name=e.name, type=e.type)
        for s in self.statements:
            graph.add_edge(s.subject, s.object, key=s.id, relation=s.relation, status=s.status, date=s.date or "")
        return graph

    @staticmethod
    def _get(table: dict[str, _T], id: str, kind: str) -> _T:
        if id not in table:
            near = nearest(id, table)
            raise QueryError(f"no {kind} has the id {id!r}" + (f"; near: {', '.join(near)}" if near else ""))
        return table[id]
