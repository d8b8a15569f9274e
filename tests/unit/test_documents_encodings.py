"""Bytes of invented news in all encodings that newsrooms use, whole and damaged."""

from __future__ import annotations

import random

import pytest

from kg.documents.encodings import decode, known

SIMPLIFIED = (
    "青禾公司在白杨市开工\n本报讯 记者李明报道：6月3日，青禾公司与白杨大学签署合作协议，共建能源实验室。"
    "“我们赶上了好时候。”公司负责人说，项目总投资３亿元，计划明年投产。\n"
)
TRADITIONAL = (
    "青禾公司在白楊市開工\n本報訊 記者李明報道：6月3日，青禾公司與白楊大學簽署合作協議，共建能源實驗室。"
    "「我們趕上了好時候。」公司負責人說，項目總投資３億元，計劃明年投產。\n"
)
TEXTS = {
    "simplified": SIMPLIFIED,
    "traditional": TRADITIONAL,
    "short": "青禾公司开工。",
    "short traditional": "青禾公司開工。",
    "a headline": "白杨大学与青禾公司签约",
    "a traditional headline": "白楊大學與青禾公司簽約",
    "with Latin": "青禾公司（Qinghe Co., Ltd.）的AI平台v2.0上线，网址https://a.example/?p=1。\r\n",
    "traditional with Latin": "青禾公司（Qinghe Co., Ltd.）的AI平台v2.0上線，網址https://a.example/?p=1。\r\n",
    "figures": "2025年1—5月，产值12.3亿元，同比增长4.5%；出口1.2亿美元，增长0.8%。",
    "figures traditional": "2025年1至5月，產值12.3億元，同比增長4.5%；出口1.2億美元，增長0.8%。",
    "rare names": "记者喆琨、李翀、王珺在𠮷林镇采访。项目由甪直镇的公司承建。",
    "long": SIMPLIFIED * 300,
}
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
}


def encodable() -> list[tuple[str, str]]:
    found = []
    for name, text in TEXTS.items():
        for encoding in ENCODINGS:
            try:
                text.encode(encoding)
            except UnicodeEncodeError:
                continue
            found.append((name, encoding))
    return found


def test_encodings_cases_are_enough() -> None:
    assert len(encodable()) >= 60


@pytest.mark.parametrize(("name", "encoding"), encodable())
def test_encodings_decode_finds_the_encoding(name: str, encoding: str) -> None:
    found = decode(TEXTS[name].encode(encoding))
    assert found is not None
    assert (found.text, found.encoding, found.damage) == (TEXTS[name], ENCODINGS[encoding], ())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
@pytest.mark.parametrize("seed", range(8))
def test_encodings_decode_mends_and_reports_damage(encoding: str, seed: int) -> None:
    chance = random.Random(seed)
    lines = SIMPLIFIED.split("\n")
    broken = {"utf-8": b"\xff\xfe", "gb18030": b"\xff\xff", "utf-16-le": b"\x00\xd8\x0a\x00"}[encoding]
    at = chance.randrange(len(lines[1]))
    data = (lines[0] + "\n" + lines[1][:at]).encode(encoding) + broken + (lines[1][at:] + "\n").encode(encoding)
    found = decode(data)
    assert found is not None
    assert found.encoding == encoding
    assert [d.at for d in found.damage] == [len(lines[0]) + 1 + at]
    assert found.text[found.damage[0].at] == "\ufffd"
    assert data[found.damage[0].byte :].startswith(broken[:2])
    assert found.text.replace("\ufffd\n", "\ufffd").replace("\ufffd", "") == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le"])
def test_encodings_decode_reports_a_file_that_breaks_off(encoding: str) -> None:
    text = TRADITIONAL.rstrip()
    found = decode(text.encode(encoding)[:-1])
    assert found is not None
    assert (found.encoding, found.text, len(found.damage)) == (encoding, text[:-1] + "\ufffd", 1)


def test_encodings_decode_reports_characters_lost_before() -> None:
    found = decode("青禾公司\ufffd\ufffd开工。".encode())
    assert found is not None
    assert [(d.at, d.byte) for d in found.damage] == [(4, -1)]


def test_encodings_decode_joins_halves_of_pairs() -> None:
    data = "青禾公司".encode() + "\ud83d\ude00".encode("utf-8", "surrogatepass") + "开工。".encode()
    found = decode(data)
    assert found is not None
    assert (found.text, len(found.damage)) == ("青禾公司😀开工。", 1)


def test_encodings_decode_replaces_half_of_a_pair() -> None:
    found = decode("青禾公司".encode() + b"\xed\xa0\x80" + "开工。".encode())
    assert found is not None
    assert (found.text, [(d.at, d.byte) for d in found.damage]) == ("青禾公司\ufffd开工。", [(4, 12)])


def test_encodings_decode_keeps_quotes_and_wide_digits() -> None:
    text = "“青禾”１２３‘甲’——…　《乙》"
    found = decode(text.encode("gb18030"))
    assert found is not None
    assert found.text == text


def test_encodings_decode_follows_what_is_declared() -> None:
    data = SIMPLIFIED.encode("utf-8")
    found = decode(data, "gbk")
    assert found is not None
    assert (found.encoding, found.text) != ("utf-8", SIMPLIFIED)
    assert found.encoding == "gb18030"


@pytest.mark.parametrize(
    ("name", "there"), [("gb2312", True), ("UTF_8_sig", True), ("klingon", False), ("zlib", False)]
)
def test_encodings_known(name: str, there: bool) -> None:
    assert known(name) is there


@pytest.mark.parametrize("seed", range(4))
def test_encodings_decode_refuses_noise(seed: int) -> None:
    assert decode(random.Random(seed).randbytes(4000)) is None


def test_encodings_decode_keeps_noncharacters_apart_from_what_is_lost() -> None:
    found = decode("青禾\ufdd0公司".encode() + b"\xff" + "开工。".encode())
    assert found is not None
    assert (found.text, [(d.at, d.byte) for d in found.damage]) == ("青禾\ufdd0公司\ufffd开工。", [(5, 15)])


def test_encodings_decode_keeps_noncharacters_behind_a_mark_of_order() -> None:
    found = decode("\ufeff青禾\ufdd0公司。".encode())
    assert found is not None
    assert (found.text, found.damage) == ("青禾\ufdd0公司。", ())
