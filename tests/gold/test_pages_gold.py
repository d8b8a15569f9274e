"""Where articles begin on pages written for it, what their headlines are, and their dates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.documents.articles import split

FILE = Path(__file__).with_name("pages.txt")
Found = tuple[str, str, str | None]  # where it begins (the rest of the line), its headline, its date


def pages() -> dict[str, str]:
    blocks = FILE.read_text(encoding="utf-8").split("==== ")[1:]
    return dict(block.split("\n", 1) for block in blocks)


def gold(page: str) -> tuple[str, list[tuple[int, set[str], str | None]]]:
    """The page without marks; of each article its beginning, the headlines that are right, and its date."""
    articles: list[tuple[int, set[str], str | None]] = []
    text = ""
    for line in page.split("\n"):
        begins = re.match(r"¶(?:\[(.*?)\])?", line)
        bare = line[begins.end() :] if begins else line
        head = "§" in bare
        bare = bare.replace("§", "")
        if begins:
            at = len(text) + len(bare) - len(bare.lstrip())
            articles.append((at, set(), begins[1]))
        if head:
            articles[-1][1].add(bare.strip())
        text += bare + "\n"
    return text, articles


def wrong(page: str) -> tuple[int, list[str]]:
    """How many articles the page has, and those that were not found as they are."""
    text, articles = gold(page)
    found = {a.span.start: a for a in split(text)}
    errors = [f"not an article: {text[at : at + 20]!r}" for at in sorted(set(found) - {at for at, _, _ in articles})]
    for at, titles, published in articles:
        article = found.get(at)
        if article is None:
            errors.append(f"missed: {text[at : at + 20]!r}")
        elif titles and article.title not in titles:
            errors.append(f"headline: {article.title!r} for {titles}")
        elif article.published != published:
            errors.append(f"date: {article.published!r} for {published!r} of {titles}")
    return len(articles), errors


def scores() -> tuple[int, int, list[str]]:
    counted = [(name, *wrong(page)) for name, page in pages().items()]
    errors = [f"{name}: {error}" for name, _, found in counted for error in found]
    return len(counted), sum(n for _, n, _ in counted), errors


def test_pages_gold_is_large_enough() -> None:
    assert len(pages()) >= 20


@pytest.mark.parametrize("share", [0.05])
def test_pages_articles_are_found_as_they_are(share: float) -> None:
    _, articles, errors = scores()
    assert len(errors) <= share * articles, errors


if __name__ == "__main__":
    number, articles, errors = scores()
    print(f"{number} pages, {articles} articles, {articles - len(errors)} right ({1 - len(errors) / articles:.3f})")
    print("\n".join(errors))
