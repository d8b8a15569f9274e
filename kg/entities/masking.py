"""Names of persons who are not to be named, blocked out of what others are quoted with; offsets stay as they are."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from kg.graph import Graph
from kg.model import Document, Evidence, IdentityLink

MASK: Final = "▇"  # one for each character


def masked(graph: Graph, names: Collection[str]) -> Graph:
    """The graph with each of the names blocked out of quoted sentences and headlines.

    The offsets of a quote, and its length, are those of the printed sentence: what is not blocked reads as printed.
    """
    wanted = sorted({n for n in names if len(n) > 1}, key=lambda n: (-len(n), n))
    if not wanted:
        return graph
    pattern = re.compile("|".join(r"\s?".join(map(re.escape, n)) for n in wanted))
    statements = []
    for statement in graph.statements:
        evidence = tuple(_evidence(e, pattern) for e in statement.evidence)
        statements.append(replace(statement, evidence=evidence) if evidence != statement.evidence else statement)
    return replace(
        graph,
        statements=tuple(statements),
        documents=tuple(_document(d, pattern) for d in graph.documents),
        links=tuple(_link(k, pattern) for k in graph.links),
    )


def reads(text: str, quote: str) -> bool:
    """Whether the quote reads as the text does, but for what is blocked out."""
    return len(text) == len(quote) and all(q in (c, MASK) for c, q in zip(text, quote, strict=True))


def _block(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda m: MASK * len(m[0]), text)


def _evidence(evidence: Evidence, pattern: re.Pattern[str]) -> Evidence:
    return replace(
        evidence,
        text=_block(evidence.text, pattern),
        article=_block(evidence.article, pattern),
        subject_text=_block(evidence.subject_text, pattern),
        object_text=_block(evidence.object_text, pattern),
    )


def _link(link: IdentityLink, pattern: re.Pattern[str]) -> IdentityLink:
    if not any(pattern.search(r.what) for r in link.reasons):
        return link
    return replace(link, reasons=tuple(replace(r, what=_block(r.what, pattern)) for r in link.reasons))


def _document(document: Document, pattern: re.Pattern[str]) -> Document:
    if not any(pattern.search(a.title) for a in document.articles):
        return document
    return replace(document, articles=tuple(replace(a, title=_block(a.title, pattern)) for a in document.articles))
