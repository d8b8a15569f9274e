"""How sure it is that a span is a name."""

from __future__ import annotations

import pytest

from kg.model import Span, Token
from kg.models.names import FEATURES, features, sureness
from kg.models.tagger import TagSpan

pytestmark = pytest.mark.model

TEXT = "“星火”平台由方砚秋建成，平台好。"
WORDS = [("“", "w"), ("星火", "nz"), ("”", "w"), ("平台", "n"), ("由", "p"), ("方砚秋", "PER"), ("建成", "v")]
SPANS = [TagSpan(1, 3, "Platform", 0.9), TagSpan(7, 10, "Person", 0.99), TagSpan(13, 15, "Platform", 0.3)]


@pytest.fixture
def tokens() -> list[Token]:
    found, at = [], 0
    for word, tag in WORDS:
        found.append(Token(Span(at, at + len(word)), word, tag))
        at += len(word)
    return found


def test_names_sureness_is_one_probability_a_span(tokens: list[Token]) -> None:
    sure = sureness(TEXT, SPANS, tokens)
    assert len(sure) == len(SPANS)
    assert all(0 <= value <= 1 for value in sure)


def test_names_sureness_is_higher_for_what_the_tagger_is_sure_of(tokens: list[Token]) -> None:
    low, high = (sureness(TEXT, [TagSpan(7, 10, "Person", chance)], tokens)[0] for chance in (0.2, 0.99))
    assert low < high


def test_names_sureness_of_nothing_is_nothing(tokens: list[Token]) -> None:
    assert sureness(TEXT, [], tokens) == []


def test_names_features_do_not_need_words_everywhere(tokens: list[Token]) -> None:
    assert features(TEXT, SPANS, tokens, {}).shape == (3, FEATURES)
