"""The values of the input: what there is to read, what came of it, and what did not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from kg.documents.encodings import Damage
from kg.model import Issue, Span

STDIN: Final = "-"
MANY: Final = 50  # issues of one kind about one source; a last one says how many more there are


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say about the input. Columns left empty are looked for under their usual names.

    `max_bytes` bounds one document's bytes, once unpacked; `max_archive_bytes` what one archive unpacks to.
    """

    encoding: str = ""
    text_column: str = ""
    title_column: str = ""
    date_column: str = ""
    id_column: str = ""
    max_bytes: int = 64 << 20
    max_archive_bytes: int = 4 << 30


@dataclass(frozen=True, slots=True)
class Source:
    """One unit of input, which `load` turns into text; picklable.

    `source` is its printed path with /, relative, `archive.zip!/member` for a member; `path` is where the file lies and
    is in no output; `member` says which one it is within the archive; `size` is in bytes, -1 where only reading tells.
    `start` and `end` bound a piece of a large corpus in bytes, `end` -1 for all of it; `line` is the number of the
    piece's first line, from 1. `data` holds what came on standard input.
    """

    source: str
    path: str
    member: str = ""
    kind: str = "text"
    size: int = -1
    start: int = 0
    end: int = -1
    line: int = 1
    data: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, order=True)
class Reject:
    """What was not read: its printed path, the reason in one sentence, and a short code for machines.

    `failed` is False where nothing is wrong: a picture or a style sheet that lies in a folder among the texts.
    """

    source: str
    reason: str
    code: str

    @property
    def failed(self) -> bool:
        """Whether something was meant to be read and was not."""
        return self.code != "passed-over"


@dataclass(frozen=True, slots=True)
class Decoded:
    """One document's text and the encoding that it was in.

    `key` tells the documents of one source apart (a row's number or id), "" where the source is one document. `title`
    and `published` are what the format says, apart from the text; "" and None where it says nothing.
    """

    text: str
    encoding: str = "utf-8"
    key: str = ""
    title: str = ""
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a source gave: its texts, what was mended or left out, and why there is no text, where there is none.

    The issues name no document yet (`Issue.document` is the key of one of `texts`); `documents` names it.
    """

    texts: tuple[Decoded, ...] = ()
    issues: tuple[Issue, ...] = ()
    reject: Reject | None = None


class Refused(OSError):
    """Why a source gives no text, or an archive no bytes; `load` turns it into a Reject.

    An OSError, so that who fetches bytes has one kind of error to expect.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def repairs(text: str, damage: Iterable[Damage], key: str = "") -> tuple[Issue, ...]:
    """An issue for each place of a text that was mended, with its offset in the text and in the file."""
    found = list(damage)
    issues = [
        Issue(
            "repaired-encoding",
            f"byte {d.byte}: {d.what}" if d.byte >= 0 else d.what,
            key,
            Span(d.at, d.at + 1),
            text[d.at : d.at + 1],
        )
        for d in found
    ]
    return several(issues, key)


def several(issues: list[Issue], key: str = "") -> tuple[Issue, ...]:
    """The first MANY issues, and one that says how many more there are."""
    more = len(issues) - MANY
    if more <= 0:
        return tuple(issues)
    return (*issues[:MANY], Issue(issues[0].kind, f"{more} more of this kind", key))
