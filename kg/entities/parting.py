"""Names that an article links to one entity and a user's decision tells apart: each goes by itself again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.entities.clusters import Pair
from kg.entities.groups import articles_of
from kg.model import AnnotatedDocument, name_key
from kg.sentences import flatten

Parted = tuple[str, int, str, str]  # Document.id, article, fullest name, key of the name that is parted from it


def parted(
    documents: Iterable[AnnotatedDocument], different: Iterable[Pair], seen: set[Parted]
) -> Iterator[AnnotatedDocument]:
    """The documents with each mention of a parted name referring to that name alone; `seen` takes what was parted.

    Of two names the one that is not the fullest of the article is parted from it, with the bare nouns left where they
    were.
    """
    pairs = [tuple(sorted(pair)) for pair in different]
    pairs = sorted((a, b) for a, b in (p for p in pairs if len(p) == 2) if a[0] != b[0])
    wanted = {key for pair in pairs for key, _ in pair}
    for document in documents:
        keys = [name_key(flatten(m.text)[0]) if m.named else "" for m in document.mentions]
        if not pairs or wanted.isdisjoint(keys):
            yield document
            continue
        found = _found(document, keys, pairs)
        seen |= found
        yield _apart(document, keys, found) if found else document


def _found(document: AnnotatedDocument, keys: list[str], pairs: list[tuple[tuple[str, str], ...]]) -> set[Parted]:
    id_ = document.document.id
    printed: dict[tuple[int, str], set[str]] = defaultdict(set)
    for mention, key, article in zip(document.mentions, keys, articles_of(document), strict=True):
        if key and len(mention.refers_to) == 1:
            printed[article, mention.refers_to[0]].add(key)
    found = set()
    for (one, where), (other, there) in pairs:
        if where not in ("", id_) or there not in ("", id_):
            continue
        for (article, full), names in printed.items():
            if {one, other} <= names | {name_key(full)}:
                rest = [key for key in (one, other) if key != name_key(full)]
                found.add((id_, article, full, min(rest, key=_order)))
    return found


def _order(key: str) -> tuple[int, str]:
    return len(key), key


def _apart(document: AnnotatedDocument, keys: list[str], found: set[Parted]) -> AnnotatedDocument:
    mentions = []
    for mention, key, article in zip(document.mentions, keys, articles_of(document), strict=True):
        full = mention.refers_to[0] if len(mention.refers_to) == 1 else ""
        alone = (document.document.id, article, full, key) in found
        mentions.append(replace(mention, refers_to=(flatten(mention.text)[0],)) if alone else mention)
    return replace(document, mentions=tuple(mentions))
