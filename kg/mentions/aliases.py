"""Which names of one article are forms of the same entity: declared in the text, or derived from the fuller form."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.mentions.lines import Line
from kg.mentions.shortening import compatible, shortens
from kg.mentions.spans import Name
from kg.mentions.types import is_place, sure_type
from kg.model import name_key
from kg.naming.forms import shorter

FULL, DECLARED, DERIVED, SAME = "name/full", "alias/declared", "alias/derived", "alias/same"
MAX_ALIAS = 16
SURE, LEAD = 2.0, 0.75  # weight of a form that is read off part by part, and by how much it must lead (see kg.naming)
_CALLED = (
    r"(?:(?:以下|下文|下|文中|以上|统|也|又|后文)?(?:简称|并称|统称|合称|又称|下称|称|亦称|俗称|即|又名|原名|前身为|曾用名|全称|英文名|英文简称|英文缩写|"
    r"英文缩写为|证券简称|股票简称|商品名|缩写)(?:为|是|作)?[：:]?)"
)
_DECLARED = re.compile(
    rf"{_CALLED}[\s]?[“\"《「]?([^“”\"《》「」（）()，,。；：、\n]{{2,{MAX_ALIAS}}})[”\"》」]?(?=[）)，,。；”、]|$)"
)
_BRACKET = re.compile(r"[”’》」]?\s?[（(]([^（）()]{2,60})[）)]")
_RENAMED = re.compile(
    r"[”》]?(?:正式)?(?:更名为|改名为|升格为|简称|又称|亦称|简称为|全称为|全称是|全称)[：:]?\s?[“《]?"
)
_FORMER = re.compile(  # between the name of today and the former one
    r"[”》]?(?:[（(][^（）()]{0,14}|，?(?:这家公司|该公司|公司|其)?的?)"
    r"(?:原名为?|原称|前身为|前身是|前身系|曾用名为?|旧称|曾名|海外名为?|英文名为?|英文商号为?)[：:]?\s?[“《]?"
)
_ONCE = re.compile(r"[”》]?[（(]原[“《]?")
_FROM = re.compile(r"[”》]?(?:[（(][^（）()。]{0,14}|，?[^（）()，。]{0,6})由[“《]?")
_CAME = re.compile("[”》]?(?:正式|整体)?(?:改制|改组|变更|整体变更)?(?:更名|改名|变更设立|升格|改组)(?!为)")
_LOCAL = re.compile("[（(][^（）()]{2,6}[）)].*公司$")
_PLAIN = re.compile(r"[“《]?([^“”《》，,。；：、]{2,20})[”》]?")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 .&'’-]+")


@dataclass(frozen=True, slots=True)
class Declaration:
    """`line.text[start:end]` is declared to be another form of `name`, which stands in the same line."""

    name: Name
    start: int
    end: int


def declarations(line: Line, names: Sequence[Name]) -> list[Declaration]:
    """The other forms that one line declares for its names, in order: 某公司（以下简称某某）, 某局更名为某某局."""
    found = []
    for i, name in enumerate(names):
        bracket = _BRACKET.match(line.text, name.end)
        if bracket:
            spans = [match.span(1) for match in _DECLARED.finditer(line.text, bracket.start(1), bracket.end(1) + 1)]
            first = next((n for n in names[i + 1 :] if n.start == bracket.start(1)), None)
            spans += [(first.start, first.end)] if spans and first and line.text[first.end] in "，,、；" else []
            found += [Declaration(name, *span) for span in spans]
            plain = None if spans else _PLAIN.fullmatch(line.text, bracket.start(1), bracket.end(1))
            if plain and (_is_name(plain.span(1), names) or _LATIN.fullmatch(plain[1])) and not _only_place(plain[1]):
                found.append(Declaration(name, *plain.span(1)))
        renamed = _RENAMED.match(line.text, name.end)
        if renamed:
            found += [Declaration(name, n.start, n.end) for n in names[i + 1 : i + 2] if n.start == renamed.end()]
        found += [Declaration(name, n.start, n.end) for n in names[i + 1 : i + 2] if _former(line.text, name, n)]
    return found


def _former(text: str, name: Name, other: Name) -> bool:
    """Whether `other` is told to be the former name: 甲（前身为乙）, 甲（去年由乙更名而来）, 甲（原乙）."""
    between = text[name.end : other.start]
    kinds = {name.type, other.type} - {"Organisation"}
    if "Person" in kinds or len(kinds) > 1 or len(between) > 24:
        return False
    if _FORMER.fullmatch(between) or (_ONCE.fullmatch(between) and other.end - other.start > 4):
        return True
    return bool(_FROM.fullmatch(between) and _CAME.match(text, other.end))


def _is_name(span: tuple[int, int], names: Sequence[Name]) -> bool:
    return any((name.start, name.end) == span for name in names)


def _only_place(text: str) -> bool:
    return is_place(text) or text == "新市区"


@dataclass(frozen=True, slots=True)
class Form:
    """One text by which an article names something: its type, how often, and where first (line, start)."""

    text: str
    type: str
    count: int
    first: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """The fullest form of the entity, its type, and how the link was found."""

    full: str
    type: str
    rule: str


def link(lines: Sequence[Line], found: Sequence[Sequence[Name]]) -> dict[str, Link]:
    """For each text that names something in the article, its fullest form."""
    forms = _forms(lines, found)
    parents = {text: (text, FULL) for text in forms}
    for line, names in zip(lines, found, strict=True):
        for declaration in declarations(line, names):
            _declare(parents, forms, line.text[declaration.name.start : declaration.name.end],
                     line.text[declaration.start : declaration.end])  # fmt: skip
    for text in sorted(forms, key=lambda t: (-len(t), t)):  # longer ones first: they end the chains
        if parents[text][0] == text:
            full, rule = _fuller(forms[text], forms, parents)
            parents[text] = (full, rule)
    return _links(forms, parents)


def _forms(lines: Sequence[Line], found: Sequence[Sequence[Name]]) -> dict[str, Form]:
    types: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[str, tuple[int, int]] = {}
    for i, (line, names) in enumerate(zip(lines, found, strict=True)):
        for name in names:
            text = line.text[name.start : name.end]
            types[text][name.type] += 1
            first.setdefault(text, (i, name.start))
    return {
        text: Form(text, max(counts, key=lambda k: (counts[k], k)), sum(counts.values()), first[text])
        for text, counts in types.items()
    }


def _declare(parents: dict[str, tuple[str, str]], forms: dict[str, Form], one: str, other: str) -> None:
    if one == other or one not in forms or other not in forms:
        return
    short, full = sorted((one, other), key=lambda text: (len(text), text))
    if (forms[short].type == "Person") != (forms[full].type == "Person"):
        return
    if parents[short][0] == short and root(parents, full) != short:
        parents[short] = (full, DECLARED)


def root(parents: dict[str, tuple[str, str]], text: str) -> str:
    """The end of the chain of parents from `text`."""
    while parents[text][0] != text:
        text = parents[text][0]
    return text


def _fuller(form: Form, forms: dict[str, Form], parents: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The one form in the article that `form` shortens, and the rule; itself where none fits or more than one does."""
    same = [f for f in forms.values() if f.text != form.text and name_key(f.text) == name_key(form.text)]
    if same:
        full = min((form, *same), key=lambda f: (-len(f.text), f.first)).text
        return (full, SAME) if full != form.text and root(parents, full) != form.text else (form.text, FULL)
    fuller = [
        f for f in forms.values() if shortens(form.text, form.type, f.text, f.type) and not _of_another_place(form, f)
    ]
    if not fuller:
        return _read_off(form, forms, parents)
    for choose in _CHOICES:
        kept = choose(form, fuller) or fuller
        roots = {root(parents, f.text) for f in kept} - {form.text}
        if len(roots) == 1:
            return min(kept, key=lambda f: (-len(f.text), f.first)).text, DERIVED
        fuller = kept
    return form.text, FULL


