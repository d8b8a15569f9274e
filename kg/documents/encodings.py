"""Bytes -> text: byte order marks, strict UTF-8, UTF-8 with damage, then what common characters speak for.

Nothing is normalised: a full-width digit stays one, a Chinese quote stays one. What is mended is said, byte by byte.
"""

from __future__ import annotations

import codecs
import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg import lexicon

BOMS: Final[tuple[tuple[bytes, str], ...]] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_WIDER: Final = {  # an encoding that a file names -> the one that holds all of its characters
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "hz": "hz",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "utf-16": "utf-16-le",
    "utf-8-sig": "utf-8",
    "utf_8_sig": "utf-8",
    "ascii": "utf-8",
}
_GUESSED: Final = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SAMPLE = 200_000  # bytes that decide between encodings
_MARKS = [chr(c) for c in range(0xFDD0, 0xFDF0)]  # noncharacters: one stands for lost bytes until all are decoded
_HALF_PAIRS = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")
_ALONE = re.compile("(?<=[A-Za-z])[^\\x00-\\x7f](?=[A-Za-z])")  # as in Müller
_PUNCTUATION = "。，、！？；：“”‘’（）《》「」『』—…　·"


@dataclass(frozen=True, slots=True)
class Damage:
    """A place that was mended: `at` in the text, `byte` in the data (-1 where it is not known), and what was there."""

    at: int
    byte: int
    what: str


@dataclass(frozen=True, slots=True)
class Text:
    """Decoded text without a byte order mark, the encoding it was in, and what was mended, in order."""

    text: str
    encoding: str
    damage: tuple[Damage, ...] = ()


def decode(data: bytes, declared: str = "", hint: str = "") -> Text | None:
    """The text of `data`; None where it is in no encoding that could be recognised, or no text at all.

    `declared` is followed whatever the bytes look like; `hint` (what a page says of itself) only where it fits.
    Undecodable bytes become one U+FFFD a run. Raises LookupError if `declared` is unknown.
    """
    if declared:
        try:
            return _repaired(*_without_mark(data, _wide(declared)))
        except UnicodeError:  # some codecs (idna, utf-7) stop at the first fault whatever they are told
            return None
    encoding: str | None
    for mark, encoding in BOMS:
        if data.startswith(mark) and (encoding[:6] != "utf-32" or len(data) % 4 == 0):
            return _text(_repaired(data[len(mark) :], encoding, len(mark)))
    if pairs := _zeros(data):
        return _text(_repaired(data, pairs))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = "utf-8" if _nearly_utf8(data) else _fitting(data, hint)
        return _text(_repaired(data, encoding)) if encoding else None
    return _text(Text(text, "utf-8", _lost_before(text)))


def known(encoding: str) -> bool:
    """Whether there is a text encoding of this name."""
    try:
        "a".encode(_wide(encoding))
    except (LookupError, ValueError):
        return False
    return True


def scrubbed(text: str) -> tuple[str, tuple[Damage, ...]]:
    """`text` with U+FFFD for each half of a surrogate pair, pairs joined, and where that was."""
    if not re.search("[\ud800-\udfff]", text):
        return text, ()
    joined = re.sub("[\ud800-\udbff][\udc00-\udfff]", lambda m: _pair(m[0]), text)
    halves = [m.start() for m in re.finditer("[\ud800-\udfff]", joined)]
    return re.sub("[\ud800-\udfff]", "\ufffd", joined), tuple(
        Damage(at, -1, "half of a surrogate pair stood here") for at in halves
    )


def _pair(halves: str) -> str:
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _wide(encoding: str) -> str:
    name = encoding.strip().lower().replace(" ", "")
    return _WIDER.get(name, _WIDER.get(name.replace("_", "-"), name))


def _without_mark(data: bytes, encoding: str) -> tuple[bytes, str, int]:
    name = codecs.lookup(encoding).name
    for mark, of in BOMS:
        if data.startswith(mark) and (codecs.lookup(of).name == name or (encoding, of) == ("utf-16-le", "utf-16-be")):
            return data[len(mark) :], of, len(mark)
    return data, encoding, 0


def _text(found: Text) -> Text | None:
    """What was found, unless more than three in ten characters are controls or lost: a picture or a program."""
    odd = sum(found.text.count(chr(c)) for c in (*range(9), *range(14, 32), 127, 0xFFFD))
    return found if odd <= 0.3 * len(found.text) else None


