"""Whatever the text, tokens and mentions stand where they say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import mentions, sentences
from kg.mentions import tagger
from kg.model import Article, Document, Span
from kg.models.tagger import load_reader

PIECES = st.sampled_from(
    [
        *(
            "澜石重工有限公司",
            "新疆大学",
            "（以下简称澜石）",
            "该公司",
            "双方",
            "“西岭计划”",
            "3.5万吨",
            "王明远",
            "签约",
        ),
        *("与", "\n", "\r\n", " ", "\t", "，", "。", "“", "”", "（", "😀", "𠮷", "\x00", "ABC", "·"),
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join)


@pytest.mark.model
@settings(max_examples=60, deadline=None)
@given(st.one_of(TEXTS, st.text(max_size=60)))
def test_tagger_tokens_cover_any_text(text: str) -> None:
    (tokens,) = tagger.read([text], load_reader())
    assert "".join(token.text for token in tokens) == text


@pytest.mark.model
@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_mentions_are_slices_in_order(text: str) -> None:
    document = Document("d", "page", text, "page.txt", (Article(Span(0, len(text)), ""),))
    annotated, issues = mentions.annotate(document, sentences.split(document))
    last = 0
    for mention in annotated.mentions:
        assert document.slice(mention.span) == mention.text
        assert last <= mention.span.start < mention.span.end
        assert mention.refers_to or not mention.named
        last = mention.span.end
    assert all(issue.span is not None and document.slice(issue.span) == issue.text for issue in issues)
