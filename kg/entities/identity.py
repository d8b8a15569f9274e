"""Which names of a build are one entity.

Inside an article the mentions room has decided: mentions with the same `refers_to` are one. Across articles and
documents two rules join, nothing else:

- same name: equal name keys of the fullest names and kinds that agree;
- known short name: the fullest name in one article is an alias in another, agrees in kind, and stands for one
  entity only, in the same document or else in the whole build. Where it stands for several, they stay apart and an
  issue says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.model import AnnotatedDocument, Entity, EntityMention, Issue, Sentence, content_id, name_key
from kg.sentences import flatten

# What a type may be for identity; the first letter is the id's. A zone is spoken of as a place and as a body.
KINDS: Final[dict[str, str]] = {
    "Person": "p",
    "Place": "l",
    "DevelopmentZone": "ol",
    "Platform": "ior",
    "Project": "i",
    "Programme": "i",
    "PilotZone": "i",
    "Event": "i",
    "Initiative": "i",
    "Product": "r",
}
ORGANISATION_KINDS: Final = "o"  # every other class is an organisation

Local = tuple[str, int, str]  # Document.id, article index, fullest name printed there


@dataclass(frozen=True, slots=True)
class Identity:
    """The entities of a build by id, and for each name in an article the entity that it stands for."""

    entities: tuple[Entity, ...]
    issues: tuple[Issue, ...]
    by_local: dict[Local, str]

    def entity_of(self, document_id: str, article: int, name: str) -> str | None:
        """The id of the entity that the article calls `name`, None where no mention named it."""
        return self.by_local.get((document_id, article, name))


@dataclass(slots=True)
class _Group:
    """What one article says of one entity."""

    document: str
    name: str
    mentions: list[EntityMention]
    types: Counter[str]
    printed: set[str]  # its printed names


def kinds(type: str) -> str:
    """The kinds, as id letters, that an entity of this type can be."""
    return KINDS.get(type, ORGANISATION_KINDS)


def identify(documents: Sequence[AnnotatedDocument]) -> Identity:
    """The entities of all documents, sorted by id, whatever the order of `documents`.

    An entity needs one mention by name; bare nouns and pronouns that refer to it are kept as its mentions.
    """
    groups = _groups(documents)
    parent = {local: local for local in groups}
    _join_same_names(groups, parent)
    issues = _join_short_names(groups, parent)
    clusters: dict[Local, list[Local]] = defaultdict(list)
    for local in sorted(groups):
        clusters[_root(parent, local)].append(local)
    by_local: dict[Local, str] = {}
    entities: dict[str, Entity] = {}
    for members in clusters.values():
        entity = _entity([groups[m] for m in members])
        if entity.id in entities:  # one name, kinds that meet only through the type chosen
            entity = _merge(entities[entity.id], entity)
        entities[entity.id] = entity
        by_local.update(dict.fromkeys(members, entity.id))
    return Identity(tuple(entities[i] for i in sorted(entities)), tuple(issues), by_local)


def _groups(documents: Sequence[AnnotatedDocument]) -> dict[Local, _Group]:
    named: dict[Local, _Group] = {}
    bare: list[tuple[Local, EntityMention]] = []
    for annotated in sorted(documents, key=lambda a: (a.document.name, a.document.id)):
        document = annotated.document
        for mention, article in zip(annotated.mentions, _articles(annotated), strict=True):
            for name in mention.refers_to:
                local = (document.id, article, name)
                seen = EntityMention(document.name, mention.span, mention.text, mention.named, mention.rule)
                if not mention.named:
                    bare.append((local, seen))
                    continue
                group = named.setdefault(local, _Group(document.id, name, [], Counter(), {name}))
                group.mentions.append(seen)
                group.types[mention.type] += 1
                group.printed.add(_one_line(mention.text))
    for local, seen in bare:
        if local in named:
            named[local].mentions.append(seen)
    return named


def _articles(annotated: AnnotatedDocument) -> Iterable[int]:
    """The article index of each mention, in the mentions' order."""
    sentences: Sequence[Sentence] = annotated.sentences
    at = 0
    for mention in annotated.mentions:
        while at + 1 < len(sentences) and sentences[at].span.end <= mention.span.start:
            at += 1
        yield sentences[at].article if sentences else 0


def _one_line(text: str) -> str:
    return flatten(text)[0]


def _root(parent: dict[Local, Local], local: Local) -> Local:
    while parent[local] != local:
        parent[local] = parent[parent[local]]
        local = parent[local]
    return local


def _join(parent: dict[Local, Local], a: Local, b: Local) -> None:
    first, second = sorted((_root(parent, a), _root(parent, b)))
    parent[second] = first


def _agree(a: _Group, b: _Group) -> bool:
    return bool(set(kinds(_type(a.types))) & set(kinds(_type(b.types))))


def _join_same_names(groups: dict[Local, _Group], parent: dict[Local, Local]) -> None:
    by_name: dict[str, list[Local]] = defaultdict(list)
    for local in sorted(groups):
        by_name[name_key(groups[local].name)].append(local)
    for same in by_name.values():
        for i, a in enumerate(same):
            for b in same[i + 1 :]:
                if _agree(groups[a], groups[b]):
                    _join(parent, a, b)


def _join_short_names(groups: dict[Local, _Group], parent: dict[Local, Local]) -> list[Issue]:
    holders: dict[str, list[Local]] = defaultdict(list)
    for local in sorted(groups):
        own = name_key(groups[local].name)
        for key in sorted({name_key(p) for p in groups[local].printed} - {own}):
            holders[key].append(local)
    issues = []
    for local in sorted(groups):
        group = groups[local]
        fitting = [h for h in holders.get(name_key(group.name), ()) if h != local and _agree(groups[h], group)]
        near = [h for h in fitting if groups[h].document == group.document] or fitting
        roots = sorted({_root(parent, h) for h in near})
        if len(roots) == 1:
            _join(parent, local, roots[0])
        elif roots:
            names = "、".join(sorted({groups[r].name for r in roots}))
            first = group.mentions[0]
            doubt = f"{group.name} may be {names}; kept apart"
            issues.append(Issue("ambiguous-name", doubt, first.document, first.span, first.text))
    return issues


def _type(types: Counter[str]) -> str:
    """The type most often seen; the unspecific Organisation only where nothing else was; ties by name."""
    specific = {t: n for t, n in types.items() if t != "Organisation"} or dict(types)
    return min(specific, key=lambda t: (-specific[t], t))


def _entity(groups: Sequence[_Group]) -> Entity:
    types: Counter[str] = Counter()
    for group in groups:
        types.update(group.types)
    type_ = _type(types)
    counts = Counter(_one_line(m.text) for g in groups for m in g.mentions if m.named)
    name = min({g.name for g in groups}, key=lambda n: (-len(name_key(n)), -counts[n], n))
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
        mentions=_sorted_mentions(m for g in groups for m in g.mentions),
    )


def _merge(a: Entity, b: Entity) -> Entity:
    aliases = tuple(sorted({*a.aliases, *b.aliases} - {a.name}))
    return Entity(a.id, a.type, a.name, aliases, _sorted_mentions([*a.mentions, *b.mentions]))


def _sorted_mentions(mentions: Iterable[EntityMention]) -> tuple[EntityMention, ...]:
    return tuple(sorted(mentions, key=lambda m: (m.document, m.span, m.rule)))
