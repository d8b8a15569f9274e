"""Measures whose values were counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from kg.evaluation import Ratio, Report, Score, evaluate

COMPANY, UNIVERSITY, ALLIANCE = "长风电气有限公司", "江州大学", "东岭产业联盟"


def entity(name: str, type: str = "Company", *aliases: str) -> dict[str, Any]:
    return {"name": name, "type": type, "aliases": list(aliases)}


def triple(s: str, p: str, o: str, status: str = "realised", **more: Any) -> dict[str, Any]:
    return {"s": s, "p": p, "o": o, "status": status, **more}


NAMES = [entity(COMPANY, "Company", "长风电气"), entity(UNIVERSITY, "University"), entity(ALLIANCE, "Alliance")]


def report(
    gold: list[dict[str, Any]],
    given: list[dict[str, Any]],
    *,
    gold_triples: list[dict[str, Any]] | None = None,
    triples: list[dict[str, Any]] | None = None,
    ignore: tuple[str, ...] = (),
    count_places: bool = False,
) -> Report:
    """One document's report."""
    return evaluate(
        [{"doc": "一", "entities": gold, "triples": gold_triples or [], "ignore": list(ignore)}],
        [{"doc": "一", "entities": given, "triples": triples or []}],
        count_places=count_places,
    )


def relations(gold: list[dict[str, Any]], given: list[dict[str, Any]], **more: Any) -> Report:
    """The report where both sides have the same three entities."""
    return report(NAMES, NAMES, gold_triples=gold, triples=given, **more)


@pytest.mark.parametrize(
    ("score", "figures"),
    [
        (Score(3, 4, 6), (0.75, 0.5, 0.6)),
        (Score(0, 0, 0), (1.0, 1.0, 1.0)),
        (Score(0, 0, 5), (0.0, 0.0, 0.0)),
        (Score(0, 5, 0), (0.0, 0.0, 0.0)),
    ],
)
def test_evaluation_score_gives_precision_recall_and_their_mean(
    score: Score, figures: tuple[float, float, float]
) -> None:
    assert (score.precision, score.recall, score.f1) == pytest.approx(figures)


@pytest.mark.parametrize(("ratio", "value"), [(Ratio(1, 4), 0.25), (Ratio(0, 0), None)])
def test_evaluation_ratio_without_a_case_has_no_value(ratio: Ratio, value: float | None) -> None:
    assert ratio.value == value


@pytest.mark.parametrize(
    ("given", "strict", "lenient"),
    [
        ("长风电气有限公司", 1, 1),
        ("“长风电气”有限 公司", 1, 1),  # quotes and blanks do not matter
        ("长风电气", 1, 1),  # a printed alias
        ("长风电气有限", 0, 1),  # 6 of 8 characters
        ("长风电", 0, 1),  # 3 of the alias's 4
        ("长风", 0, 0),  # 2 of 4 is another name
        ("北辰电气有限公司", 0, 0),
    ],
)
def test_evaluation_entity_matches_by_form_and_leniently_by_containment(given: str, strict: int, lenient: int) -> None:
    got = report([entity(COMPANY, "Company", "长风电气")], [entity(given)])
    assert (got.entity_strict.tp, got.entity_lenient.tp) == (strict, lenient)


@pytest.mark.parametrize(
    ("type", "typed", "fine"),
    [
        ("DevelopmentZone", 1, 1),
        ("GovernmentBody", 1, 0),  # a zone is a body
        ("Place", 1, 0),  # and a place
        ("Person", 0, 0),
        ("", 0, 0),
    ],
)
def test_evaluation_typed_match_needs_a_common_class(type: str, typed: int, fine: int) -> None:
    got = report([entity("云溪开发区", "DevelopmentZone")], [entity("云溪开发区", type)])
    assert (got.entity_typed, got.fine_type) == (Score(typed, 1, 1), Ratio(fine, 1))


def test_evaluation_counts_each_class_by_both_sides() -> None:
    got = report(
        [entity("云溪开发区", "DevelopmentZone"), entity("周明远", "Person"), entity("江州大学", "University")],
        [entity("云溪开发区", "Place"), entity("周明远", "Person"), entity("清河计划", "Programme")],
    )
    assert dict(got.classes) == {
        "Organisation": Score(0, 0, 2),
        "Person": Score(1, 1, 1),
        "Place": Score(1, 1, 1),
        "Initiative": Score(0, 1, 0),
        "Product": Score(0, 0, 0),
    }


