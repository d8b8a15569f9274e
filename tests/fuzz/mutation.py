"""Inputs for the fuzz targets: pieces of pages put together, and then bytes changed, lost, doubled and crossed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

MARKS: Final = [
    *"。！？!?“”「」‘’（）()《》〈〉【】，、；：…—·　 \t\"'□■●◎▲~#",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u2028",
    "\x0b",
    "\0",
]
WORDS: Final = [
    "青禾公司", "白杨大学", "签约", "本报讯 记者李明报道：", "□本报记者 李明", "【编辑:王芳】", "（记者 王芳）",
    "图①：", "新华社白杨4月3日电", "据白杨日报报道", "●校地", "第5版", "2025年6月3日", "2025-06-03 来源：", "——见闻",
    "又讯", "（下转第四版）", "https://a.example/?p=1", "3.5亿元", "的口号", "李 明 摄",
    "😀", "𠮷", "\ufffd", "\ufeff", "麽", "Hello!",
]  # fmt: skip
TRICKS: Final = [
    b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x84\x31\x95\x33", b"\xed\xa0\xbd\xed\xb8\x80", b"\xed\xa0\x80",
    b"\xf0\x9f", b"\xc0\x80", b"\x81\x30", b"\x00", b"\xff", b"\x80", b"\xb7\x90", b"\xef\xb7\x90", b"\xd0\xfd",
]  # fmt: skip
ENCODINGS: Final = ("utf-8", "utf-8", "utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-8-sig", "big5hkscs")


def inputs(seed: int, longest: int = 400) -> Iterator[bytes]:
    """Without end, and the same for the same seed."""
    chance = random.Random(seed)
    page = (files("kg") / "sample" / "page.txt").read_text(encoding="utf-8")
    kept: list[bytes] = [page[at : at + 120].encode() for at in range(0, len(page), 120)]
    while True:
        kind = chance.randrange(4)
        if kind == 0:
            data = "".join(chance.choices(MARKS + WORDS, k=chance.randint(1, 40))).encode(
                chance.choice(ENCODINGS), "replace"
            )
        elif kind == 1:
            data = "".join(chr(chance.choice(RANGES)(chance)) for _ in range(chance.randint(1, 60))).encode(
                chance.choice(ENCODINGS), "replace"
            )
        else:
            data = _mutated(chance, chance.choice(kept), chance.choice(kept))
        data = data[:longest]
        if chance.random() < 0.02:
            kept[chance.randrange(len(kept))] = data
        yield data


def _below(chance: random.Random, low: int, high: int) -> int:
    return chance.randrange(low, high)


RANGES: Final = (
    lambda c: _below(c, 0, 0x80),
    lambda c: _below(c, 0x80, 0x800),
    lambda c: _below(c, 0x2000, 0x2100),
    lambda c: _below(c, 0x3000, 0x3040),
    lambda c: _below(c, 0x4E00, 0xA000),
    lambda c: _below(c, 0xFF00, 0xFFFF),
    lambda c: _below(c, 0x1F300, 0x2A6E0),
)


def _mutated(chance: random.Random, data: bytes, other: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(6):
            case 0 if changed:
                changed[at % len(changed)] = chance.randrange(256)
            case 1:
                changed[at:at] = chance.choice(TRICKS)
            case 2:
                changed[at:at] = chance.choice(MARKS + WORDS).encode()
            case 3:
                del changed[at : at + chance.randint(1, 9)]
            case 4:
                changed[at:at] = changed[at : at + chance.randint(1, 60)]
            case _:
                cut = chance.randrange(len(other) + 1)
                changed[at:] = other[cut:]
    return bytes(changed)
