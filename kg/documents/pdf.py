"""A PDF's text layer -> paragraphs in reading order. Characters and their boxes are pdfium's."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from kg.documents.layout import Block, Glyph, blocks, paragraphs
from kg.documents.units import Decoded, Loaded, Options, Refused, several
from kg.model import Issue

# characters by shape (⼀, 﨑) that some fonts name instead of the character itself
_BY_SHAPE = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\ufffe\uffff\u0000]")
_MOST_CHARACTERS = 20_000_000


def read(data: bytes, options: Options) -> Loaded:
    """The paragraphs of all pages, a line each. Raises Refused, also where the pages are pictures."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise Refused("encrypted", "the file is locked with a password; save it without one") from None
        raise Refused("corrupt-pdf", "the file is damaged or no PDF") from None
    try:
        pages, empty = _pages(document)
    finally:
        document.close()
    if not any(pages):
        raise Refused("scan-without-text", "the pages are pictures without a text layer; run OCR on the file first")
    body, heads = _without_running_heads(pages)
    text = "\n".join(paragraphs(body))
    if not text.strip():
        raise Refused("no-text", "the pages hold nothing but page numbers and running heads")
    if (unreadable := len(_PRIVATE.findall(text))) * 5 > len(text):
        raise Refused(
            "fonts-without-characters",
            f"{unreadable} of {len(text)} characters cannot be told from the fonts; run OCR on the file",
        )
    issues = [Issue("page-without-text", f"page {n} of {len(pages)} is a picture, or empty", "") for n in empty]
    issues = [*several(issues), *several([Issue("running-head", f"left out: {head}", "") for head in heads])]
    return Loaded((Decoded(text, "pdf"),), tuple(issues))


def _pages(document: pdfium.PdfDocument) -> tuple[list[list[Block]], list[int]]:
    """The blocks of each page in reading order, and the numbers of the pages without text."""
    pages: list[list[Block]] = []
    empty: list[int] = []
    total = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            pages.append([])
            empty.append(number + 1)
            continue
        sheet = page.get_textpage()
        glyphs = list(_glyphs(sheet))
        sheet.close()
        page.close()
        total += len(glyphs)
        if total > _MOST_CHARACTERS:
            raise Refused("over-limit", f"the file holds more than {_MOST_CHARACTERS} characters; split it")
        pages.append(blocks(glyphs))
        if not pages[-1]:
            empty.append(number + 1)
    return pages, empty


def _glyphs(sheet: pdfium.PdfTextPage) -> Iterator[Glyph]:
    """The characters of a page in the order of its content, those that pdfium adds (blanks, breaks) left out."""
    box = raw.FS_RECTF()
    last: tuple[str, int, int] | None = None
    high = 0
    for index in range(raw.FPDFText_CountChars(sheet.raw)):
        code = raw.FPDFText_GetUnicode(sheet.raw, index)
        if 0xD800 <= code < 0xDC00:  # on some systems a character beyond U+FFFF comes as two halves
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if raw.FPDFText_IsGenerated(sheet.raw, index) == 1 or code in (10, 13):
            continue
        if not raw.FPDFText_GetLooseCharBox(sheet.raw, index, box):
            continue
        character = "-" if code == 2 else chr(code) if code else "\ufffd"
        if _BY_SHAPE.match(character):
            character = unicodedata.normalize("NFKC", character)
        here = (character, round(box.left), round(box.bottom))
        if here == last and not character.isspace():  # printed twice, a little apart, to look bold
            continue
        last = here
        yield Glyph(character, box.left, box.bottom, box.right, box.top)


def _without_running_heads(pages: Sequence[Sequence[Block]]) -> tuple[list[Block], list[str]]:
    """The blocks of all pages without page numbers and without lines that stand at the edge of three pages or more."""
    edges = Counter(key for page in pages for key in {_key(b) for b in page if b.edge})
    kept: list[Block] = []
    dropped: list[str] = []
    for page in pages:
        for block in page:
            key = _key(block)
            if block.edge and len(pages) > 1 and (edges[key] >= 3 or not re.search(r"[^\d\s\-—–·/#]", key)):
                dropped.append(block.text)
            else:
                kept.append(block)
    return kept, dropped


def _key(block: Block) -> str:
    return re.sub(r"\d+", "#", block.text)
