"""Random queries, sent to the running endpoint: each answer is declared, and what it says it is."""

from __future__ import annotations

import pytest
import wire
from conformity import assert_conforms
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import Server
from sparql_grammar import grown, mutated

ANSWERS = ("200", "broken", "400", "406", "413", "500", "503", "504")
# "" is none: the form of the query then decides.
FORMATS = (
    "",
    "",
    "",
    "",
    "json",
    "xml",
    "csv",
    "tsv",
    "turtle",
    "ntriples",
    "jsonld",
    "rdfxml",
    "html",
)


def _ask(server: Server, query: str, format: str) -> None:
    reply = wire.exchange(server.port, wire.query_request(query, ("format", format)), "127.0.0.11")
    assert_conforms(reply, *ANSWERS, where=query)


@pytest.mark.slow
@settings(settings.get_profile("repeatable"), max_examples=800)
@given(grown, st.sampled_from(FORMATS))
def test_grown_queries(hasty: Server, query: str, format: str) -> None:
    _ask(hasty, query, format)


@pytest.mark.slow
@settings(settings.get_profile("repeatable"), max_examples=1000)
@given(mutated(), st.sampled_from(FORMATS))
def test_mutated_questions(hasty: Server, query: str, format: str) -> None:
    _ask(hasty, query, format)
