"""docs/clients.md is true: what stands on it, pasted beside a server that runs, prints what is
shown, and fails as it says."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode

import pandas
import pytest
from comunica import Comunica, ComunicaError
from other_endpoint import STAND_IN, WIKIDATA, other_endpoint
from pasted import ADDRESS, PAGE, ROOT, Block, blocks_of, lay_out, lines_of
from rdflib import Dataset, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import serving
from SPARQLWrapper import JSON, SPARQLWrapper

TEXT = PAGE.read_text(encoding="utf-8")
BLOCKS = list(blocks_of(TEXT))
FEDERATION = (ROOT / "docs" / "federation.md").read_text(encoding="utf-8")
LINKS = URIRef("https://w3id.org/refusals/graph/links")
SECONDS = 0.5
TIMES = 5
WRONG = "SELECT * { ?claim <stated ?n }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?f) }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def impatient(release) -> Iterator[str]:
    """The endpoint of the same server with less time for a query."""
    with serving(release.path.parent, query_seconds=SECONDS) as server:
        yield f"{server.address}/sparql"


@pytest.fixture
def folder(release, tmp_path: Path) -> Path:
    """A folder that looks like the project's."""
    return lay_out(tmp_path, release.path.parent)


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.shown], ids=lambda b: b.line)
def test_a_block_prints_what_is_shown(address: str, folder: Path, block: Block):
    done = block.run(address, folder)
    assert (lines_of(done.stdout), done.stderr) == (lines_of(block.shown), "")


def test_every_block_of_the_page_is_run():
    assert [block.text for block in BLOCKS if not block.shown] == ["$ make clients\n"]
    assert TEXT.count("```") == 4 * len(BLOCKS) - 2


def test_the_federated_question_is_asked_of_both(address: str, folder: Path):
    (block,) = blocks_of(FEDERATION)
    (folder / "queries").unlink()
    (questions := folder / "queries" / "federated").mkdir(parents=True)
    with other_endpoint(STAND_IN) as wikidata:
        for question in (ROOT / "queries" / "federated").glob("*.rq"):
            text = question.read_text(encoding="utf-8").replace(ADDRESS, address)
            (questions / question.name).write_text(text.replace(WIKIDATA, wikidata.address))
            assert f"(../queries/federated/{question.name})" in FEDERATION
        done = block.run(address, folder)
        assert len(lines_of(done.stdout)) > 1 and wikidata.asked, done.stderr


def _curl(endpoint: str, query: str) -> str:
    command = ["curl", "-s", "--fail-with-body", "-G", endpoint, "--data-urlencode"]
    done = subprocess.run([*command, f"query={query}"], capture_output=True)
    return f"exit status {done.returncode}: {done.stdout[-1000:].decode(errors='replace')}"


def _node(endpoint: str, query: str) -> str:
    program = f"""
        try {{
          const headers = {{"Content-Type": "application/sparql-query"}};
          const response = await fetch("{endpoint}", {{method: "POST", headers, body: `{query}`}});
          console.log("response.ok is", response.ok, await response.text());
        }} catch (error) {{ console.log(String(error)); }}"""
    return Block(0, "js", program, None).run(endpoint, ROOT).stdout


def _told(ask: Callable[[], object]) -> str:
    """What a Python client raises, and what it has to say."""
    try:
        ask()
    except Exception as error:
        told = f"{type(error).__name__}: {error} "
        for found in (error, error.__context__):
            if isinstance(found, HTTPError):
                told += found.read().decode()
        return told
    return "no error"


def _sparqlwrapper(endpoint: str, query: str) -> str:
    client = SPARQLWrapper(endpoint, returnFormat=JSON)
    client.setQuery(query)
    return _told(client.queryAndConvert)


def _rdflib(endpoint: str, query: str) -> str:
    return _told(lambda: Graph(SPARQLStore(endpoint)).query(query))


def _pandas(endpoint: str, query: str) -> str:
    parameters = urlencode({"query": query, "format": "csv"})
    return _told(lambda: pandas.read_csv(f"{endpoint}?{parameters}"))


CLIENTS = {"curl": _curl, "SPARQLWrapper": _sparqlwrapper, "rdflib": _rdflib, "pandas": _pandas,
           "fetch": _node}  # fmt: skip
ROWS = {cells[0].split()[0]: cells[1:] for row in re.findall(r"^\| (.*) \|$", TEXT, re.M)
        if len(cells := row.split(" | ")) == 4}  # fmt: skip


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize(
    ("column", "query", "message"),
    [
        (0, WRONG, "the IRI that begins here is not closed"),
        (1, SLOW, f"stopped after {SECONDS} seconds"),
        (2, LONG, ""),
    ],
    ids=["wrong", "slow", "broken off"],
)
def test_a_client_tells_of_a_failure_as_the_page_says(
    address: str, impatient: str, client: str, column: int, query: str, message: str
):
    promised = ROWS[client][0 if ROWS[client][column] == "the same" else column]
    told = CLIENTS[client](f"{address}/sparql" if query == WRONG else impatient, query)
    for _ in range(TIMES):
        if query != LONG or f"stopped after {SECONDS} seconds" not in told:
            break  # otherwise the machine was so busy that its time was over before it began
        told = CLIENTS[client](impatient, query)
    word = re.match(r"`?([^`,]*)", promised)[1]
    assert word in told and message in told, told[:2000]


def test_comunica_tells_of_a_failure_as_the_page_says(impatient: str, engine: Comunica):
    endpoint = {"type": "sparql", "value": impatient}
    for query, words in ((SLOW, f"stopped after {SECONDS} seconds"), (LONG, "terminated")):
        for _ in range(TIMES):
            with pytest.raises(ComunicaError) as failure:
                engine.rows(query, endpoint)
            if words in str(failure.value):
                break  # otherwise the machine was so busy that it did not even begin
        assert words in str(failure.value)
    assert "`terminated`" in ROWS["Comunica"][2]


def test_rdflib_has_the_traps_that_the_page_names(address: str):
    """Where one of them is no more, the page need not name it."""
    endpoint = f"{address}/sparql"
    status, reason, nothing = Graph(SPARQLStore(endpoint, method="POST")).query(WRONG)
    assert (status, nothing) == (400, None) and "Bad Request" in reason
    with pytest.raises(ValueError, match="You did something wrong") as failure:
        Dataset(SPARQLStore(endpoint)).query("ASK {}")
    assert b"urn:x-rdflib:default" in failure.value.__context__.read()
    assert Dataset(SPARQLStore(endpoint), default_union=True).query("ASK {}").askAnswer
    assert not Graph(SPARQLStore(endpoint, returnFormat="csv")).query("ASK {}").askAnswer
    with pytest.raises(ValueError, match="You did something wrong"):
        construct = "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"
        Graph(SPARQLStore(endpoint, returnFormat="json")).query(construct)
    with pytest.raises(TypeError, match="read only"):
        list(Dataset(SPARQLStore(endpoint)).graphs())


def test_rdflib_can_ask_again_for_whatever_it_was_given(address: str):
    remote = Graph(SPARQLStore(f"{address}/sparql"))
    blank = """{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }
               FILTER(isBlank(?s) || isBlank(?o) || isBlank(?g))"""
    assert not remote.query(f"ASK {{ {blank} }}").askAnswer
    figure = URIRef("https://w3id.org/refusals/id/claim/proekt-convictions-2023")
    facts = list(remote.predicate_objects(figure))
    assert facts and all((figure, *fact) in remote for fact in facts)
    assert len(Graph(SPARQLStore(f"{address}/sparql"), identifier=LINKS)) > 100
