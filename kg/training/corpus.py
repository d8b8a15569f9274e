"""The written corpus: `.mark` files to documents with offsets, refusing what is inconsistent.

A `.mark` file holds documents. A document is:

    === ID | style | topic
    Text, any number of lines. A mention by name is written {e1:surface form}, one by a bare noun or a pronoun
    {e2*:该公司}: a star, for it is no alias. Mentions do not nest.
    --- entities
    e1<TAB>DevelopmentZone<TAB>canonical name (one of the marked surface forms, the fullest)
    --- statements
    e1<TAB>joined<TAB>e5<TAB>realised<TAB>date or -<TAB>role or -<TAB>speaker id or -<TAB>trigger

Documents whose id ends in 0 are the test part: never trained on, never tuned to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import InputError
from kg.model import STATUSES, Span

CORPUS: Final = Path(__file__).parent / "corpus"

_ORGANISATION = frozenset(
    [
        "Organisation",
        "Company",
        "University",
        "ResearchInstitute",
        "GovernmentBody",
        "DevelopmentZone",
        "Media",
        "Alliance",
    ]
)
_INITIATIVE = frozenset(["Project", "Programme", "PilotZone", "Platform", "Event"])
_PLACE = frozenset({"Place", "DevelopmentZone"})
TYPES: Final[tuple[str, ...]] = tuple(sorted(_ORGANISATION | _INITIATIVE | _PLACE | {"Person", "Product"}))
RELATIONS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {  # relation: (subject types, object types)
    "works_for": (frozenset({"Person"}), _ORGANISATION | _INITIATIVE | _PLACE),
    "partners_with": (_ORGANISATION | _PLACE, _ORGANISATION | _PLACE),
    "co_builds": (_ORGANISATION | {"Place"}, _ORGANISATION | _INITIATIVE | {"Product"}),
    "established": (_ORGANISATION | {"Person", "Place"}, _ORGANISATION | _INITIATIVE),
    "joined": (_ORGANISATION | {"Person", "Place", "Project", "Platform", "Product"}, _INITIATIVE | _ORGANISATION),
    "member_of": (_ORGANISATION | {"Person"}, _ORGANISATION | _INITIATIVE),
    "registered_at": (_ORGANISATION | {"Product", "Platform"}, _ORGANISATION | _PLACE),
    "certified_by": (_ORGANISATION | _INITIATIVE | {"Product", "Person"}, _ORGANISATION),
    "located_in": (_ORGANISATION | _INITIATIVE | _PLACE, _PLACE | {"Platform", "Organisation", "Project"}),
    "organises": (_ORGANISATION | {"Person", "Place"}, frozenset({"Event", "Programme", "Project"})),
    "participates_in": (_ORGANISATION | {"Person", "Place"}, _INITIATIVE),
    "implements": (_ORGANISATION | {"Person", "Place"}, _INITIATIVE | {"Place"}),
    "develops": (_ORGANISATION | {"Person", "Place"}, frozenset({"Product", "Platform", "Project", "Programme"})),
    "invests_in": (_ORGANISATION | {"Person"}, _ORGANISATION | _INITIATIVE | {"Place"}),
    "owns": (_ORGANISATION | {"Person"}, _ORGANISATION | {"Product", "Platform", "Project"}),
    "subsidiary_of": (_ORGANISATION, _ORGANISATION),
    "acquired": (_ORGANISATION | {"Person"}, _ORGANISATION | {"Product", "Project"}),
    "supplies": (_ORGANISATION, _ORGANISATION | _INITIATIVE),
    "part_of": (_ORGANISATION | _INITIATIVE | _PLACE | {"Product"}, _ORGANISATION | _INITIATIVE | _PLACE),
    "affiliated_with": (_ORGANISATION | _INITIATIVE, _ORGANISATION),
    "supports": (_ORGANISATION, _ORGANISATION | _INITIATIVE | {"Person"}),
    "awarded": (
        _ORGANISATION | _INITIATIVE | {"Person", "Product"},
        _ORGANISATION | {"Programme", "Event", "Product", "PilotZone"},
    ),
}

_MENTION = re.compile(r"\{(e\d{1,4})(\*?):([^{}]{1,300})\}")
_SENTENCE = re.compile(r"[^。！？!?\n]+(?:\n[^。！？!?\n]+)*[。！？!?]*[”’」』）)]*")
_LEAD = re.compile(r"(?:□|■|图[①-⑩一二三四五]|本报|本网|本台|新华社|中新[网社]|记者|据.{1,10}报道|——)")
_CLOSED = "。！？!?”’」』…：:；;）)"


@dataclass(frozen=True, slots=True)
class MarkedEntity:
    """One entity of a document; `aliases` are its other printed names in order of appearance."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedMention:
    """One marked mention; `named` is False for a bare noun or a pronoun."""

    span: Span
    entity: str
    named: bool


