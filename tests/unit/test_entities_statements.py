"""Claims to statements."""

from dataclasses import replace

import pytest

from kg import schema
from kg.entities import identify, state
from kg.model import AnnotatedDocument, Claim, Issue, Span, Statement, Status, When
from tests.marked import claim, document

PAIR = "{Company:远桥集团}与{University:西北大学}签约。{Company:远桥集团}将与{University:西北大学}合作。"


def stated(*documents: tuple[AnnotatedDocument, list[Claim]]) -> tuple[tuple[Statement, ...], tuple[Issue, ...]]:
    return state(documents, identify([a for a, _ in documents]), schema.load())


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("planned", "realised"), "realised"),
        (("hoped", "planned"), "planned"),
        (("realised", "denied"), "denied"),
        (("ongoing", "ongoing"), "ongoing"),
    ],
)
def test_state_merges_one_pair_of_a_document(statuses: tuple[Status, Status], expected: Status) -> None:
    text = document(PAIR)
    claims = [claim(text, 0, "partners_with", 1, statuses[0]), claim(text, 2, "partners_with", 3, statuses[1])]
    (statement,), issues = stated((text, claims))
    assert (statement.status, len(statement.evidence), issues) == (expected, 2, ())


def test_state_gives_a_symmetric_relation_one_direction() -> None:
    text = document(PAIR)
    claims = [claim(text, 0, "partners_with", 1), claim(text, 3, "partners_with", 2)]
    (statement,), _ = stated((text, claims))
    assert statement.subject < statement.object
    for e in statement.evidence:
        assert text.document.slice(e.subject_span) == e.subject_text
        assert e.subject_text == statement.evidence[0].subject_text


def test_state_keeps_documents_that_differ_in_date_apart() -> None:
    first, second = document(PAIR, "a"), document("5月" + PAIR, "b")
    dated = claim(second, 0, "partners_with", 1, date=Span(0, 2))
    statements, _ = stated((first, [claim(first, 0, "partners_with", 1)]), (second, [dated]))
    assert sorted(s.date or "" for s in statements) == ["", "5月"]


def test_state_merges_documents_that_agree() -> None:
    first, second = document(PAIR, "a"), document(PAIR, "b")
    (statement,), _ = stated(*[(d, [claim(d, 0, "partners_with", 1)]) for d in (first, second)])
    assert [e.document for e in statement.evidence] == ["a", "b"]


def test_state_names_the_speaker_only_where_nobody_else_says_it() -> None:
    text = document(
        "{Person:周原}说，{Company:远桥集团}与{University:西北大学}合作。{Company:远桥集团}与{University:西北大学}签约。"
    )
    said = claim(text, 1, "partners_with", 2, speaker=text.mentions[0])
    (alone,), _ = stated((text, [said]))
    (both,), _ = stated((text, [said, claim(text, 3, "partners_with", 4)]))
    assert alone.speaker is not None
    assert both.speaker is None


@pytest.mark.parametrize(
    ("marked", "relation", "kind"),
    [
        ("{Company:远桥集团}与{Company=远桥集团:远桥}签约。", "partners_with", "self-relation"),
        ("{Product:云图一号}与{University:西北大学}合作。", "partners_with", "domain"),
        ("{Company*=:公司}与{University:西北大学}合作。", "partners_with", "unnamed-argument"),
    ],
)
def test_state_refuses_with_a_reason(marked: str, relation: str, kind: str) -> None:
    text = document(marked.replace("*=:", "*=某公司:"))
    statements, (issue,) = stated((text, [claim(text, 0, relation, 1)]))
    assert (statements, issue.kind, issue.text) == ((), kind, text.document.text)


def test_state_joins_extractors_that_agree_on_a_sentence() -> None:
    text = document("{Company:远桥集团}与{University:西北大学}签约。")
    claims = [
        claim(text, 0, "partners_with", 1, confidence=0.8, extractor="rules", rule="甲与乙签约"),
        claim(text, 0, "partners_with", 1, confidence=0.5, extractor="learned", rule="model"),
        claim(text, 0, "partners_with", 1, confidence=0.7, extractor="rules", rule="再读一遍"),
    ]
    (statement,), _ = stated((text, claims))
    (evidence,) = statement.evidence
    assert (evidence.extractor, evidence.rule) == ("learned+rules", "甲与乙签约 + model")
    assert statement.confidence == evidence.confidence == 0.8  # what agreement is worth, the claims know already


def test_state_keeps_apart_what_two_papers_date_by_the_same_words() -> None:
    said = []
    for name, published in (("a", "2025年3月4日"), ("b", "2025年6月4日")):
        text = document("昨日，{Company:远桥集团}与{University:西北大学}签约。", name)
        articles = tuple(replace(a, published=published) for a in text.document.articles)
        dated = replace(text, document=replace(text.document, articles=articles))
        said.append((dated, [claim(dated, 0, "partners_with", 1, date=Span(0, 2))]))
    statements, _ = stated(*said)
    assert {(s.date, s.when.value if s.when else "") for s in statements} == {
        ("昨日", "2025-03-03"),
        ("昨日", "2025-06-03"),
    }
    assert len({s.id for s in statements}) == 2


def test_state_never_dates_an_event_by_the_paper() -> None:
    text = document("近日，{Company:远桥集团}与{University:西北大学}签约。")
    articles = tuple(replace(a, published="2025年3月4日") for a in text.document.articles)
    dated = replace(text, document=replace(text.document, articles=articles))
    (statement,), _ = stated((dated, [claim(dated, 0, "partners_with", 1, date=Span(0, 2))]))
    assert (statement.date, statement.when) == ("近日", None)


def test_state_dates_a_plan_ahead() -> None:
    text = document("{Company:远桥集团}拟于年底与{University:西北大学}签约。")
    articles = tuple(replace(a, published="2025年3月4日") for a in text.document.articles)
    dated = replace(text, document=replace(text.document, articles=articles))
    at = dated.document.text.index("年底")
    planned = claim(dated, 0, "partners_with", 1, "planned", date=Span(at, at + 2))
    (statement,), _ = stated((dated, [planned]))
    assert statement.when == When("2025-12~", "2025-12-01", "2025-12-31", True)
