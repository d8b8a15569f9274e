"""The frozen values that pass between rooms.

What the text says (Span, Document, Sentence, Token, Mention, Claim) stays apart from what the world holds
(Entity, Statement): merging entities never changes a claim.

Offsets are code points into `Document.text`, end exclusive, everywhere. Ids are hashes of content.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from kg.traditional import simplified

Status = Literal["realised", "ongoing", "planned", "hoped", "denied"]
STATUSES: Final[tuple[Status, ...]] = ("realised", "ongoing", "planned", "hoped", "denied")  # strongest first

_IGNORED_IN_NAMES = re.compile(r"[\s“”\"'‘’《》〈〉「」『』·•]")


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """The form under which two printed names are the same name.

    NFKC, no blanks, quotes or dots, lower case, simplified characters: 白楊大學 is 白杨大学.
    """
    return simplified(_IGNORED_IN_NAMES.sub("", unicodedata.normalize("NFKC", name)).lower())


def content_id(letter: str, *parts: str) -> str:
    """`letter` and 16 hex digits of the sha256 of `parts`, which are kept apart by a unit separator."""
    return letter + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` in code points of `Document.text`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether at least one code point is shared."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a document: where it stands, its headline, and the date printed with it (as printed)."""

    span: Span
    title: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One input file: its decoded text and the articles on it, in order and without overlap.

    `name` is the file's stem, `source` its path as given by the user (relative, with /), `id` a hash of the text.
    """

    id: str
    name: str
    text: str
    source: str
    articles: tuple[Article, ...]
    encoding: str = "utf-8"

    def slice(self, span: Span) -> str:
        """The text at `span`."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one article. `text` is the exact slice of the document and may hold line breaks."""

    span: Span
    text: str
    article: int  # index into Document.articles
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """One word with its part of speech in LAC's tag set (n, v, vn, p, c, w … and PER, LOC, ORG, TIME)."""

    span: Span
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the text names, or refers to, entities.

    `text` is the exact slice. `named` is False for a bare noun, a pronoun or a collective (公司, 该校, “两区”, 双方).
    `refers_to` holds the fullest names printed in the same article: one for a name, an alias or a resolved noun,
    several for a collective, none for a noun that could not be resolved. `rule` says how it was found and linked.
    """

    span: Span
    text: str
    type: str
    named: bool
    refers_to: tuple[str, ...]
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document with what was found in it: sentences in order, the tokens of each, and all mentions by span."""

    document: Document
    sentences: tuple[Sentence, ...]
    tokens: tuple[tuple[Token, ...], ...]  # one tuple a sentence
    mentions: tuple[Mention, ...]

    def mentions_in(self, span: Span) -> Iterator[Mention]:
        """The mentions that lie wholly inside `span`, by span."""
        return (m for m in self.mentions if span.contains(m.span))


@dataclass(frozen=True, slots=True)
class Claim:
    """One relation that one sentence states, by mentions. Each argument refers to exactly one entity.

    `subject` and `object` may stand in another sentence than `sentence` (a dropped subject). `trigger` is the word
    that states the relation. `date` and `role` are printed words. `speaker` is who says so, where only they do.
    """

    subject: Mention
    relation: str
    object: Mention
    sentence: Sentence
    trigger: Span | None
    status: Status
    speaker: Mention | None
    date: Span | None
    role: str | None
    confidence: float
    extractor: str
    rule: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One doubt: what was seen and not turned into a claim, or mended, or left out, and why."""

    kind: str
    message: str
    document: str  # Document.name, or "" where no document is meant
    span: Span | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class EntityMention:
    """One mention of an entity: `document` is Document.name."""

    document: str
    span: Span
    text: str
    named: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing of the world; `name` is its fullest printed name, `aliases` its other printed names, sorted.

    `identifiers` are outside ones that the user gave, by scheme: (("wikidata", "Q…"),).
    """

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[EntityMention, ...]
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NamedAt:
    """A name as one article uses it: its entity's id, the fullest name printed there, and where it stands first.

    `document` is Document.name, `article` the index into Document.articles; `text` is the exact slice at `span`.
    """

    entity: str
    name: str
    document: str
    document_id: str
    article: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence that two names mean one thing (positive weight) or two (negative), and what it is."""

    kind: str
    weight: float
    what: str


@dataclass(frozen=True, slots=True)
class IdentityLink:
    """Why two names are one entity (`same`: they were joined), or that they may be (`unsure`: they were kept apart).

    Both sides stand in one article where the article itself links the names, else in two; `rule` says how they were
    found. The links `same` of one entity, with names that are spelt alike, connect all that is in it.
    """

    verdict: Literal["same", "unsure"]
    one: NamedAt
    other: NamedAt
    rule: str
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> float:
        """The sum of the reasons' weights."""
        return math.fsum(r.weight for r in self.reasons)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that supports a statement, with both arguments in it or before it.

    `document` is Document.name, `text` the exact slice at `span`; `subject_text` and `object_text` likewise.
    """

    id: str
    document: str
    document_id: str
    article: str  # the article's headline
    span: Span
    text: str
    subject_span: Span
    subject_text: str
    object_span: Span
    object_text: str
    trigger: Span | None
    extractor: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class When:
    """What a printed date means: `value` in EDTF (2025-11-21, 2025-11, 2025, 2025-11~, 2024/2026, 2024/..).

    `earliest` and `latest` are the first and last day that it may mean (2025-11-01, 2025-11-30), None on an open side.
    `resolved` says that the words mean this only from the day of publication on (去年底, 3月15日 without a year).
    """

    value: str
    earliest: str | None
    latest: str | None
    resolved: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One relation between two entities, by id, with its status and all the evidence for it.

    `speaker` is the entity id of who says so, None where the text says it itself. `date` and `role` are printed words,
    `when` what the date means, where that can be said.
    """

    id: str
    subject: str
    relation: str
    object: str
    status: Status
    date: str | None
    role: str | None
    speaker: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    when: When | None = None


def statement_id(statement: Statement) -> str:
    """The id that the content gives, the evidence left out: a meaning that the day of publication gave is content."""
    s = statement
    meant = (s.when.value,) if s.when and s.when.resolved else ()
    parts = (s.subject, s.relation, s.object, s.status, s.date or "", s.role or "", s.speaker or "")
    return content_id("s", *parts, *meant)
