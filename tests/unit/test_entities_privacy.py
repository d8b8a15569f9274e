"""Persons left out of a graph, and what goes with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.entities import privacy
from kg.errors import ConfigError
from kg.graph import Graph
from kg.model import Issue, name_key
from tests.sampled import graph


def person(found: Graph) -> str:
    return next(e.id for e in found.entities if e.type == "Person")


def where(found: Graph) -> tuple[str, int]:
    mention = found.entity(person(found)).mentions[0]
    return mention.document, mention.span.start


@pytest.mark.parametrize(
    ("policy", "public", "guarded", "reason"),
    [
        ("public-role", True, False, None),
        ("public-role", False, False, privacy.PRIVATE),
        ("public-role", True, True, privacy.GUARDED),
        ("all", False, True, None),
        ("none", True, False, privacy.PRIVATE),
    ],
)
def test_privacy_leaves_out_by_policy(policy: str, public: bool, guarded: bool, reason: str | None) -> None:
    found = graph()
    told = privacy.Told()
    told.public |= {where(found)} if public else set()
    told.guarded |= {where(found)} if guarded else set()
    assert privacy.left_out(found, told, policy, ()).get(person(found)) == reason


def test_privacy_leaves_out_names_on_the_list_whatever_the_policy_is() -> None:
    found = graph()
    gone = privacy.left_out(found, privacy.Told(), "all", {name_key("周 原")})
    assert gone == {person(found): privacy.SUPPRESSED}
    assert privacy.counted(gone) == {privacy.SUPPRESSED: 1}


def test_privacy_takes_a_person_out_of_statements_issues_and_links() -> None:
    issue = Issue("doubt", "周原说，不知", "page", None, "周原说。")
    found = replace(graph(), issues=(issue,))
    left = privacy.without(found, {person(found): privacy.PRIVATE})
    assert "周原" not in {n for e in left.entities for n in (e.name, *e.aliases)}
    assert len(left.statements) == len(found.statements)
    assert all(s.speaker is None for s in left.statements)
    assert left.issues == (Issue("doubt", "▇说，不知", "page"),)


def test_read_names_takes_remarks_and_blank_lines(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("# asked in May\n周原\n\n 陆一鸣 # twice\n", encoding="utf-8")
    assert privacy.read_names(tmp_path / "names.txt") == {"周原", "陆一鸣"}


@pytest.mark.parametrize(("content", "words"), [(None, "no such file"), (b"\xff\xfe\xd6", "list of names")])
def test_read_names_says_what_is_wrong(tmp_path: Path, content: bytes | None, words: str) -> None:
    if content is not None:
        (tmp_path / "names.txt").write_bytes(content)
    with pytest.raises(ConfigError, match=words):
        privacy.read_names(tmp_path / "names.txt")
