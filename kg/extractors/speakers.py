"""Who says a statement, where it stands only in that person's or body's words."""

from __future__ import annotations

import re
from typing import Final

from kg.extractors.reading import BODY, MENTION, PERSON, Reading, neighbours, read
from kg.model import AnnotatedDocument, Mention, Sentence, Span

_SAY: Final = (
    r"(?:表示|介绍|透露|指出|强调|认为|坦言|告诉|回应|否认|澄清|证实|补充|解释|直言|笑言|感慨|回忆|提到|写道|坦承|声称|披露|提醒|评价"
    r"|打趣|算了一笔账|打了个比方|分析|解读|说|讲|(?<![简下名号职声全又人统俗])称(?![为号呼]))"
)
# A person's wish is that person's word; what a body wishes or declares the paper reports as its own.
_WISH: Final = r"(?:希望|期待|期盼|建议|呼吁|提出|提议|宣布|要求|盼|打算|有意|有个心愿)"
_GAP: Final = rf"[^，。；！？：{MENTION}“”]"
_PERSON_SAYS = re.compile(
    rf"([{PERSON}])(?:[（(][^（）()]{{0,24}}[）)])?{_GAP}{{0,16}}?(?:{_SAY}|{_WISH})"
    r"(?![服明法好])"
)
_BODY_SAYS = re.compile(
    rf"([{BODY}])(?:方面|校方|人士|回应|有关负责人|相关负责人)?{_GAP}{{0,8}}?"
    r"(?:表示|透露|回应|否认|澄清|强调|坦言|回复|(?<![简下名号职声全又公统俗])称(?![为号呼]))"
)
# “……”某某说。 and 对于……的传闻，某某予以否认。
_PERSON_SAID = re.compile(rf"”[^。；！？“”]{{0,40}}?([{PERSON}]){_GAP}{{0,10}}?(?:{_SAY})?[。：，！]?$")
_RUMOUR = re.compile(
    r"传闻|传言|谣传|网传|误传|坊间|说法|消息|一事|一说|外界|外媒|媒体|报道"
    r"|会否|是否|至于|谈及|谈到|问及|提起"
)
_ANSWER = re.compile(
    rf"[，。；：”][^。；！？“”，]{{0,30}}?([{PERSON}{BODY}])(?:方面)?{_GAP}{{0,12}}?(?:否认|回应|澄清|辟谣|称|说|表示|答|坦言|直言|纠正)"
)
_PRONOUN = re.compile(rf"(?:^|[，。；])(?:他|她)(?:们)?{_GAP}{{0,8}}?{_SAY}")
# An interview's line: 某某：……
_LINE = re.compile(rf"^[^，。；：“”{MENTION}]{{0,4}}(?:[{BODY}]{_GAP}{{0,12}})?([{PERSON}])[：:]")
_LEAD_IN = re.compile(rf"([{PERSON}])(?:{_GAP}{{0,24}}?)[：:，]?“[^”]*$")
# Speaking at a meeting is what the paper saw, whatever was said there.
_ON_STAGE = re.compile(r"^在|演讲|发言|致辞|出席|参加会议|与会|露.?面")
_CARRIED: Final = 6  # sentences over which a quotation is followed


def speaker_of(annotated: AnnotatedDocument, sentence: Sentence, trigger: Span | None) -> Mention | None:
    """The person or body in whose direct or indirect speech the statement stands; None where the text says it itself.

    Indirect speech reaches to the end of its sentence. A quotation is followed over the sentences it runs through,
    to whoever is named before it opens or after it closes.
    """
    reading = read(annotated, sentence)
    at = reading.index(trigger.start) if trigger else len(reading.text)
    end = reading.index(trigger.end) if trigger else len(reading.text)
    if _ON_STAGE.search(reading.text[at:end]):
        return None
    return (
        _before(reading, end)
        or _after(reading, end)
        or _pronoun(annotated, sentence, reading, at)
        or _around(annotated, sentence, reading, at)
    )


