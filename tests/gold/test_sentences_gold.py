"""Where sentences end, against texts written for it: precision and recall of the ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.documents import from_text
from kg.sentences import split

FILE = Path(__file__).with_name("sentences.txt")


def texts() -> list[list[str]]:
    lines = [line for line in FILE.read_text(encoding="utf-8").split("\n") if not line.startswith("#")]
    return [block.split("\n") for block in "\n".join(lines).strip().split("\n\n")]


def ends(sentences: list[str]) -> tuple[str, set[int]]:
    """The text, and the offset behind the last character that is not blank of each sentence."""
    text, found = "", set()
    for sentence in sentences:
        text += sentence.replace("⏎", "\n")
        found.add(len(text.rstrip()))
    return text, found


def scores() -> tuple[int, int, int, list[str]]:
    right = wanted = given = 0
    wrong = []
    for sentences in texts():
        text, gold = ends(sentences)
        found = {s.span.end for s in split(from_text(text))}
        right, wanted, given = right + len(gold & found), wanted + len(gold), given + len(found)
        wrong += [f"{text[max(0, at - 20) : at]}|{text[at : at + 12]}" for at in sorted(gold ^ found)]
    return right, wanted, given, wrong


def test_sentences_gold_is_large_enough() -> None:
    assert sum(map(len, texts())) >= 200


@pytest.mark.parametrize("floor", [0.99])
def test_sentences_end_where_the_gold_says(floor: float) -> None:
    right, wanted, given, wrong = scores()
    assert (right / given, right / wanted) >= (floor, floor), wrong
    assert right / wanted >= floor, wrong


if __name__ == "__main__":
    r, w, g, errors = scores()
    print(f"{w} sentences: precision {r / g:.3f}, recall {r / w:.3f}")
    print("\n".join(errors))