def _lost_before(text: str) -> tuple[Damage, ...]:
    """The marks of lost characters that the file itself holds."""
    return tuple(Damage(m.start(), -1, "the file marks a lost character here") for m in re.finditer("\ufffd+", text))


_lost = threading.local()


def _note(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    _lost.spans.append((error.start, error.end))
    return _lost.mark, error.end


codecs.register_error("kg-mend", _note)


def _marked(data: bytes, encoding: str) -> tuple[str, list[tuple[int, int]], str]:
    """The text with a mark for each place that could not be decoded, the places in the data, and the mark."""
    for mark in _MARKS:
        _lost.mark, _lost.spans = mark, []
        text = data.decode(encoding, "kg-mend")
        if text.count(mark) == len(_lost.spans):
            return text, _lost.spans, mark
    return text.replace(mark, "\ufffd"), [], mark  # a text that holds all of them: what is lost is found by U+FFFD


def _repaired(data: bytes, encoding: str, skipped: int = 0) -> Text:
    """The text with U+FFFD for each run of bytes that are none; halves of pairs in UTF-8 (CESU-8) are joined."""
    damage: list[Damage] = []
    if encoding == "utf-8" and _HALF_PAIRS.search(data):
        data = _HALF_PAIRS.sub(lambda m: _pair(m[0].decode("utf-8", "surrogatepass")).encode(), data)
        damage.append(Damage(0, -1, "characters beyond U+FFFF were written as two halves (CESU-8) and are joined"))
    text, spans, mark = _marked(data, encoding)
    marks = [m.span() for m in re.finditer(f"{mark}+", text)] if spans else []
    at = gone = 0
    for start, end in marks:
        run = spans[at : at + end - start]
        lost = data[run[0][0] : run[-1][1]]
        shown = lost[:8].hex(" ") + (" …" if len(lost) > 8 else "")
        damage.append(Damage(start - gone, run[0][0] + skipped, f"not {encoding}: {shown}"))
        at += end - start
        gone += end - start - 1
    text = re.sub(f"{mark}+", "\ufffd", text) if marks else text
    places = {d.at for d in damage}
    damage += (d for d in _lost_before(text) if d.at not in places)
    text, halves = scrubbed(text)
    return Text(text, encoding, tuple(sorted((*damage, *halves), key=lambda d: (d.at, d.byte))))


def _zeros(data: bytes) -> str:
    """UTF-16 in the order that zero bytes at every second place speak for, as of Latin text; "" where they do not."""
    sample = data[: _SAMPLE & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) or len(sample) < 4 or max(even, odd) < 5 * min(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _nearly_utf8(data: bytes) -> bool:
    """Whether characters of three or four bytes in UTF-8 are at least twice as many as places that are no UTF-8."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    wide = sum(c > "\u07ff" and c != "\ufffd" for c in text)
    lost = len(re.findall("\ufffd+", text))
    return wide >= 2 * lost or (wide == 0 and text.count("\ufffd") * 50 <= len(text))


@cache
def _common() -> frozenset[str]:
    """The 900 most frequent characters of the written corpus, and the traditional ones that stand for them."""
    return frozenset(lexicon.text("common.txt")) - {"\n"}


def _fitting(data: bytes, hint: str) -> str | None:
    """The encoding in which most characters are common Chinese ones; None where in none a third is."""
    sample = data[:_SAMPLE]
    wanted = _wide(hint) if hint and known(hint) else ""
    scores = {e: _score(sample, e) + (0.1 if e == wanted else 0) for e in _GUESSED}
    best = max(_GUESSED, key=lambda e: scores[e])
    if scores[best] >= 0.34:
        return best
    if wanted and wanted not in _GUESSED and _repaired(sample, wanted).text.count("\ufffd") * 50 <= len(sample):
        return wanted
    return None


def _score(sample: bytes, encoding: str) -> float:
    """From 1 (all characters beyond ASCII are common) down; each lost or outlandish one takes three away."""
    text = sample.decode(encoding, "replace").rstrip("\ufffd")  # the sample may end within a character
    wide = [c for c in text if c > "\x7f"]
    if not wide:
        return -1.0
    good = sum(c in _common() or c in _PUNCTUATION or "０" <= c <= "９" for c in wide)
    bad = sum(c == "\ufffd" or unicodedata.category(c) in ("Cn", "Co", "Cs", "Cc") for c in wide)
    bad += text.count("\0") + len(_ALONE.findall(text))
    return (good - 3 * bad) / len(wide)
