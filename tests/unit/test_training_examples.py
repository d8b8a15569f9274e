"""Sentences to learn from: spans on one line, roles, other names."""

from __future__ import annotations

import random

import pytest

from kg.training.corpus import MarkedDocument, compile_document
from kg.training.examples import Example, Renamer, batches, examples

BLOCK = """t-1 | 消息 | 钢铁
炉火正旺，订单排到年底。
据记者在现场了解到的情况，目前这里的三座高炉全部开足马力生产，厂区内外车来车往，{e1:凌河钢铁有
限公司}总经理{e2:方砚秋}说，{e1*:公司}今年不错。
--- entities
e1\tCompany\t凌河钢铁有限公司
e2\tPerson\t方砚秋
--- statements
e2\tworks_for\te1\trealised\t-\t总经理\t-\t总经理
"""


@pytest.fixture
def document() -> MarkedDocument:
    made, errors = compile_document(BLOCK, "made")
    assert errors == []
    assert made is not None
    return made


def named(example: Example) -> list[tuple[str, str]]:
    return [(example.text[start:end], type) for start, end, type in example.spans]


def test_examples_join_names_cut_by_line_breaks_and_mark_roles(document: MarkedDocument) -> None:
    assert [pair for example in examples(document) for pair in named(example)] == [
        ("凌河钢铁有限公司", "Company"),
        ("总经理", "Role"),
        ("方砚秋", "Person"),
        ("公司", "Bare"),
    ]


@pytest.mark.parametrize("seed", range(20))
def test_examples_renamed_keep_types_and_the_text_between(seed: int) -> None:
    sentence = Example("由方砚秋任柳城钢铁总经理", ((1, 4, "Person"), (5, 9, "Company"), (9, 12, "Role")))
    renamed = Renamer([sentence], random.Random(seed)).rename(sentence)
    assert [type for _, type in named(renamed)] == ["Person", "Company", "Role"]
    assert renamed.text[0] == "由"
    assert named(renamed)[2] == ("总经理", "Role")
    assert renamed.text[renamed.spans[0][1] : renamed.spans[1][0]] == "任"


def test_examples_batches_hold_every_sentence_once_but_the_empty_and_the_endless() -> None:
    sentences = [Example("字" * length, ()) for length in (0, 1, 5, 9, 251)]
    lengths = sorted(len(e.text) for batch in batches(sentences, 2, random.Random(1)) for e in batch)
    assert lengths == [1, 5, 9]
