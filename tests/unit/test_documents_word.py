"""DOCX files of invented news: paragraphs, tables, line breaks; and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest

from kg.documents.units import Options, Refused
from kg.documents.word import read

PARAGRAPHS = [f"第{n}段：青禾公司与白杨大学共建第{n}实验室，总投资{n}亿元。" for n in range(1, 41)]


def saved(fill: Callable[[Any], object]) -> bytes:
    document = docx.Document()
    fill(document)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def text(fill: Callable[[Any], object]) -> str:
    return read(saved(fill), Options()).texts[0].text


def test_word_read_gives_all_paragraphs() -> None:
    def fill(document: Any) -> None:
        document.add_heading("青禾公司在白杨市开工", 1)
        for paragraph in PARAGRAPHS:
            runs = document.add_paragraph("　　" + paragraph[:5])
            runs.add_run(paragraph[5:]).bold = True

    assert text(fill).split("\n") == ["青禾公司在白杨市开工", *PARAGRAPHS]


def table(document: Any, cells: list[list[str]]) -> Any:
    found = document.add_table(len(cells), len(cells[0]))
    for row, values in zip(found.rows, cells, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.text = value
    return found


def test_word_read_gives_tables_where_they_stand() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph(PARAGRAPHS[0])
        table(document, [["项目", "投资"], ["青禾一期", "三亿元"]])
        document.add_paragraph(PARAGRAPHS[1])

    assert text(fill).split("\n") == [PARAGRAPHS[0], "项目\t投资", "青禾一期\t三亿元", PARAGRAPHS[1]]


def test_word_read_reads_a_table_that_sets_the_page_cell_by_cell() -> None:
    def fill(document: Any) -> None:
        table(document, [[PARAGRAPHS[0], PARAGRAPHS[1]]])

    assert text(fill).split("\n") == PARAGRAPHS[:2]


def test_word_read_reads_tables_within_tables_and_merged_cells_once() -> None:
    def fill(document: Any) -> None:
        outer = table(document, [["甲", "乙"], ["丙", ""]])
        outer.cell(0, 0).merge(outer.cell(0, 1))
        inner = outer.cell(1, 1).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "丁", "戊"

    assert text(fill).split("\n") == ["甲", "乙", "丙\t丁\t戊"]


def test_word_read_breaks_lines_where_the_writer_did() -> None:
    assert text(lambda d: d.add_paragraph("青禾公司\n白杨大学")) == "青禾公司\n白杨大学"


def bomb() -> bytes:
    data = io.BytesIO(saved(lambda d: d.add_paragraph("甲。")))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/a.bin", bytes(5 << 20))
    return data.getvalue()


def without(member: str) -> bytes:
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(lambda d: d.add_paragraph("甲。")))) as archive,
        zipfile.ZipFile(data, "w") as kept,
    ):
        for info in archive.infolist():
            if info.filename != member:
                kept.writestr(info, archive.read(info))
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
        (b"no zip", "corrupt-docx"),
        (saved(lambda d: d.add_paragraph("甲。"))[:3000], "corrupt-docx"),
        (without("word/document.xml"), "corrupt-docx"),
        (without("[Content_Types].xml"), "corrupt-docx"),
        (saved(lambda d: None), "no-text"),
        (bomb(), "over-limit"),
    ],
)
def test_word_read_refuses(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(data, Options(max_bytes=1 << 20))
    assert caught.value.code == code