def _of_another_place(form: Form, full: Form) -> bool:
    """Whether the full form, with a place in brackets, comes after the short one: rather a daughter of that firm."""
    return form.first < full.first and bool(_LOCAL.search(full.text)) and not _LOCAL.search(form.text)


_NO_BODIES = frozenset({"Person", "Place", "Project", "Product", "Programme", "PilotZone", "Event", "Platform"})


def _read_off(form: Form, forms: dict[str, Form], parents: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The one form whose parts `form` reads off, where no other fits nearly as well: 西电 for 西安电子科技大学."""
    found: dict[str, tuple[float, Form]] = {}
    for full in forms.values():
        if full.type in _NO_BODIES or not compatible(form.type, full.type) or root(parents, full.text) == form.text:
            continue
        match = shorter(form.text, full.text, form.type, full.type)
        if match and (match.weight >= SURE or match.rule == "relative"):
            end = root(parents, full.text)
            found[end] = max(found.get(end, (0.0, full)), (match.weight, full), key=lambda f: (f[0], f[1].text))
    order = sorted(found.values(), key=lambda f: (-f[0], f[1].text))
    if order and (len(order) == 1 or order[0][0] - order[1][0] >= LEAD):
        return order[0][1].text, DERIVED
    return form.text, FULL


_CHOICES: Sequence[Callable[[Form, list[Form]], list[Form]]] = (
    lambda form, fuller: fuller,
    lambda form, fuller: [f for f in fuller if f.type == form.type],
    lambda form, fuller: [f for f in fuller if form.text in f.text],
    lambda form, fuller: [f for f in fuller if f.first < form.first],
)


def _links(forms: dict[str, Form], parents: dict[str, tuple[str, str]]) -> dict[str, Link]:
    groups: dict[str, list[Form]] = defaultdict(list)
    for text in forms:
        groups[root(parents, text)].append(forms[text])
    links = {}
    for members in groups.values():
        full = min(members, key=lambda f: (-len(f.text), f.first))
        kind = sure_type(full.text) or _voted(members)
        links.update({f.text: Link(full.text, kind, parents[f.text][1]) for f in members})
    return links


def _voted(members: Sequence[Form]) -> str:
    """The type that most mentions have, longer forms counting more."""
    votes: Counter[str] = Counter()
    for form in members:
        votes[form.type] += form.count * len(form.text)
    return max(votes, key=lambda kind: (votes[kind], kind))
