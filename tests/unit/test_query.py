"""The query engine: right datasets, typed errors, and no query that harms another one.

The processes are real; nothing is simulated.
"""

from __future__ import annotations

import io
import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from endless import COUNTED, STREAMED
from engines import TestEngine, descendants, opened, running_engine, running_loop
from growth import grows_in_proportion
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic
from serving import until
from watching import runs

from kg.query import (
    EngineDown,
    QueryBusy,
    QueryCrashed,
    QueryLimits,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooLarge,
    QueryTooLong,
    start,
)
from kg.query.text import Inspection, _plain_form, bind, check, inspect, outline

EX = "http://example.org/"
LIMITS = QueryLimits(seconds=60.0, memory_mb=96, concurrency=2, queue=2, query_bytes=30_000)
HASTY = QueryLimits(seconds=3.0)
"""For queries that never end; small ones beside them have time enough on a busy machine."""
COUNT = "SELECT (COUNT(*) AS ?n) {} WHERE {{ ?s ?p ?o }}"
DEEP = "SELECT (" + "(" * 10_000 + "1" + ")" * 10_000 + " AS ?x) {}"
DOUBLINGS = "BIND('0123456789abcdef' AS ?a0) " + " ".join(
    f"BIND(CONCAT(?a{i}, ?a{i}) AS ?a{i + 1})" for i in range(36)
)
DOUBLING = f"SELECT (STRLEN(?a36) AS ?n) {{ {DOUBLINGS} }}"
CONCATENATION = (
    "SELECT (STRLEN(GROUP_CONCAT(?a12)) AS ?n) { ?s ?p ?o . ?t ?q ?u "
    + DOUBLINGS.partition("BIND(CONCAT(?a12")[0]
    + "}"
)
# Numbers and strings in an order that makes the engine's sort abort its process.
UNSORTABLE = (
    "SELECT ?v { VALUES ?v { "
    + " ".join(
        ('"{}"' if i * i * 7 // 3 % 2 else "{}").format(i * i * 37 % 28 + 1) for i in range(60)
    )
    + " } } ORDER BY ?v"
)


def write_release(folder: Path) -> Path:
    """A release of 404 triples: the graphs a and b share one triple, c was inferred."""
    a = [f'<{EX}shared> <{EX}p> "1"', f'<{EX}a> <{EX}p> "Хочу \\"жить\\" <&>"@ru']
    b = [f'<{EX}shared> <{EX}p> "1"', f"<{EX}b> <{EX}p> <{EX}a>"]
    rest = [f'<{EX}s{i}> <{EX}number> "{i}"^^<http://www.w3.org/2001/XMLSchema#integer>'
            for i in range(401)]  # fmt: skip
    lines = [f"{triple} ." for triple in sorted({*a, *b, *rest})]
    lines += [f"{triple} <{EX}graph/a> ." for triple in a]
    lines += [f"{triple} <{EX}graph/b> ." for triple in b]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dataset.nq").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "inferred.nq").write_text(f"<{EX}b> <{EX}q> <{EX}c> <{EX}graph/c> .\n")
    return folder


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestEngine]:
    with running_engine(write_release(tmp_path_factory.mktemp("release")), LIMITS) as engine:
        yield engine


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestEngine]:
    with running_engine(write_release(tmp_path_factory.mktemp("release")), HASTY) as engine:
        yield engine


def count(engine: TestEngine, clauses: str = "", **dataset: list[str]) -> int:
    with engine.query(COUNT.format(clauses), "csv", **dataset) as answer:
        return int(answer.read().split()[1])


# The dataset


def test_default_graph_holds_each_triple_once_and_nothing_inferred(engine: TestEngine) -> None:
    assert count(engine) == 404
    assert engine.ask(f"ASK {{ GRAPH <{EX}graph/c> {{ <{EX}b> <{EX}q> <{EX}c> }} }}")


