"""Claims by the trained relation model: the extractor that the entry point `learned` names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from kg.extractors import dates, modality, speakers
from kg.model import AnnotatedDocument, Claim, Sentence, Span
from kg.models.characters import HERE
from kg.models.relations import Proposal, find_roles, propose
from kg.models.tagger import Reader, load_reader

NAME: Final = "learned"
LEAST: Final = 0.05  # proposals less probable are no claims; how sure the others are, kg.extractors.policy says
SURE_STATUS: Final = 0.6  # from here on the model's word on status counts where no cue speaks
_SYMMETRIC: Final = frozenset({"partners_with"})


def extract(annotated: AnnotatedDocument) -> Iterator[Claim]:
    """The claims that the relation model proposes, by sentence, subject, relation and object.

    In one article each (subject, relation, object) is claimed once, by its most probable pair of mentions, with the
    model's probability as confidence. The sentence is the one with the trigger, without a trigger the one of the later
    mention. Status is by cues; where none speaks, by the model if it is sure.
    """
    yield from read(annotated, load_reader(), HERE)


def read(annotated: AnnotatedDocument, reader: Reader, folder: Path) -> list[Claim]:
    """What `extract` gives, by a tagger and by the relation model whose weights are in `folder`."""
    told = find_roles(annotated, reader)
    proposals = propose(annotated, told, LEAST, folder)
    claims = [_claim(annotated, proposal, told) for proposal in _best(annotated, proposals)]
    return sorted(claims, key=lambda c: (c.sentence.span, c.subject.span, c.relation, c.object.span))


def _best(annotated: AnnotatedDocument, proposals: Iterator[Proposal]) -> list[Proposal]:
    """The most probable proposal of each statement in each article; the first of equal ones."""
    best: dict[tuple[object, ...], Proposal] = {}
    for proposal in proposals:
        ends = (proposal.subject.refers_to, proposal.object.refers_to)
        article = annotated.sentences[proposal.sentence].article
        key = (article, proposal.relation, *(sorted(ends) if proposal.relation in _SYMMETRIC else ends))
        if key not in best or proposal.probability > best[key].probability:
            best[key] = proposal
    return list(best.values())


def _claim(annotated: AnnotatedDocument, proposal: Proposal, told: Sequence[Span]) -> Claim:
    sentence, trigger = _sentence(annotated, proposal), proposal.trigger
    # A denial needs a word that denies: 山路不好走，车也不够 before a project is none, whatever the model makes of it.
    sure = max(proposal.statuses) >= SURE_STATUS and proposal.status != "denied"
    status = modality.judge(
        annotated,
        sentence,
        trigger,
        proposal.subject.span,
        proposal.object.span,
        proposal.relation,
        proposal.status if sure else None,
    )
    post = _post(annotated, proposal, told)
    return Claim(
        subject=proposal.subject,
        relation=proposal.relation,
        object=proposal.object,
        sentence=sentence,
        trigger=trigger,
        status=status,
        speaker=speakers.speaker_of(annotated, sentence, trigger),
        date=None if post else dates.governing_date(annotated, sentence, trigger),
        role=annotated.document.slice(post).replace("\n", "") if post else None,
        confidence=proposal.probability,
        extractor=NAME,
        rule=f"{proposal.relation}/model",
    )


def _sentence(annotated: AnnotatedDocument, proposal: Proposal) -> Sentence:
    """The sentence with the trigger, or that of the later mention."""
    later = annotated.sentences[proposal.sentence]
    if proposal.trigger is None or later.span.contains(proposal.trigger):
        return later
    before = (annotated.sentences[at] for at in range(proposal.sentence - 1, -1, -1))
    return next((sentence for sentence in before if sentence.span.contains(proposal.trigger)), later)


def _post(annotated: AnnotatedDocument, proposal: Proposal, told: Sequence[Span]) -> Span | None:
    """The words for the post that a works_for statement is about: the nearest to the person, in the same sentence."""
    if proposal.relation != "works_for":
        return None
    person = proposal.subject.span
    near = [
        span
        for sentence in annotated.sentences
        if sentence.span.contains(person)
        for span in told
        if sentence.span.contains(span)
    ]
    return min(near, key=lambda span: (max(span.start - person.end, person.start - span.end), span), default=None)