def _before(reading: Reading, end: int) -> Mention | None:
    """某某说，…… within the sentence; the last one before the statement. A person's word goes before a body's."""
    for pattern in (_PERSON_SAYS, _BODY_SAYS):
        said = [match for match in pattern.finditer(reading.text) if match.end() <= end]
        if said and "；" not in reading.text[said[-1].end() : end]:
            return reading.mentions[said[-1].start(1)]
    line = _LINE.match(reading.text)
    return reading.mentions[line.start(1)] if line else None


def _after(reading: Reading, end: int) -> Mention | None:
    """“……”某某说 and 对于……的传闻，某某予以否认."""
    after = _PERSON_SAID.search(reading.text, end)
    if after and "“" in reading.text[: after.start() + 1]:
        return reading.mentions[after.start(1)]
    if _RUMOUR.search(reading.text):
        answer = _ANSWER.search(reading.text, end)
        if answer:
            return reading.mentions[answer.start(1)]
    return None


def _pronoun(annotated: AnnotatedDocument, sentence: Sentence, reading: Reading, at: int) -> Mention | None:
    """他说: the person named last before it in the article, where the pronoun is no mention of its own."""
    said = [match for match in _PRONOUN.finditer(reading.text) if match.end() <= at]
    if not said:
        return None
    start = reading.starts[said[-1].start()]
    for other in reversed(neighbours(annotated, sentence, -_CARRIED)):
        persons = [m for _, m in sorted(read(annotated, other).mentions.items()) if m.type == "Person"]
        if persons and persons[-1].span.start < start:
            return persons[-1]
    return None


def _around(annotated: AnnotatedDocument, sentence: Sentence, reading: Reading, at: int) -> Mention | None:
    """The speaker of a quotation that the sentence is a part of, or of an interview's answer that goes on."""
    before = reading.text[:at]
    opened = before.rfind("“") > before.rfind("”")
    whole = reading.text.startswith("“")
    earlier = neighbours(annotated, sentence, -_CARRIED)
    if opened and (whole or before.rfind("“") <= 1):
        return _next_speaker(annotated, sentence) or _earlier_speaker(annotated, earlier)
    if "“" in before:
        return None
    return _open_speaker(annotated, sentence, earlier)


def _next_speaker(annotated: AnnotatedDocument, sentence: Sentence) -> Mention | None:
    """某某说。 as the sentence after a quotation."""
    for other in neighbours(annotated, sentence, 2):
        reading = read(annotated, other)
        match = _PERSON_SAYS.match(reading.text) or re.match(
            rf"”?(?:.{{0,3}}[{BODY}])?[^，。；！？：“”]{{0,24}}?([{PERSON}]){_GAP}{{0,12}}?{_SAY}", reading.text
        )
        if match:
            return reading.mentions[match.start(1)]
        if not reading.text.startswith("“"):
            return None
    return None


def _earlier_speaker(annotated: AnnotatedDocument, earlier: list[Sentence]) -> Mention | None:
    """某某说： as the end of the sentence before a quotation, or the one who said the quotation before it."""
    for other in reversed(earlier[-2:]):
        reading = read(annotated, other)
        said = list(_PERSON_SAYS.finditer(reading.text))
        if said:
            return reading.mentions[said[-1].start(1)]
    return None


def _open_speaker(annotated: AnnotatedDocument, sentence: Sentence, earlier: list[Sentence]) -> Mention | None:
    """Who opened a quotation in an earlier sentence that is still open, or whose line of an interview goes on."""
    text = annotated.document.text
    for other in reversed(earlier):
        reading = read(annotated, other)
        between = text[other.span.end : sentence.span.start]
        line = _LINE.match(reading.text)
        if line and "\n" not in text[other.span.start : sentence.span.start]:
            return reading.mentions[line.start(1)]
        opened = reading.text.rfind("“") > reading.text.rfind("”")
        if opened and "”" not in between:
            lead = _LEAD_IN.search(reading.text)
            return reading.mentions[lead.start(1)] if lead else _next_speaker(annotated, sentence)
        if "”" in reading.text or "\n" in between:
            return None
    return None
