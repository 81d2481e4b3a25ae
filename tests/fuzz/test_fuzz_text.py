"""What reads strangers' text before anything else does: it raises nothing but what it declares, and
takes time in proportion to the length of the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from growth import grows_in_proportion
from hypothesis import given, settings
from hypothesis import strategies as st
from sparql_grammar import grown, mutated

from kg.formats import GRAPH_FORMATS, HTML, SOLUTION_FORMATS, NotAcceptable, choose, prefers_page
from kg.query import QueryError, QueryLimits
from kg.query.syntax import readable
from kg.query.text import check, outline, undeclared_prefixes

LIMITS = QueryLimits()
OFFER = (*SOLUTION_FORMATS, *GRAPH_FORMATS, HTML)
MOST_BYTES = 65_536
repeatable = settings.get_profile("repeatable")

_CHARACTERS = tuple("{}()[]<>\"'\\#?$:@^|!*/.,;&%-_ \n\r\0a1ж")
_WORDS = ('"""', "'''", "\ud800", "PREFIX", "FROM", "NAMED", "SERVICE", "SELECT", "\\u0041", "%41",
          "<a>", "a:", "\U0001f5fa")  # fmt: skip
_ACCEPTS = ("text/csv", "*/*", "text/*", ";q=0", ";q=2", ";q=-1", ";q=nan", ";q=inf", ";q=1e999",
            ",",            " ", "application/json", '"', "=", "*")  # fmt: skip

fragments = st.lists(
    st.one_of(st.sampled_from((*_CHARACTERS, *_WORDS)), st.text(max_size=3)), max_size=40
).map("".join)


@settings(repeatable, max_examples=800)
@given(st.one_of(fragments, grown, mutated()))
def test_check_refuses_or_accepts(text: str) -> None:
    try:
        found = check(text, LIMITS)
    except QueryError as error:
        assert str(error)
        return
    assert found == outline(text)
    assert text.startswith(found.prologue)
    assert all(text[token.start :].startswith(token.text) for token in found.tokens)
    starts = [token.start for token in found.tokens]
    assert starts == sorted(set(starts))
    assert set(undeclared_prefixes(found)).isdisjoint(found.prefixes)


@settings(repeatable, max_examples=500)
@given(
    fragments, st.one_of(fragments, fragments.map(lambda text: f"error at 1:2: expected {text}"))
)
def test_message_is_made_readable(text: str, message: str) -> None:
    error = readable(text, message)
    assert error.reason or not message


@settings(repeatable, max_examples=1500)
@given(
    st.one_of(st.none(), fragments, st.lists(st.sampled_from(_ACCEPTS)).map("".join)),
    st.one_of(st.none(), fragments, st.sampled_from(["csv", "TEXT/CSV", "rdf xml"])),
)  # fmt: skip
def test_format_is_chosen_or_refused(accept: str | None, name: str | None) -> None:
    try:
        assert choose(accept, name, OFFER).format in OFFER
    except NotAcceptable as error:
        assert error.offer == OFFER
    assert prefers_page(accept) in (True, False)


PIECES = (
    "(", ")", "()", "((", "{}", "[", "a ", "a.", "a:", "<a>", "<a", "<", "?a ", "'", '"', '"""',
    "'\\''", "#", "#\n", "@a-", "\\", ":%41", "a", "ж", "$a", "FROM<a>", "FROM ", "a:b.", '"""a"',
    "1", "_", "%", "PREFIX a:", "a\u0301", "\U0001f5fa", "-", ".", "a-", "a:\\~", "'''\\", ", ",
    "a/b,", "a/b;q=0.5,",
)  # fmt: skip
READERS: dict[str, Callable[[str], object]] = {
    "check": lambda text: check(text, LIMITS),
    "check after an opened IRI": lambda text: check("<" + text[1:], LIMITS),
    "readable": lambda text: readable(text, "error at 1:1: expected x"),
    "message": lambda text: readable("ASK {}", f"error at 1:1: expected one of {text}"),
    "choose": lambda text: choose(text, None, OFFER),
    "page": prefers_page,
}


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_time_grows_in_proportion_to_the_text(reader: str) -> None:
    def read(text: str) -> None:
        try:
            READERS[reader](text)
        except (QueryError, NotAcceptable):
            pass

    for piece in PIECES:
        size = len(piece.encode())
        assert grows_in_proportion(
            read, lambda most, piece=piece, size=size: piece * (most // size), MOST_BYTES
        ), (reader, piece)
