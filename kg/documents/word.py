"""A DOCX file -> its paragraphs and tables in order, a line each."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

import docx
from docx.document import Document as Body
from docx.exceptions import InvalidXmlError
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from kg.documents.units import Decoded, Loaded, Options, Refused

_DAMAGED: Final = (  # what a damaged file makes of the parsers
    zipfile.BadZipFile, zlib.error, struct.error, PackageNotFoundError, InvalidXmlError, LxmlError, KeyError,
    ValueError, AttributeError, EOFError, RuntimeError, OSError, IndexError, TypeError,
)  # fmt: skip
_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .doc, and of a .docx with a password


def read(data: bytes, options: Options) -> Loaded:
    """Paragraphs, and rows of tables with their cells apart by tabs; a table that sets the page is read cell by cell.

    Raises Refused.
    """
    if data.startswith(_OLD):
        raise Refused("encrypted", "it is locked with a password, or an old .doc; save it as .docx without one")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(m.file_size for m in archive.infolist()) > 4 * options.max_bytes:
                raise Refused("over-limit", f"the file unpacks to more than {4 * options.max_bytes >> 20} MiB")
        document = docx.Document(io.BytesIO(data))
        lines = [line for block in _blocks(document) for line in block]
    except Refused:
        raise
    except _DAMAGED as error:
        raise Refused("corrupt-docx", f"the file is damaged or no DOCX: {_first(error)}") from None
    text = "\n".join(lines)
    if not text.strip():
        raise Refused("no-text", "the document holds no text; it may be a scan, which has to go through OCR first")
    return Loaded((Decoded(text),))


def _first(error: Exception) -> str:
    return (str(error) or type(error).__name__).split("\n")[0][:120]


def _blocks(part: Body | _Cell, depth: int = 0) -> Iterator[list[str]]:
    for block in part.iter_inner_content():
        if isinstance(block, Paragraph):
            yield [line for raw in block.text.split("\n") if (line := raw.strip())]
        elif depth < 20:
            yield from _rows(block, depth)


def _rows(table: Table, depth: int) -> Iterator[list[str]]:
    """The lines of a table: a row is a line, unless a cell holds several lines, or sentences."""
    for row in table.rows:
        seen: list[object] = []  # a merged cell comes once for each column that it spans
        cells: list[list[str]] = []
        for cell in row.cells:
            if cell._tc not in seen:
                seen.append(cell._tc)
                cells.append([line for block in _blocks(cell, depth + 1) for line in block])
        if any(len(lines) > 1 or any("。" in line for line in lines) for lines in cells):
            yield [line for lines in cells for line in lines]
        else:
            line = "\t".join(lines[0] for lines in cells if lines)
            yield [line] if line else []
