"""What the relation model sees: passages on one line, pairs of arguments, the text around them."""

from __future__ import annotations

import re

import numpy as np
import pytest

from kg.model import Span
from kg.models.labels import ROLE
from kg.models.pairs import SIZES, TYPE_NUMBERS, TYPES, WINDOW, Passage, marks, pairs, passage, windows

CODES = {"c": "Company", "p": "Person", "l": "Place", "t": "Platform"}


def made(marked: str) -> Passage:
    """A passage of `{c:甲公司}` marked text, one sentence a full stop; an argument's text is its entity."""
    text, arguments, roles = "", [], []
    for part in re.split(r"(\{[^}]+\})", marked):
        if match := re.fullmatch(r"\{(\w)(\*?):(.+)\}", part, re.S):
            span = Span(len(text), len(text) + len(match[3]))
            if match[1] == "r":
                roles.append(span)
            else:
                arguments.append((span, CODES[match[1]], match[2] == "*", match[3]))
            text += match[3]
        else:
            text += part
    sentences = [Span(m.start(), m.end()) for m in re.finditer(r"[^。]+。", text)]
    return passage(text, sentences, arguments, roles)[0]


def paired(passage: Passage) -> list[tuple[str, str]]:
    names = [passage.text[argument.start : argument.end] for argument in passage.arguments]
    return [(names[i], names[j]) for i, j in pairs(passage).arguments.tolist()]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{c:甲公司}与{c:乙公司}签约。", [("甲公司", "乙公司")]),
        ("{c:甲公司}迁址。{p:方砚秋}到场。", [("甲公司", "方砚秋")]),
        ("{c:甲公司}迁址。今天下雨。{p:方砚秋}到场。", []),
        ("{c:甲公司}称，{c:甲公司}没有迁址。", []),
        ("{c:甲\n公司}与{c:乙公司}签约。", [("甲公司", "乙公司")]),
        ("今天下雨。", []),
    ],
)
def test_pairs_are_of_different_entities_in_neighbouring_sentences(
    marked: str, expected: list[tuple[str, str]]
) -> None:
    assert paired(made(marked)) == expected


def test_pairs_of_a_list_share_the_text_around_the_list() -> None:
    read = made("日前，{c:甲公司}、{c:乙公司}和{l:柳城}签约。")
    rows = pairs(read)
    first, second = rows.around[1].tolist(), rows.around[2].tolist()
    assert first[:2] == second[:2]
    assert [read.text[first[k] : first[k + 1]] for k in (0, 2, 4)] == ["和", "日前，", "签约。"]


def test_pairs_columns_stay_within_their_sizes() -> None:
    names = "、".join(f"{{c:{a}公司}}" for a in "甲乙丙丁戊己庚辛")
    rows = pairs(made(f"{{p:方砚秋}}说，{names}在{{l:柳城}}共建{{t:星火平台}}。{{c*:公司}}称好。"))
    assert (rows.features >= 0).all()
    assert (rows.features < np.array(SIZES)).all()


def test_pairs_count_cues_of_plans_before_a_pair() -> None:
    cues = [pairs(made(f"{word}{{c:甲公司}}与{{c:乙公司}}签约。")).cues[0].sum() for word in ("计划", "")]
    assert cues[0] > cues[1]


def test_pairs_windows_hold_whole_sentences() -> None:
    read = made("{c:甲公司}在{c:乙城}。" * 40 + "字" * 200 + "{c:甲公司}{c:乙城}。")
    found = windows(read, pairs(read))
    assert [bound for window in found for bound in window][1:-1:2] == [start for start, _ in found[1:]]
    assert all(end - start <= WINDOW for start, end in found[:-1])
    assert found[-1][1] - found[-1][0] == 206


def test_pairs_windows_leave_out_sentences_without_a_pair() -> None:
    read = made("{c:甲公司}与{c:乙公司}签约。今天下雨。昨天也是。{c:甲公司}与{c:丙公司}签约。")
    assert [read.text[start:end] for start, end in windows(read, pairs(read))] == [
        "甲公司与乙公司签约。",
        "甲公司与丙公司签约。",
    ]


def test_pairs_marks_tell_where_arguments_begin_and_go_on() -> None:
    kinds, bare = marks(made("{c*:公司}{r:经理}。"))
    company, role = TYPE_NUMBERS["Company"], TYPE_NUMBERS[ROLE]
    assert kinds.tolist() == [company, company + TYPES, role, role + TYPES, 0]
    assert bare.tolist() == [1, 1, 0, 0, 0]


def test_pairs_passage_says_which_arguments_it_took() -> None:
    arguments = [
        (Span(0, 2), "Company", False, "a"),
        (Span(1, 3), "Company", False, "b"),
        (Span(3, 5), "Role", False, "c"),
    ]
    read, kept = passage("甲乙丙丁戊。", [Span(0, 6)], [*arguments, (Span(9, 11), "Person", False, "d")], [])
    assert kept == [0]
    assert [(a.start, a.end) for a in read.arguments] == [(0, 2)]
