"""How claims of rules, of the model and of others are weighed together."""

from __future__ import annotations

import pytest

from kg.extractors.policy import FEATURES, LOWEST, features, load, settle, weigh
from kg.model import AnnotatedDocument, Claim
from kg.models.characters import HERE
from tests.marked import claim, document

TEXT = document("{Company:远桥集团}与{University:西北大学}签约。{Company:远桥集团}投资{University:西北大学}。")


def made(extractor: str, confidence: float, relation: str = "partners_with", turned: bool = False) -> Claim:
    ends = (1, 0) if turned else (0, 1)
    return claim(TEXT, ends[0], relation, ends[1], confidence=confidence, extractor=extractor, rule=extractor)


def sure(*claims: Claim, text: AnnotatedDocument = TEXT) -> list[float]:
    return [one.confidence for one in settle(text, claims)]


def test_policy_agreement_makes_surer_than_either_alone() -> None:
    rule, model = made("rules", 0.8), made("learned", 0.8)
    both = sure(rule, model)
    assert both[0] == both[1]
    assert both[0] > max(*sure(rule), *sure(model))


def test_policy_a_surer_model_makes_a_surer_claim() -> None:
    chances = [sure(made("learned", confidence)) for confidence in (0.5, 0.7, 0.9)]
    assert chances == sorted(chances)


def test_policy_both_directions_of_a_symmetric_relation_are_one() -> None:
    first, second = sure(made("rules", 0.8), made("learned", 0.9, turned=True))
    assert first == second


def test_policy_leaves_out_what_nobody_believes() -> None:
    assert sure(made("learned", 0.05)) == []


@pytest.mark.parametrize("rival", [made("learned", 0.6, "owns", turned=True), made("rules", 0.3, "owns", turned=True)])
def test_policy_a_claim_is_no_surer_than_its_contrary_leaves_open(rival: Claim) -> None:
    strong = [made("rules", 0.9, "owns"), made("learned", 0.97, "owns")]
    best = sure(*strong)[0]
    assert all(value <= round(1 - best, 4) for value in sure(*strong, rival)[2:])


def test_policy_another_package_keeps_its_confidence_and_adds_to_ours() -> None:
    other = made("franchise", 0.6)
    assert sure(other) == [0.6]
    together = sure(other, made("rules", 0.8))
    assert together[0] == together[1] > 0.6


def test_policy_takes_rules_at_their_word_where_the_model_was_not_asked() -> None:
    (alone,) = settle(TEXT, [made("rules", 0.8)], run=())
    assert alone.confidence == 0.8


def test_policy_names_in_doubt_make_less_sure() -> None:
    from dataclasses import replace

    model = made("learned", 0.9)
    doubtful = replace(model, subject=replace(model.subject, confidence=0.4))
    assert sure(doubtful)[0] < sure(model)[0]


def test_policy_weights_are_those_of_the_features() -> None:
    weights = load(HERE)
    values = features([made("rules", 0.8)])
    assert values is not None
    assert len(values) == len(weights.features) == len(FEATURES)
    assert 0 < weigh(values, "partners_with", weights) < 1
    assert 0 < LOWEST < 1


@pytest.mark.parametrize(("relation", "kept"), [("partners_with", 0), ("established", 1)])
def test_policy_a_whole_is_no_partner_of_its_part(relation: str, kept: int) -> None:
    text = document("{University:西北大学}与{Organisation:西北大学附属医院}共建。")
    said = claim(text, 0, relation, 1, confidence=0.9, extractor="learned", rule="m")
    assert len(settle(text, [said])) == kept
