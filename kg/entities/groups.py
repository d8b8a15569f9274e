"""What each article says of each entity that it names: the pieces that identity joins.

Inside an article the mentions room has decided: mentions with the same `refers_to` are one group.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.entities import posts as told
from kg.model import AnnotatedDocument, EntityMention, Sentence, name_key
from kg.naming.generic import completed, generic
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


@dataclass(slots=True)
class Group:
    """What one article says of one entity. `reading` is its name's key, completed from the article if it is generic."""

    local: Local
    name: str
    mentions: list[EntityMention] = field(default_factory=list)
    types: Counter[str] = field(default_factory=Counter)
    printed: set[str] = field(default_factory=set)  # its printed names
    posts: set[str] = field(default_factory=set)  # a person's organisations, by fullest name
    moves: set[str] = field(default_factory=set)  # organisations beside the person where a change of post is told
    appointed: bool = False  # a new post is told
    kin: set[str] = field(default_factory=set)  # bodies that own it or belong to it, by fullest name
    reporter: bool = False
    reading: str = ""
    type: str = ""  # the one that counts most


def kinds(type: str) -> str:
    """The kinds, as id letters, that an entity of this type can be."""
    return KINDS.get(type, ORGANISATION_KINDS)


def agree(one: str, other: str) -> bool:
    """Whether one entity may be of both types."""
    return bool(set(kinds(one)) & set(kinds(other)))


def chosen_type(types: Counter[str]) -> str:
    """The type most often seen; the unspecific Organisation only where nothing else was; ties by name."""
    if len(types) == 1:
        return next(iter(types))
    specific = {t: n for t, n in types.items() if t != "Organisation"} or dict(types)
    return min(specific, key=lambda t: (-specific[t], t))


def collect(documents: Iterable[AnnotatedDocument]) -> dict[Local, Group]:
    """The groups of all documents, sorted, each with one mention by name at least.

    A sequence may be in any order; another iterable is taken one document at a time and has to come by name.
    """
    named: dict[Local, Group] = {}
    bare: list[tuple[Local, EntityMention, tuple[str, ...], tuple[tuple[str, ...], bool]]] = []
    if isinstance(documents, Sequence):
        documents = sorted(documents, key=lambda a: (a.document.name, a.document.id))
    for annotated in documents:
        moves = {index: (bodies, new) for index, bodies, new in told.moves(annotated)}
        articles = tuple(articles_of(annotated))
        for index, (mention, article) in enumerate(zip(annotated.mentions, articles, strict=True)):
            person = mention.type == "Person"
            posts = told.post(annotated, index) if person else ()
            for name in mention.refers_to:
                local = (annotated.document.id, article, name)
                seen = EntityMention(annotated.document.name, mention.span, mention.text, mention.named, mention.rule)
                if not mention.named:
                    bare.append((local, seen, posts, moves.get(index, ((), False))))
                    continue
                group = named.setdefault(local, Group(local, name, printed={name}))
                group.mentions.append(seen)
                group.types[mention.type] += 1
                group.printed.add(flatten(mention.text)[0])
                group.posts.update(posts)
                group.moves.update(moves.get(index, ((), False))[0])
                group.appointed |= moves.get(index, ((), False))[1]
                group.reporter |= person and told.reporter(annotated, index)
        for index, one, other in told.kin(annotated):
            for this, that in ((one, other), (other, one)):
                if group_of := named.get((annotated.document.id, articles[index], this)):
                    group_of.kin.add(that)
    for local, seen, posts, moved in bare:
        if local in named:
            named[local].mentions.append(seen)
            named[local].posts.update(posts)
            named[local].moves.update(moved[0])
            named[local].appointed |= moved[1]
    return _read({local: named[local] for local in sorted(named)})


def _read(groups: dict[Local, Group]) -> dict[Local, Group]:
    """The same groups with their readings."""
    for group in groups.values():
        group.type = chosen_type(group.types)
    by_article: dict[tuple[str, int], list[str]] = defaultdict(list)
    none: set[str] = set()
    for (document, article, _), group in groups.items():
        # most groups have none of these: one empty set for all of them spares a kilobyte a group
        group.posts, group.moves, group.kin = group.posts or none, group.moves or none, group.kin or none
        if group.type != "Person":
            by_article[document, article] += sorted(group.printed)
    build = sorted({g.name for g in groups.values() if g.type != "Person"})
    for (document, article, _), group in groups.items():
        group.reading = name_key(group.name)
        if generic(group.name, group.type):
            others = [n for n in by_article[document, article] if n not in group.printed]
            group.reading = completed(group.name, group.type, others, build)
    return groups


def vague(group: Group) -> bool:
    """Whether nothing in its article tells which thing the group's generic name means."""
    return group.reading == name_key(group.name) and generic(group.name, group.type)


def articles_of(annotated: AnnotatedDocument) -> Iterator[int]:
    """The article index of each mention, in the mentions' order."""
    sentences: Sequence[Sentence] = annotated.sentences
    at = 0
    for mention in annotated.mentions:
        while at + 1 < len(sentences) and sentences[at].span.end <= mention.span.start:
            at += 1
        yield sentences[at].article if sentences else 0


def in_order(mentions: Iterable[EntityMention]) -> tuple[EntityMention, ...]:
    """The mentions by document, span and rule."""
    return tuple(sorted(mentions, key=lambda m: (m.document, m.span, m.rule)))
