"""What a person should look at first: doubtful identities and statements, and what their answer writes down.

An answer is an entry of corrections.toml, keyed by names, documents and quotes, so that it holds for every later build.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from kg.entities.decisions import Decisions
from kg.graph import Graph
from kg.model import IdentityLink, NamedAt, name_key

Answer = Literal["same", "different", "unsure", "right", "wrong"]
Fields = dict[str, str | list[str]]

SURE: Final = 0.05  # what is less doubtful is not asked
INSIDE: Final = 0.15  # the doubt of a name that an article itself links
ANSWERS: Final[dict[str, tuple[Answer, ...]]] = {
    "identity": ("same", "different", "unsure"),
    "statement": ("right", "wrong"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `doubt` goes from 0 to 1, `influence` counts the statements that the answer bears on.

    `fields` are those of the entry that an answer writes; `one` and `other` are the names of the two, or what a
    statement links; `why` says in words why it is asked; `sentences` are what can be read about it.
    """

    kind: Literal["identity", "statement"]
    id: str
    doubt: float
    influence: int
    one: str
    other: str
    said: str
    fields: Mapping[str, str | list[str]]
    why: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def rank(self) -> float:
        """Doubt, weighed by how much hangs on it."""
        return self.doubt * (1 + math.log2(1 + self.influence))

    def to_json(self) -> dict[str, object]:
        """All that a program needs to ask the question itself."""
        return {
            "kind": self.kind,
            "id": self.id,
            "rank": round(self.rank, 4),
            "doubt": round(self.doubt, 4),
            "influence": self.influence,
            "one": self.one,
            "other": self.other,
            "said": self.said,
            "fields": dict(self.fields),
            "answers": list(ANSWERS[self.kind]),
            "why": list(self.why),
            "sentences": list(self.sentences),
        }


def queue(graph: Graph, decided: Decisions) -> tuple[Item, ...]:
    """What is doubtful, the most doubtful and influential first; what a decision settles is not asked again."""
    judged = {pair for kind in ("same", "different", "unsure") for pair in decided.pairs(kind)}
    settled = [d for kind in ("right", "reject", "status", "add") for d in decided.of(kind)]
    items = [
        item
        for item in (*_identities(graph), *_statements(graph))
        if item.doubt > SURE and not _judged(item, judged) and not any(_settled(item, d.fields) for d in settled)
    ]
    return tuple(sorted(items, key=lambda i: (-i.rank, i.id)))


def entry(item: Item, answer: Answer) -> tuple[str, Fields]:
    """The kind and the fields of the entry of corrections.toml that an answer means."""
    kind = {"wrong": "reject"}.get(answer, answer)
    return kind, dict(item.fields)


def other_status(item: Item, status: str) -> tuple[str, Fields]:
    """The entry that gives a statement another status."""
    return "status", {**item.fields, "status": status}


def other_relation(item: Item, relation: str, status: str) -> tuple[tuple[str, Fields], tuple[str, Fields]]:
    """The two entries that put another relation in the place of a statement's."""
    return ("reject", dict(item.fields)), ("add", {**item.fields, "relation": relation, "status": status})


def why_same(graph: Graph, one: str, other: str) -> tuple[str, tuple[IdentityLink, ...]]:
    """Whether two names are one entity (`same`), may be (`unsure`) or are not (`different`), and the links that say so.

    For `same` the links lead from one name to the other; none stands between names that are spelt alike. Raises
    QueryError for a name that the graph does not hold.
    """
    first, second = graph.find(one), graph.find(other)
    if first.id == second.id:
        links = [k for k in graph.links if k.verdict == "same" and k.one.entity == first.id]
        start, end = (_key(name, first.name, first.id) for name in (one, other))
        return "same", _way(links, start, end)
    both = {first.id, second.id}
    doubts = tuple(k for k in graph.links if k.verdict == "unsure" and {k.one.entity, k.other.entity} == both)
    return ("unsure" if doubts else "different"), doubts


def reasons(link: IdentityLink) -> str:
    """What speaks for and against, in one line."""
    return "; ".join(f"{r.kind} {r.weight:+g} ({r.what})" for r in link.reasons)


