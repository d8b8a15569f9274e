"""What holds for any text: sentences cover it, flattening maps back, the order of files does not matter."""

from __future__ import annotations

import random
import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import from_text, read
from kg.documents.articles import split as split_articles
from kg.sentences import flatten, split

MARKS = [*"。！？”“（）《》，；：　…摄", "——", "\n", "\n\n", "\r\n", "\t", " ", "\u2028", "\x0b", "\x00", "😀", "A"]
LEADS = ["本报讯 记者李明报道：", "□本报记者 李明", "【编辑:王芳】", "图①：", "新华社白杨4月3日电", "●校地", "第5版"]
PIECES = ["青禾公司", "与白杨大学", "签约", "3月1日，", *MARKS, *LEADS]
pages = st.lists(st.sampled_from(PIECES), min_size=1, max_size=60).map("".join)
texts = pages | st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
readable = texts.filter(lambda t: bool(t.strip()))
written = readable.filter(lambda t: sum(c < " " or c in "\x7f\ufffd" for c in t) * 5 < len(t))  # else it is no text


@given(readable)
@settings(max_examples=300, deadline=None)
def test_sentences_cover_all_that_is_not_blank(text: str) -> None:
    document = from_text(text)
    found = split(document)
    covered = [i for s in found for i in range(s.span.start, s.span.end) if not text[i].isspace()]
    assert covered == [i for i, c in enumerate(text) if not c.isspace()]
    assert all(document.slice(s.span) == s.text for s in found)


@given(readable)
@settings(max_examples=300, deadline=None)
def test_articles_are_in_order_and_hold_their_sentences(text: str) -> None:
    document = from_text(text)
    articles = document.articles
    assert all(a.span.end <= b.span.start for a, b in pairwise(articles))
    assert all(articles[s.article].span.contains(s.span) for s in split(document))


@given(readable)
@settings(max_examples=100, deadline=None)
def test_articles_of_a_page_stand_alone(text: str) -> None:
    for article in split_articles(text):
        assert text[article.span.start : article.span.end].strip() == text[article.span.start : article.span.end]


@given(texts)
@settings(max_examples=300, deadline=None)
def test_flatten_maps_each_character_back(text: str) -> None:
    flat, offsets = flatten(text)
    assert len(flat) == len(offsets)
    assert list(offsets) == sorted(set(offsets))
    assert all(text[o] == c or (c == " " and text[o].isspace()) for c, o in zip(flat, offsets, strict=True))
    assert [c for c in flat if not c.isspace()] == [c for c in text if not c.isspace()]


@given(st.lists(written, min_size=2, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_read_gives_the_same_documents_in_any_order(contents: list[str], chance: random.Random) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, content in enumerate(contents):
            path = Path(folder) / str(number % 2) / f"{number // 2}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content.encode())
            paths.append(path)
        shuffled = list(paths)
        chance.shuffle(shuffled)
        key = sorted((d.name, d.id) for d in read(paths))
        assert sorted((d.name, d.id) for d in read(shuffled)) == key