@dataclass(frozen=True, slots=True)
class MarkedStatement:
    """One stated relation by entity ids; `sentence` holds the trigger and most of the two entities' mentions."""

    subject: str
    relation: str
    object: str
    status: str
    date: str | None
    role: str | None
    speaker: str | None
    trigger: str
    sentence: Span


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """One written news text with everything marked in it. `file` is the stem of its `.mark` file."""

    id: str
    file: str
    style: str
    topic: str
    text: str
    entities: tuple[MarkedEntity, ...]
    mentions: tuple[MarkedMention, ...]
    statements: tuple[MarkedStatement, ...]
    sentences: tuple[Span, ...]

    @property
    def held_out(self) -> bool:
        """Whether it is of the test part."""
        return self.id.endswith("0")


def load(folder: Path = CORPUS) -> tuple[MarkedDocument, ...]:
    """The documents of all `.mark` files of `folder`, by file name and place in the file.

    Raises InputError naming every inconsistency of the folder at once.
    """
    paths = sorted(folder.glob("*.mark"))
    if not paths:
        raise InputError(f"{folder.name}: no .mark file; give the folder that holds the corpus")
    documents, errors, seen = [], [], set()
    for path in paths:
        for block in re.split(r"^=== ?", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            document, found = compile_document(block, path.stem)
            errors += found
            if document is None:
                continue
            if document.id in seen:
                errors.append(f"{path.stem} {document.id}: this id stands twice; give one of them another")
            seen.add(document.id)
            documents.append(document)
    if errors:
        raise InputError("\n".join(errors))
    return tuple(documents)


def compile_document(block: str, file: str) -> tuple[MarkedDocument | None, list[str]]:
    """The document of one `=== …` block (None when it cannot be read at all), and what is wrong with it."""
    head, _, rest = block.partition("\n")
    id, style, topic = ([field.strip() for field in head.split("|")] + ["", ""])[:3]
    where = f"{file} {id}"
    parts = re.split(r"^--- (?:entities|statements)\n", rest + "\n", flags=re.M)
    if len(parts) != 3:
        return None, [f"{where}: needs one '--- entities' and one '--- statements' line, each alone on its line"]
    text, mentions = unmark(parts[0].strip("\n"))
    errors = ["a brace is left over: a nested or broken mention"] if "{" in text or "}" in text else []
    entities, entity_errors = _entities(parts[1], text, mentions)
    known = {entity.id: entity for entity in entities}
    sentences = tuple(sentence_spans(text))
    statements, statement_errors = _statements(parts[2], text, mentions, known, sentences)
    errors += entity_errors + list(_mention_errors(text, mentions, known)) + statement_errors
    document = MarkedDocument(id, file, style, topic, text, entities, mentions, statements, sentences)
    return document, [f"{where}: {error}" for error in errors]


def unmark(marked: str) -> tuple[str, tuple[MarkedMention, ...]]:
    """The text without its markup, and its mentions in order."""
    pieces, mentions, at, length = [], [], 0, 0
    for match in _MENTION.finditer(marked):
        before = marked[at : match.start()]
        start = length + len(before)
        length = start + len(match[3])
        mentions.append(MarkedMention(Span(start, length), match[1], not match[2]))
        pieces += [before, match[3]]
        at = match.end()
    return "".join([*pieces, marked[at:]]), tuple(mentions)


def sentence_spans(text: str) -> list[Span]:
    """The sentences of a marked text, in order.

    A line break inside a sentence, as columns and scans leave it, does not end it; one after a headline, before a
    lead or after closing punctuation does.
    """
    pieces, start, in_body = [], 0, False
    for match in re.finditer(r"\n", text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        in_body = in_body or any(mark in line for mark in "。！？")
        before = text[max(0, match.start() - len(line) - 2) :][:1]
        headline = not in_body or (len(line) <= 30 and before in _CLOSED and not any(mark in line for mark in "，。"))
        if not line or line[-1] in _CLOSED or headline or _LEAD.match(text[match.end() :].lstrip()):
            pieces.append((start, match.start()))
            start = match.end()
    pieces.append((start, len(text)))
    return [Span(a + m.start(), a + m.end()) for a, b in pieces for m in _SENTENCE.finditer(text[a:b])]


def one_line(surface: str) -> str:
    """A name as it reads where a line break of the page cut it."""
    return re.sub(r"\s*\n\s*", "", surface)


def _entities(part: str, text: str, mentions: Iterable[MarkedMention]) -> tuple[tuple[MarkedEntity, ...], list[str]]:
    """The entity lines of a document, and what is wrong with them."""
    surfaces: dict[str, dict[str, None]] = {}
    for mention in mentions:
        if mention.named:
            surfaces.setdefault(mention.entity, {})[one_line(text[mention.span.start : mention.span.end])] = None
    entities, errors = [], []
    for line in filter(str.strip, part.splitlines()):
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) != 3:
            errors.append(f"an entity line needs 3 fields parted by tabs: {line!r}")
            continue
        id, type, name = fields
        forms = list(surfaces.get(id, ()))
        if type not in TYPES:
            errors.append(f"{id} has the unknown type {type}; known are {', '.join(TYPES)}")
        if name not in forms:
            errors.append(f"{id}'s name {name} is not one of its marked forms {forms}")
        entities.append(MarkedEntity(id, type, name, tuple(form for form in forms if form != name)))
    return tuple(entities), errors


def _mention_errors(text: str, mentions: Iterable[MarkedMention], known: dict[str, MarkedEntity]) -> Iterator[str]:
    """What is wrong with the mentions of a document."""
    owner: dict[str, str] = {}
    for mention in mentions:
        surface = text[mention.span.start : mention.span.end]
        if mention.entity not in known:
            yield f"the mention {surface} has the id {mention.entity}, which is no entity"
        if mention.named and owner.setdefault(surface, mention.entity) != mention.entity:
            yield f"{surface} is marked both as {owner[surface]} and as {mention.entity}: one entity, or star one"


def _statements(
    part: str,
    text: str,
    mentions: tuple[MarkedMention, ...],
    known: dict[str, MarkedEntity],
    sentences: tuple[Span, ...],
) -> tuple[tuple[MarkedStatement, ...], list[str]]:
    """The statement lines of a document, and what is wrong with them."""
    statements, errors = [], []
    for line in filter(str.strip, part.splitlines()):
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) != 8:
            errors.append(f"a statement line needs 8 fields parted by tabs, this has {len(fields)}: {line!r}")
            continue
        subject, relation, object, status, date, role, speaker, trigger = fields
        holding = [
            (
                len({m.entity for m in mentions if sentence.contains(m.span)} & {subject, object}),
                -sentence.start,
                sentence,
            )
            for sentence in sentences
            if trigger in text[sentence.start : sentence.end]
        ]
        problems = [
            f"{label} {value!r} {problem}"
            for label, value, problem, bad in (
                ("subject", subject, "is no entity", subject not in known),
                ("object", object, "is no entity", object not in known),
                ("subject", subject, "is the object", subject == object),
                ("speaker", speaker, "is no entity", speaker != "-" and speaker not in known),
                ("relation", relation, "is unknown", relation not in RELATIONS),
                ("status", status, "is unknown", status not in STATUSES),
                ("date", date, "is not in the text", date != "-" and date not in text),
                ("role", role, "is not in the text", role != "-" and role not in text),
                ("trigger", trigger, "is in no sentence", not holding),
            )
            if bad
        ]
        if not problems and not _allowed(relation, known[subject].type, known[object].type):
            problems.append(f"{relation} does not take {known[subject].type} -> {known[object].type}")
        errors += [f"{problem}: {line!r}" for problem in problems]
        if not problems:
            sentence = max(holding)[2]
            when, post, by = (None if value == "-" else value for value in (date, role, speaker))
            statements.append(MarkedStatement(subject, relation, object, status, when, post, by, trigger, sentence))
    return tuple(statements), errors


def _allowed(relation: str, subject: str, object: str) -> bool:
    """Whether a relation takes these types."""
    subjects, objects = RELATIONS[relation]
    return subject in subjects and object in objects