def test_evaluation_matches_one_to_one_and_as_many_as_possible() -> None:
    # 甲 could take either gold entity; only if it takes the first is the second left for 乙.
    gold = [entity("甲", "Company", "丙"), entity("乙", "Company", "丙")]
    given = [entity("丙"), entity("乙")]
    assert report(gold, given).entity_strict == Score(2, 2, 2)


def test_evaluation_moves_an_owner_on_where_a_better_edge_was_taken_first() -> None:
    gold = [entity("甲", "Company", "丁"), entity("乙", "Company", "戊")]
    given = [entity("甲", "Company", "丁", "乙"), entity("丁")]
    assert report(gold, given).entity_strict == Score(2, 2, 2)


def test_evaluation_same_predicted_name_twice_is_one_entity_with_the_first_type() -> None:
    got = report([entity(COMPANY)], [entity(COMPANY, "Company"), entity(COMPANY, "Person", "长风")])
    assert (got.entity_strict, got.entity_typed) == (Score(1, 1, 1), Score(1, 1, 1))


@pytest.mark.parametrize(("count_places", "predicted", "neutral"), [(False, 1, 1), (True, 2, 0)])
def test_evaluation_unannotated_place_is_neutral_unless_places_count(
    count_places: bool, predicted: int, neutral: int
) -> None:
    got = report([entity(COMPANY)], [entity(COMPANY), entity("江州", "Place")], count_places=count_places)
    assert (got.entity_strict.pred, got.neutral_entities) == (predicted, neutral)


def test_evaluation_ignored_name_is_neutral() -> None:
    got = report([entity(COMPANY)], [entity(COMPANY), entity("北辰集团")], ignore=("北辰集团",))
    assert (got.entity_strict, got.neutral_entities) == (Score(1, 1, 1), 1)


@pytest.mark.parametrize(
    ("gold", "given", "matched"),
    [
        ((COMPANY, "partners_with", UNIVERSITY), (UNIVERSITY, "partners_with", COMPANY), 1),  # symmetric
        ((COMPANY, "co_builds", UNIVERSITY), (UNIVERSITY, "co_builds", COMPANY), 0),
        ((COMPANY, "owns", ALLIANCE), (ALLIANCE, "subsidiary_of", COMPANY), 1),  # inverse
        ((COMPANY, "owns", ALLIANCE), (COMPANY, "subsidiary_of", ALLIANCE), 0),
        ((COMPANY, "owns", ALLIANCE), (COMPANY, "acquired", ALLIANCE), 1),  # counted as the same
        ((COMPANY, "joined", ALLIANCE), ("长风电气", "joined", ALLIANCE), 1),  # by alias
        ((COMPANY, "joined", ALLIANCE), (COMPANY, "member_of", ALLIANCE), 0),
    ],
)
def test_evaluation_triple_matches_by_relation_and_direction(
    gold: tuple[str, str, str], given: tuple[str, str, str], matched: int
) -> None:
    got = relations([triple(*gold)], [triple(*given)])
    assert got.triple_strict == Score(matched, 1, 1)


def test_evaluation_triple_stated_twice_counts_once() -> None:
    again = [triple(COMPANY, "owns", ALLIANCE), triple(ALLIANCE, "subsidiary_of", "长风电气")]
    assert relations(again, again).triple_strict == Score(1, 1, 1)


def test_evaluation_name_not_declared_by_the_predictor_still_names_the_gold_entity() -> None:
    wanted = [triple(COMPANY, "joined", ALLIANCE)]
    got = report(NAMES, [], gold_triples=wanted, triples=wanted)
    assert (got.entity_strict, got.triple_strict) == (Score(0, 0, 3), Score(1, 1, 1))


def test_evaluation_lenient_triple_accepts_a_wrong_boundary() -> None:
    got = report(
        NAMES,
        [entity("长风电气有限"), *NAMES[1:]],
        gold_triples=[triple(COMPANY, "joined", ALLIANCE)],
        triples=[triple("长风电气有限", "joined", ALLIANCE)],
    )
    assert (got.triple_strict, got.triple_lenient) == (Score(0, 1, 1), Score(1, 1, 1))


