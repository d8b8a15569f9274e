"""The trained relation model: what it proposes, and that it says the same twice."""

from __future__ import annotations

import re

import numpy as np
import pytest

from kg.model import STATUSES, AnnotatedDocument, Article, Document, Mention, Sentence, Span
from kg.models.relations import find_roles, load_settings, propose

pytestmark = pytest.mark.model


def annotated(*sentences: str) -> AnnotatedDocument:
    """A document of one article with `{Company:甲公司}` marked mentions; one with several names refers to several."""
    text, mentions, spans = "", [], []
    for sentence in sentences:
        begin = len(text)
        for part in re.split(r"(\{[^}]+\})", sentence):
            if part.startswith("{"):
                type, name = part[1:-1].split(":")
                span = Span(len(text), len(text) + len(name))
                meant = ("甲", "乙") if name == "双方" else (name,)
                mentions.append(Mention(span, name, type, name != "双方", meant, "test"))
                text += name
            else:
                text += part
        spans.append(Span(begin, len(text)))
        text += "\n"
    document = Document("d1", "made", text, "made.txt", (Article(Span(0, len(text)), ""),))
    read = tuple(Sentence(span, document.slice(span), 0) for span in spans)
    return AnnotatedDocument(document, read, tuple(() for _ in read), tuple(mentions))


SIGNED = annotated("{Company:凌河钢铁有限公司}与{University:柳城理工大学}日前签署战略合作协议。")
POST = annotated("{Company:凌河钢铁有限公司}董事长{Person:方砚秋}出席。")
PLACE = annotated("{Company:凌河钢铁有限公司}位于{DevelopmentZone:柳城高新区}。")


@pytest.mark.parametrize(
    ("document", "subject", "relation", "object"),
    [
        (SIGNED, "凌河钢铁有限公司", "partners_with", "柳城理工大学"),
        (POST, "方砚秋", "works_for", "凌河钢铁有限公司"),
        (PLACE, "凌河钢铁有限公司", "located_in", "柳城高新区"),
    ],
)
def test_relations_proposes(document: AnnotatedDocument, subject: str, relation: str, object: str) -> None:
    found = {(p.subject.text, p.relation, p.object.text) for p in propose(document)}
    if relation == "partners_with":
        found |= {(o, r, s) for s, r, o in found}
    assert (subject, relation, object) in found


@pytest.mark.parametrize("document", [SIGNED, POST, PLACE])
def test_relations_probabilities_are_probabilities(document: AnnotatedDocument) -> None:
    found = list(propose(document, floor=0.0001))
    assert found
    assert all(0 <= p.probability <= 1 and sum(p.statuses) == pytest.approx(1, abs=1e-3) for p in found)
    assert all(p.status in STATUSES and p.sentence == 0 for p in found)


def test_relations_tells_plans_from_facts() -> None:
    planned = annotated("{Company:凌河钢铁有限公司}计划明年与{University:柳城理工大学}签署合作协议。")
    chance = [max(propose(d, floor=0.01), key=lambda p: p.probability).statuses[0] for d in (SIGNED, planned)]
    assert chance[0] > 0.5 > chance[1]


@pytest.mark.parametrize(
    "document",
    [annotated("今天下雨。"), annotated("{Person:方砚秋}到场。"), annotated("{Company:双方}和{Person:方砚秋}见面。")],
)
def test_relations_proposes_nothing_without_two_single_entities(document: AnnotatedDocument) -> None:
    assert list(propose(document, floor=0.0)) == []


def test_relations_finds_roles() -> None:
    assert [POST.document.slice(span) for span in find_roles(POST)] == ["董事长"]


def test_relations_says_the_same_twice() -> None:
    assert list(propose(SIGNED)) == list(propose(SIGNED))


def test_relations_thresholds_are_probabilities() -> None:
    assert np.all((np.array(load_settings().thresholds) > 0) & (np.array(load_settings().thresholds) < 1))
