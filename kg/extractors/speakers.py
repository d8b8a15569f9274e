"""Who says a statement, where it stands only in that person's or body's words."""

from __future__ import annotations

import re
from typing import Final

from kg.extractors.reading import BODY, MENTION, PERSON, Reading, read
from kg.model import AnnotatedDocument, Mention, Sentence, Span

_SAY: Final = (
    r"(?:表示|介绍说?|说|称|透露|指出|强调|认为|坦言|告诉|回应|否认|澄清|证实|补充|解释|希望|期待|建议|宣布|直言|笑言|呼吁|感慨|回忆"
    r"|提到|写道|答|回答|坦承|声称|披露|要求|提醒|预计|评价|呼吁|提出|打趣|算了一笔账|打了个比方|提议|分析)"
)
_WHO: Final = f"[{PERSON}{BODY}]"
# 某某说 … : the speaker stands before the verb, with a few words between (在会上, 在接受采访时, 对记者).
_BEFORE = re.compile(rf"({_WHO})(?:[（(][^（）()]{{0,12}}[）)])?(?:方面)?[^，。；！？：{MENTION}“”]{{0,14}}?{_SAY}(?![服明法])")
_AFTER = re.compile(rf"”[^。；！？“”]{{0,40}}?({_WHO})[^，。；！？：{MENTION}“”]{{0,10}}?{_SAY}?[。：，]?$")


def speaker_of(annotated: AnnotatedDocument, sentence: Sentence, trigger: Span | None) -> Mention | None:
    """The person or body in whose direct or indirect speech the statement stands; None where the text says it itself."""
    reading = read(annotated, sentence)
    at = reading.index(trigger.start) if trigger else len(reading.text)
    return _in_sentence(reading, at)


def _in_sentence(reading: Reading, at: int) -> Mention | None:
    said = [match for match in _BEFORE.finditer(reading.text) if match.end() <= at]
    if said:
        return reading.mentions[said[-1].start(1)]
    after = _AFTER.search(reading.text, at)
    if after and "“" in reading.text[: after.start() + 1]:
        return reading.mentions[after.start(1)]
    return None