@pytest.mark.parametrize(
    ("gold", "given", "score"),
    [
        ([("owns", UNIVERSITY, ALLIANCE)], [("joined", ALLIANCE, UNIVERSITY)], Score(1, 1, 1)),
        ([("owns", UNIVERSITY, ALLIANCE)], [("owns", COMPANY, ALLIANCE)], Score(0, 1, 1)),
        (
            [("owns", UNIVERSITY, ALLIANCE), ("joined", UNIVERSITY, ALLIANCE)],
            [("owns", UNIVERSITY, ALLIANCE)],
            Score(1, 1, 1),
        ),
    ],
)
def test_evaluation_pairs_ignore_relation_and_direction(
    gold: list[tuple[str, str, str]], given: list[tuple[str, str, str]], score: Score
) -> None:
    got = relations([triple(s, p, o) for p, s, o in gold], [triple(s, p, o) for p, s, o in given])
    assert got.pair_strict == score


@pytest.mark.parametrize(
    ("objects", "score", "neutral"),
    [
        ([UNIVERSITY], Score(1, 1, 1), 0),  # the other object that the gold accepts
        ([ALLIANCE, UNIVERSITY], Score(1, 1, 1), 1),  # both: the second wording counts neither way
        (["管委会"], Score(1, 1, 1), 0),  # accepted though it is no entity
        ([COMPANY], Score(0, 1, 1), 0),
    ],
)
def test_evaluation_accepts_other_objects_once(objects: list[str], score: Score, neutral: int) -> None:
    wanted = triple("周明远", "works_for", ALLIANCE, o_alt=[UNIVERSITY, "管委会"])
    got = report(
        [*NAMES, entity("周明远", "Person")],
        [*NAMES, entity("周明远", "Person")],
        gold_triples=[wanted],
        triples=[triple("周明远", "works_for", name) for name in objects],
    )
    assert (got.triple_strict, got.neutral_triples) == (score, neutral)


def test_evaluation_accepts_another_partner_from_either_side() -> None:
    got = relations(
        [triple(COMPANY, "partners_with", ALLIANCE, o_alt=[UNIVERSITY])],
        [triple(UNIVERSITY, "partners_with", COMPANY)],
    )
    assert got.triple_strict == Score(1, 1, 1)


@pytest.mark.parametrize(
    "given",
    [
        (COMPANY, "supplies", UNIVERSITY),  # not scored
        ("江州大学化工学院", "part_of", UNIVERSITY),  # only repeats the name
        ("北辰集团", "joined", ALLIANCE),  # ignored by the gold
    ],
)
def test_evaluation_neutral_triple_counts_neither_way(given: tuple[str, str, str]) -> None:
    got = relations([], [triple(*given)], ignore=("北辰集团",))
    assert (got.triple_strict, got.neutral_triples) == (Score(0, 0, 0), 1)


def test_evaluation_location_of_an_ignored_name_is_a_mistake() -> None:
    got = relations([], [triple("北辰集团", "located_in", ALLIANCE)], ignore=("北辰集团",))
    assert (got.triple_strict, got.neutral_triples) == (Score(0, 1, 0), 0)


def test_evaluation_relations_come_most_gold_first() -> None:
    got = relations(
        [
            triple(COMPANY, "joined", ALLIANCE),
            triple(COMPANY, "owns", UNIVERSITY),
            triple(UNIVERSITY, "joined", ALLIANCE),
        ],
        [
            triple(COMPANY, "joined", ALLIANCE),
            triple(UNIVERSITY, "subsidiary_of", COMPANY),
            triple(COMPANY, "invests_in", ALLIANCE),
        ],
    )
    assert list(got.relations.items()) == [
        ("joined", Score(1, 1, 2)),
        ("owns", Score(1, 1, 1)),
        ("invests_in", Score(0, 1, 0)),
    ]


def test_evaluation_status_is_compared_on_matched_triples_and_realised_by_default() -> None:
    unmarked = {"s": COMPANY, "p": "joined", "o": ALLIANCE}
    got = relations(
        [
            triple(COMPANY, "joined", ALLIANCE),
            triple(COMPANY, "partners_with", UNIVERSITY, "planned"),
            triple(UNIVERSITY, "joined", ALLIANCE, "hoped"),
            triple(UNIVERSITY, "invests_in", ALLIANCE, "denied"),
        ],
        [
            unmarked,
            triple(COMPANY, "partners_with", UNIVERSITY, "planned"),
            triple(UNIVERSITY, "joined", ALLIANCE, "planned"),
        ],
    )
    assert (got.status, got.status_marked) == (Ratio(2, 3), Ratio(1, 2))
    assert got.confusion == (("hoped", "planned", 1), ("planned", "planned", 1), ("realised", "realised", 1))


