"""Characters with boxes -> blocks in reading order -> paragraphs.

A page is cut along its white gaps, the gutters between columns before the gaps between what stands below one another,
until no gap is left. Within a block an indent, a short line, a gap or another size of type begins a paragraph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

_STOPS: Final = "。！？!?…；：:;"
_CLOSERS: Final = '”’」』）)】》"'
_MOST_CUTS: Final = 60  # how deep a page is cut


class Glyph(NamedTuple):
    """One character and its box, in points, upwards from the page's lower left corner."""

    character: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line within one block: its text and box."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    order: int = 0  # in the page's content

    @property
    def size(self) -> float:
        """Its height, near its size of type."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that stand below one another. `edge`: it is one row alone at the upper or lower edge of the page."""

    rows: tuple[Row, ...]
    edge: bool = False

    @property
    def text(self) -> str:
        """All rows, a line each."""
        return "\n".join(r.text.strip() for r in self.rows)


def blocks(glyphs: Iterable[Glyph]) -> list[Block]:
    """The blocks of one page in reading order; text set in vertical lines is read from the right."""
    pieces = _pieces(_upright(list(glyphs)))
    if not pieces:
        return []
    unit = median(p.size for p in pieces)
    above, middle, below = _edges(pieces, unit)
    found = [Block((row,), True) for row in above]
    found += [Block(tuple(rows)) for rows in _cut(middle, unit, 0)]
    return found + [Block((row,), True) for row in below]


def paragraphs(found: Iterable[Block]) -> list[str]:
    """The paragraphs of blocks, each without line breaks; one that goes on in the next block is joined."""
    done: list[str] = []
    last: _Part | None = None
    for block in found:
        parts, by_indent = _parts(block)
        for part in parts:
            if last and done and not part.begins and _goes_on(last, part, by_indent):
                done[-1] = _join(done[-1], part.text)
            else:
                done.append(part.text)
            last = None
        last = None if block.edge else parts[-1]
    return [p for raw in done if (p := raw.strip())]


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph of one block: whether an indent begins it, its text, its size of type, and how much is left of its
    last row, in units of that size.
    """

    begins: bool
    text: str
    size: float
    left_over: float
    wide: float  # the width of its block, in the same unit


def _goes_on(last: _Part, part: _Part, by_indent: bool) -> bool:
    """Whether the first paragraph of a block goes on with the last one of the block before."""
    if abs(last.size - part.size) >= 0.12 * last.size:
        return False
    if by_indent:  # else it would be indented; a row that ends a little early is only badly set
        return last.left_over <= (1.5 if _stopped(last.text) else 0.5 * last.wide)
    return last.left_over <= 3.0 and not _stopped(last.text)


def _upright(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs turned so that lines run to the right and follow one another downwards."""
    votes = {"right": 0, "down": 0, "up": 0}
    for a, b in pairwise(glyphs):
        across, down = b.left - a.left, a.bottom - b.bottom
        size = max(a.top - a.bottom, a.right - a.left, 1.0)
        if max(abs(across), abs(down)) < 2 * size:
            votes["right" if abs(across) > abs(down) else "down" if down > 0 else "up"] += 1
    best = max(votes, key=lambda way: votes[way])
    if best == "down":
        return [Glyph(g.character, -g.top, g.left, -g.bottom, g.right) for g in glyphs]
    if best == "up":
        return [Glyph(g.character, g.bottom, -g.right, g.top, -g.left) for g in glyphs]
    return glyphs


