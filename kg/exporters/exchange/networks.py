"""GraphML (yEd, Cytoscape, igraph) and GEXF (Gephi), written by networkx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import networkx as nx

from kg.exporters.exchange import rows
from kg.graph import Graph

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2
_DAY = re.compile(r' lastmodifieddate="[^"]*"')


def graphml(graph: Graph) -> dict[str, Iterator[str]]:
    """One file; the attributes of nodes and edges are the columns of rows.Node and rows.Edge."""
    out = io.BytesIO()
    nx.write_graphml_xml(_network(graph, label="name"), out, named_key_ids=True)
    return {"graph.graphml": iter([out.getvalue().decode("utf-8") + "\n"])}


def gexf(graph: Graph) -> dict[str, Iterator[str]]:
    """One file for Gephi, without the day of writing, which would change its bytes."""
    out = io.BytesIO()
    nx.write_gexf(_network(graph, label="label"), out, version="1.2draft")
    return {"graph.gexf": iter([_DAY.sub("", out.getvalue().decode("utf-8")) + "\n"])}


def _network(graph: Graph, label: str) -> nx.MultiDiGraph[str]:
    """Nodes by entity id, edges by statement id; `label` is the attribute that holds an entity's name."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in rows.nodes(graph):
        values = _values(asdict(node), "id")
        network.add_node(node.id, **{label if key == "name" else key: value for key, value in values.items()})
    for edge in rows.edges(graph):
        network.add_edge(edge.source, edge.target, key=edge.id, **_values(asdict(edge), "source", "target"))
    return network


def _values(row: dict[str, Any], *left_out: str) -> dict[str, Any]:
    """The attributes of a row, with a mark for each character that XML cannot hold."""
    kept = {key: value for key, value in row.items() if key not in left_out}
    return {k: _NOT_IN_XML.sub("\ufffd", v) if isinstance(v, str) else v for k, v in kept.items()}
