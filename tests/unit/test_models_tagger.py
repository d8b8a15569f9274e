"""The trained tagger: shapes, offsets, determinism, and what it must not miss."""

from __future__ import annotations

import pytest

from kg.models.labels import SPAN_TYPES
from kg.models.tagger import MAX_CHUNK, chunks, load_reader, parts, tag

pytestmark = pytest.mark.model

SENTENCE = "据了解，凌河钢铁有限公司总经理方砚秋7日在柳城宣布，该公司将与柳城理工大学共建“星火”新材料中试平台。"


@pytest.mark.parametrize(
    ("text", "name", "type"),
    [
        (SENTENCE, "凌河钢铁有限公司", "Company"),
        (SENTENCE, "方砚秋", "Person"),
        (SENTENCE, "柳城理工大学", "University"),
        (SENTENCE, "总经理", "Role"),
        (SENTENCE, "该公司", "Bare"),
        ("凌河钢铁有\n限公司日前投产。", "凌河钢铁有\n限公司", "Company"),
    ],
)
def test_tagger_finds(text: str, name: str, type: str) -> None:
    assert (name, type) in {(text[span.start : span.end], span.type) for span in tag([text])[0]}


@pytest.mark.parametrize("text", [SENTENCE, SENTENCE.replace("，", "，\n"), SENTENCE * 20, "  " + SENTENCE, "甲" * 700])
def test_tagger_spans_are_in_order_without_overlap_and_without_blank_ends(text: str) -> None:
    spans = tag([text])[0]
    borders = [border for span in spans for border in (span.start, span.end)]
    assert borders == sorted(borders)
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() != "" for span in spans)
    assert all(span.type in SPAN_TYPES and 0 <= span.probability <= 1 for span in spans)


@pytest.mark.parametrize("text", ["", "\n", " ", "😀\ud800", "今天天气不错。"])
def test_tagger_finds_nothing_where_nothing_is(text: str) -> None:
    assert tag([text]) == [[]]


def test_tagger_gives_one_list_a_text_in_their_order() -> None:
    assert tag(["", SENTENCE, "今天天气不错。"]) == [[], tag([SENTENCE])[0], []]


def test_tagger_says_the_same_twice() -> None:
    assert tag([SENTENCE, SENTENCE[10:]]) == tag([SENTENCE, SENTENCE[10:]])


@pytest.mark.parametrize("text", ["甲" * 1000, SENTENCE * 30, "a b " * 200])
def test_tagger_chunks_join_to_the_text(text: str) -> None:
    pieces = chunks(text)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert max(end - start for start, end in pieces) <= MAX_CHUNK


@pytest.mark.parametrize(("text", "words"), [("", []), ("\n", []), ("今天\n 下雨。", ["今天", "下雨", "。"])])
def test_tagger_words_join_to_the_text_but_for_breaks(text: str, words: list[str]) -> None:
    assert [text[word.start : word.end] for word in load_reader().words([text])[0]] == words


def test_tagger_words_tell_verbs_from_names() -> None:
    tags = {SENTENCE[word.start : word.end]: word.tag for word in load_reader().words([SENTENCE])[0]}
    assert (tags["方砚秋"], tags["宣布"], tags["，"]) == ("PER", "v", "w")


@pytest.mark.parametrize(
    ("lengths", "most", "filled", "expected"),
    [
        ([], 2, 2.0, []),
        ([9, 1, 5], 2, 99.0, [[1, 2], [0]]),
        ([10, 11, 13], 9, 1.2, [[0, 1], [2]]),
        ([0, 0, 3], 9, 1.2, [[0, 1], [2]]),
    ],
)
def test_tagger_parts_hold_texts_of_like_length(
    lengths: list[int], most: int, filled: float, expected: list[list[int]]
) -> None:
    assert parts(lengths, most, filled) == expected
