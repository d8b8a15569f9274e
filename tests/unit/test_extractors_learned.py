"""Claims by the trained relation model: sentence, trigger, status, role, and that each is claimed once."""

from __future__ import annotations

import re

import pytest

from kg.extractors.learned import LEAST, NAME, extract
from kg.model import AnnotatedDocument, Article, Claim, Document, Mention, Sentence, Span

pytestmark = pytest.mark.model


def annotated(*sentences: str) -> AnnotatedDocument:
    """A document of one article with `{Company:甲公司}` marked mentions."""
    text, mentions, spans = "", [], []
    for sentence in sentences:
        begin = len(text)
        for part in re.split(r"(\{[^}]+\})", sentence):
            if part.startswith("{"):
                type, name = part[1:-1].split(":")
                mentions.append(Mention(Span(len(text), len(text) + len(name)), name, type, True, (name,), "test"))
                text += name
            else:
                text += part
        spans.append(Span(begin, len(text)))
        text += "\n"
    document = Document("d1", "made", text, "made.txt", (Article(Span(0, len(text)), ""),))
    read = tuple(Sentence(span, document.slice(span), 0) for span in spans)
    return AnnotatedDocument(document, read, tuple(() for _ in read), tuple(mentions))


def only(document: AnnotatedDocument, relation: str) -> Claim:
    (claim,) = [claim for claim in extract(document) if claim.relation == relation]
    return claim


SIGNED = annotated("{Company:凌河钢铁有限公司}与{University:柳城理工大学}日前签署战略合作协议。")


def test_learned_claim_has_the_trigger_and_its_sentence() -> None:
    claim = only(SIGNED, "partners_with")
    assert claim.trigger is not None
    assert "签署" in SIGNED.document.slice(claim.trigger)
    assert claim.sentence == SIGNED.sentences[0]


def test_learned_claim_says_who_proposes_it_and_how_surely() -> None:
    claim = only(SIGNED, "partners_with")
    assert (claim.extractor, claim.rule) == (NAME, "partners_with/model")
    assert LEAST <= claim.confidence <= 1


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("{Company:凌河钢铁有限公司}与{University:柳城理工大学}日前签署战略合作协议。", "realised"),
        ("{Company:凌河钢铁有限公司}计划与{University:柳城理工大学}签署战略合作协议。", "planned"),
    ],
)
def test_learned_claim_tells_plans_from_facts(sentence: str, status: str) -> None:
    assert only(annotated(sentence), "partners_with").status == status


def test_learned_claim_of_a_post_has_its_words_and_no_date() -> None:
    claim = only(annotated("7日，{Company:凌河钢铁有限公司}董事长{Person:方砚秋}到场。"), "works_for")
    assert (claim.subject.text, claim.role, claim.date) == ("方砚秋", "董事长", None)


def test_learned_claims_each_statement_once_in_an_article() -> None:
    claims = extract(annotated(*["{Company:凌河钢铁有限公司}与{University:柳城理工大学}签署协议。"] * 2))
    assert [claim.relation for claim in claims].count("partners_with") == 1


@pytest.mark.parametrize("document", [annotated("今天下雨。"), annotated("{Person:方砚秋}到场。")])
def test_learned_claims_nothing_about_less_than_two(document: AnnotatedDocument) -> None:
    assert list(extract(document)) == []


def test_learned_claim_is_denied_by_words_alone() -> None:
    sentence = "山路不好走，车也不够，{Company:凌河钢铁有限公司}的{Project:柳城物流园项目}倒在向前推。"
    found = extract(annotated(sentence))
    assert "denied" not in {claim.status for claim in found}
