"""Which names of a build are one entity: groups of mentions, joined by typed and weighted evidence.

Verdicts are same, different and unsure. Only the first joins; unsure pairs are kept for review,
with their reasons. Entities of one name that
stay apart get ids with a part that tells them apart (a person's organisation, else where they are named first).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.entities.clusters import Pair
from kg.entities.groups import Group, Local, chosen_type, collect, in_order, kinds, vague
from kg.entities.identifiers import Identifiers, identified
from kg.entities.joining import join_all
from kg.entities.links import doubtful, links_of
from kg.entities.parting import Parted, parted
from kg.model import AnnotatedDocument, Entity, IdentityLink, Issue, content_id, name_key
from kg.sentences import flatten

__all__ = ["Identity", "identify", "kinds"]


@dataclass(frozen=True, slots=True)
class Identity:
    """The entities of a build by id, and for each name in an article the entity that it stands for."""

    entities: tuple[Entity, ...]
    issues: tuple[Issue, ...]
    by_local: dict[Local, str]
    links: tuple[IdentityLink, ...] = ()  # joins and doubts, in order
    parted: frozenset[Parted] = frozenset()  # names that a decision took from their article's fullest name

    def entity_of(self, document_id: str, article: int, name: str, text: str = "") -> str | None:
        """The id of the entity that the article calls `name`, None where no mention named it.

        `text` is the name as the mention prints it: a decision may have parted it from the fullest one.
        """
        printed = flatten(text)[0]
        if self.parted and (document_id, article, name, name_key(printed)) in self.parted:
            name = printed
        return self.by_local.get((document_id, article, name))


def identify(
    documents: Iterable[AnnotatedDocument],
    *,
    same: Iterable[Pair] = (),
    different: Iterable[Pair] = (),
    identifiers: Identifiers | None = None,
) -> Identity:
    """The entities of all documents, sorted by id, whatever the order of `documents` (see collect).

    An entity needs one mention by name; bare nouns and pronouns that refer to it are kept as its mentions. `same` and
    `different` are pairs that a user has decided: each side a name key and a document's id, "" for all documents.
    `identifiers` are outside ones by name key: what differs in one is never joined, what bears the same one is.
    """
    apart = tuple(different)
    seen: set[Parted] = set()
    if isinstance(documents, Sequence):
        documents = sorted(documents, key=lambda a: (a.document.name, a.document.id))
    groups = collect(parted(documents, apart, seen))
    state = join_all(groups, same, apart, identifiers)
    made = [(members, _entity([groups[m] for m in members])) for members in state.clusters()]
    by_id: dict[str, list[tuple[list[Local], Entity]]] = defaultdict(list)
    for members, entity in made:
        by_id[entity.id].append((members, entity))
    by_local: dict[Local, str] = {}
    entities: dict[str, Entity] = {}
    for id_, found in sorted(by_id.items()):
        parts = [_distinction([groups[m] for m in members], groups) for members, _ in found]
        for (members, entity), part in zip(found, parts, strict=True):
            if len(found) > 1 or any(vague(groups[m]) for m in members):
                first = f"{members[0][0]}/{members[0][1]}" if parts.count(part) > 1 else ""
                entity = replace(entity, id=content_id(id_[0], name_key(entity.name), part, first))
            if entity.id in entities:
                entity = _merge(entities[entity.id], entity)
            entities[entity.id] = entity
            by_local.update(dict.fromkeys(members, entity.id))
    links = links_of(state, by_local)
    made_of, issues = identified([entities[i] for i in sorted(entities)], identifiers or {})
    return Identity(made_of, (*issues, *doubtful(links)), by_local, links, frozenset(seen))


def _distinction(members: Sequence[Group], groups: dict[Local, Group]) -> str:
    """What tells the entity from others of its name: the reading, a person's organisation, or its first document."""
    posts = sorted(
        groups[local].reading
        for member in members
        for local in ((*member.local[:2], post) for post in member.posts)
        if local in groups
    )
    readings = sorted({m.reading for m in members} - {name_key(m.name) for m in members})
    return (posts or readings or [f"{members[0].local[0]}/{members[0].local[1]}"])[0]


def _entity(groups: Sequence[Group]) -> Entity:
    counts = Counter(flatten(m.text)[0] for g in groups for m in g.mentions if m.named)
    name = min({g.name for g in groups}, key=lambda n: (-len(name_key(n)), -counts[n], n))
    types: Counter[str] = Counter()
    for group in groups:  # the fullest name says best what it is
        types.update(group.types if group.name == name else ())
    type_ = chosen_type(types)
    seen_keys = {name_key(name)}
    aliases = []
    for printed in sorted({p for g in groups for p in g.printed}, key=lambda p: (-counts[p], p)):
        if name_key(printed) not in seen_keys:
            seen_keys.add(name_key(printed))
            aliases.append(printed)
    return Entity(
        id=content_id(kinds(type_)[0], name_key(name)),
        type=type_,
        name=name,
        aliases=tuple(sorted(aliases)),
        mentions=in_order(m for g in groups for m in g.mentions),
    )


def _merge(a: Entity, b: Entity) -> Entity:
    aliases = tuple(sorted({*a.aliases, *b.aliases} - {a.name}))
    return Entity(a.id, a.type, a.name, aliases, in_order([*a.mentions, *b.mentions]))
