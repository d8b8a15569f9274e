"""Identity does not depend on order, and joining what is joined changes nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.entities import identify
from kg.model import AnnotatedDocument, name_key
from tests.marked import document

MARKS = (
    "{DevelopmentZone:沙泉经济技术开发区}",
    "{DevelopmentZone:沙泉开发区}",
    "{Company:沙泉远桥数据科技有限公司}",
    "{Company:远桥数据}",
    "{Company:云川能源}",
    "{University:西岭电子科技大学}",
    "{University:西电科}",
    "{GovernmentBody:市科技局}",
    "{Place:河东市}",
    "{Project:沙泉光伏走廊项目一期}",
    "{Project:二期}",
    "{Project:光伏走廊二期}",
    "{Person:周原}",
    "{Company:云川能源}董事长{Person:周原}",
    "{University:西岭电子科技大学}教授{Person:周原}",
)
articles = st.lists(st.sampled_from(MARKS), min_size=1, max_size=5, unique=True).map(lambda m: "、".join(m) + "。")
pages = st.lists(articles, min_size=1, max_size=5)


def made(texts: list[str]) -> list[AnnotatedDocument]:
    return [document(text, f"d{i}") for i, text in enumerate(texts)]


@settings(deadline=None, max_examples=60)
@given(pages, st.randoms(use_true_random=False))
def test_identity_is_the_same_for_any_order(texts: list[str], random: object) -> None:
    documents = made(texts)
    shuffled = list(documents)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert identify(shuffled) == identify(documents)


@settings(deadline=None, max_examples=60)
@given(pages)
def test_identity_of_one_entity_is_kept_when_it_is_decided_again(texts: list[str]) -> None:
    documents = made(texts)
    found = identify(documents)
    pairs = [
        frozenset({(name_key(e.name), ""), (name_key(alias), "")})
        for e in found.entities
        if sum(name_key(e.name) == name_key(n) for o in found.entities for n in (o.name, *o.aliases)) == 1
        for alias in e.aliases
        if sum(name_key(alias) == name_key(n) for o in found.entities for n in (o.name, *o.aliases)) == 1
    ]
    assert identify(documents, same=pairs).entities == found.entities


@settings(deadline=None, max_examples=60)
@given(pages)
def test_identity_gives_each_mention_to_one_entity(texts: list[str]) -> None:
    found = identify(made(texts))
    mentions = [(m.document, m.span) for e in found.entities for m in e.mentions]
    assert len(mentions) == len(set(mentions)) == sum(text.count("{") for text in texts)
    assert len({e.id for e in found.entities}) == len(found.entities)


@settings(deadline=None, max_examples=40)
@given(pages, st.permutations(["沙泉开发区", "云川能源", "远桥数据"]))
def test_identity_merges_commute(texts: list[str], names: list[str]) -> None:
    one = frozenset({(names[0], ""), (names[1], "")})
    two = frozenset({(names[1], ""), (names[2], "")})
    documents = made(texts)
    assert identify(documents, same=[one, two]).entities == identify(documents, same=[two, one]).entities
