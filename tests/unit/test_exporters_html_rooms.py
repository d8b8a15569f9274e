"""The page's data, its first window and where nodes stand."""

from __future__ import annotations

import pytest

from kg.exporters.html import window
from kg.exporters.html_data import rows, short_name
from kg.exporters.html_layout import place
from kg.exporters.html_window import CAP, overview
from kg.model import Entity
from tests.browser import graphs

WRITTEN = [(0, 193), (19, 75), (111, 140), (198, 211), (116, 5), (230, 0)]


def test_html_data_spans_cut_out_the_printed_names():
    held, graph = rows(graphs.newspaper()), graphs.newspaper()
    cut = 0
    for edge, statement in zip(held["edges"], graph.statements, strict=True):
        for row, proof in zip(edge[9], statement.evidence, strict=True):
            text = held["sentences"][row[0]][2]
            for span, wanted in ((row[1], proof.subject_text), (row[2], proof.object_text)):
                if span is not None:
                    assert text[span[0] : span[1]] == wanted
                    cut += 1
    assert cut > 100


def test_html_data_tells_where_an_outside_name_stands():
    held, graph = rows(graphs.newspaper()), graphs.newspaper()
    wanted = graph.find_statements("准东开发区", "partners_with", "西安交通大学")[0].id
    edge = next(e for e in held["edges"] if e[0] == wanted)
    outside = [context for context in edge[9][0][7:] if context]
    assert outside == [("近年来，", "准东开发区", "与厦门大学联合建成准东能源化工研究院，院长由厦大教授马文博担任。")]


def test_html_data_keeps_each_sentence_once():
    sentences = [tuple(s) for s in rows(graphs.newspaper())["sentences"]]
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize(
    ("name", "aliases", "short"),
    [
        ("天泽集团", ("天泽",), "天泽集团"),
        ("新疆云驰物联科技有限公司", ("云驰", "云驰物联", "云驰物联公司"), "云驰物联公司"),
        ("新疆云驰物联科技有限公司", ("云驰",), "新疆云驰物联科技有限公司"),
    ],
)
def test_html_data_short_name(name, aliases, short):
    assert short_name(Entity("o1", "Company", name, aliases, ())) == short


def test_html_window_draws_all_of_a_small_graph():
    graph = graphs.newspaper()
    linked = {end for s in graph.statements for end in (s.subject, s.object)}
    assert {spot.entity for spot in overview(graph)} == linked


def test_html_window_draws_hubs_of_a_large_graph():
    graph = graphs.generated(2000, 4000)
    drawn = [spot.entity for spot in overview(graph)]
    partners = {e.id: len({graph.other(s, e.id).id for s in graph.about(e.id)}) for e in graph.entities}
    best = sorted(partners, key=lambda e: (-partners[e], e))[:10]
    assert len(drawn) <= CAP
    assert set(best) <= set(drawn)


def test_html_window_is_a_network_of_drawn_nodes_only():
    network = window(graphs.generated(2000, 4000))
    ids = set(network.node_ids)
    assert len(ids) <= CAP
    assert all(edge["from"] in ids and edge["to"] in ids for edge in network.edges)


@pytest.mark.parametrize("size", [0, 1, 2, 5])
def test_html_layout_places_unlinked_nodes_apart(size):
    spots = place(size, [])
    assert len(spots) == size
    assert len(set(spots)) == size


def test_html_layout_does_not_depend_on_the_order_of_edges():
    edges = [(0, 1), (1, 2), (2, 0), (2, 3), (4, 5)]
    assert place(6, edges) == place(6, [(b, a) for a, b in reversed(edges)])


def test_html_layout_is_the_same_on_every_machine():
    # Written down once; sums, products and square roots are exact, so no processor may give other numbers.
    assert place(6, [(0, 1), (1, 2), (2, 0), (2, 3), (4, 5)]) == WRITTEN


def test_html_layout_draws_a_ring_without_crossings():
    ring = place(8, [(i, (i + 1) % 8) for i in range(8)])
    middle = (sum(x for x, _ in ring) / 8, sum(y for _, y in ring) / 8)
    far = [((x - middle[0]) ** 2 + (y - middle[1]) ** 2) ** 0.5 for x, y in ring]
    assert max(far) < 1.15 * min(far)
