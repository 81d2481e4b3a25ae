"""Queries from Python: the server's engine and limits, values of Python, any number of threads."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from endless import COUNTED
from engines import descendants
from pyoxigraph import Literal as Written
from pyoxigraph import NamedNode
from rdflib import Graph, Literal, URIRef
from serving import until
from watching import PATIENCE, runs

import kg
from kg.errors import KgError
from kg.opened import OpenRelease, ResultTooLarge, Solutions
from kg.opened.background import Cancellation
from kg.opened.results import value_of
from kg.query import QueryLimits, QueryRefused, QuerySyntaxError, QueryTimeout
from kg.release import Release
from kg.terms import VOCABULARIES, thing

CLAIM = thing("claim", "proekt-convictions-2023").value


def test_solutions_are_dictionaries_of_plain_values(opened: OpenRelease):
    found = opened.query("""
        PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
        SELECT ?iri ?text ?whole ?exact ?float ?day ?moment ?truth ?year ?wrong ?maybe ?none
        { VALUES (?iri ?text ?whole ?exact ?float ?day ?moment ?truth ?year ?wrong ?maybe
                   ?none) {
          (<http://example.org/> "слово"@ru 7 0.10 1e3 "2023-09-21"^^xsd:date
           "2023-09-21T10:00:00"^^xsd:dateTime true "2023"^^xsd:gYear "many"^^xsd:integer
           "maybe"^^xsd:boolean UNDEF) } }
    """)
    assert isinstance(found, Solutions) and len(found) == 1
    assert found.variables[:2] == ("iri", "text")
    row = dict(found[0])
    assert row == dict(next(iter(found))) == found[:1][0]
    assert row["iri"] == "http://example.org/" and row["text"] == "слово"
    assert (row["whole"], row["exact"], row["float"]) == (7, Decimal("0.1"), 1000.0)
    assert isinstance(row["exact"], Decimal) and isinstance(row["float"], float)
    assert row["day"] == date(2023, 9, 21)
    assert row["moment"] == datetime(2023, 9, 21, 10)
    assert row["truth"] is True
    assert (row["year"], row["wrong"], row["maybe"]) == ("2023", "many", "maybe")
    assert row["none"] is None
    assert str(found.terms[0][0]) == "<http://example.org/>"


@pytest.mark.parametrize(
    ("text", "datatype", "value"),
    [
        ("1_000", "integer", "1_000"),
        ("٣", "integer", "٣"),
        (" 7", "integer", " 7"),
        ("+07", "integer", 7),
        ("9" * 5000, "integer", "9" * 5000),
        ("NaN", "decimal", "NaN"),
        ("1e3", "decimal", "1e3"),
        (".50", "decimal", Decimal("0.5")),
        ("Infinity", "double", "Infinity"),
        ("-INF", "double", float("-inf")),
        ("1E3", "float", 1000.0),
        ("yes", "boolean", "yes"),
        ("0", "boolean", False),
        ("20230921", "date", "20230921"),
        ("2023-02-30", "date", "2023-02-30"),
        ("2023-09-21 10:00", "dateTime", "2023-09-21 10:00"),
        ("2023-09-21T10:00:00Z", "dateTime", datetime(2023, 9, 21, 10, tzinfo=UTC)),
    ],
)
def test_what_a_datatype_does_not_allow_stays_as_it_is_written(text, datatype, value):
    found = value_of(Written(text, datatype=NamedNode(VOCABULARIES["xsd"] + datatype)))
    assert (type(found), found) == (type(value), value)


def test_ask_is_a_truth_value_and_construct_is_a_graph(opened: OpenRelease):
    assert opened.query(f"ASK {{ <{CLAIM}> ?p ?o }}") is True
    assert opened.query("ASK { <http://example.org/> ?p ?o }") is False
    graph = opened.query(f"CONSTRUCT WHERE {{ <{CLAIM}> ?p ?o }}")
    assert isinstance(graph, Graph)
    value = graph.value(URIRef(CLAIM), URIRef(VOCABULARIES["ref"] + "lowerBound"))
    assert value == Literal(Decimal(4373))


@pytest.mark.parametrize(
    ("query", "error", "message"),
    [
        ("SELECT ?x {", QuerySyntaxError, "line 1, column 12"),
        ("DELETE WHERE { ?s ?p ?o }", QueryRefused, "DELETE is an update"),
        ("ASK { SERVICE <http://a> { ?s ?p ?o } }", QueryRefused, "only answers from its own data"),
        ("ASK FROM <http://a> { ?s ?p ?o }", QueryRefused, "there is no graph"),
    ],
)
def test_a_query_without_an_answer_says_why(opened: OpenRelease, query, error, message):
    with pytest.raises(error, match=message):
        opened.query(query)


def test_limits_are_those_that_it_was_opened_with(release: Release):
    with (
        kg.open_release(release.path, QueryLimits(seconds=0.5)) as opened,
        pytest.raises(QueryTimeout, match=r"after 0\.5 seconds"),
    ):
        opened.query(COUNTED)
    with kg.open_release(release.path, most_bytes=1_000_000) as opened:
        with pytest.raises(
            ResultTooLarge, match="more than 1,000,000 bytes; ask for less, or add a LIMIT"
        ):
            opened.query("SELECT * { ?a ?b ?c . ?d ?e ?f }")
        assert opened.query("ASK { ?s ?p ?o }")


def test_threads_share_one(opened: OpenRelease):
    padding = "#" + "x" * 5000  # long enough to be looked at in a thread, one a client

    def ask(number: int) -> int:
        return opened.query(f"SELECT ?n {{ BIND({number} AS ?n) }} {padding}")[0]["n"]

    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(ask, range(64))) == list(range(64))


def test_closing_ends_what_runs_and_nothing_is_answered_after(release: Release):
    opened = kg.open_release(release.path)
    assert opened.query("ASK { ?s ?p ?o }")
    engine = opened._engine._started.running.pid
    family = [engine, *descendants(engine)]
    failures: list[BaseException] = []

    def wait() -> None:
        try:
            opened.query(COUNTED)
        except KgError as error:
            failures.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    lane = opened._engine._started.engine.lanes["public"]
    assert until(lambda: lane.quick + lane.long > 0, PATIENCE)
    opened.close()
    waiting.join(PATIENCE)
    assert [str(error) for error in failures] == [
        "the release is closed; open it again to ask it something"
    ]
    with pytest.raises(KgError, match="the release is closed"):
        opened.query("ASK { ?s ?p ?o }")
    opened.close()
    assert until(lambda: not any(map(runs, family)), PATIENCE)


def test_a_query_can_be_cancelled_from_another_thread(opened: OpenRelease):
    with Cancellation() as cancellation:
        threading.Timer(0.2, cancellation.cancel).start()
        for _ in range(2):  # the one that runs, and the next one
            with pytest.raises(KgError, match="it was cancelled before there was an answer"):
                opened.query(COUNTED)
    assert opened.query("ASK { ?s ?p ?o }")


def test_an_engine_that_died_is_started_again(opened: OpenRelease):
    opened.query("ASK { ?s ?p ?o }")
    engine = opened._engine._started.running
    os.kill(engine.pid, signal.SIGKILL)
    assert until(lambda: not engine.alive, PATIENCE)
    assert opened.query("SELECT (2 AS ?two) {}")[0] == {"two": 2}


def test_an_engine_ends_when_nobody_holds_the_release_any_more(release: Release):
    opened = kg.open_release(release.path)
    opened.query("ASK { ?s ?p ?o }")
    process = opened._engine._started.running._process
    del opened
    gc.collect()
    assert process.returncode is not None


def test_in_a_program_of_its_own(release: Release, tmp_path):
    """It works in a running event loop, as in a notebook, and in a fork whenever it is made; it can
    be interrupted, and leaves nothing behind though it is not closed."""
    program = textwrap.dedent(f"""
        import asyncio, os, signal, threading
        import kg

        signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background
        opened = kg.open_release({str(release.path)!r})

        async def cell():
            return opened.query("ASK {{ ?s ?p ?o }}")

        assert asyncio.run(cell())
        with opened._engine._lock:  # as another thread may hold it
            child = os.fork()
            if not child:
                signal.alarm(120)
                os._exit(0 if opened.query("ASK {{ ?s ?p ?o }}") else 1)
        assert os.waitpid(child, 0)[1] == 0
        try:
            threading.Timer(0.5, os.kill, [os.getpid(), signal.SIGINT]).start()
            opened.query({COUNTED!r})
        except KeyboardInterrupt:
            print(opened.query("SELECT (1 AS ?one) {{}}")[0])
    """)
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-W", "ignore::DeprecationWarning", "-c", program],
        env=os.environ | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "{'one': 1}\n", "")
    assert not list(tmp_path.iterdir())


def test_stored_questions_are_answered(opened: OpenRelease, release: Release):
    questions = json.loads((release.path / "questions.json").read_text())
    assert [question.as_dict() for question in opened.questions] == questions
    rows = list(opened.ask("chain-of-4373"))
    assert [row["agent"] for row in rows] == ["Proekt", "Newsweek", "Newsmax"]
    with pytest.raises(KgError, match=r"no question 'chain' \(did you mean chain-of-4373\?\)"):
        opened.ask("chain")
