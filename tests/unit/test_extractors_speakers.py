"""Speakers: who says a statement, and where the text says it itself."""

from __future__ import annotations

import pytest

from kg.extractors.speakers import speaker_of
from kg.model import Span
from tests.marked import document


def _speaker(marked: str, trigger: str) -> str | None:
    """Who says what `trigger` states, in the first sentence that has it."""
    annotated = document(marked)
    sentence = next(s for s in annotated.sentences if trigger in s.text)
    start = sentence.span.start + sentence.text.index(trigger)
    found = speaker_of(annotated, sentence, Span(start, start + len(trigger)))
    return found.refers_to[0] if found else None


@pytest.mark.parametrize(
    ("marked", "trigger", "speaker"),
    [
        ("{Company:甲公司}经理{Person:丙}说，公司将与{University:乙大学}合作。", "合作", "丙"),
        ("{Company:甲公司}经理{Person:丙}在会上表示，公司与{University:乙大学}合作。", "合作", "丙"),
        ("{Person:丙}希望与{University:乙大学}合作。", "合作", "丙"),
        ("{Company:甲公司}回应称，从未与{Company:乙公司}合作。", "合作", "甲公司"),
        ("“我们与{University:乙大学}合作多年。”{Person:丙}说。", "合作", "丙"),
        ("“我们与{University:乙大学}合作多年。\n{Person:丙}说。", "合作", "丙"),
        ("{Person:丙}：去年我们与{University:乙大学}合作。", "合作", "丙"),
        ("对于与{Company:乙公司}合并的传闻，{Person:丙}予以否认。", "合并", "丙"),
        ("{Person:丙}介绍了情况。他说，公司与{University:乙大学}合作。", "合作", "丙"),
        ("{Person:丁}说，“好”；{Person:丙}说，公司与{University:乙大学}合作。", "合作", "丙"),
    ],
)
def test_speakers_named_speaker(marked: str, trigger: str, speaker: str) -> None:
    assert _speaker(marked, trigger) == speaker


@pytest.mark.parametrize(
    ("marked", "trigger"),
    [
        ("{Company:甲公司}与{University:乙大学}合作。", "合作"),
        ("{Person:丙}说完就走。{Company:甲公司}与{University:乙大学}合作。", "合作"),
        ("{Company:甲股份公司}（简称{Company=甲股份公司:甲公司}）与{University:乙大学}合作。", "合作"),
        ("{Company:甲公司}希望与{University:乙大学}合作。", "合作"),
        ("{Person:丙}在{Event:某论坛}上作主旨演讲时说，市场很大。", "主旨演讲"),
    ],
)
def test_speakers_text_says_it_itself(marked: str, trigger: str) -> None:
    assert _speaker(marked, trigger) is None