@pytest.mark.parametrize(
    ("field", "gold", "given", "ratio"),
    [
        ("role", "党委委员、副主任", "党委委员、副主任", Ratio(1, 1)),
        ("role", "副主任医师", "主任医师", Ratio(1, 1)),  # 4 of 5 characters
        ("role", "党委委员、副主任", "副主任", Ratio(0, 1)),  # 3 of 8
        ("role", "主任", None, Ratio(0, 1)),
        ("date", "2025年末", "2025年", Ratio(1, 1)),
        ("date", "近日", "昨日", Ratio(0, 1)),
        ("date", "近日", None, Ratio(0, 1)),
        ("date", None, "近日", Ratio(0, 0)),
        ("attribution", COMPANY, "长风电气", Ratio(1, 1)),  # the same entity
        ("attribution", COMPANY, UNIVERSITY, Ratio(0, 1)),
        ("attribution", COMPANY, None, Ratio(0, 1)),
    ],
)
def test_evaluation_compares_what_matched_triples_say_besides(
    field: str, gold: str | None, given: str | None, ratio: Ratio
) -> None:
    people = [*NAMES, entity("周明远", "Person")]
    got = report(
        people,
        people,
        gold_triples=[triple("周明远", "works_for", COMPANY, **{field: gold})],
        triples=[triple("周明远", "works_for", COMPANY, **{field: given})],
    )
    assert getattr(got, field) == ratio


def test_evaluation_sums_over_documents_and_notes_those_that_one_side_lacks() -> None:
    gold = [{"doc": name, "entities": NAMES, "triples": [triple(COMPANY, "joined", ALLIANCE)]} for name in ("一", "二")]
    got = evaluate(gold, [gold[1], {"doc": "三", "entities": NAMES, "triples": []}])
    assert (got.entity_strict, got.triple_strict) == (Score(3, 3, 6), Score(1, 1, 2))
    assert (got.documents, got.missing, got.unknown) == (2, ("一",), ("三",))


def test_evaluation_interval_is_narrow_where_documents_agree_and_wide_where_they_do_not() -> None:
    gold = [{"doc": str(n), "entities": NAMES, "triples": [triple(COMPANY, "joined", ALLIANCE)]} for n in range(4)]
    assert evaluate(gold, gold).interval == (1.0, 1.0)
    low, high = evaluate(gold, gold[:2]).interval
    assert (low, high) == (0.0, 1.0)


def test_evaluation_lists_disagreements_in_order() -> None:
    got = report(
        NAMES[:2],
        [NAMES[0], NAMES[2]],
        gold_triples=[triple(COMPANY, "partners_with", UNIVERSITY)],
        triples=[triple("长风电气", "joined", ALLIANCE)],
    )
    assert [(e.document, e.kind, e.text) for e in got.errors] == [
        ("一", "ENT-FP", ALLIANCE),
        ("一", "ENT-FN", UNIVERSITY),
        ("一", "TRI-FP", "长风电气 -joined-> 东岭产业联盟"),
        ("一", "TRI-FN", "长风电气有限公司 -partners_with-> 江州大学"),
    ]


@pytest.mark.parametrize(("given", "matched"), [("长风电", 1), ("长风", 0)])
def test_evaluation_lenient_boundary_is_sixty_per_cent(given: str, matched: int) -> None:
    assert report([entity("长风电气厂")], [entity(given)]).entity_lenient.tp == matched


def test_evaluation_alignment_is_not_bounded_by_recursion() -> None:
    # Each predicted name is also the alias of the next: the last one can only be placed by moving all others on.
    size = 1200
    gold = [entity(f"甲{n}") for n in range(size)]
    given = [entity(f"乙{n}", "Company", f"甲{n}", f"甲{n + 1}") for n in range(size - 1)] + [entity("甲0")]
    assert report(gold, given).entity_strict.tp == size
