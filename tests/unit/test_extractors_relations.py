"""Claims from documents, by rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.extractors.relations import extract, issues
from tests.marked import document


def _triples(marked: str) -> set[tuple[str, str, str]]:
    return {(c.subject.refers_to[0], c.relation, c.object.refers_to[0]) for c in extract(document(marked))}


@pytest.mark.parametrize(
    ("marked", "triples"),
    [
        (
            "{Company:甲公司}与{University:乙大学}、{DevelopmentZone:丙开发区}签署协议。",
            {("甲公司", "partners_with", "乙大学"), ("甲公司", "partners_with", "丙开发区")},
        ),
        (
            "{Company:甲公司}与{University:乙大学}共建{Platform:丙平台}。",
            {
                ("甲公司", "co_builds", "丙平台"),
                ("乙大学", "co_builds", "丙平台"),
                ("甲公司", "partners_with", "乙大学"),
            },
        ),
        (
            "{Company:甲公司}、{Company:乙公司}分别与{University:丙大学}、{University:丁大学}签约。",
            {("甲公司", "partners_with", "丙大学"), ("乙公司", "partners_with", "丁大学")},
        ),
        (
            "{DevelopmentZone*=甲开发区|乙开发区:两区}入选{Programme:丙名单}。",
            {("甲开发区", "joined", "丙名单"), ("乙开发区", "joined", "丙名单")},
        ),
        (
            "{Company:甲公司}去年投产。{Company*=甲公司:公司}研发的“{Product:乙}”上市。",
            {("甲公司", "develops", "乙")},
        ),
        ("{Company:甲公司}去年投产。随后又研发了“{Product:乙}”。", {("甲公司", "develops", "乙")}),
        (
            "“{Product:甲}”由{Company:乙公司}联合{University:丙大学}研制。",
            {("乙公司", "develops", "甲"), ("丙大学", "develops", "甲"), ("乙公司", "partners_with", "丙大学")},
        ),
        ("{Company:甲公司}旗下的{Company:乙公司}开业。", {("乙公司", "subsidiary_of", "甲公司")}),
        ("{Company:甲公司}与{Company:乙公司}相邻。", set()),
        # a clause with a body of its own that nobody marked takes no subject from before
        ("{Company:甲公司}去年投产。某学院研发了“{Product:乙}”。", set()),
        ("{Company:甲公司}去年投产。物流港与{Company:乙公司}签署协议。", set()),
        ("{Company:甲公司}去年投产，今年与{Company:乙公司}签署协议。", {("甲公司", "partners_with", "乙公司")}),
        # 由…的 before its noun says nothing about what the passage is about
        (
            "{Alliance:甲联盟}开会。由{Company:乙公司}发起的{Company:丙公司}开业。",
            {("乙公司", "established", "丙公司")},
        ),
        # a name that nobody marked does not end a list
        (
            "{Company:甲公司}研发了“{Product:乙}”“丙数据集”和“{Product:丁}”。",
            {("甲公司", "develops", "乙"), ("甲公司", "develops", "丁")},
        ),
        # 同期 is no 同
        ("{Alliance:甲联盟}同期成立并落户{Place:乙市}。", {("甲联盟", "located_in", "乙市")}),
        # whom it is for is not who does it
        ("{Company:甲公司}为{Company:乙公司}研发的“{Product:丙}”上市。", {("甲公司", "develops", "丙")}),
    ],
)
def test_relations_claims_of_a_sentence(marked: str, triples: set[tuple[str, str, str]]) -> None:
    assert _triples(marked) == triples


def test_relations_claim_names_rule_trigger_and_sentence() -> None:
    annotated = document("此前无事。{Company:甲公司}自主研发的“{Product:乙}”上市。")
    (claim,) = extract(annotated)
    assert claim.rule == "develops/研发"
    assert claim.extractor == "rules"
    assert claim.trigger is not None
    assert annotated.document.slice(claim.trigger) == "研发"
    assert claim.sentence == annotated.sentences[1]
    assert 0 < claim.confidence <= 1


def test_relations_noun_that_stands_for_nothing_known_keeps_the_topic_open() -> None:
    annotated = document("{Company:甲公司}投产。{Company*:该厂}去年搬迁，研发了“{Product:乙}”。")
    first, noun, product = annotated.mentions
    unresolved = replace(annotated, mentions=(first, replace(noun, refers_to=()), product))
    assert list(extract(unresolved)) == []


def test_relations_topic_does_not_cross_articles() -> None:
    assert _triples("{Company:甲公司}去年投产。\n\n随后又研发了“{Product:乙}”。") == set()


def test_relations_each_argument_refers_to_one_entity() -> None:
    annotated = document("{DevelopmentZone*=甲开发区|乙开发区:两区}与{University:丙大学}签约。{Company*:公司}")
    claims = list(extract(annotated))
    assert len(claims) == 2
    assert all(len(c.subject.refers_to) == len(c.object.refers_to) == 1 for c in claims)


def test_relations_one_claim_a_triple_in_a_sentence() -> None:
    annotated = document("{Company:甲公司}与{University:乙大学}签署协议，{Company:甲公司}将与{University:乙大学}合作。")
    assert [c.relation for c in extract(annotated)] == ["partners_with"]


def test_relations_issue_for_stating_word_without_claim() -> None:
    annotated = document("{Company:甲公司}谈到{Product:乙}，没有说研发的事。{Company:甲公司}和{Product:乙}。")
    (issue,) = issues(annotated, list(extract(annotated)))
    assert issue.kind == "no-claim"
    assert "研发" in issue.message
    assert issue.span == annotated.sentences[0].span


def test_relations_no_issue_where_a_claim_is() -> None:
    annotated = document("{Company:甲公司}研发“{Product:乙}”。")
    assert list(issues(annotated, list(extract(annotated)))) == []
