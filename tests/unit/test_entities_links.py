"""Why names were joined, and which pairs stay in doubt."""

from kg.entities import identify
from kg.model import IdentityLink
from tests.marked import document

FULL = "{DevelopmentZone:沙泉经济技术开发区}（简称{DevelopmentZone=沙泉经济技术开发区:沙泉开发区}）招商。"
PERSONS = (
    "{Company:远桥集团}董事长{Person:周原}与{Company:云川能源}和{Alliance:戈壁联盟}签约。",
    "{University:兰州大学}教授{Person:周原}与{Company:云川能源}和{Alliance:戈壁联盟}签约。",
)


def links(*marked: str, different: tuple[str, str] | None = None) -> list[IdentityLink]:
    parted = [frozenset((name, "") for name in different)] if different else []
    return list(identify([document(text, f"d{i}") for i, text in enumerate(marked)], different=parted).links)


def told(link: IdentityLink) -> tuple[str, str, str, str, tuple[str, ...]]:
    return link.verdict, link.one.name, link.other.name, link.rule, tuple(r.kind for r in link.reasons)


def test_links_say_why_names_of_two_documents_were_joined() -> None:
    (link,) = links("{Company:沙泉远桥数据科技有限公司}开工。", "{Company:沙泉远桥数据}开工。")
    assert told(link) == ("same", "沙泉远桥数据", "沙泉远桥数据科技有限公司", "name/shorter", ("initialism",))
    assert link.one.entity == link.other.entity
    assert (link.one.document, link.other.document, link.weight) == ("d1", "d0", 2.6)


def test_links_hold_the_names_that_an_article_links() -> None:
    (link,) = links(FULL)
    assert told(link)[:3] == ("same", "沙泉开发区", "沙泉经济技术开发区")
    assert (link.one.text, link.one.span.start, link.other.span.start) == ("沙泉开发区", 12, 0)


def test_links_keep_unsure_pairs_with_what_speaks_for_and_against() -> None:
    kinds = ("other-organisation", "person-neighbour", "rare-name")
    (link,) = links(*PERSONS)
    assert told(link) == ("unsure", "周原", "周原", "person/name", kinds)
    assert link.one.entity != link.other.entity


def test_links_leave_out_a_pair_that_a_decision_has_parted() -> None:
    first = "{Company=河东能源集团有限公司:河东能源}与{Company:河东能源集团有限公司}。"
    second = "{Company=河东能源投资有限公司:河东能源}与{Company:河东能源投资有限公司}。"
    texts = (first, second, "{Company:河东能源}开工。")
    unsure = [k.other.name for k in links(*texts) if k.verdict == "unsure"]
    left = [
        k.other.name for k in links(*texts, different=("河东能源投资有限公司", "河东能源")) if k.verdict == "unsure"
    ]
    assert (sorted(unsure), left) == (["河东能源投资有限公司", "河东能源集团有限公司"], [])  # 河东能源 is the other one


def test_links_of_one_name_are_not_listed_but_for_persons() -> None:
    assert links("{Company:远桥集团}开工。", "{Company:远桥集团}投产。") == []
    same = links("{Company:远桥集团}董事长{Person:周原}说。", "{Company:远桥集团}总经理{Person:周原}说。")
    assert [told(k)[3] for k in same] == ["person/organisation"]
