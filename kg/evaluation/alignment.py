"""Which predicted entity is which gold entity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from kg.evaluation.annotations import Named
from kg.model import name_key

# A node of the graph that is compared: the place of a gold entity, or the name of something the gold does not have.
Node = tuple[int, str]

_SHARED = 10  # any shared form is worth more than one that is only contained
_CONTAINED = 0.60  # 汇通公司 for 某某汇通公司 is a wrong boundary; 汇通 for it is another name


def close(a: str, b: str) -> bool:
    """Whether two name keys are equal, or one holds the other and is not much longer."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return a == b or (len(short) >= _CONTAINED * len(long) and short in long)


def align(predicted: Sequence[Named], gold: Sequence[Named], *, lenient: bool) -> dict[int, int]:
    """Place of the predicted entity to place of the gold entity, one to one and as many as possible.

    Entities that share the name come first, then those that share most forms. With `lenient`, forms that are `close`
    join two entities where no form is the same.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for j, g in enumerate(gold):
        for form in g.forms:
            holders[form].append(j)
    choices: dict[int, list[tuple[int, int]]] = {}
    for i, p in enumerate(predicted):
        shared = Counter(j for form in p.forms for j in holders.get(form, ()))
        linked = {j: _SHARED + count + _same_name(p, gold[j]) for j, count in shared.items()}
        if lenient:
            near = (j for j, g in enumerate(gold) if j not in linked and _is_close(p, g))
            linked.update({j: 1 + _same_name(p, gold[j]) for j in near})
        if linked:
            choices[i] = sorted((-rank, j) for j, rank in linked.items())
    owner: dict[int, int] = {}
    for i in sorted(choices, key=lambda i: choices[i][0]):
        _augment(i, choices, owner)
    return {i: j for j, i in owner.items()}


def nodes(predicted: Sequence[Named], gold: Sequence[Named], aligned: Mapping[int, int]) -> Callable[[str], Node]:
    """From a printed name to its node, by the predictor's entities first, then by the gold's, else by the name."""
    known: dict[str, Node] = {}
    for i, entity in enumerate(predicted):
        node = (aligned[i], "") if i in aligned else (-1, min(entity.forms, default=""))
        for form in entity.forms:
            known.setdefault(form, node)
    # A name that the predictor uses in a triple without declaring it; of two gold entities, the later one.
    undeclared = {form: (j, "") for j, entity in enumerate(gold) for form in entity.forms}

    def node_of(name: str) -> Node:
        key = name_key(name)
        return known.get(key) or undeclared.get(key) or (-1, key)

    return node_of


def _same_name(a: Named, b: Named) -> int:
    return 5 if name_key(a.name) == name_key(b.name) else 0


def _is_close(a: Named, b: Named) -> bool:
    return any(close(x, y) for x in a.forms for y in b.forms)


def _augment(start: int, choices: Mapping[int, list[tuple[int, int]]], owner: dict[int, int]) -> None:
    """Give `start` a gold entity if that costs nobody theirs: depth first, moving owners on, without recursion."""
    seen: set[int] = set()
    path = [start]
    taken: list[int] = []
    waiting = [iter(choices[start])]
    while waiting:
        free = next((j for _, j in waiting[-1] if j not in seen), None)
        if free is None:
            waiting.pop()
            path.pop()
            if taken:
                taken.pop()
            continue
        seen.add(free)
        taken.append(free)
        if free not in owner:
            owner.update(zip(taken, path, strict=True))
            return
        path.append(owner[free])
        waiting.append(iter(choices[owner[free]]))
