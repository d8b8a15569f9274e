"""Bad input of every format, made from good input: what users' folders hold after years of copying."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable, Iterator

import docx
from reportlab.pdfgen.canvas import Canvas

TEXT = "青禾公司在白杨市开工\n本报讯 记者李明报道：6月3日，青禾公司在白杨市开工，总投资三亿元。\n" * 20
PAGE = f"<!DOCTYPE html><html><head><title>青禾公司</title></head><body><h1>青禾公司</h1><p>{TEXT}</p></body></html>"


def pdf() -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data)
    for n in range(30):
        canvas.drawString(80, 800 - 20 * n, f"Qinghe opens a plant in Baiyang, line {n}.")
    canvas.save()
    return data.getvalue()


def word() -> bytes:
    data = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(data)
    return data.getvalue()


def packed(name: str = "page.txt", content: bytes = TEXT.encode()) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return data.getvalue()


def tape(mode: str = "w", name: str = "page.txt", content: bytes = TEXT.encode()) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def web() -> bytes:
    body = PAGE.encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: {len(http)}\r\n"
        "WARC-Record-ID: <urn:x>\r\nContent-Type: application/http; msgtype=response\r\n\r\n"
    )
    return head.encode() + http


ROW = json.dumps({"id": 1, "text": TEXT}, ensure_ascii=False)
GOOD: dict[str, bytes] = {
    "txt": TEXT.encode(),
    "html": PAGE.encode(),
    "pdf": pdf(),
    "docx": word(),
    "jsonl": f"{ROW}\n".encode(),
    "json": f"[{ROW}]".encode(),
    "csv": f'id,text\r\n1,"{TEXT}"\r\n'.encode(),
    "tsv": f'id\ttext\r\n1\t"{TEXT}"\r\n'.encode(),
    "zip": packed(),
    "tar": tape(),
    "tar.gz": tape("w:gz"),
    "tar.bz2": tape("w:bz2"),
    "tar.xz": tape("w:xz"),
    "txt.gz": gzip.compress(TEXT.encode()),
    "txt.bz2": bz2.compress(TEXT.encode()),
    "txt.xz": lzma.compress(TEXT.encode()),
    "warc": web(),
    "warc.gz": gzip.compress(web()),
}
ANY: dict[str, Callable[[], bytes]] = {  # what is wrong whatever the file is called
    "empty": lambda: b"",
    "blank": lambda: b" \r\n\t" * 50,
    "zeros": lambda: bytes(5_000),
    "ones": lambda: b"\xff" * 5_000,
    "noise": lambda: random.Random(1).randbytes(5_000),
    "long noise": lambda: random.Random(2).randbytes(300_000),
    "all bytes": lambda: bytes(range(256)) * 20,
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + random.Random(3).randbytes(3_000),
    "a photo": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + random.Random(4).randbytes(3_000),
    "a program": lambda: b"\x7fELF\x02\x01\x01" + random.Random(5).randbytes(3_000),
    "an old office file": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(6).randbytes(3_000),
    "a sound": lambda: b"ID3\x03\x00" + random.Random(7).randbytes(3_000),
}
PACKED = ("docx", "zip", "tar.gz", "tar.bz2", "tar.xz", "txt.gz", "txt.bz2", "txt.xz", "warc.gz")
OWN: dict[tuple[str, str], Callable[[], bytes]] = {  # what is wrong in one format
    ("html", "no text"): lambda: b"<html><body><img src=a.jpg></body></html>",
    ("html", "a script alone"): lambda: b"<html><script>load('\\u9752\\u79be')</script></html>",
    ("html", "too deep"): lambda: b"<div>" * 30_000 + "甲。".encode(),
    ("pdf", "a page of the web"): lambda: PAGE.encode(),
    ("pdf", "only its head"): lambda: pdf()[:60],
    ("pdf", "no pages"): lambda: b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
    ("docx", "an archive of other things"): lambda: packed(),
    ("docx", "a page of the web"): lambda: PAGE.encode(),
    ("docx", "no XML"): lambda: packed("word/document.xml", b"<w:document"),
    ("jsonl", "text"): lambda: TEXT.encode(),
    ("jsonl", "no objects"): lambda: b"1\n2\n[3]\n",
    ("jsonl", "no text column"): lambda: '{"甲": "乙"}\n'.encode(),
    ("jsonl", "empty texts"): lambda: b'{"text": ""}\n{"text": null}\n',
    ("jsonl", "brackets without end"): lambda: b"[" * 200_000,
    ("jsonl", "cut"): lambda: GOOD["jsonl"][:-20],
    ("json", "text"): lambda: TEXT.encode(),
    ("json", "cut"): lambda: GOOD["json"][:-20],
    ("json", "a number"): lambda: b"7",
    ("json", "an empty list"): lambda: b"[]",
    ("json", "too deep"): lambda: b'{"text":' * 100_000,
    ("json", "no text column"): lambda: '[{"甲": "乙"}]'.encode(),
    ("csv", "one column"): lambda: "甲\n乙\n丙\n".encode(),
    ("csv", "only names"): lambda: b"id,text\n",
    ("csv", "cut within quotes"): lambda: GOOD["csv"][:-40],
    ("csv", "more cells than names"): lambda: "text\n甲,乙,丙\n".encode(),
    ("tsv", "only names"): lambda: b"id\ttext\n",
    ("tsv", "no text column"): lambda: "甲\t乙\n丙\t丁\n".encode(),
    ("zip", "an archive within"): lambda: packed("inner.zip", packed()),
    ("zip", "a noisy text within"): lambda: packed("page.txt", random.Random(8).randbytes(3_000)),
    ("zip", "an empty text within"): lambda: packed("page.txt", b""),
    ("zip", "a bomb"): lambda: packed("page.txt", bytes(4 << 20)),
    ("zip", "a wrong checksum"): lambda: wrong_checksum(),
    ("tar", "an archive within"): lambda: tape("w", "inner.tar", tape()),
    ("tar", "a noisy text within"): lambda: tape("w", "page.txt", random.Random(9).randbytes(3_000)),
    ("tar", "cut"): lambda: tape()[:700],
    ("tar.gz", "no tar within"): lambda: gzip.compress(TEXT.encode() * 3),
    ("tar.xz", "no tar within"): lambda: lzma.compress(TEXT.encode() * 3),
    ("txt.gz", "noise within"): lambda: gzip.compress(random.Random(10).randbytes(3_000)),
    ("txt.gz", "nothing within"): lambda: gzip.compress(b""),
    ("warc", "no pages"): lambda: b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
    ("doc", "not read"): lambda: b"\xd0\xcf\x11\xe0",
    ("xlsx", "not read"): lambda: packed("xl/workbook.xml", b"<x/>"),
    ("rar", "not read"): lambda: b"Rar!\x1a\x07",
    ("epub", "not read"): lambda: packed("mimetype", b"application/epub+zip"),
}


def wrong_checksum() -> bytes:
    data = bytearray(packed(content=random.Random(11).randbytes(3_000)))
    data[200] ^= 0xFF
    return bytes(data)


def bad() -> Iterator[tuple[str, str, bytes]]:
    """Suffix, what is wrong, and the bytes, of each file that gives no text."""
    for suffix, good in GOOD.items():
        for what, make in ANY.items():
            yield suffix, what, make()
        if suffix in PACKED:
            for at in (10, 30, 60 if suffix == "warc.gz" else len(good) // 2):
                yield suffix, f"cut after {at}", good[:at]
    for (suffix, what), make in OWN.items():
        yield suffix, what, make()


def hurt(seed: int) -> Iterator[tuple[str, bytes]]:
    """Suffix and bytes of good files with a few bytes changed, lost or doubled."""
    chance = random.Random(seed)
    for suffix, good in GOOD.items():
        data = bytearray(good)
        for _ in range(chance.randint(1, 12)):
            at = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 30)]
                case _:
                    data[at:at] = data[at : at + chance.randint(1, 30)]
        yield suffix, bytes(data)
