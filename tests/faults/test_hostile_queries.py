"""Hostile queries: nothing is fetched, no file is read, each ends within its limit with one clear message."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import pytest

from kg import queries
from kg.errors import QueryError
from kg.exporters import turtle
from tests.docs import papers

SECONDS: Final = 2.0
CANARY: Final = "gefangener-kanarienvogel"
EVERY: Final = "?s ?p ?o"
CROSS: Final = " . ".join(f"?a{i} ?b{i} ?c{i}" for i in range(6))
QUERIES: Final[dict[str, str]] = {  # {host} answers on the loopback, {file} holds a triple with the canary
    "service": "SELECT * WHERE { SERVICE <{host}> { ?s ?p ?o } }",
    "service-silent": "SELECT * WHERE { SERVICE SILENT <{host}> { ?s ?p ?o } }",
    "service-variable": "SELECT * WHERE { VALUES ?e { <{host}> } SERVICE ?e { ?s ?p ?o } }",
    "service-in-subselect": "SELECT * WHERE { { SELECT * WHERE { SERVICE <{host}> { ?s ?p ?o } } } }",
    "service-in-optional": "SELECT * WHERE { ?s ?p ?o OPTIONAL { SERVICE <{host}> { ?s ?q ?r } } }",
    "service-in-union": "SELECT * WHERE { { ?s ?p ?o } UNION { SERVICE <{host}> { ?s ?p ?o } } }",
    "service-in-minus": "SELECT * WHERE { ?s ?p ?o MINUS { SERVICE <{host}> { ?s ?p ?o } } }",
    "service-in-exists": "ASK { FILTER EXISTS { SERVICE <{host}> { ?s ?p ?o } } }",
    "service-in-not-exists": "ASK { FILTER NOT EXISTS { SERVICE <{host}> { ?s ?p ?o } } }",
    "service-in-if": "SELECT (IF(EXISTS { SERVICE <{host}> { ?s ?p ?o } }, 1, 2) AS ?x) WHERE {}",
    "service-in-graph": "SELECT * WHERE { GRAPH ?g { SERVICE <{host}> { ?s ?p ?o } } }",
    "service-nested": "SELECT * WHERE { SERVICE <{host}> { SERVICE <{host}> { ?s ?p ?o } } }",
    "service-in-construct": "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <{host}> { ?s ?p ?o } }",
    "service-in-describe": "DESCRIBE ?s WHERE { SERVICE <{host}> { ?s ?p ?o } }",
    "service-in-having": (
        "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?s HAVING(EXISTS { SERVICE <{host}> { ?s ?p ?o } })"
    ),
    "service-in-order": "SELECT * WHERE { ?s ?p ?o } ORDER BY EXISTS { SERVICE <{host}> { ?s ?p ?o } }",
    "service-mixed-case": "SELECT * WHERE { sErViCe <{host}> { ?s ?p ?o } }",
    "service-behind-carriage-return": "ASK { ?s ?p ?o # \rSERVICE <{host}> { ?a ?b ?c }\n}",
    "service-behind-escape": 'ASK { BIND("\\u0022" AS ?x) SERVICE <{host}> { ?a ?b ?c } # " AS ?y)\n}',
    "service-prefixed": "PREFIX h: <{host}/> SELECT * WHERE { SERVICE h:sparql { ?s ?p ?o } }",
    "service-base": "BASE <{host}/> SELECT * WHERE { SERVICE <sparql> { ?s ?p ?o } }",
    "from-host": "SELECT * FROM <{host}/data.ttl> WHERE { ?s ?p ?o }",
    "from-file": "SELECT * FROM <{file}> WHERE { ?s ?p ?o }",
    "from-named-file": "SELECT * FROM NAMED <{file}> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "from-file-construct": "CONSTRUCT { ?s ?p ?o } FROM <{file}> WHERE { ?s ?p ?o }",
    "from-file-describe": "DESCRIBE <http://x/> FROM <{file}>",
    "from-file-ask": "ASK FROM <{file}> { ?s ?p ?o }",
    "load-file": "LOAD <{file}>",
    "load-host": "LOAD SILENT <{host}/data.ttl> INTO GRAPH <http://g/>",
    "load-second": "SELECT * WHERE { ?s ?p ?o } ; LOAD <{file}>",
    "insert": "INSERT { <a:a> <a:b> <a:c> } WHERE {}",
    "drop": "DROP ALL",
    "graph-as-file": "SELECT * WHERE { GRAPH <{file}> { ?s ?p ?o } }",
    "describe-file": "DESCRIBE <{file}>",
    "describe-host": "DESCRIBE <{host}/data.ttl>",
    "cross-product": f"SELECT (COUNT(*) AS ?n) WHERE {{ {CROSS} }}",
    "cross-product-distinct": f"SELECT DISTINCT * WHERE {{ {CROSS} }}",
    "cross-product-ordered": f"SELECT * WHERE {{ {CROSS} }} ORDER BY DESC(?c5) ?a0",
    "cross-product-constructed": f"CONSTRUCT {{ ?a0 ?b1 ?c2 . ?a3 ?b4 ?c5 }} WHERE {{ {CROSS} }}",
    "too-many-rows": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }",
    "regex-nested": f'SELECT * WHERE {{ {CROSS} FILTER REGEX(STR(?c0), "^(([^x]+)+)+$") }}',
    "regex-huge": 'SELECT * WHERE { ?s ?p ?o FILTER REGEX(STR(?o), "' + "(a|b|c)?" * 5_000 + '") }',
    "regex-repeated": 'SELECT * WHERE { ?s ?p ?o FILTER REGEX(STR(?o), "((.{1000}){1000}){1000}") }',
    "path-star": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<x:x>|^!<x:x>)* ?b . ?c (!<x:x>|^!<x:x>)* ?d }",
    "path-nested": "SELECT * WHERE { ?a ((!<x:x>/^!<x:x>)*/(!<x:x>|^!<x:x>)+)* ?b . ?b ((!<x:x>)*/(^!<x:x>)*)* ?c }",
    "concat-bomb": (
        "SELECT (STRLEN(?z) AS ?n) WHERE { BIND(REPLACE('" + "a" * 1_000 + "', 'a', '" + "b" * 40_000 + "') AS ?y) "
        "BIND(REPLACE(?y, 'b', '" + "c" * 5_000 + "') AS ?z) }"
    ),
    "values-flood": "SELECT * WHERE { " + " ".join(f"VALUES ?v{i} {{ {'1 ' * 90} }}" for i in range(8)) + " }",
    "nested-braces": "SELECT * WHERE " + "{" * 20_000 + "}" * 20_000,
    "nested-optionals": "SELECT * WHERE " + "{ ?s ?p ?o OPTIONAL " * 1_500 + "{ ?s ?p ?o }" + "}" * 1_500,
    "nested-filters": "ASK { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "too-long": "SELECT * WHERE { ?s ?p ?o } #" + "x" * 100_000,
    "zero-characters": "SELECT * WHERE { ?s ?p ?o }\0SERVICE <{host}> { ?s ?p ?o }",
}


@dataclass(frozen=True)
class Outcome:
    """What came of a query: the rows or the message, and the seconds that it took."""

    rows: tuple[tuple[str | None, ...], ...]
    message: str
    seconds: float


@dataclass
class Listener:
    """A server on the loopback that counts who comes."""

    host: str
    visits: int = 0


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        heard = Listener(f"http://127.0.0.1:{server.getsockname()[1]}")

        def listen() -> None:
            while True:
                try:
                    visitor, _ = server.accept()
                except OSError:
                    return
                heard.visits += 1
                visitor.close()

        waiting = threading.Thread(target=listen)
        waiting.start()
        yield heard
        server.shutdown(socket.SHUT_RDWR)
        waiting.join()


@pytest.fixture(scope="module")
def outcomes(listener: Listener, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """What came of each query, asked of the graph of the small marked corpus."""
    folder = tmp_path_factory.mktemp("build")
    turtle.write(papers.graph(), folder / "graph.ttl")
    secret = folder / "secret.ttl"
    secret.write_text(f'<http://x/> <http://y/> "{CANARY}" .\n', encoding="utf-8")

    def outcome(text: str) -> Outcome:
        begun = time.monotonic()
        query = text.replace("{host}", listener.host).replace("{file}", secret.as_uri())
        try:
            return Outcome(queries.ask(query, folder, seconds=SECONDS).rows, "", time.monotonic() - begun)
        except QueryError as error:
            return Outcome((), str(error), time.monotonic() - begun)

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(QUERIES, pool.map(outcome, QUERIES.values()), strict=True))


def test_hostile_queries_are_at_least_forty() -> None:
    assert len(QUERIES) >= 40


@pytest.mark.parametrize("name", QUERIES)
def test_hostile_query_ends_within_the_limit(name: str, outcomes: dict[str, Outcome]) -> None:
    assert outcomes[name].seconds < SECONDS + 2


@pytest.mark.parametrize("name", QUERIES)
def test_hostile_query_reads_nothing_but_the_graph(name: str, outcomes: dict[str, Outcome]) -> None:
    assert CANARY not in str(outcomes[name])


@pytest.mark.parametrize("name", QUERIES)
def test_hostile_query_is_answered_in_one_line(name: str, outcomes: dict[str, Outcome]) -> None:
    message = outcomes[name].message
    assert "Traceback" not in message
    assert len(message) < 300


@pytest.mark.parametrize("name", [n for n in QUERIES if n.startswith(("service", "from", "load", "insert", "drop"))])
def test_hostile_query_is_refused(name: str, outcomes: dict[str, Outcome]) -> None:
    assert outcomes[name].message


def test_listener_hears_a_visit(listener: Listener) -> None:
    """The check below could not fail if nobody listened."""
    before = listener.visits
    socket.create_connection(("127.0.0.1", int(listener.host.rsplit(":", 1)[1]))).close()
    time.sleep(0.2)
    assert listener.visits == before + 1
    listener.visits = before


def test_hostile_queries_fetch_nothing(outcomes: dict[str, Outcome], listener: Listener) -> None:
    assert outcomes
    assert listener.visits == 0
