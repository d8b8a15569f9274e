"""Hostile text costs a rule no more than other text: no pattern runs away, at no length."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator

import pytest

from kg.extractors import loading
from kg.extractors.kinds import CHARACTER, TYPES
from kg.extractors.relations import LONGEST, extract, issues
from kg.extractors.rule import Rule
from tests.faults import FULL
from tests.marked import document

MENTIONS = [CHARACTER[kind] for kind in TYPES]
LISTS = frozenset({"co_builds/共建", "partners_with/分别签约"})  # two lists, or one and a wide gap: up to 10 s


def hostile(pattern: re.Pattern[str], seed: str, length: int) -> Iterator[str]:
    """Texts that nearly match everywhere: mentions, the pattern's own words, and what joins a list."""
    chance = random.Random(seed)
    words = re.findall(r"[\u4e00-\u9fff]{1,6}", pattern.pattern)[:60] or ["一"]
    yield MENTIONS[1] * length
    yield "".join(MENTIONS) * (length // len(MENTIONS))
    yield "，".join(["一" * 23] * (length // 24))
    yield (MENTIONS[1] + "一" * 14) * (length // 15)
    for joint in ("、", "与", "联合", "联合联合", chance.choice(words)):
        yield (MENTIONS[1] + joint) * (length // (1 + len(joint)))
    yield "".join(chance.choice(words + MENTIONS) for _ in range(length))[:length]
    pieces = (chance.choice(words) + "一" * chance.randrange(14) + chance.choice(MENTIONS) for _ in range(length // 8))
    yield "".join(pieces)[:length]


def seconds(pattern: re.Pattern[str], texts: list[str]) -> float:
    """Processor seconds to find the pattern wherever it begins, as `matching` looks for it."""
    begun = time.process_time()
    for text in texts:
        position = 0
        while match := pattern.search(text, position):
            position = match.start() + 1
    return time.process_time() - begun


@pytest.mark.parametrize("rule", loading.load(), ids=lambda rule: rule.id)
def test_rule_reads_hostile_text_in_time(rule: Rule) -> None:
    """10^5 characters, as the longest sentences that a rule is given; CI takes one of the hundred."""
    for number, pattern in enumerate([*rule.patterns, *filter(None, (rule.unless, rule.verbs))]):
        for text in hostile(pattern, f"{rule.id} {number}", LONGEST):
            if FULL:
                assert seconds(pattern, [text] * (100_000 // LONGEST)) < (1 if rule.id not in LISTS else 15)
            else:
                assert seconds(pattern, [text]) < 0.5


def test_relations_leave_out_a_sentence_without_end_and_say_so() -> None:
    """甲公司联合乙大学…: 10^5 characters without a full stop."""
    text = document("{Company:甲公司}联合{University:乙大学}研发" + "一" * 100_000 + "{Product:丙}。")
    begun = time.process_time()
    claims = list(extract(text))
    assert (claims, [i.kind for i in issues(text, claims)]) == ([], ["long-sentence"])
    assert time.process_time() - begun < 1