def test_triple_in_several_graphs_counts_once(engine: TestEngine) -> None:
    a, b = f"{EX}graph/a", f"{EX}graph/b"
    assert count(engine, f"FROM <{a}>") == 2
    assert count(engine, f"FROM <{a}> FROM <{b}>") == 3
    assert count(engine, default_graphs=[a, b]) == 3
    assert count(engine, default_graphs=[a, a]) == 2


def test_graph_names_are_resolved_under_the_prologue(engine: TestEngine) -> None:
    query = f"BASE <{EX}> PREFIX g: <{EX}graph/>\n# FROM <{EX}none>\n" + COUNT
    with engine.query(query.format("FROM g:a FROM <graph/b>"), "csv") as answer:
        assert answer.read().split()[1] == b"3"


def test_protocol_graphs_replace_those_of_the_query(engine: TestEngine) -> None:
    assert count(engine, f"FROM <{EX}graph/a>", default_graphs=[f"{EX}graph/c"]) == 1
    assert count(engine, f"FROM <{EX}graph/a>", named_graphs=[f"{EX}graph/c"]) == 0


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_unknown_graph_is_refused_with_the_nearest_name(engine: TestEngine, clause) -> None:
    with pytest.raises(QueryRefused, match="no graph <.*graph/d> here.*did you mean .*graph/"):
        count(engine, f"{clause} <{EX}graph/d>")


def test_unknown_graph_of_the_protocol_is_refused(engine: TestEngine) -> None:
    with pytest.raises(QueryRefused, match="no graph"):
        count(engine, default_graphs=[f"{EX}graph/a", f"{EX}graph/d"])
    with pytest.raises(QueryRefused, match="no graph"):
        count(engine, named_graphs=["file:///etc/hostname"])