def _key(name: str, full: str, id_: str) -> str:
    return name_key(full if name == id_ else name)


def _way(links: list[IdentityLink], start: str, end: str) -> tuple[IdentityLink, ...]:
    """The links on a shortest way between two names, the first in order of the links; all where there is no way."""
    came: dict[str, tuple[IdentityLink, str] | None] = {start: None}
    waiting = deque([start])
    while waiting and end not in came:
        name = waiting.popleft()
        for link in links:
            ends = [name_key(link.one.name), name_key(link.other.name)]
            if name in ends and (further := ends[1 - ends.index(name)]) not in came:
                came[further] = link, name
                waiting.append(further)
    if end not in came:
        return tuple(links)
    way: list[IdentityLink] = []
    while step := came[end]:
        way.append(step[0])
        end = step[1]
    return tuple(reversed(way))


def _identities(graph: Graph) -> Iterator[Item]:
    bearers = Counter(key for e in graph.entities for key in {name_key(n) for n in (e.name, *e.aliases)})
    for link in graph.links:
        if link.rule.startswith("correction"):
            continue
        doubt = 1 / (1 + (link.weight - 1) ** 2) if link.reasons else INSIDE if link.verdict == "same" else 0.5
        ends = sorted({link.one.entity, link.other.entity})
        told = [s for id_ in ends for s in graph.about(id_)]
        one, other = link.one.name, link.other.name
        fields: Fields = {"names": [one, other]}
        if name_key(one) == name_key(other) or max(bearers[name_key(one)], bearers[name_key(other)]) > 1:
            fields["documents"] = [link.one.document_id, link.other.document_id]
        yield Item(
            "identity",
            f"{link.one.entity}/{link.other.entity}/{name_key(one)}/{name_key(other)}",
            doubt,
            len({s.id for s in told}),
            one,
            other,
            link.verdict,
            fields,
            (link.rule, *(f"{r.kind} {r.weight:+g} ({r.what})" for r in link.reasons)),
            tuple(_about(graph, side) for side in (link.one, link.other)),
        )


def _about(graph: Graph, side: NamedAt) -> str:
    """A sentence of the document in which the name stands, about its entity, or else where it stands."""
    told = (e for s in graph.about(side.entity) for e in s.evidence if e.document == side.document)
    sentence = next(("".join(e.text.split("\n")) for e in told if side.text in e.text), "")
    return f"{side.name} ({side.document}): {sentence}" if sentence else f"{side.name} ({side.document})"


def _statements(graph: Graph) -> Iterator[Item]:
    for s in graph.statements:
        first = min(s.evidence, key=lambda e: (e.confidence, e.id))
        ends = graph.entity(s.subject), graph.entity(s.object)
        yield Item(
            "statement",
            s.id,
            1 - s.confidence,
            len({t.id for end in ends for t in graph.about(end.id)}) - 1,
            ends[0].name,
            ends[1].name,
            f"{s.relation} {s.status}",
            {
                "subject": ends[0].name,
                "relation": s.relation,
                "object": ends[1].name,
                "document": first.document_id,
                "quote": first.text,
            },
            (f"{first.extractor}: {first.rule}", f"confidence {s.confidence:.2f}"),
            (f"{first.document}: {''.join(first.text.split(chr(10)))}",),
        )


def _judged(item: Item, judged: set[frozenset[tuple[str, str]]]) -> bool:
    names, documents = item.fields.get("names"), item.fields.get("documents", ["", ""])
    if not isinstance(names, list):
        return False
    wide = frozenset((name_key(n), "") for n in names)
    return frozenset((name_key(n), d) for n, d in zip(names, documents, strict=True)) in judged or wide in judged


def _settled(item: Item, decided: Mapping[str, str]) -> bool:
    """Whether a decision about statements speaks of this one."""
    keys = ("subject", "relation", "object", "document", "quote")
    return item.kind == "statement" and all(
        k not in decided or name_key(str(item.fields[k])) == name_key(decided[k]) for k in keys
    )
