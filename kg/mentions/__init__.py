"""Documents with their names, aliases, bare nouns and collectives marked: what each stands for, and by which rule.

tagger       words and parts of speech (LAC behind spaCy)      words, lines   the same, cut finer, flat
reading      names by learned weights (features, learning)     quoted         names in quotation marks
boundaries   borders mended                                    types          types by head noun
names        all of these for one article                      aliases        forms of one entity
bare         公司, 该校, 他, 双方                               coreference    what they stand for
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.mentions.aliases import FULL, Link, link
from kg.mentions.coreference import UNRESOLVED, Reference, references
from kg.mentions.lines import Line, read_lines, tokens
from kg.mentions.names import article_names
from kg.mentions.reading import LEARNED, read
from kg.mentions.spans import Name
from kg.mentions.tagger import load_language
from kg.model import AnnotatedDocument, Document, Issue, Mention, Sentence, Token
from kg.models.tagger import Reader, load_reader

__all__ = ["annotate", "load_language"]

# How often a mention found so is right: counted on the test part of the corpus where there are enough, else estimated.
CONFIDENCE = {
    "name/learned": 0.9,
    "name/repeated": 0.75,
    "name/quoted": 0.6,
    "name/quoted-head": 0.6,
    "name/quantity": 0.7,
    "name/recurring": 0.7,
    "name/phase": 0.8,
    "name/lac-person": 0.8,
    "name/lac-organisation": 0.7,
    "name/known": 0.95,
    "name/declared": 0.95,
    "alias/declared": 0.97,
    "alias/derived": 0.95,
    "alias/same": 0.97,
    "noun/declared": 0.95,
    "noun/speaker": 0.9,
    "noun/nearest": 0.8,
    "noun/pair": 0.8,
    "noun/collective": 0.7,
    "noun/unresolved": 0.3,
}


def annotate(
    document: Document, sentences: tuple[Sentence, ...], reader: Reader | None = None
) -> tuple[AnnotatedDocument, tuple[Issue, ...]]:
    """The document with its tokens and mentions, and an issue for each collective or 该-noun that stays open.

    Mentions are in order of span and do not overlap. Aliases and nouns are resolved within one article only.
    `reader` is the tagger that ships with kg, or another that training puts in its place.
    """
    reader = reader or load_reader()
    lines = read_lines(sentences, reader)
    articles: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        articles[line.sentence.article].append(line)
    mentions: list[Mention] = []
    for number in sorted(articles):
        mentions += _article_mentions(document, articles[number], reader)
    mentions.sort(key=lambda mention: mention.span)
    annotated = AnnotatedDocument(document, sentences, _tokens(lines, mentions), tuple(mentions))
    return annotated, tuple(_issues(document, mentions))


def _tokens(lines: Sequence[Line], mentions: Sequence[Mention]) -> tuple[tuple[Token, ...], ...]:
    """The words of each line, cut at the borders of mentions."""
    borders = sorted({border for mention in mentions for border in (mention.span.start, mention.span.end)})
    return tuple(tokens(line, borders) for line in lines)


def _article_mentions(document: Document, lines: Sequence[Line], reader: Reader) -> list[Mention]:
    readings = read(lines, reader)
    found = article_names(lines, readings)
    links = link(lines, found)
    mentions = []
    for line, names, nouns in zip(lines, found, references(lines, readings, found, links), strict=True):
        mentions += [_named(document, line, name, links) for name in names]
        mentions += [_unnamed(document, line, noun) for noun in nouns]
    return mentions


def _named(document: Document, line: Line, name: Name, links: dict[str, Link]) -> Mention:
    span = line.span(name.start, name.end)
    found = links[line.text[name.start : name.end]]
    rule = name.rule if found.rule == FULL else found.rule
    confidence = min(name.belief, CONFIDENCE[rule]) if rule == LEARNED else CONFIDENCE[rule]
    return Mention(span, document.slice(span), found.type, True, (found.full,), rule, confidence)


def _unnamed(document: Document, line: Line, noun: Reference) -> Mention:
    span = line.span(noun.start, noun.end)
    return Mention(span, document.slice(span), noun.type, False, noun.full, noun.rule, CONFIDENCE[noun.rule])


def _issues(document: Document, mentions: Sequence[Mention]) -> list[Issue]:
    return [
        Issue("unresolved-noun", f"{m.text}: nothing named before it fits", document.name, m.span, m.text)
        for m in mentions
        if m.rule == UNRESOLVED and m.text.startswith(("该", "本", "此", "这", "双", "两", "三"))
    ]
