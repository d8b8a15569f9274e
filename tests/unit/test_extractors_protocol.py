"""How extractors are found."""

from __future__ import annotations

from importlib.metadata import entry_points

from kg.extractors import posts, protocol, relations


def test_protocol_built_in_extractors_come_by_entry_points() -> None:
    found = dict(protocol.discover())
    assert found["rules"] is relations.extract
    assert found["posts"] is posts.extract


def test_protocol_discover_is_sorted_by_name() -> None:
    names = [name for name, _ in protocol.discover()]
    assert names == sorted(point.name for point in entry_points(group=protocol.GROUP))
