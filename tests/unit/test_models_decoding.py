"""Decoding of label sequences, against counting all sequences."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kg.models.decoding import FORBIDDEN, Chain, LabelSpan, decode, forbidden

LABELS = 5  # O and two types


@pytest.fixture
def chain() -> Chain:
    generator = np.random.default_rng(3)
    moves = generator.normal(size=(LABELS, LABELS)).astype(np.float32)
    moves[forbidden(LABELS)] = FORBIDDEN
    starts = generator.normal(size=LABELS).astype(np.float32)
    starts[2::2] = FORBIDDEN
    return Chain(moves, starts, generator.normal(size=LABELS).astype(np.float32))


def all_sequences(scores: np.ndarray, chain: Chain) -> dict[tuple[int, ...], float]:
    """The probability of every sequence of labels."""
    weights = {}
    for path in itertools.product(range(LABELS), repeat=len(scores)):
        weight = chain.starts[path[0]] + chain.ends[path[-1]] + sum(scores[i, label] for i, label in enumerate(path))
        weight += sum(chain.transitions[a, b] for a, b in itertools.pairwise(path))
        weights[path] = float(np.exp(np.float64(weight)))
    total = sum(weights.values())
    return {path: weight / total for path, weight in weights.items()}


def spans_of(path: tuple[int, ...]) -> set[tuple[int, int, int]]:
    found = set()
    for start, label in enumerate(path):
        if label % 2:
            end = start + 1
            while end < len(path) and path[end] == label + 1:
                end += 1
            found.add((start, end, label // 2))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_decoding_finds_the_best_sequence(chain: Chain, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(scale=2, size=(1, 5, LABELS)).astype(np.float32)
    chances = all_sequences(scores[0], chain)
    best = max(chances, key=lambda path: chances[path])
    (found,) = decode(scores, np.array([5], dtype=np.int32), chain)
    assert {(span.start, span.end, span.type) for span in found} == spans_of(best)


@pytest.mark.parametrize("seed", range(5))
def test_decoding_tells_how_probable_each_span_is(chain: Chain, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(scale=2, size=(1, 5, LABELS)).astype(np.float32)
    chances = all_sequences(scores[0], chain)
    (found,) = decode(scores, np.array([5], dtype=np.int32), chain)
    counted = [
        sum(chance for path, chance in chances.items() if (span.start, span.end, span.type) in spans_of(path))
        for span in found
    ]
    assert [span.probability for span in found] == pytest.approx(counted, abs=1e-4)


def test_decoding_a_text_does_not_depend_on_its_neighbours(chain: Chain) -> None:
    scores = np.random.default_rng(1).normal(scale=2, size=(2, 6, LABELS)).astype(np.float32)
    together = decode(scores, np.array([4, 6], dtype=np.int32), chain)
    alone = decode(scores[:1, :4], np.array([4], dtype=np.int32), chain)
    assert [(s.start, s.end, s.type) for s in together[0]] == [(s.start, s.end, s.type) for s in alone[0]]
    assert [s.probability for s in together[0]] == pytest.approx([s.probability for s in alone[0]], abs=1e-5)


def test_decoding_a_span_at_the_end_of_a_filled_up_text_does_not_go_on(chain: Chain) -> None:
    # A headline that ended with a name lost a tenth of its probability beside a longer sentence.
    scores = np.zeros((2, 6, LABELS), dtype=np.float32)
    scores[0, 2, 1] = scores[0, 3, 2] = scores[0, 4:, 2] = 9.0
    (found,) = decode(scores[:1, :4], np.array([4], dtype=np.int32), chain)
    beside, _ = decode(scores, np.array([4, 6], dtype=np.int32), chain)
    assert found[-1].end == 4
    assert beside[-1].probability == pytest.approx(found[-1].probability, abs=1e-6)


def test_decoding_an_empty_text_has_no_span(chain: Chain) -> None:
    nothing: list[list[LabelSpan]] = [[]]
    assert decode(np.zeros((1, 0, LABELS), dtype=np.float32), np.array([0], dtype=np.int32), chain) == nothing
