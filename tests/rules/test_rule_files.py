"""What a rule file must hold, and what is said when it does not."""

from __future__ import annotations

import pytest

from kg.errors import RuleError
from kg.extractors.loading import read_rules

GOOD = """
relation = "joined"
subject = ["Organisation"]
object = ["Programme"]

[words]
join = ["加入", "入选"]

[[rule]]
id = "加入"
verbs = "@join"
patterns = ["{s+}~8<V>@mod{o}"]
examples = ["{s:甲开发区}正式入选“{o:乙计划}”。"]
counter = ["{Company:甲开发区}谈到{Programme:乙计划}。"]
"""
RELATIONS = ("joined", "owns")


def _load(text: str) -> str:
    with pytest.raises(RuleError) as caught:
        read_rules(text, "rules/x.toml", {}, RELATIONS)
    return str(caught.value)


def test_loading_good_file_gives_rule() -> None:
    (rule,) = read_rules(GOOD, "rules/x.toml", {}, RELATIONS)
    assert (rule.id, rule.relation, rule.confidence, rule.pairs) == ("joined/加入", "joined", 0.8, "cross")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"joined"', '"joind"', "unknown relation 'joind' (near: joined"),
        ('["Programme"]', '["Programe"]', "unknown type 'Programe' (near: Programme"),
        ("{s+}~8<V>", "{s:Compny+}~8<V>", "unknown type Compny (near: Company"),
        ("@mod", "@mud", "unknown piece @mud (near: mod)"),
        ("{s+}~8<V>@mod{o}", "#aktive", "unknown construction #aktive"),
        ("~8", ".*", "unbounded quantifier"),
        ("<V>", "<(V>", "is not well formed"),
        ("examples =", "exmaples =", "unknown key 'exmaples' (near: examples"),
        ("examples =", "exmaples =", "no example"),
        ('counter = ["{Company:甲开发区}谈到{Programme:乙计划}。"]', "", "no counter-example"),
        ("谈到", "入选", "gives 甲开发区–乙计划, not nothing"),
        ("正式入选", "没有提到", "gives nothing, not 甲开发区–乙计划"),
        ("{Company:甲", "{s:甲", "marks s or o"),
        ("{Company:", "{Companie:", "unknown type Companie in example"),
        ('verbs = "@join"', 'verbs = "@join"\npairs = "each"', "unknown pairs 'each'"),
        ('verbs = "@join"', 'verbs = "@join"\nview = "bodie"', "unknown view 'bodie' (near: bodies"),
        ('verbs = "@join"', 'verbs = "@join"\nstatus = "planed"', "unknown status 'planed' (near: planned"),
    ],
)
def test_loading_bad_file_says_what_and_where(old: str, new: str, said: str) -> None:
    message = _load(GOOD.replace(old, new))
    assert message.startswith("rules/x.toml does not load:")
    assert said in message


def test_loading_tells_all_problems_of_a_file() -> None:
    message = _load(GOOD.replace('"joined"', '"joind"').replace("@mod", "@mud").replace("counter", "contra"))
    assert all(part in message for part in ("'joind'", "@mud", "'contra'", "no counter-example"))


def test_loading_broken_toml_says_where() -> None:
    assert _load("relation = [").startswith("rules/x.toml is not TOML:")


def test_loading_rejects_the_same_id_twice() -> None:
    rule = GOOD[GOOD.index("[[rule]]") :]
    assert "加入: the same id twice" in _load(GOOD + rule)
