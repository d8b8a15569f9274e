"""ontology/shapes.ttl compiled to plain checks: the part of SHACL that the shapes use; any other part is an error."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

import pyoxigraph as ox

from kg.errors import SchemaError
from kg.rdf.literals import broken_type, length, number, split
from kg.schema import ontology

Types: TypeAlias = Mapping[str, frozenset[str]]  # node -> its classes, with all above them
Own: TypeAlias = Mapping[str, list[str]]  # predicate -> objects, of one node
Check: TypeAlias = Callable[[Sequence[str], Own, Types], bool]  # whether the values break it
_Facts: TypeAlias = Mapping[str, Mapping[str, list[str]]]

_SH: Final = "http://www.w3.org/ns/shacl#"
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NONE: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Constraint:
    """What the values of a path must be, or the node itself where there is none; `messages` in zh and en."""

    path: str | None
    messages: Mapping[str, str]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A constraint in SPARQL: the query gives the nodes that break it as ?this."""

    select: str
    messages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """One node shape: which nodes it is about, and what they must be."""

    name: str
    classes: frozenset[str]
    subjects_of: frozenset[str]
    objects_of: frozenset[str]
    constraints: tuple[Constraint, ...]
    questions: tuple[Question, ...]


@cache
def shapes() -> tuple[Shape, ...]:
    """The shapes that ship with kg, by name."""
    return read_shapes((ontology() / "shapes.ttl").read_text(encoding="utf-8"))


def read_shapes(turtle: str) -> tuple[Shape, ...]:
    """The shapes in a Turtle text, by name; raises SchemaError for what is no Turtle or is not compiled here."""
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    try:
        for t in ox.parse(turtle, ox.RdfFormat.TURTLE, base_iri="https://w3id.org/kg-news/"):
            facts[str(t.subject)][str(t.predicate)].append(str(t.object))
    except SyntaxError as error:
        raise SchemaError(f"shapes: not Turtle: {error}") from None
    named = sorted(s for s, own in list(facts.items()) if _sh("NodeShape") in own.get(f"<{_RDF}type>", ()))
    return tuple(_shape(name, facts) for name in named)


def _sh(local: str) -> str:
    return f"<{_SH}{local}>"


def _shape(name: str, facts: _Facts) -> Shape:
    own = facts[name]
    constraints = [_constraint(node, facts) for node in own.get(_sh("property"), ())]
    itself = _constraint(name, facts)
    return Shape(
        name,
        classes=frozenset(own.get(_sh("targetClass"), ())),
        subjects_of=frozenset(own.get(_sh("targetSubjectsOf"), ())),
        objects_of=frozenset(own.get(_sh("targetObjectsOf"), ())),
        constraints=(*([itself] if itself.checks else []), *constraints),
        questions=tuple(_question(node, facts) for node in own.get(_sh("sparql"), ())),
    )


def _constraint(node: str, facts: _Facts) -> Constraint:
    own = facts[node]
    return Constraint(next(iter(own.get(_sh("path"), ())), None), _messages(own), _checks(node, facts))


def _question(node: str, facts: _Facts) -> Question:
    """The query with its prefixes, which sh:prefixes declares."""
    own = facts[node]
    head = ""
    for place in own.get(_sh("prefixes"), ()):
        for declared in facts[place].get(_sh("declare"), ()):
            prefix, namespace = (split(facts[declared][_sh(k)][0])[0] for k in ("prefix", "namespace"))
            head += f"PREFIX {prefix}: <{namespace}> "
    return Question(head + split(own[_sh("select")][0])[0].replace("$this", "?this"), _messages(own))


def _messages(own: Mapping[str, list[str]]) -> dict[str, str]:
    found = (split(m) for m in own.get(_sh("message"), ()))
    return {language: text for text, language, _ in found}


def _checks(node: str, facts: _Facts) -> tuple[Check, ...]:
    """What one shape asks of its values; raises SchemaError for a part of SHACL that is not compiled."""
    found: list[Check] = []
    for predicate, values in sorted(facts[node].items()):
        local = predicate.removeprefix(f"<{_SH}").removesuffix(">")
        if not predicate.startswith(f"<{_SH}") or local in _SAID_ELSEWHERE:
            continue
        if local not in _COMPONENTS:
            raise SchemaError(f"shapes: sh:{local} is not compiled; see kg/rdf/shapes.py")
        found += (_COMPONENTS[local](value, node, facts) for value in values)
    return tuple(found)


def _members(head: str, facts: _Facts) -> list[str]:
    """The members of an RDF list."""
    found = []
    while head != f"<{_RDF}nil>":
        found.append(facts[head][f"<{_RDF}first>"][0])
        head = facts[head][f"<{_RDF}rest>"][0]
    return found


