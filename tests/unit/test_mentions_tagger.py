"""The tagger behind spaCy, and whole documents annotated."""

from __future__ import annotations

import itertools

import pytest

from kg import mentions, sentences
from kg.mentions import tagger
from kg.model import AnnotatedDocument, Article, Document, Span, content_id
from kg.models.tagger import load_reader


def _annotate(text: str) -> AnnotatedDocument:
    document = Document(content_id("d", text), "page", text, "page.txt", (Article(Span(0, len(text)), ""),))
    return mentions.annotate(document, sentences.split(document))[0]


@pytest.mark.model
def test_tagger_is_a_spacy_language_with_entities() -> None:
    doc = tagger.load_language()("王明远在新疆大学工作")
    assert [(token.text, token.tag_) for token in doc][:2] == [("王明远", "PER"), ("在", "p")]
    assert [(span.text, span.label_) for span in doc.ents] == [("王明远", "PER"), ("新疆大学", "ORG")]


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["", " ", "a\tb  c", "澜石😀重工\x00扩产", "𠮷\ud800", "新疆\u3000大学", "新疆 \n 大学", "\n"]
)
def test_tagger_tokens_join_to_the_text(text: str) -> None:
    (tokens,) = tagger.read([text], load_reader())
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.span.start : token.span.end] == token.text for token in tokens)


@pytest.mark.model
def test_mentions_stand_where_they_say_across_line_breaks() -> None:
    text = "3月2日，记者王明远从西岭经济技术开\n发区（以下简称西岭开发区）获悉，该区与新疆大学共建“西岭中试\r\n基地”。"
    annotated = _annotate(text)
    found = [(m.text, m.refers_to) for m in annotated.mentions if m.named]
    assert ("西岭经济技术开\n发区", ("西岭经济技术开发区",)) in found
    assert ("西岭开发区", ("西岭经济技术开发区",)) in found
    assert all(text[m.span.start : m.span.end] == m.text for m in annotated.mentions)


@pytest.mark.model
def test_mentions_do_not_overlap_and_are_in_order() -> None:
    annotated = _annotate(
        "新疆大学校长王明远、副校长李思齐与澜石重工有限公司董事长赵德山签约。该公司将与学校共建实验室。"
    )
    spans = [m.span for m in annotated.mentions]
    assert spans == sorted(spans)
    assert not any(a.overlaps(b) for a, b in itertools.pairwise(spans))


@pytest.mark.model
def test_mentions_tokens_end_at_mentions() -> None:
    annotated = _annotate("准东开发区管委会与新疆大学签约。")
    borders = {border for token in annotated.tokens[0] for border in (token.span.start, token.span.end)}
    assert all({m.span.start, m.span.end} <= borders for m in annotated.mentions)


@pytest.mark.model
def test_mentions_aliases_stay_within_an_article() -> None:
    first, second = "澜石重工有限公司扩产。\n", "澜石重工招工。"
    text = first + second
    articles = (Article(Span(0, len(first)), ""), Article(Span(len(first), len(text)), ""))
    document = Document("d", "page", text, "page.txt", articles)
    annotated, _ = mentions.annotate(document, sentences.split(document))
    assert [m.refers_to for m in annotated.mentions if m.text == "澜石重工"] in ([], [("澜石重工",)])


@pytest.mark.model
def test_mentions_open_noun_is_an_issue() -> None:
    text = "该联盟成立三年。"
    document = Document("d", "page", text, "page.txt", (Article(Span(0, len(text)), ""),))
    _, issues = mentions.annotate(document, sentences.split(document))
    assert [(issue.kind, issue.text) for issue in issues] == [("unresolved-noun", "该联盟")]


@pytest.mark.model
def test_mentions_same_text_gives_the_same_mentions() -> None:
    text = "西岭开发区与新疆大学签约，双方将共建西岭中试基地。"
    assert _annotate(text) == _annotate(text)


@pytest.mark.model
def test_mentions_without_a_sentence_are_none() -> None:
    assert _annotate("").mentions == ()