def _pieces(glyphs: Sequence[Glyph]) -> list[Row]:
    """Runs of glyphs that stand close together on one line, in the order of the content."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs:
            last = runs[-1][-1]
            height = max(min(last.top - last.bottom, glyph.top - glyph.bottom), 0.1)
            shared = min(last.top, glyph.top) - max(last.bottom, glyph.bottom)
            gap = glyph.left - last.right
            if shared >= 0.5 * height and -0.5 * height <= gap <= 0.7 * max(height, last.right - last.left):
                runs[-1].append(glyph)
                continue
        if glyph.character not in " \t\xa0":
            runs.append([glyph])
    return [_row(run, n) for n, run in enumerate(runs) if any(not g.character.isspace() for g in run)]


def _row(run: Sequence[Glyph], order: int) -> Row:
    text: list[str] = []
    for before, glyph in zip([None, *run], run, strict=False):
        if before and _western(before.character) and _western(glyph.character):
            text.append(" " if glyph.left - before.right > 0.2 * (glyph.top - glyph.bottom) else "")
        text.append(glyph.character)
    while run[-1].character.isspace():
        run = run[:-1]
    inked = [g for g in run if not g.character.isspace()]
    bottom, top = min(g.bottom for g in inked), max(g.top for g in inked)
    return Row("".join(text), run[0].left, bottom, run[-1].right, top, order)


def _edges(pieces: list[Row], unit: float) -> tuple[list[Row], list[Row], list[Row]]:
    """Single rows at the top and the bottom of a page, apart from the rest; and the rest."""
    above: list[Row] = []
    below: list[Row] = []
    lines = _lines(pieces)
    if len(lines) > 4 and _gap(lines[0], lines[1]) > 1.2 * unit and _slight(lines[0], unit):
        above = [_whole(lines[0])]
        lines = lines[1:]
    if len(lines) > 4 and _gap(lines[-2], lines[-1]) > 0.8 * unit and _slight(lines[-1], unit):
        below = [_whole(lines[-1])]
        lines = lines[:-1]
    return above, [p for line in lines for p in line], below


def _slight(line: Sequence[Row], unit: float) -> bool:
    """Whether a line is no headline: no larger than the text, and short."""
    return all(p.size < 1.25 * unit for p in line) and sum(len(p.text) for p in line) < 60


def _gap(upper: Sequence[Row], lower: Sequence[Row]) -> float:
    return min(p.bottom for p in upper) - max(p.top for p in lower)


def _lines(pieces: Iterable[Row]) -> list[list[Row]]:
    """Pieces by line from the top, each line from the left: on one line is what overlaps by half its height."""
    lines: list[list[Row]] = []
    for piece in sorted(pieces, key=lambda p: (-p.top, p.left)):
        line = lines[-1] if lines else None
        if line is not None:
            bottom, top = min(p.bottom for p in line[-3:]), max(p.top for p in line[-3:])
            if min(top, piece.top) - max(bottom, piece.bottom) >= 0.5 * min(piece.size, top - bottom):
                line.append(piece)
                continue
        lines.append([piece])
    return [sorted(line, key=lambda p: p.left) for line in lines]


def _whole(line: Sequence[Row]) -> Row:
    """One row of the pieces of a line, with a blank where they stand apart."""
    text = line[0].text
    for a, b in pairwise(line):
        apart = b.left - a.right > 0.7 * max(a.size, b.size)
        text = f"{text.rstrip()}　{b.text.strip()}" if apart else _join(text, b.text)
    bottom, top = min(p.bottom for p in line), max(p.top for p in line)
    return Row(text, line[0].left, bottom, line[-1].right, top, line[0].order)


def _cut(pieces: list[Row], unit: float, depth: int) -> list[list[Row]]:
    """The rows of each block, in reading order."""
    if not pieces:
        return []
    if depth < _MOST_CUTS:
        bands = _split(pieces, 0.0, lambda p: -p.top, lambda p: -p.bottom)
        columns = _split(pieces, 0.6 * unit, lambda p: p.left, lambda p: p.right)
        at = _headline(bands, columns, unit)
        if not at and len(columns) > 1 and all(_tall(c, unit) for c in columns):
            return [rows for column in columns for rows in _cut(column, unit, depth + 1)]
        if at := at or _cleft(pieces, bands, unit):
            upper = [p for band in bands[:at] for p in band]
            lower = [p for band in bands[at:] for p in band]
            return _cut(upper, unit, depth + 1) + _cut(lower, unit, depth + 1)
    lines = _lines(pieces)
    if 3 * sum(len(line) > 1 for line in lines) > len(lines) > 2:
        return _as_written(pieces)
    return [[_whole(line) for line in lines]]


def _headline(bands: Sequence[Sequence[Row]], columns: Sequence[Sequence[Row]], unit: float) -> int:
    """Before which band to cut so that a headline, alone on its height, begins or is a part; 0 where there is none.

    A headline in the middle of a page leaves the outer gutters open; two beside one another belong to two stories.
    """
    large = [
        all(p.size > 1.4 * unit for p in band) and sum(any(p in c for p in band) for c in columns) == 1
        for band in bands
    ]
    if all(large) or not any(large):
        return 0
    return large.index(True) or large.index(False)


def _cleft(pieces: Sequence[Row], bands: Sequence[Sequence[Row]], unit: float) -> int:
    """Before which band to cut across: below the widest gap, if it stands out; 0 where no cut helps.

    It helps where something is set in columns, or the gap is one between stories.
    """
    gaps = [_gap(a, b) for a, b in pairwise(bands)]
    if not gaps:
        return 0
    widest = max(gaps)
    several = any(len(line) > 1 for line in _lines(pieces))
    if widest > 2.5 * unit or (several and (len(gaps) < 3 or widest > max(1.3 * median(gaps), 0.5 * unit))):
        return gaps.index(widest) + 1
    return 0


def _as_written(pieces: Sequence[Row]) -> list[list[Row]]:
    """Blocks in the order of the content, for columns without a clean gutter and for tables: up again is a new one."""
    found: list[list[Row]] = []
    for piece in sorted(pieces, key=lambda p: p.order):
        last = found[-1][-1] if found else None
        if last is None or piece.bottom > last.top:
            found.append([piece])
        elif min(last.top, piece.top) - max(last.bottom, piece.bottom) >= 0.5 * min(last.size, piece.size):
            found[-1][-1] = _whole([last, piece])
        else:
            found[-1].append(piece)
    return found


def _split(
    pieces: Sequence[Row], least: float, low: Callable[[Row], float], high: Callable[[Row], float]
) -> list[list[Row]]:
    """The pieces in groups with a gap of more than `least` between them."""
    groups: list[list[Row]] = []
    reach = 0.0
    for piece in sorted(pieces, key=lambda p: (low(p), high(p))):
        if not groups or low(piece) - reach > least:
            groups.append([])
            reach = high(piece)
        groups[-1].append(piece)
        reach = max(reach, high(piece))
    return groups


def _tall(column: Sequence[Row], unit: float) -> bool:
    return max(p.top for p in column) - min(p.bottom for p in column) > 1.9 * unit


def _parts(block: Block) -> tuple[list[_Part], bool]:
    """The paragraphs of a block, and whether they are told apart by indents."""
    rows = block.rows
    size = median(r.size for r in rows)
    left, right = min(r.left for r in rows), max(r.right for r in rows)
    pitch = median([a.top - b.top for a, b in pairwise(rows)] or [1.5 * size])
    indented = [r.text[:1] == "　" or r.left - left > 1.2 * r.size for r in rows]
    by_indent = any(indented)
    parts: list[_Part] = []
    for i, row in enumerate(rows):
        before = rows[i - 1] if i else None
        begins = indented[i]
        if before and not begins:
            left_over = (right - before.right) / size
            short = left_over > 1.5 and (_stopped(before.text) or (not by_indent and left_over > 4))
            begins = short or _apart(before, row, pitch)
        part = _Part(begins, row.text.strip(), row.size, (right - row.right) / size, (right - left) / size)
        if begins or not parts:
            parts.append(part)
        else:
            parts[-1] = replace(parts[-1], text=_join(parts[-1].text, row.text), left_over=part.left_over)
    return parts, by_indent


def _apart(before: Row, row: Row, pitch: float) -> bool:
    """Whether a gap, or another size of type, stands between two rows."""
    down = before.top - row.top
    if down > 1.4 * pitch and down > 1.3 * row.size:
        return True
    return abs(row.size - before.size) > 0.15 * before.size and not _same_line_size(before, row)


def _same_line_size(a: Row, b: Row) -> bool:
    """Whether the widths of the characters agree although the heights do not: a row of digits, or with one sign."""
    return abs(_pitch(a) - _pitch(b)) < 0.1 * _pitch(a)


def _pitch(row: Row) -> float:
    weight = sum(1.0 if c > "\x7f" else 0.5 for c in row.text) or 1.0
    return (row.right - row.left) / weight


def _stopped(text: str) -> bool:
    bare = text.rstrip().rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _STOPS


def _western(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _join(before: str, after: str) -> str:
    before, after = before.rstrip(), after.strip()
    between = " " if before and after and _western(before[-1]) and _western(after[0]) else ""
    return f"{before}{between}{after}"
