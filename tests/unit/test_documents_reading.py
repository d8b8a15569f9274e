"""Files and folders in, documents out: order, names, encodings and faults."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.documents import find, from_text, read, read_all
from kg.errors import InputError


def write(folder: Path, name: str, content: str | bytes = "青禾公司开工。") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_documents_read_order_does_not_depend_on_the_arguments(tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{n}.txt", f"{n}。") for n in ("乙", "甲", "b", "a")]
    assert list(read(paths)) == list(read(paths[::-1]))


def test_documents_read_gives_a_file_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a/page.txt")
    link = tmp_path / "a" / "same.txt"
    link.symlink_to(path)
    assert [d.name for d in read([path, tmp_path, tmp_path / "a", path])] == ["page"]


def test_documents_read_keeps_equal_texts_under_two_names(tmp_path: Path) -> None:
    found = list(read([write(tmp_path, "a.txt"), write(tmp_path, "b.txt")]))
    assert [d.name for d in found] == ["a", "b"]
    assert found[0].id != found[1].id


def test_documents_read_goes_into_folders(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "deep/er/b.TXT")
    write(tmp_path, "notes.md")
    write(tmp_path, ".git/c.txt")
    assert [d.source for d in read([tmp_path])] == ["a.txt", "deep/er/b.TXT"]


@pytest.mark.parametrize("root", ["one", "another"])
def test_documents_read_tells_equal_stems_apart_wherever_they_lie(tmp_path: Path, root: str) -> None:
    write(tmp_path, f"{root}/a/page.txt", "甲。")
    write(tmp_path, f"{root}/b/page.txt", "乙。")
    assert [d.name for d in read([tmp_path / root])] == ["a/page", "b/page"]
    apart = [tmp_path / root / "b/page.txt", tmp_path / root / "a/page.txt"]
    assert {d.text: d.name for d in read(apart)} == {d.text: d.name for d in read(apart[::-1])}


def test_documents_read_has_no_absolute_path(tmp_path: Path) -> None:
    assert str(tmp_path) not in repr(list(read([write(tmp_path, "a.txt"), tmp_path])))


@pytest.mark.parametrize("content", ["青禾。\r\n白杨。", "a\x00b😀c。\t　", "行一\u2028行二"])
def test_documents_read_keeps_the_text_exactly(tmp_path: Path, content: str) -> None:
    (document,) = read([write(tmp_path, "a.txt", content)])
    assert document.text == content


def test_documents_read_leaves_out_the_byte_order_mark(tmp_path: Path) -> None:
    (document,) = read([write(tmp_path, "a.txt", "\ufeff青禾。")])
    assert document.text == "青禾。"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["a.txt", "empty"]),
        ("  \r\n　".encode(), ["a.txt", "empty"]),
        (b"%PDF-1.7 \xff", ["a.txt", "PDF"]),
        (bytes(range(256)) * 9, ["a.txt", "no text"]),
        ("Straße in Köln, Müller".encode("latin-1"), ["a.txt", "--encoding"]),
    ],
)
def test_documents_read_refuses_what_is_no_text(tmp_path: Path, content: bytes, words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        list(read([write(tmp_path, "a.txt", content)]))
    assert [w for w in words if w not in str(caught.value)] == []


def test_documents_read_names_the_nearest_file(tmp_path: Path) -> None:
    write(tmp_path, "zhundong.txt")
    with pytest.raises(InputError, match=r"no such file.*near: zhundong\.txt"):
        list(read([tmp_path / "zhundng.txt"]))


def test_documents_read_lists_all_paths_that_mean_nothing(tmp_path: Path) -> None:
    (tmp_path / "hollow").mkdir()
    paths = [
        write(tmp_path, "good.txt"),
        tmp_path / "none.txt",
        tmp_path / "hollow",
        "with\0zero.txt",
        tmp_path / "*.x",
    ]
    with pytest.raises(InputError) as caught:
        list(read(paths))
    assert len(str(caught.value).splitlines()) == 4


def test_documents_read_lists_all_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        list(read([write(tmp_path, "good.txt"), write(tmp_path, "x.txt", b""), write(tmp_path, "a.jpg")]))
    assert len(str(caught.value).splitlines()) == 2


def test_documents_read_all_goes_on_and_says_what_was_not_read(tmp_path: Path) -> None:
    for name, content in [("good.txt", "甲。"), ("x.txt", b""), ("a.jpg", b"\xff\xd8")]:
        write(tmp_path, name, content)
    reading = read_all([tmp_path])
    assert [d.name for d in reading.documents] == ["good"]
    assert [(r.source, r.code, r.failed) for r in reading.rejects] == [
        ("a.jpg", "passed-over", False),
        ("x.txt", "empty", True),
    ]


def test_documents_find_goes_by_globs(tmp_path: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b.txt", "deep/a3.txt"):
        write(tmp_path, name)
    assert [s.source for s in find([tmp_path / "a*.txt"])[0]] == ["a1.txt", "a2.txt"]
    assert [s.source for s in find([tmp_path / "**/a*.txt"])[0]] == ["a1.txt", "a2.txt", "a3.txt"]


def test_documents_read_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(InputError, match=r"pipe\.txt"):
        list(read([tmp_path / "pipe.txt"]))


def test_documents_from_text_takes_a_name() -> None:
    document = from_text("青禾公司开工。", "note")
    assert (document.name, document.source, document.text) == ("note", "note.txt", "青禾公司开工。")


@pytest.mark.parametrize(("text", "words"), [(" \n", "empty"), ("青\ud800", "character 1")])
def test_documents_from_text_refuses(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        from_text(text)