def test_only_requested_named_graphs_are_seen_and_once(engine: TestEngine) -> None:
    a, b = f"{EX}graph/a", f"{EX}graph/b"
    rows = engine.select(
        f"SELECT ?g (COUNT(*) AS ?n) FROM <{a}> FROM <{b}> FROM NAMED <{b}> FROM NAMED <{b}> "
        "{ GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    )
    assert [(row["g"].value, row["n"].value) for row in rows] == [(b, "2")]


# Results


@pytest.mark.parametrize(
    ("format", "parser"),
    [("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld"), ("rdfxml", "xml")],
)
def test_graph_formats_carry_the_same_graph(engine: TestEngine, format: str, parser: str) -> None:
    query = (
        "CONSTRUCT { ?s ?p ?o ; <http://example.org/node> [ <http://example.org/of> ?s ] } "
        "WHERE { ?s ?p ?o FILTER(!isNumeric(?o) || ?o < 20) }"
    )
    with engine.query(query, "ntriples") as answer:
        expected = rdflib.Graph().parse(data=answer.read(), format="nt")
    with engine.query(query, format) as answer:
        assert answer.header.kind == "graph"
        found = rdflib.Graph().parse(data=answer.read(), format=parser)
    assert len(found) > 60 and rdflib.Literal('Хочу "жить" <&>', lang="ru") in set(found.objects())
    assert isomorphic(found, expected)


def test_turtle_has_readable_prefixes(engine: TestEngine) -> None:
    concept = "<http://www.w3.org/2004/02/skos/core#Concept>"
    with engine.query(f"CONSTRUCT {{ <http://a/> a {concept} }} {{}}", "turtle") as answer:
        assert b"skos:Concept" in answer.read()


def test_rdf_xml_refuses_a_predicate_that_it_cannot_hold(engine: TestEngine) -> None:
    with pytest.raises(QueryRefused, match="RDF/XML cannot hold"):
        engine.query("CONSTRUCT { <http://a/> <http://a/1> 1 } {}", "rdfxml")


@pytest.mark.parametrize("format", ["json", "xml", "tsv"])
def test_solution_formats_carry_the_same_rows(engine: TestEngine, format: str) -> None:
    query = "SELECT ?s ?o WHERE { ?s <http://example.org/p> ?o }"
    with engine.query(query, format) as answer:
        found = rdflib.query.Result.parse(
            source=io.BytesIO(answer.read()), format=format, content_type=answer.header.media_type
        )
    rows = {(str(row[0]), str(row[1])) for row in found}
    assert rows == {(f"{EX}shared", "1"), (f"{EX}a", 'Хочу "жить" <&>'), (f"{EX}b", f"{EX}a")}


def test_a_long_answer_arrives_in_pieces_and_a_short_one_with_its_length(
    engine: TestEngine,
) -> None:
    with engine.query("SELECT * { ?s ?p ?o . ?t ?p ?o . ?u ?p ?v } LIMIT 3000") as answer:
        assert len(list(answer)) > 2
    with engine.query("ASK {}") as answer:
        assert len(list(answer)) == 1


# Errors


def test_syntax_error_has_its_place_and_a_hint(engine: TestEngine) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        engine.query('SELECT * {\n  ?s ?p "Хочу" .\n  ?s a skos:Concept }')
    assert (caught.value.line, caught.value.column) == (3, 8)
    assert "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>" in caught.value.hint


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "select * { service silent ?x { ?s ?p ?o } }",
        "PREFIX x: <http://x/> SELECT * { ?s ?p '#' SERVICE#\n<http://example.org/> {} }",
        "SELECT * { SERVICE:x { ?s ?p ?o } }",
        "INSERT DATA { <http://a/> <http://b/> 1 }",
        "# a comment\nPREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }",
        DEEP,
    ],
)
def test_refused_before_it_is_parsed(query: str) -> None:
    with pytest.raises(QueryRefused):
        check(query, LIMITS)


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX ex: <http://e/> SELECT ?service { ?service ex:service $service }",
        "PREFIX service: <http://e/> SELECT * { ?s service:x 'SERVICE <http://x/> {}'@service }",
        'SELECT * { <http://e/service> ?p """\nSERVICE "x" """ # SERVICE <http://x/> {}\n }',
        "SELECT * { ?s ?p '" + "(" * 500 + "' , <http://e/" + "(" * 500 + "> }",
        "SELECT * { ?s ?p 'insert' } # }}}",
    ],
)
def test_not_refused_for_what_only_looks_alike(engine: TestEngine, query: str) -> None:
    engine.query(query).close()


