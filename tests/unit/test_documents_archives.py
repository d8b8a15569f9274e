"""Zip, tar and web archives: members, names in GBK, budgets, locks, archives within archives."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from kg.documents import Options, find, load, read_all

TEXT = "青禾公司在白杨市开工\n本报讯 记者李明报道：6月3日，青禾公司在白杨市开工。\n"
MEMBERS = {"要闻/一版.txt": TEXT + "一", "要闻/二版.txt": TEXT + "二", "经济/一版.txt": TEXT + "三"}


def zipped(path: Path, encoding: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in MEMBERS.items():
            info = zipfile.ZipInfo(name if encoding == "utf-8" else name.encode(encoding).decode("latin-1"))
            archive.writestr(info, text.encode("gb18030"))
    if encoding != "utf-8":  # names in bytes, without the flag for UTF-8, as programs in China write them
        data = path.read_bytes()
        for name in MEMBERS:
            data = data.replace(name.encode(encoding).decode("latin-1").encode(), name.encode(encoding))
        path.write_bytes(rebuilt(data))


def rebuilt(data: bytes) -> bytes:
    """The archive with its names in GBK: written anew by hand, for zipfile writes none but UTF-8."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in MEMBERS.items():
            raw = name.encode("gbk")
            info = Raw(raw.decode("cp437"))
            archive.writestr(info, text.encode("gb18030"))
    return out.getvalue()


class Raw(zipfile.ZipInfo):
    """A member whose name is written as the bytes that code page 437 gives, without the flag."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("cp437"), self.flag_bits & ~0x800


def tarred(path: Path, mode: str, encoding: str) -> None:
    with tarfile.open(path, mode, format=tarfile.GNU_FORMAT, encoding=encoding) as archive:
        for name, text in MEMBERS.items():
            data = text.encode("gb18030")
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2", "a.tar.xz"])
def test_archives_give_their_members(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / name
    if name.endswith("zip"):
        zipped(path, encoding)
    else:
        mode = {"tar": "w", "gz": "w:gz", "tgz": "w:gz", "bz2": "w:bz2", "xz": "w:xz"}[name.rsplit(".", 1)[1]]
        tarred(path, mode, encoding)
    reading = read_all([path])
    assert {d.source: d.text for d in reading.documents} == {f"{name}!/{m}": t for m, t in MEMBERS.items()}
    assert sorted(d.name for d in reading.documents) == sorted([f"{name}!/要闻/一版", f"{name}!/经济/一版", "二版"])


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)])
def test_archives_unpack_a_single_file(tmp_path: Path, suffix: str, pack: object) -> None:
    assert callable(pack)
    (tmp_path / f"page.txt{suffix}").write_bytes(pack(TEXT.encode("gb18030")))
    (document,) = read_all([tmp_path]).documents
    assert (document.name, document.text) == ("page", TEXT)


def test_archives_members_may_be_read_in_any_order(tmp_path: Path) -> None:
    tarred(tmp_path / "a.tar.gz", "w:gz", "utf-8")
    sources, _ = find([tmp_path])
    assert [load(s).texts[0].text for s in sources[::-1]] == [MEMBERS[s.source.split("!/")[1]] for s in sources[::-1]]


def test_archives_members_of_a_packed_tar_cost_one_pass_in_any_order(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        for n in range(400):
            data = f"第{n}篇。".encode() + random.Random(n).randbytes(20_000).hex().encode()
            info = tarfile.TarInfo(f"{n}.txt")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    sources, _ = find([tmp_path])
    random.Random(1).shuffle(sources)
    began = time.process_time()
    assert all(load(s).texts[0].text.startswith(f"第{s.source.split('/')[-1][:-4]}篇。") for s in sources)
    assert time.process_time() - began < 5


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n in range(3):
            archive.writestr(f"{n}.txt", bytes(3 << 20))


@pytest.mark.parametrize(
    ("options", "source", "code"),
    [
        (Options(max_archive_bytes=8 << 20), "bomb.zip", "over-limit"),
        (Options(max_bytes=2 << 20), "bomb.zip!/0.txt", "over-limit"),
        (Options(), "bomb.zip!/0.txt", "over-limit"),
    ],
)
def test_archives_refuse_bombs(tmp_path: Path, options: Options, source: str, code: str) -> None:
    bomb(tmp_path / "bomb.zip")
    _, rejects = find([tmp_path], options=options)
    assert (rejects[0].source, rejects[0].code) == (source, code)


def test_archives_refuse_a_member_that_says_less_than_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(bytes(5 << 20)))
    (source,), _ = find([tmp_path])
    reject = load(source, Options(max_bytes=1 << 20)).reject
    assert reject is not None
    assert reject.code == "over-limit"


def test_archives_say_what_they_do_not_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("a.txt", "b.zip", "c.jpg", "d.doc", "__MACOSX/._a.txt", ".hidden.txt"):
            archive.writestr(name, TEXT)
    _, rejects = find([tmp_path])
    assert [(r.source, r.code) for r in rejects] == [
        ("a.zip!/b.zip", "nested-archive"),
        ("a.zip!/c.jpg", "passed-over"),
        ("a.zip!/d.doc", "unknown-kind"),
    ]


def test_archives_tell_equal_member_names_apart(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", "甲。")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "乙。")
    assert sorted(d.text for d in read_all([tmp_path]).documents) == ["乙。", "甲。"]


def test_archives_say_that_a_member_is_locked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert [r.code for r in find([tmp_path])[1]] == ["encrypted"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.bz2", "a.tar.xz"])
@pytest.mark.parametrize("data", [b"", b"nothing of the kind", bytes(2000)])
def test_archives_refuse_what_is_none(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    sources, rejects = find([tmp_path])
    assert sources == []
    assert [r.code for r in rejects] in (["corrupt-archive"], ["empty"])


def record(address: str, body: bytes, kind: str = "text/html", status: str = "200 OK") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2025-06-03T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(body)}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def web(title: str) -> bytes:
    return f"<html><body><h1>{title}</h1><p>{TEXT}</p></body></html>".encode("gb18030")


@pytest.mark.parametrize("packed", [False, True])
def test_archives_read_web_archives(tmp_path: Path, packed: bool) -> None:
    records = [
        record("https://a.example/1", web("甲")),
        record("https://a.example/2", web("乙")),
        record("https://a.example/1", web("丙")),
        record("https://a.example/x", web("丁"), status="404 Not Found"),
        record("https://a.example/y.jpg", b"\xff\xd8", "image/jpeg"),
        record("https://a.example/empty", b"<html></html>"),
    ]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in records))
    reading = read_all([path])
    assert [d.articles[0].title for d in reading.documents] == ["甲", "乙", "丙"]
    assert reading.documents[0].source == f"{path.name}#https://a.example/1"
    assert [i.kind for i in reading.issues] == ["page-skipped"]
