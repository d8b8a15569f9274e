"""Bare nouns, pronouns and collectives within one article."""

from __future__ import annotations

import pytest

from kg.mentions.aliases import link
from kg.mentions.coreference import Reference, references
from kg.mentions.reading import Reading
from tests.unit.mention_lines import marked


def _references(*sentences: str, read: tuple[str, ...] = ()) -> list[tuple[str, Reference]]:
    """All references of an article; the tagger is made to read the words in `read` as bare nouns."""
    lines, names = zip(*(marked(sentence) for sentence in sentences), strict=True)
    readings = [
        Reading(
            (), tuple((line.text.find(word), line.text.find(word) + len(word)) for word in read if word in line.text)
        )
        for line in lines
    ]
    found = references(lines, readings, names, link(lines, names))
    return [(line.text[r.start : r.end], r) for line, row in zip(lines, found, strict=True) for r in row]


@pytest.mark.parametrize(
    ("sentences", "noun", "full", "rule"),
    [
        (("[Company:澜石重工]扩产。", "该公司今年增产。"), "该公司", ("澜石重工",), "noun/nearest"),
        (("[University:西岭大学]与[Company:澜石重工]签约。", "该校派出教师。"), "该校", ("西岭大学",), "noun/nearest"),
        (
            ("[Company:澜石重工](以下简称“公司”)公告，", "[Company:朔泰化工]退出，公司留任。"),
            "公司", ("澜石重工",), "noun/declared",
        ),
        (
            ("[Company:朔泰化工]来访。", "[Company:澜石重工]经理[Person:王明远]说，公司将扩产。"),
            "公司", ("澜石重工",), "noun/speaker",
        ),
        (
            ("[Company:朔泰化工]来访。", "“公司将扩产。”[Company:澜石重工]经理[Person:王明远]说。"),
            "公司", ("澜石重工",), "noun/speaker",
        ),
        (
            ("[University:西岭大学]与[Company:澜石重工]签约。", "双方将共建实验室。"),
            "双方", ("西岭大学", "澜石重工"), "noun/collective",
        ),
        (("“[PilotZone:西岭试验区]”与“[PilotZone:东岭示范区]”（“两区”）座谈。", "加入“两区”意义重大。"), "两区",
         ("西岭试验区", "东岭示范区"), "noun/declared"),
        (("[Company:澜石重工]和[Company:朔泰化工]成立公司，前者占六成。",), "前者", ("澜石重工",), "noun/pair"),
        (("[Company:澜石重工]和[Company:朔泰化工]成立公司，后者占四成。",), "后者", ("朔泰化工",), "noun/pair"),
        (("[Person:王明远]到会。", "他表示欢迎。"), "他", ("王明远",), "noun/nearest"),
    ],
)  # fmt: skip
def test_coreference_resolves(sentences: tuple[str, ...], noun: str, full: tuple[str, ...], rule: str) -> None:
    found = [r for text, r in _references(*sentences, read=("公司", "前者", "后者", "他")) if text == noun]
    assert (found[-1].full, found[-1].rule) == (full, rule)


@pytest.mark.parametrize(
    "sentence",
    [
        "一家公司入驻[DevelopmentZone:西岭开发区]。",
        "[Company:澜石重工]是上市公司。",
        "[Company:澜石重工]推进公司化改造。",
    ],
)
def test_coreference_leaves_generic_nouns(sentence: str) -> None:
    assert _references(sentence, read=("公司",)) == []


def test_coreference_takes_nothing_of_another_type() -> None:
    [(_, reference)] = _references("[Company:澜石重工]扩产。", "该校派出教师。")
    assert (reference.full, reference.rule) == ((), "noun/unresolved")


def test_coreference_takes_only_what_ends_like_the_noun() -> None:
    [(_, reference)] = _references("[Alliance:西岭商会]与[Alliance:东岭联盟]座谈。", "该联盟成立三年。")
    assert reference.full == ("东岭联盟",)


def test_coreference_three_named_are_not_two() -> None:
    [(_, reference)] = _references("[Company:甲重工]、[Company:乙化工]与[Company:丙物流]签约，双方满意。")
    assert reference.full == ()
