"""Newspaper pages made as PDF: columns, headlines across them, indents, running heads, scans and locks."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from kg.documents.pdf import read
from kg.documents.units import Options, Refused

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
FONT = "STSong-Light"
WIDE, HIGH, MARGIN, GUTTER = 595.0, 842.0, 40.0, 18.0
PARAGRAPHS = [
    f"青禾公司第{n}期项目在白杨市开工，总投资{n}亿元，由白杨建设公司承建。"
    + "公司负责人说，项目建成以后可以吸纳五百人就业，并带动周边发展。" * (n % 3)
    + "“我们赶上了好时候，”他说，“明年投产。”" * (n % 2)
    for n in range(1, 42)
]


def width(text: str, size: float) -> float:
    return pdfmetrics.stringWidth(text, FONT, size)


def wrapped(paragraph: str, room: float, size: float, indent: str) -> list[str]:
    """Lines of a column: as many characters as fit, no stop at the beginning of a line."""
    lines, line = [], indent
    for character in paragraph:
        if width(line + character, size) > room + 0.1:
            keep = len(line)
            while character in "，。”、）" and line[keep - 1] in "，。”、）":
                keep -= 1
            keep -= character in "，。”、）"
            lines.append(line[:keep])
            line = line[keep:]
        line += character
    return [*lines, line]


def newspaper(
    columns: int, paragraphs: Sequence[str], *, size: float = 10, indent: str = "　　", title: str = "", head: str = "",
    gap: float = 0,
) -> bytes:  # fmt: skip
    """A PDF whose pages are set in columns; `gap` is set between paragraphs."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDE, HIGH))
    room = (WIDE - 2 * MARGIN - GUTTER * (columns - 1)) / columns
    column, y, top = 0, 0.0, 0.0
    number = 1

    def begin() -> float:
        at = HIGH - 60
        if head:
            canvas.setFont(FONT, size)
            canvas.drawString(MARGIN, HIGH - 30, f"A{number:02}　2025年6月3日　{head}")
            canvas.drawCentredString(WIDE / 2, 22, str(number))
        if title and number == 1:
            canvas.setFont(FONT, 2.2 * size)
            canvas.drawString(MARGIN, at - 10, title)
            at -= 50
        return at

    y = top = begin()
    for paragraph in paragraphs:
        for line in wrapped(paragraph, room, size, indent):
            if y < 60:
                column, y = column + 1, top
                if column == columns:
                    canvas.showPage()
                    number += 1
                    column = 0
                    y = top = begin()
            canvas.setFont(FONT, size)
            canvas.drawString(MARGIN + column * (room + GUTTER), y, line)
            y -= 1.5 * size
        y -= gap
    canvas.save()
    return data.getvalue()


