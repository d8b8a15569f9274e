"""Claims by rules: the extractor that the entry point `rules` names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, get_args

from kg.extractors import dates, modality, speakers
from kg.extractors.loading import load
from kg.extractors.masking import Mask, View, views
from kg.extractors.matching import Match, find
from kg.extractors.rule import Rule
from kg.model import AnnotatedDocument, Claim, Issue, Mention, Sentence

NAME: Final = "rules"
LONGEST: Final = 1000  # characters of a sentence that rules read: the worst of them takes 0.1 s for it
# Of these a sentence states one about a pair: what is set up together is not also carried out, developed or organised.
_ONE_READING: Final = frozenset({"co_builds", "develops", "established", "implements", "organises"})


def extract(annotated: AnnotatedDocument) -> Iterator[Claim]:
    """The claims that the rules find, by sentence, subject, relation and object.

    In one sentence each (subject, relation, object) is claimed once, by its most confident rule. A subject that the
    sentence leaves out is the mention in the nearest sentence before it.
    """
    rules = load()
    for group in _articles(annotated):
        masked = [views(sentence, mentions) for sentence, mentions in _with_mentions(annotated, group)]
        by_view: dict[View, list[Mask]] = {view: [m[view] for m in masked] for view in get_args(View)}
        recent: dict[str, Mention] = {}
        for index, sentence in enumerate(group):
            if by_view["raw"][index].mentions and len(sentence.text) <= LONGEST:
                found = [match for rule in rules for match in find(rule, by_view[rule.view], index, recent)]
                yield from sorted(
                    (_claim(annotated, sentence, match) for match in _best(found)),
                    key=lambda claim: (claim.subject.span, claim.relation, claim.object.span, claim.object.refers_to),
                )


def issues(annotated: AnnotatedDocument, claims: Sequence[Claim]) -> Iterator[Issue]:
    """One issue for each sentence with two entities named, a word that states a relation, and no claim."""
    settled = {claim.sentence.span for claim in claims}
    open_sentences = [sentence for sentence in annotated.sentences if sentence.span not in settled]
    for sentence, mentions in _with_mentions(annotated, open_sentences):
        if len({m.refers_to for m in mentions if m.refers_to and m.type not in ("Person", "Place")}) < 2:
            continue
        if len(sentence.text) > LONGEST:
            message = f"a sentence of {len(sentence.text)} characters is not read by rules: a full stop may be missing"
            yield Issue("long-sentence", message, annotated.document.name, sentence.span, sentence.text[:LONGEST])
            continue
        word = _stating_word(sentence)
        if word:
            yield Issue(
                kind="no-claim",
                message=f"two entities and “{word}”, but no rule relates them",
                document=annotated.document.name,
                span=sentence.span,
                text=sentence.text,
            )


def _articles(annotated: AnnotatedDocument) -> Iterator[list[Sentence]]:
    """The sentences, article by article."""
    group: list[Sentence] = []
    for sentence in annotated.sentences:
        if group and sentence.article != group[-1].article:
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _with_mentions(
    annotated: AnnotatedDocument, sentences: Sequence[Sentence]
) -> Iterator[tuple[Sentence, list[Mention]]]:
    """Each sentence with the mentions wholly inside it."""
    starts = [mention.span.start for mention in annotated.mentions]
    for sentence in sentences:
        low, high = bisect_left(starts, sentence.span.start), bisect_left(starts, sentence.span.end)
        yield sentence, [m for m in annotated.mentions[low:high] if m.span.end <= sentence.span.end]


def _best(matches: Sequence[Match]) -> list[Match]:
    """The most confident match of each triple; the first in rule order where several are as confident."""
    best: dict[tuple[object, ...], Match] = {}
    for match in matches:
        ends: tuple[tuple[str, ...], ...] = (match.subject.refers_to, match.object.refers_to)
        relation = "" if match.rule.relation in _ONE_READING else match.rule.relation
        key = (relation, *(sorted(ends) if match.rule.symmetric else ends))
        if key not in best or match.rule.confidence > best[key].rule.confidence:
            best[key] = match
    return list(best.values())


def _claim(annotated: AnnotatedDocument, sentence: Sentence, match: Match) -> Claim:
    rule, trigger = match.rule, match.trigger
    speaker = speakers.speaker_of(annotated, sentence, trigger)
    return Claim(
        subject=match.subject,
        relation=rule.relation,
        object=match.object,
        sentence=sentence,
        trigger=trigger,
        status=modality.judge(
            annotated, sentence, trigger, match.subject.span, match.object.span, rule.relation, rule.status
        ),
        speaker=speaker,
        date=dates.governing_date(annotated, sentence, trigger),
        role=None,
        confidence=round(rule.confidence * min(match.subject.confidence, match.object.confidence), 4),
        extractor=NAME,
        rule=rule.id,
    )


@cache
def _verbs() -> tuple[Rule, ...]:
    return tuple(rule for rule in load() if rule.verbs is not None)


def _stating_word(sentence: Sentence) -> str:
    for rule in _verbs():
        found = rule.verbs.search(sentence.text) if rule.verbs is not None else None
        if found:
            return found.group()
    return ""
