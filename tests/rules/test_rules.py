"""Each example and counter-example of each rule is a test."""

from __future__ import annotations

import pytest

from kg.extractors.examples import claimed, read
from kg.extractors.loading import load
from kg.extractors.rule import Rule

EXAMPLES = [(rule, marked) for rule in load() for marked in rule.examples]
COUNTER = [(rule, marked) for rule in load() for marked in rule.counter]


def _names(cases: list[tuple[Rule, str]]) -> list[str]:
    return [f"{rule.id}: {marked}" for rule, marked in cases]


@pytest.mark.parametrize(("rule", "marked"), EXAMPLES, ids=_names(EXAMPLES))
def test_rules_example_gives_marked_pairs(rule: Rule, marked: str) -> None:
    example = read(rule, marked)
    assert example.pairs
    assert claimed(rule, example) == list(example.pairs)


@pytest.mark.parametrize(("rule", "marked"), COUNTER, ids=_names(COUNTER))
def test_rules_counter_example_gives_nothing(rule: Rule, marked: str) -> None:
    example = read(rule, marked)
    assert len(example.mentions) > 1
    assert claimed(rule, example) == []


def test_rules_ids_are_unique() -> None:
    ids = [rule.id for rule in load()]
    assert len(set(ids)) == len(ids)
