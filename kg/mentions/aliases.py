"""Which names of one article are forms of the same entity: declared in the text, or derived from the fuller form."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from kg import lexicon
from kg.mentions.lines import Line
from kg.mentions.spans import Name
from kg.mentions.types import head_type, sure_type
from kg.model import name_key

FULL, DECLARED, DERIVED, SAME = "name/full", "alias/declared", "alias/derived", "alias/same"
MAX_ALIAS = 16
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
_PLAIN = re.compile(r"[“《]?([^“”《》，,。；：、]{2,20})[”》]?")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9 .&'’-]+")
GROUPS: tuple[frozenset[str], ...] = (
    frozenset({"Company", "University", "ResearchInstitute", "GovernmentBody", "Organisation", "Media", "Alliance",
               "DevelopmentZone", "Platform"}),
    frozenset({"Project", "Programme", "PilotZone", "Event", "Platform", "Product"}),
    frozenset({"Place", "DevelopmentZone"}),
    frozenset({"Person"}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Declaration:
    """`line.text[start:end]` is declared to be another form of `name`, which stands in the same line."""

    name: Name
    start: int
    end: int


def compatible(one: str, other: str) -> bool:
    """Whether an entity may be read as one type here and as the other there."""
    return one == other or any(one in group and other in group for group in GROUPS)


def declarations(line: Line, names: Sequence[Name]) -> list[Declaration]:
    """The other forms that one line declares for its names, in order: 某公司（以下简称某某）, 某局更名为某某局."""
    found = []
    for i, name in enumerate(names):
        bracket = _BRACKET.match(line.text, name.end)
        if bracket:
            spans = [match.span(1) for match in _DECLARED.finditer(line.text, bracket.start(1), bracket.end(1) + 1)]
            found += [Declaration(name, *span) for span in spans]
            plain = None if spans else _PLAIN.fullmatch(line.text, bracket.start(1), bracket.end(1))
            if plain and (_is_name(plain.span(1), names) or _LATIN.fullmatch(plain[1])) and not _only_place(plain[1]):
                found.append(Declaration(name, *plain.span(1)))
        renamed = _RENAMED.match(line.text, name.end)
        if renamed:
            found += [Declaration(name, n.start, n.end) for n in names[i + 1 : i + 2] if n.start == renamed.end()]
    return found


def _is_name(span: tuple[int, int], names: Sequence[Name]) -> bool:
    return any((name.start, name.end) == span for name in names)


def _only_place(text: str) -> bool:
    return text in _places() or text == "新市区"


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
    if not compatible(forms[short].type, forms[full].type) and not sure_type(full):
        return
    if parents[short][0] == short and root(parents, full) != short:
        parents[short] = (full, DECLARED)


def root(parents: dict[str, tuple[str, str]], text: str) -> str:
    """The end of the chain of parents from `text`."""
    while parents[text][0] != text:
        text = parents[text][0]
    return text


def _fuller(form: Form, forms: dict[str, Form], parents: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The one form in the article that `form` shortens, and the rule; itself where there is none or no telling which."""
    same = [f for f in forms.values() if f.text != form.text and name_key(f.text) == name_key(form.text)]
    if same:
        full = min((form, *same), key=lambda f: (-len(f.text), f.first)).text
        return (full, SAME) if full != form.text and root(parents, full) != form.text else (form.text, FULL)
    fuller = [f for f in forms.values() if shortens(form.text, form.type, f.text, f.type)]
    for choose in _CHOICES:
        kept = choose(form, fuller) or fuller
        roots = {root(parents, f.text) for f in kept} - {form.text}
        if len(roots) == 1:
            return min(kept, key=lambda f: (-len(f.text), f.first)).text, DERIVED
        fuller = kept
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


# --- derived short names

LEGAL = (
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "集团公司",
    "集团股份",
    "公司",
    "集团",
    "股份",
    "控股",
    "科技",
    "实业",
)
_WIDE = frozenset({"中国科学院", "国家", "全国"})  # before a name, like a place: 山西煤化所 for 中国科学院山西煤化所
_LEGAL = re.compile(f"(?:{'|'.join(LEGAL)}|[（(].{{2,8}}[）)]){{1,4}}")
_LEGAL_END = re.compile("(?:集团|股份|控股){0,3}(?:有限责任公司|有限公司|公司)$")


def shortens(short: str, short_type: str, full: str, full_type: str) -> bool:
    """Whether `short` may be a shorter form of `full`: its characters in the same order, and the same kind of thing."""
    a, b = name_key(short), name_key(full)
    if len(a) >= len(b) or len(a) < 2 or not compatible(short_type, full_type):
        return False
    if short_type == "Person" or full_type == "Person":
        return short_type == full_type and _person_part(short, full)
    if full_type == "Place" and short_type == "Place":
        return _shorter_place(a, b)
    if a in _places():
        return False
    if a in b:
        return _part(a, b, short_type == full_type)
    return len(a) <= 0.8 * len(b) and _abbreviates(a, b)


def _person_part(short: str, full: str) -> bool:
    """艾合买提 for 艾合买提·居马."""
    return full.startswith((short + "·", short + "•")) or full.endswith(("·" + short, " " + short))


def _shorter_place(short: str, full: str) -> bool:
    """昌吉 for 昌吉市, 某某区 for 某市某某区."""
    if full.startswith(short):
        return full[len(short) :] in (
            "省",
            "市",
            "县",
            "区",
            "州",
            "旗",
            "镇",
            "乡",
            "村",
            "自治区",
            "自治州",
            "自治县",
            "地区",
            "口岸",
        )
    return full.endswith(short) and short[-1] in "区县市镇乡村旗" and full[: -len(short)][-1:] in "省市州区县盟旗"


def _part(short: str, full: str, same_type: bool) -> bool:
    """`short` is a piece of `full`: what is left must not be a thing of its own."""
    start = full.find(short)
    before, after = full[:start], full[start + len(short) :]
    _, complete = head_type(short)
    if after:
        if complete or not same_type:
            return bool(_LEGAL.fullmatch(after)) or (same_type and after in ("大学", "学院"))
        return not before or _is_place(before) or len(before) <= 6
    return same_type or len(before) <= 6


def _is_place(text: str) -> bool:
    return text in _places() or text[-1] in "省市县区州旗"


def _abbreviates(short: str, full: str) -> bool:
    """All characters of `short` stand in `full` in order, the first at its start or after a place, the last near its end."""
    start = _begin(short, full)
    if start < 0:
        return False
    if not short.endswith(("公司", "集团", "股份")):
        full = _LEGAL_END.sub("", full)
    at, places = start, []
    for character in short:
        at = full.find(character, at)
        if at < 0:
            return False
        places.append(at)
        at += 1
    tail = len(full) - full.rfind(short[-1])
    joined = sum(b == a + 1 for a, b in zip(places, places[1:], strict=False))
    return tail <= 5 and (joined > 0 or len(short) <= 4)


def _begin(short: str, full: str) -> int:
    if full[0] == short[0]:
        return 0
    for length in range(min(8, len(full) - 2), 1, -1):
        if full[:length] in _places() and full[length] == short[0]:
            return length
    return -1


@cache
def _places() -> frozenset[str]:
    places = lexicon.table("places")
    return frozenset(name_key(name) for names in places.values() for name in names if len(name) > 1) | _WIDE
