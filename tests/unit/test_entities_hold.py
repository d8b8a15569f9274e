"""Corrections hold when documents come, go and change places, and when rules change; what cannot hold is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kg import schema
from kg.entities import correct, identify, state
from kg.entities.decisions import parse
from kg.graph import Graph
from kg.model import AnnotatedDocument, Claim
from tests.marked import claim, document

Read = tuple[AnnotatedDocument, list[Claim]]
FIRST = (
    "{DevelopmentZone:沙泉经济技术开发区}（简称{DevelopmentZone=沙泉经济技术开发区:沙泉开发区}）与{University:西北大学}签约。"
    "{DevelopmentZone=沙泉经济技术开发区:沙泉开发区}拟与{Company:远桥集团}合作。"
)
SECOND = "{Company:云川能源}与{Company:远桥集团}签约，{Person:周原}与{Person:吴望}出席。"
THIRD = "{Company:远桥控股}收购{Company:云川能源}。"
CORRECTIONS = """
[[same]]
names = ["远桥集团", "远桥控股"]
[[different]]
names = ["沙泉开发区", "沙泉经济技术开发区"]
[[rename]]
name = "云川能源"
to = "云川能源集团"
[[retype]]
name = "西北大学"
type = "ResearchInstitute"
[[reject]]
subject = "远桥控股"
relation = "acquired"
object = "云川能源"
[[status]]
subject = "沙泉经济技术开发区"
relation = "partners_with"
object = "西北大学"
status = "planned"
[[suppress]]
person = "周原"
"""


def base() -> list[Read]:
    first, second, third = (document(t, n) for t, n in ((FIRST, "m1"), (SECOND, "m2"), (THIRD, "m3")))
    return [
        (first, [claim(first, 0, "partners_with", 2), claim(first, 3, "partners_with", 4, "planned")]),
        (second, [claim(second, 0, "partners_with", 1)]),
        (third, [claim(third, 0, "acquired", 1)]),
    ]


def others(count: int) -> list[Read]:
    """Documents that speak of other firms, and of some of the same."""
    found = []
    for i in range(count):
        made = document(f"{{Company:澜石{i}号公司}}与{{Company:云川能源}}签约，{{Person:周望{i}}}出席。", f"x{i:03}")
        found.append((made, [claim(made, 0, "partners_with", 1)]))
    return found


def built(read: Sequence[Read], text: str = CORRECTIONS) -> Graph:
    terms = schema.load()
    decided = parse(text, "corrections.toml", terms)
    annotated = [a for a, _ in read]
    identity = identify(annotated, same=decided.pairs("same"), different=decided.pairs("different"))
    statements, issues = state(read, identity, terms)
    documents = tuple(a.document for a in annotated)
    found = Graph(identity.entities, statements, documents, (*identity.issues, *issues), identity.links)
    return correct(found, decided, terms)


def stale(found: Graph) -> list[str]:
    return [i.message for i in found.issues if i.kind == "stale-correction"]


def told(found: Graph) -> set[tuple[str, str, str, str]]:
    """The statements about what the corrections speak of."""
    return {
        (found.entity(s.subject).name, s.relation, found.entity(s.object).name, s.status)
        for s in found.statements
        if not any("澜石" in found.entity(e).name for e in (s.subject, s.object))
    }


def names(found: Graph) -> set[tuple[str, str]]:
    return {(e.name, e.type) for e in found.entities if "澜石" not in e.name and "周望" not in e.name}


def rules_changed(read: Sequence[Read]) -> list[Read]:
    return [(a, [replace(c, rule="other/新规则", confidence=0.61, extractor="other") for c in cs]) for a, cs in read]


@pytest.mark.parametrize(
    "read",
    [
        pytest.param([*base(), *others(100)], id="100-documents-more"),
        pytest.param([*others(100), *base()][::-1], id="another-order"),
        pytest.param(rules_changed([*base(), *others(100)]), id="other-rules"),
    ],
)
def test_corrections_hold(read: list[Read]) -> None:
    before, after = built(base()), built(read)
    assert stale(after) == stale(before) == []
    assert told(after) == told(before)
    assert names(after) == names(before)
    assert ("周原", "Person") not in names(after)


def test_corrections_part_names_that_one_article_links() -> None:
    found = built(base())
    (short,) = (e for e in found.entities if e.name == "沙泉开发区")
    (full,) = (e for e in found.entities if e.name == "沙泉经济技术开发区")
    assert (full.aliases, {m.text for m in short.mentions}) == ((), {"沙泉开发区"})
    (statement,) = (s for s in found.statements if short.id in (s.subject, s.object))
    assert found.other(statement, short.id).name in ("远桥集团", "远桥控股")


def test_corrections_that_match_nothing_any_more_are_named() -> None:
    gone = [r for r in base() if r[0].document.name != "m3"]
    assert [m.split(" (")[0] for m in stale(built(gone))] == ["same 1", "reject 1"]


def test_corrections_taken_back_leave_what_was_there() -> None:
    assert built(base(), "") == built(base(), "# nothing\n")
    assert built(base(), "") != built(base())