LAYOUTS = {
    "one column": newspaper(1, PARAGRAPHS, title="青禾公司在白杨市开工"),
    "two columns": newspaper(2, PARAGRAPHS, title="青禾公司在白杨市开工"),
    "three columns": newspaper(3, PARAGRAPHS, title="青禾公司在白杨市开工"),
    "four columns": newspaper(4, PARAGRAPHS, title="青禾公司在白杨市开工"),
    "five columns, small": newspaper(5, PARAGRAPHS, size=8),
    "pages with heads": newspaper(2, PARAGRAPHS * 3, title="青禾公司在白杨市开工", head="白杨日报　责编：李明"),
    "no indents": newspaper(2, PARAGRAPHS, indent="", gap=8),
    "large type": newspaper(3, PARAGRAPHS, size=13),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_pdf_read_gives_paragraphs_whole_and_in_order(name: str) -> None:
    (decoded,) = read(LAYOUTS[name], Options()).texts
    lines = decoded.text.split("\n")
    expected = PARAGRAPHS * (3 if name == "pages with heads" else 1)
    whole = sum(p in lines for p in expected)
    assert whole >= 0.95 * len(expected)
    assert [line for line in lines if line in PARAGRAPHS][:20] == [p for p in expected if p in lines][:20]


def test_pdf_read_leaves_out_running_heads_and_page_numbers() -> None:
    loaded = read(LAYOUTS["pages with heads"], Options())
    assert "责编" not in loaded.texts[0].text
    assert {i.kind for i in loaded.issues} == {"running-head"}


def test_pdf_read_puts_the_headline_first() -> None:
    assert read(LAYOUTS["four columns"], Options()).texts[0].text.startswith("青禾公司在白杨市开工\n青禾公司第1期")


def two_stories() -> bytes:
    """Two articles in columns below one another, each with its headline across."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDE, HIGH))
    for top, title, story in ((HIGH - 60, "上篇", PARAGRAPHS[:6]), (HIGH / 2 - 40, "下篇", PARAGRAPHS[6:12])):
        canvas.setFont(FONT, 20)
        canvas.drawString(MARGIN, top, f"{title}青禾公司在白杨市与白杨大学共建实验室")
        lines = [line for p in story for line in wrapped(p, 250, 10, "　　")]
        half = (len(lines) + 1) // 2
        canvas.setFont(FONT, 10)
        for n, line in enumerate(lines):
            canvas.drawString(MARGIN + (n >= half) * 268, top - 35 - 15 * (n % half), line)
    canvas.save()
    return data.getvalue()


def test_pdf_read_reads_one_story_after_the_other() -> None:
    lines = read(two_stories(), Options()).texts[0].text.split("\n")
    assert [line for line in lines if line.startswith(("上篇", "下篇"))] == [lines[0], lines[7]]
    assert [p for p in PARAGRAPHS[:12] if p not in lines] == []


def front_page() -> bytes:
    """Two stories beside one another, of three columns and of one, and one of four columns below."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDE, HIGH))

    def story(left: float, top: float, columns: int, title: str, paragraphs: Sequence[str]) -> None:
        canvas.setFont(FONT, 18)
        canvas.drawString(left, top, title)
        lines = [line for p in paragraphs for line in wrapped(p, 115, 9, "　　")]
        high = -(-len(lines) // columns)
        canvas.setFont(FONT, 9)
        for n, line in enumerate(lines):
            canvas.drawString(left + n // high * 130, top - 30 - 13 * (n % high), line)

    story(MARGIN, HIGH - 60, 3, "甲篇青禾公司在白杨市开工", PARAGRAPHS[:9])
    story(MARGIN + 3 * 130, HIGH - 60, 1, "乙篇签约", PARAGRAPHS[9:12])
    story(MARGIN, HIGH - 560, 4, "丙篇白杨大学启用新校区", PARAGRAPHS[12:24])
    canvas.save()
    return data.getvalue()


def test_pdf_read_reads_stories_beside_one_another() -> None:
    lines = read(front_page(), Options()).texts[0].text.split("\n")
    expected = [
        "甲篇青禾公司在白杨市开工", *PARAGRAPHS[:9], "乙篇签约", *PARAGRAPHS[9:12],
        "丙篇白杨大学启用新校区", *PARAGRAPHS[12:24],
    ]  # fmt: skip
    assert lines == expected


def test_pdf_read_puts_a_short_headline_before_all_columns() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDE, HIGH))
    canvas.setFont(FONT, 20)
    canvas.drawCentredString(WIDE / 2, HIGH - 60, "青禾公司开工")
    canvas.setFont(FONT, 9)
    lines = [line for p in PARAGRAPHS[:20] for line in wrapped(p, 115, 9, "　　")]
    high = -(-len(lines) // 4)
    for n, line in enumerate(lines):
        canvas.drawString(MARGIN + n // high * 130, HIGH - 100 - 13 * (n % high), line)
    canvas.save()
    assert read(data.getvalue(), Options()).texts[0].text.split("\n") == ["青禾公司开工", *PARAGRAPHS[:20]]


def test_pdf_read_reads_vertical_lines_from_the_right() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDE, HIGH))
    canvas.setFont(FONT, 12)
    text = "青禾公司在白杨市开工，总投资三亿元，由白杨建设公司承建，项目明年投产，可以吸纳五百人就业。"
    for n, character in enumerate(text):
        canvas.drawString(WIDE - 60 - 20 * (n // 15), HIGH - 80 - 13 * (n % 15), character)
    canvas.save()
    assert read(data.getvalue(), Options()).texts[0].text == text


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_pdf_read_reads_turned_pages(angle: int) -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDE, HIGH))
    canvas.setPageRotation(angle)
    canvas.setFont(FONT, 12)
    for n, line in enumerate(wrapped(PARAGRAPHS[1] * 2, 400, 12, "　　")):
        canvas.drawString(80, 700 - 18 * n, line)
    canvas.save()
    assert read(data.getvalue(), Options()).texts[0].text == PARAGRAPHS[1] * 2


def scan(pages: int, text_on: int = -1) -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDE, HIGH))
    for n in range(pages):
        canvas.rect(50, 50, 400, 600, fill=1)
        if n == text_on:
            canvas.setFont(FONT, 12)
            canvas.drawString(80, 720, "青禾公司在白杨市开工。")
        canvas.showPage()
    canvas.save()
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (scan(2), "scan-without-text"),
        (b"%PDF-1.7\nnothing", "corrupt-pdf"),
        (LAYOUTS["one column"][:300], "corrupt-pdf"),
        (b"<html>not found</html>", "corrupt-pdf"),
    ],
)
def test_pdf_read_refuses(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        read(data, Options())
    assert caught.value.code == code


def test_pdf_read_refuses_a_locked_file() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, encrypt=StandardEncryption("geheim", "chef", canPrint=0))
    canvas.drawString(80, 700, "locked")
    canvas.save()
    with pytest.raises(Refused) as caught:
        read(data.getvalue(), Options())
    assert caught.value.code == "encrypted"


def test_pdf_read_names_the_pages_without_text() -> None:
    loaded = read(scan(3, text_on=1), Options())
    assert loaded.texts[0].text == "青禾公司在白杨市开工。"
    assert [i.message[:6] for i in loaded.issues] == ["page 1", "page 3"]
