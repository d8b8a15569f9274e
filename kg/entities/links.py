"""What joined names, and what may join them, as values that leave the room: one a pair of names, with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from kg.entities.clusters import Clusters, Join
from kg.entities.groups import Group, Local
from kg.model import IdentityLink, Issue, NamedAt, name_key


def links_of(state: Clusters, by_local: Mapping[Local, str]) -> tuple[IdentityLink, ...]:
    """The links of a build, in order: those inside articles, the joins over articles, and the doubts that are left.

    A join of two names that are spelt alike is left out but for persons: it is in the names. A doubt is left out where
    its two sides are one after all, or a decision has parted them; of one pair of entities the weightiest stays.
    """
    found = [*_inside(state.groups, by_local)]
    for join in state.joins:
        one, other = state.groups[join.one], state.groups[join.other]
        if one.reading != other.reading or one.type == "Person" or join.rule.startswith("correction"):
            found.append(_link("same", join, state.groups, by_local))
    doubts: dict[tuple[str, str], IdentityLink] = {}
    for doubt in state.doubts:
        link = _link("unsure", doubt, state.groups, by_local)
        pair = (link.one.entity, link.other.entity)
        if pair[0] == pair[1] or state.apart(doubt.one, doubt.other):
            continue
        if pair not in doubts or (-link.weight, _order(link)) < (-doubts[pair].weight, _order(doubts[pair])):
            doubts[pair] = link
    return tuple(sorted([*dict.fromkeys(found), *doubts.values()], key=_order))


def doubtful(links: tuple[IdentityLink, ...]) -> tuple[Issue, ...]:
    """An issue for each pair that is unsure: both names, where they stand, and what speaks for and against."""
    return tuple(
        Issue(
            "ambiguous-name" if link.rule == "name/linked" else "unsure-identity",
            f"{link.one.name} ({link.one.document}) may be {link.other.name} ({link.other.document}): "
            + ("; ".join(f"{r.kind} {r.weight:+g} ({r.what})" for r in link.reasons) or "no evidence either way")
            + "; kept apart",
            link.one.document,
            link.one.span,
            link.one.text,
        )
        for link in links
        if link.verdict == "unsure"
    )


def _inside(groups: Mapping[Local, Group], by_local: Mapping[Local, str]) -> Iterator[IdentityLink]:
    """One link for each further name by which an article calls an entity."""
    for local, group in groups.items():
        seen = {name_key(group.name)}
        for mention in group.mentions:
            if mention.named and name_key(mention.text) not in seen:
                seen.add(name_key(mention.text))
                id_, (document, article, _) = by_local[local], local
                other = NamedAt(id_, mention.text, mention.document, document, article, mention.span, mention.text)
                yield IdentityLink("same", other, _named_at(local, group, id_), mention.rule, ())


def _link(
    verdict: Literal["same", "unsure"], join: Join, groups: Mapping[Local, Group], by_local: Mapping[Local, str]
) -> IdentityLink:
    one, other = sorted(
        (_named_at(local, groups[local], by_local[local]) for local in (join.one, join.other)),
        key=lambda s: (len(name_key(s.name)), s.document, s.span, s.entity),
    )
    return IdentityLink(verdict, one, other, join.rule, join.reasons)


def _named_at(local: Local, group: Group, entity: str) -> NamedAt:
    """The group's name at its first full mention, else at its first mention by name."""
    named = [m for m in group.mentions if m.named]
    first = next((m for m in named if name_key(m.text) == name_key(group.name)), named[0])
    return NamedAt(entity, group.name, first.document, local[0], local[1], first.span, first.text)


def _order(link: IdentityLink) -> tuple[object, ...]:
    sides = ((s.document, s.span, s.entity) for s in (link.one, link.other))
    return link.verdict, *sides, link.rule, link.reasons and [(r.kind, r.weight, r.what) for r in link.reasons]
