"""Sentences of the corpus as the tagger learns them, and the same with other names in them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.models.characters import flatten
from kg.models.labels import BARE, ROLE
from kg.training.corpus import MarkedDocument

MAX_LENGTH = 250  # of a sentence learnt from
SHARE_RENAMED = 0.3
_COMPANY = re.compile(
    r"[\u4e00-\u9fff]{2,4}([\u4e00-\u9fff]{2})([\u4e00-\u9fff]{2,4}(?:股份|有限责任|有限)?(?:公司|集团))"
)
_AREA = re.compile(r"[省市县区州]$")
_FIXED = frozenset({ROLE, BARE, "Media"})  # too few, or no names


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence on one line with its spans (start, end, type), in order and without overlap."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def roles(document: MarkedDocument) -> Iterator[tuple[int, int, str]]:
    """Where the roles of the works_for statements stand outside names: start, end, entity id of the person."""
    taken = {place for mention in document.mentions for place in range(mention.span.start, mention.span.end)}
    nearest: dict[tuple[int, int], str] = {}
    for statement in document.statements:
        if statement.relation != "works_for" or not statement.role:
            continue
        low, high = statement.sentence.start, statement.sentence.end
        persons = [
            m.span.start for m in document.mentions if m.entity == statement.subject and low <= m.span.start < high
        ]
        found = []
        for match in re.finditer(re.escape(statement.role), document.text[low:high]):
            start, end = low + match.start(), low + match.end()
            if taken.isdisjoint(range(start, end)):
                found.append((min((abs(start - person) for person in persons), default=start), start, end))
        if found:
            _, start, end = min(found)
            nearest[start, end] = statement.subject
    last = 0
    for (start, end), person in sorted(nearest.items()):
        if start >= last:
            yield start, end, person
            last = end


def examples(document: MarkedDocument) -> Iterator[Example]:
    """The sentences of a document with the spans of its mentions and roles."""
    types = {entity.id: entity.type for entity in document.entities}
    spans = [(m.span.start, m.span.end, types[m.entity] if m.named else BARE) for m in document.mentions]
    spans += [(start, end, ROLE) for start, end, _ in roles(document)]
    for sentence in document.sentences:
        text, places = flatten(document.text[sentence.start : sentence.end])
        new = {sentence.start + place: index for index, place in enumerate(places)}
        inside = sorted(span for span in spans if sentence.start <= span[0] and span[1] <= sentence.end)
        yield Example(text, tuple((new[start], new[end - 1] + 1, type) for start, end, type in inside))


class Renamer:
    """Puts other names of the same type, from the corpus or made of parts of its names, into sentences."""

    def __init__(self, sentences: Iterable[Example], chance: random.Random) -> None:
        names: dict[str, set[str]] = {}
        for sentence in sentences:
            for start, end, type in sentence.spans:
                names.setdefault(type, set()).add(sentence.text[start:end])
        self._chance = chance
        self._names = {type: sorted(values) for type, values in sorted(names.items())}
        short = [name for name in self._names.get("Person", []) if 2 <= len(name) <= 3]
        self._surnames = [name[0] for name in short]
        self._given = [character for name in short for character in name[1:]]
        places = [name for name in self._names.get("Place", []) if 3 <= len(name) <= 4]
        self._areas = sorted({_AREA.sub("", name) for name in places}) or [""]
        companies = [match for name in self._names.get("Company", []) if (match := _COMPANY.fullmatch(name))]
        self._brands = [character for match in companies for character in match[1]]
        self._trades = [match[2] for match in companies]

    def rename(self, example: Example) -> Example:
        """The sentence with each of its names changed by a chance of SHARE_RENAMED."""
        pieces: list[str] = []
        spans, at, length = [], 0, 0
        for start, end, type in example.spans:
            name = example.text[start:end]
            if type not in _FIXED and self._chance.random() < SHARE_RENAMED:
                name = self._invent(type) if self._chance.random() < 0.5 else self._chance.choice(self._names[type])
            before = example.text[at:start]
            begin = length + len(before)
            length = begin + len(name)
            pieces += [before, name]
            spans.append((begin, length, type))
            at = end
        return Example("".join([*pieces, example.text[at:]]), tuple(spans))

    def _invent(self, type: str) -> str:
        """A name of `type` that stands nowhere; one of the corpus where there is no recipe."""
        pick = self._chance.choice
        if type == "Person" and self._surnames:
            return pick(self._surnames) + "".join(pick(self._given) for _ in range(pick((1, 2, 2))))
        if type == "Company" and self._brands:
            brand = pick(self._brands) + pick(self._brands)
            long = pick(self._areas) + brand + pick(self._trades)
            return pick((brand, brand + pick(("科技", "集团", "股份", "能源", "智能", "公司")), long, long))
        return pick(self._names[type])


def batches(sentences: Sequence[Example], size: int, chance: random.Random) -> list[list[Example]]:
    """The sentences in shuffled batches of like length."""
    usable = [sentence for sentence in sentences if 0 < len(sentence.text) <= MAX_LENGTH]
    order = sorted(usable, key=lambda sentence: len(sentence.text) + 6 * chance.random())
    groups = [order[at : at + size] for at in range(0, len(order), size)]
    chance.shuffle(groups)
    return groups