def test_connection_to_another_server_is_impossible_even_unnoticed(
    engine: TestEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel's limit holds where the check on the text is evaded."""
    monkeypatch.setattr("kg.query.text.check", lambda text, limits: outline(text))
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.3)
        port = server.getsockname()[1]
        with pytest.raises(QueryRefused):
            engine.query(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
        with pytest.raises(TimeoutError):
            server.accept()


def test_too_long_is_refused(engine: TestEngine) -> None:
    with pytest.raises(QueryTooLong) as caught:
        engine.query("ASK { ?s ?p '" + "ё" * 15_000 + "' }")
    assert (caught.value.size, caught.value.limit) == (30_016, 30_000)


def test_a_graph_name_that_is_no_iri_is_refused(engine: TestEngine) -> None:
    with pytest.raises(QueryRefused, match="not the absolute IRI"):
        engine.query("ASK {}", default_graphs=["graph/a> <x"])


@pytest.mark.parametrize(
    ("query", "error"),
    [
        (DOUBLING, QueryTooLarge),
        (UNSORTABLE, QueryRefused),
        (CONCATENATION, QueryTooLarge),
    ],
)
def test_hostile_query_fails_alone(engine: TestEngine, query: str, error: type) -> None:
    _assert_fails_alone(engine, query, error)


def test_endless_query_fails_alone(hasty: TestEngine) -> None:
    _assert_fails_alone(hasty, COUNTED, QueryTimeout)


def _assert_fails_alone(engine: TestEngine, query: str, error: type) -> None:
    with ThreadPoolExecutor() as pool:
        hostile = pool.submit(lambda: engine.query(query).read())
        while not hostile.done():
            assert engine.ask("ASK { ?s ?p ?o }")
            time.sleep(0.05)
        with pytest.raises(error):
            hostile.result()
    assert count(engine) == 404


def test_a_result_that_breaks_off_is_an_error(hasty: TestEngine) -> None:
    with hasty.query(STREAMED) as answer:
        pieces = iter(answer)
        assert next(pieces).startswith(b'{"head"')
        with pytest.raises(QueryTimeout):
            for _ in pieces:
                pass


def test_line_is_bounded_and_pages_do_not_wait_in_it(engine: TestEngine) -> None:
    """Two are quick, two wait, and of the long ones at most six stay; all others are refused."""
    lane = engine._engine.lanes["public"]
    with ThreadPoolExecutor(16) as pool:
        asked = [pool.submit(engine.query, f"{COUNTED} #{number}") for number in range(16)]
        assert until(
            lambda: lane.long + sum(query.done() for query in asked) == 16, LIMITS.seconds / 2
        )
        assert engine.ask("ASK { FILTER(NOW() > 0 || true) }")
        turned_away = [query for query in asked if query.done()]
        assert 10 <= len(turned_away) <= 12  # the others go on
        while not all(query.done() for query in asked):
            for process in workers():
                os.kill(process, signal.SIGKILL)
            time.sleep(0.1)
    assert {type(query.exception()) for query in turned_away} == {QueryBusy}
    others = [query for query in asked if query not in turned_away]
    assert {type(query.exception()) for query in others} == {QueryCrashed}


def test_query_ends_when_nobody_waits_for_it(engine: TestEngine) -> None:
    for _ in range(2 * LIMITS.concurrency):
        engine.query(STREAMED).close()
    lane = engine._engine.lanes["public"]
    assert until(lambda: not (lane.waiting or lane.quick or lane.long), LIMITS.seconds / 2)
    assert count(engine) == 404


# The process


def test_engine_says_why_a_release_cannot_be_loaded(tmp_path: Path) -> None:
    with pytest.raises(EngineDown, match="no dataset.nq"):
        start(tmp_path)
    (write_release(tmp_path) / "inferred.nq").write_text("<http://a/> <http://b/> .\n")
    with pytest.raises(EngineDown, match="inferred.nq:1"):
        start(tmp_path)


def test_queries_survive_the_zygote_and_a_new_one_takes_its_place(tmp_path: Path) -> None:
    with (
        start(write_release(tmp_path), LIMITS) as zygote,
        running_loop() as loop,
        opened(zygote, loop) as engine,
    ):
        assert zygote.address.parent.stat().st_mode & 0o077 == 0
        with engine.query(STREAMED) as answer:
            pieces = iter(answer)
            assert next(pieces)
            os.kill(zygote.pid, signal.SIGKILL)
            assert until(lambda: not zygote.alive, LIMITS.seconds)
            assert engine.ask("ASK { ?s ?p ?o }")
            assert all(next(pieces) for _ in range(100))  # more than is ever buffered
        zygote.restart()
        for number in range(20):  # more than there are workers left
            with pytest.raises(QueryRefused, match="cannot order these values together"):
                engine.query(f"{UNSORTABLE} #{number}").read()
        assert engine.ask("ASK { ?s ?p <http://example.org/a> }")
    assert not zygote.alive and not zygote.address.exists()


def workers() -> list[int]:
    """The process ids of all workers: the children of zygotes."""
    return [child for zygote in descendants(os.getpid()) for child in descendants(zygote)]


def test_a_worker_that_was_killed_is_replaced(engine: TestEngine) -> None:
    for _ in range(3):
        killed = workers()
        for process in killed:
            os.kill(process, signal.SIGKILL)
        # One that has not died yet could still take the query with it.
        assert until(lambda gone=killed: not any(map(runs, gone)), LIMITS.seconds)
        assert count(engine, f"# {killed}\n") == 404


def test_a_query_whose_worker_dies_is_told_so(engine: TestEngine) -> None:
    with ThreadPoolExecutor() as pool:
        asked = pool.submit(lambda: engine.query(COUNTED).read())
        while not asked.done():
            for process in workers():
                os.kill(process, signal.SIGKILL)
            time.sleep(0.1)
        with pytest.raises(QueryCrashed):
            asked.result()
    assert count(engine, "# after it\n") == 404


# Text


def test_outline_is_not_misled_by_strings_and_comments() -> None:
    found = outline(
        "# SELECT\nPREFIX from: <http://from/#FROM>\nCONSTRUCT { ?from from:from 'FROM <x>' }\n"
        "FROM from:a FROM NAMED <http://b/> WHERE { }"
    )
    assert found.form == "CONSTRUCT"
    assert found.prologue.endswith("#FROM>\n")
    assert (found.default_graphs, found.named_graphs) == (("from:a",), ("<http://b/>",))


def test_checking_takes_time_in_proportion_to_length() -> None:
    for unit in ('"\\', "'''", '"""a', "<a", "a:", "a.", "((", "?a<"):
        assert grows_in_proportion(
            _try_check, lambda size, unit=unit: unit * (size // len(unit)), 30_000
        ), unit


def _try_check(text: str) -> None:
    try:
        check(text, LIMITS)
    except QueryRefused:
        pass


def test_bound_values_cannot_leave_their_place() -> None:
    value = pyoxigraph.Literal('"""} SERVICE <http://x/> { \\ \n')
    bound = bind("ASK { ?s ?p $value } # $value", {"value": value})
    assert check(bound, LIMITS).form == "ASK"
    assert bound.endswith("# $value")


@pytest.mark.parametrize(
    ("query", "form", "is_repeatable"),
    [
        ("ASK {}", "ASK", True),
        (
            "# ASK\nBASE <http://a/>\nprefix a: <b>construct { ?s a 'nowhere' } {}",
            "CONSTRUCT",
            True,
        ),
        ("SELECT (now() AS ?x) {}", "SELECT", False),
        ("SELECT ?known { ?known <http://a/grand> 'bnodes' }", "SELECT", True),
        ("SELECT * { ?s ?p ?o FILTER(0.5<RAND()&&3>2) }", "SELECT", False),
        ("SELECT ('Хочу' AS ?x) (RAND() AS ?y) {}", "SELECT", False),
        ("SELECTED", "SELECTED", True),
    ],
)
def test_what_the_server_knows_of_a_query(query: str, form: str, is_repeatable: bool) -> None:
    assert inspect(query, LIMITS) == Inspection(form, is_repeatable)


PIECES = st.sampled_from(
    ["SELECT", "ask", "DESCRIBE ", "SERVICE", "service:", "PREFIX", "BASE ", "p:", "<http://a/>",
     "{", "}", "(", ")", "[", "#", "\n", " ", "'", '"', "\\", "?x", "$now", "NOW",
     "rand()", "INSERT ",
     "<", ">", ";", "_:b", "@en", "ё", "\"\"\"", "FROM "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_the_short_way_of_looking_at_a_query_agrees_with_the_long_one(query: str) -> None:
    """It may find that a text needs a closer look, but never another form, and nothing that is
    refused passes."""
    plain = _plain_form(query, LIMITS)
    if plain:
        assert check(query, LIMITS).form == plain


@pytest.mark.parametrize("query", ["ASK FROM:x { ?s ?p ?o }", "ASK FROM named:x { ?s ?p ?o }"])
def test_a_graph_that_is_glued_to_its_keyword_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match="put a space"):
        inspect(query, LIMITS)
    inspect("PREFIX from: <http://a/> ASK { ?s from:x ?o }", LIMITS)
