"""Which format an Accept header or a short name gets."""

from __future__ import annotations

import pytest

from kg.formats import (
    GRAPH_FORMATS,
    HTML,
    SOLUTION_FORMATS,
    NotAcceptable,
    choose,
    prefers_page,
)
from kg.query.serialise import GRAPH_FORMATS as ENGINE_GRAPHS
from kg.query.serialise import SOLUTION_FORMATS as ENGINE_SOLUTIONS

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
OFFER = (*SOLUTION_FORMATS, HTML)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("application/*", "json"),
        ("text/*", "csv"),
        (BROWSER, "html"),
        ("text/csv;q=0.5, */*;q=0.1", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/csv; charset=utf-8", "csv"),
        ("text/tab-separated-values, text/csv;q=0.9", "tsv"),
        ("image/png, application/sparql-results+xml;q=0.3", "xml"),
    ],
)
def test_accept_header_names_the_format(accept: str | None, expected: str) -> None:
    assert choose(accept, None, OFFER).format.name == expected


def test_most_specific_range_gives_a_format_its_quality() -> None:
    # RFC 9110 §12.5.1: */* would give JSON 1, but its own range gives it less than the others.
    accept = "application/sparql-results+json;q=0.2, */*;q=0.9, text/*;q=0.1"
    assert choose(accept, None, OFFER).format.name == "xml"


def test_quality_zero_excludes_a_format_that_a_wildcard_would_allow() -> None:
    accept = "application/sparql-results+json;q=0, application/json;q=0, */*"
    assert choose(accept, None, OFFER).format.name == "xml"
    with pytest.raises(NotAcceptable):
        choose("text/csv;q=0", None, OFFER)


def test_the_answer_is_labelled_as_the_client_asked() -> None:
    choice = choose("application/json", None, SOLUTION_FORMATS)
    assert (choice.format.name, choice.content_type) == ("json", "application/json")
    choice = choose("application/json", None, GRAPH_FORMATS)
    assert (choice.format.name, choice.content_type) == ("jsonld", "application/json")
    assert choose("text/csv", None, OFFER).content_type == "text/csv; charset=utf-8"


@pytest.mark.parametrize("offer", [SOLUTION_FORMATS, GRAPH_FORMATS])
def test_short_name_overrides_the_header(offer: tuple) -> None:
    for format in offer:
        media_type = format.media_types[0]
        names = (format.name, format.name.upper(), *format.short_names, media_type)
        for name in (*names, media_type.replace("+", " ")):
            assert choose(BROWSER, name, (*offer, HTML)).format == format


@pytest.mark.parametrize(("accept", "name"), [("image/png", None), ("*/*", "turtle")])
def test_refusal_lists_what_is_on_offer(accept: str, name: str | None) -> None:
    with pytest.raises(NotAcceptable) as caught:
        choose(accept, name, OFFER)
    assert caught.value.offer == OFFER
    for format in OFFER:
        assert format.media_types[0] in str(caught.value)


def test_messages_are_pages_for_browsers_only() -> None:
    assert prefers_page(BROWSER)
    for accept in (None, "*/*", "text/turtle", "application/json, text/html;q=0.5"):
        assert not prefers_page(accept)


def test_every_format_is_one_that_the_engine_writes() -> None:
    assert {format.name for format in SOLUTION_FORMATS} == set(ENGINE_SOLUTIONS)
    assert {format.name for format in GRAPH_FORMATS} == set(ENGINE_GRAPHS)
    for format in SOLUTION_FORMATS:
        assert ENGINE_SOLUTIONS[format.name].media_type.startswith(format.media_types[0])
    for format in GRAPH_FORMATS:
        assert ENGINE_GRAPHS[format.name].media_type == format.media_types[0]