# ------------------------------------------------------------------------------------------------------- components
# Each takes the parameter's term, the shape's node and the file's facts, and gives a check.


def _min_count(term: str, node: str, facts: _Facts) -> Check:
    least = int(split(term)[0])
    return lambda values, own, types: len(values) < least


def _max_count(term: str, node: str, facts: _Facts) -> Check:
    most = int(split(term)[0])
    return lambda values, own, types: len(values) > most


def _class(term: str, node: str, facts: _Facts) -> Check:
    return lambda values, own, types: any(term not in types.get(v, _NONE) for v in values)


def _datatype(term: str, node: str, facts: _Facts) -> Check:
    wanted = term[1:-1]
    return lambda values, own, types: any(broken_type(v, wanted) for v in values)


def _node_kind(term: str, node: str, facts: _Facts) -> Check:
    if term != _sh("IRI"):
        raise SchemaError(f"shapes: sh:nodeKind {term} is not compiled; see kg/rdf/shapes.py")
    return lambda values, own, types: any(not v.startswith("<") for v in values)


def _pattern(term: str, node: str, facts: _Facts) -> Check:
    pattern = re.compile(split(term)[0])
    return lambda values, own, types: any(not pattern.search(v[1:-1] if v[0] == "<" else split(v)[0]) for v in values)


def _language_in(term: str, node: str, facts: _Facts) -> Check:
    known = {split(member)[0] for member in _members(term, facts)}
    return lambda values, own, types: any(split(v)[1] not in known for v in values)


def _in(term: str, node: str, facts: _Facts) -> Check:
    known = set(_members(term, facts))
    return lambda values, own, types: any(v not in known for v in values)


def _min_inclusive(term: str, node: str, facts: _Facts) -> Check:
    least = number(term)
    return lambda values, own, types: any(not number(v) >= least for v in values)


def _max_inclusive(term: str, node: str, facts: _Facts) -> Check:
    most = number(term)
    return lambda values, own, types: any(not number(v) <= most for v in values)


def _min_length(term: str, node: str, facts: _Facts) -> Check:
    least = int(split(term)[0])
    return lambda values, own, types: any(length(v) < least for v in values)


def _equals(term: str, node: str, facts: _Facts) -> Check:
    return lambda values, own, types: set(values) != set(own.get(term, ()))


def _disjoint(term: str, node: str, facts: _Facts) -> Check:
    return lambda values, own, types: not set(values).isdisjoint(own.get(term, ()))


def _less_than(term: str, node: str, facts: _Facts) -> Check:
    return lambda values, own, types: any(not _before(v, w) for v in values for w in own.get(term, ()))


def _less_or_equal(term: str, node: str, facts: _Facts) -> Check:
    return lambda values, own, types: any(not (v == w or _before(v, w)) for v in values for w in own.get(term, ()))


def _before(one: str, other: str) -> bool:
    """Whether the first of two literals of one type comes before the second: by number, else by text (days)."""
    if split(one)[2] != split(other)[2]:
        return False
    a, b = number(one), number(other)
    return a < b if a == a and b == b else split(one)[0] < split(other)[0]


def _or(term: str, node: str, facts: _Facts) -> Check:
    options = [_checks(member, facts) for member in _members(term, facts)]
    return lambda values, own, types: any(
        all(any(check([v], own, types) for check in option) for option in options) for v in values
    )


def _qualified(term: str, node: str, facts: _Facts) -> Check:
    checks = _checks(term, facts)
    least = int(split(facts[node].get(_sh("qualifiedMinCount"), ['"0"'])[0])[0])
    most = int(split(facts[node].get(_sh("qualifiedMaxCount"), ['"999999999"'])[0])[0])
    return lambda values, own, types: (
        not (least <= sum(not any(check([v], own, types) for check in checks) for v in values) <= most)
    )


_COMPONENTS: Final[dict[str, Callable[[str, str, _Facts], Check]]] = {
    "class": _class,
    "datatype": _datatype,
    "disjoint": _disjoint,
    "equals": _equals,
    "in": _in,
    "languageIn": _language_in,
    "lessThan": _less_than,
    "lessThanOrEquals": _less_or_equal,
    "maxCount": _max_count,
    "maxInclusive": _max_inclusive,
    "minCount": _min_count,
    "minInclusive": _min_inclusive,
    "minLength": _min_length,
    "nodeKind": _node_kind,
    "or": _or,
    "pattern": _pattern,
    "qualifiedValueShape": _qualified,
}
_SAID_ELSEWHERE: Final = {
    "message", "path", "prefixes", "property", "qualifiedMaxCount", "qualifiedMinCount", "sparql", "targetClass",
    "targetObjectsOf", "targetSubjectsOf",
}  # fmt: skip
