"""Sentences of invented page text: what is cut, what is joined, what a line is."""

from __future__ import annotations

import time

import pytest

from kg.model import Article, Document, Sentence, Span
from kg.sentences import flatten, lines, split


def sentences(text: str) -> tuple[Sentence, ...]:
    article = Article(Span(0, len(text)), "")
    return split(Document("d0", "t", text, "t.txt", (article,)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲公司成立。乙公司加入！", ["甲公司成立。", "乙公司加入！"]),
        ("“我们赶上了。”李明说。", ["“我们赶上了。”", "李明说。"]),
        ("“先修路。再建厂。”李明说。", ["“先修路。", "再建厂。”", "李明说。"]),
        ("墙上刷着“加油！”的口号，工人干得欢。", ["墙上刷着“加油！”的口号，工人干得欢。"]),
        ("话剧《去哪儿？》周末首演。", ["话剧《去哪儿？》周末首演。"]),
        ("详见https://a.example/?page=2，欢迎报名。", ["详见https://a.example/?page=2，欢迎报名。"]),
        ("真的？！他不信。", ["真的？！", "他不信。"]),
        ("共同发展。（记者 李明）", ["共同发展。", "（记者 李明）"]),
    ],
)
def test_sentences_split_at_stops(text: str, expected: list[str]) -> None:
    assert [s.text for s in sentences(text)] == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "　\n　　"])
def test_sentences_split_joins_what_a_column_break_cut(newline: str) -> None:
    text = f"某地新闻{newline}近日，青禾公司开工。围绕提出的技术{newline}需求，青禾公司将与白杨大学合作。"
    found = sentences(text)
    assert [flatten(s.text)[0] for s in found] == [
        "某地新闻",
        "近日，青禾公司开工。",
        "围绕提出的技术需求，青禾公司将与白杨大学合作。",
    ]


def test_sentences_split_joins_a_cut_after_a_bracket() -> None:
    text = "白杨市开工\n\n本报讯 项目开工。\n\n当天，白杨高新区（东区）\n\n产业联盟成立，十家企业加入。"
    assert sentences(text)[-1].text == "当天，白杨高新区（东区）\n\n产业联盟成立，十家企业加入。"


def test_sentences_split_joins_wrapped_lines() -> None:
    text = (
        "青禾公司开工\n3月1日，青禾公司在白杨市开工，总投资\n约三亿元，占地两百亩，由白杨建设公司\n"
        "承建。公司负责人说，项目建成以后可以\n吸纳五百人就业，并带动周边。\n"
    )
    assert [s.text.count("\n") for s in sentences(text)] == [0, 2, 1]


def test_sentences_split_marks_headlines() -> None:
    text = (
        "产业观察\n\n戈壁滩上建起新厂\n\n——白杨开发区见闻\n\n□本报记者 李明\n\n"
        "春天到了。\n\n聚人才，谋发展\n\n青禾公司来了。"
    )
    assert [(s.text, s.headline) for s in sentences(text)] == [
        ("产业观察", True),
        ("戈壁滩上建起新厂", True),
        ("——白杨开发区见闻", True),
        ("□本报记者 李明", False),
        ("春天到了。", False),
        ("聚人才，谋发展", True),
        ("青禾公司来了。", False),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("□本报记者 李明 通讯员 王芳 文/图", "byline"),
        ("记者 李明 长沙报道", "byline"),
        ("□李明", "byline"),
        ("2019-09-16 来源：白杨电视台", "byline"),
        ("图①：2月4日，民警在检查灭火器。", "caption"),
        ("图为签约现场。 李明 摄", "caption"),
        ("【编辑:李明】", "credit"),
        ("（来源：白杨日报）", "credit"),
        ("【供销】", "section"),
        ("●校地", "section"),
        ("本报讯 记者李明报道：青禾公司开工。", "body"),
        ("青禾公司与白杨大学签约", "heading"),
        ("记者：合作有哪些特点？", "body"),
    ],
)
def test_sentences_lines_tells_kinds_apart(line: str, kind: str) -> None:
    text = f"白杨新闻\n青禾公司开工。\n{line}\n项目投资三亿元。"
    assert [x.kind for x in lines(text) if x.text == line] == [kind]


def test_sentences_lines_joins_a_byline_cut_within_a_name() -> None:
    text = "牧区新闻\n本报记者 李明 通讯员 阿依古丽·\n艾山\n草原绿了。"
    assert [(x.kind, x.joined) for x in lines(text)] == [
        ("heading", False),
        ("byline", False),
        ("byline", True),
        ("body", False),
    ]


def test_sentences_split_gives_each_sentence_its_article() -> None:
    text = "甲。\n乙。"
    articles = (Article(Span(0, 2), ""), Article(Span(3, 5), ""))
    found = split(Document("d0", "t", text, "t.txt", articles))
    assert [(s.article, s.span) for s in found] == [(0, Span(0, 2)), (1, Span(3, 5))]


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        ("技术\n\n需求", "技术需求"),
        ("技术 \r\n　需求", "技术需求"),
        ("new\nenergy", "new energy"),
        ("第20\n26届", "第2026届"),
        ("本报讯 记者", "本报讯 记者"),
        ("😀\n😀", "😀😀"),
        ("", ""),
    ],
)
def test_sentences_flatten_takes_out_breaks(text: str, flat: str) -> None:
    assert flatten(text)[0] == flat


def test_sentences_flatten_maps_back() -> None:
    text = "青禾\n\n公司 成立"
    flat, offsets = flatten(text)
    at = flat.index("公司")
    assert text[offsets[at] : offsets[at + 1] + 1] == "公司"


@pytest.mark.parametrize("text", ["字" * 1_000_000, "短\n" * 200_000, "“（《" * 200_000, "甲。" * 300_000])
def test_sentences_split_stays_near_linear(text: str) -> None:
    began = time.process_time()
    found = sentences(text)
    assert found[-1].span.end == len(text.rstrip())
    assert time.process_time() - began < 20
