"""The place that is told of a mistake in a query is that of the mistake."""

from __future__ import annotations

import json
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

import pytest

from kg.query import repairs
from kg.query.errors import QuerySyntaxError
from kg.query.parsing import parse, parsed
from kg.query.places import Spread
from kg.query.syntax import readable
from kg.query.text import outline
from kg.questions import read_questions

REF = "PREFIX ref: <http://example.org/>\n"


def mistake(query: str) -> QuerySyntaxError:
    """What is wrong, as a worker finds it."""
    with pytest.raises(SyntaxError) as caught:
        parse(Spread(query).text)
    return readable(query, str(caught.value))


def place(query: str) -> tuple[int, int, int]:
    """Line, column and end column of what is wrong."""
    error = mistake(query)
    return error.line, error.column, error.end_column


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("SELECT * { ?s ?p 'Хочу 😀' . ?s ?q ⟦foo⟧ }", "after a text beyond the basic plane"),
        (REF + "SELECT * {\r\n ?s a ref:A ;\r\n ref:x ⟦}⟧", "lines that end in CR and LF"),
        (REF + "SELECT * {\n ?s a ref:A \n ⟦?b⟧ ref:x ?c }", "no dot before it"),
        ("SELECT * { ?s ?p ?o .\n ?s a ⟦skos:Concept⟧ . ?o a ?c }", "an undeclared prefix"),
        ("SELECT * { FILTER(⟦FOO⟧(?a)) }", "no such function"),
        ("SELECT * { FILTER(?a > ⟦)⟧ }", "nothing to compare with"),
        ("SELECT * { ?a ?b ?c } ⟦}⟧", "one bracket too many"),
        ("SELECT * { { ?a ?b ?c }⟦⟧  ", "one bracket too few"),
        ("SELECT * { ?a ⟦<stated⟧ ?b }", "an IRI without end"),
        ("SELECT * { ?a ⟦<http:⟧//a.b/c ?b }", "an IRI without end, of the web"),
        ("SELECT * { ?a ?b ⟦'abc }⟧\n", "a string without end"),
        ("SELECT * {\n ?a ?b ⟦'abc⟧\n ; ?c ?d }", "a string whose line ends"),
        ("SELECT * { ⟦<http://a b>⟧ ?p ?o }", "a space in an IRI"),
        ("SELECT * { ?s ⟦'😀'⟧ foo }", "a text for a property"),
        ("SELECT * { ?s ?p ?o . FILTER NOT ⟦EXIST⟧ { } }", "nearly a keyword"),
        ("SELECT ?a⟦,⟧ ?b { ?a ?b ?c }", "a comma between variables"),
        ("⟦SELEC⟧ * { ?a ?b ?c }", "no such form"),
        ("⟦SELECT⟧ ?n (1 AS ?n) { { SELECT * { ?a ?b ?c } } }", "outer columns"),
        ("SELECT ⟦?a⟧ (COUNT(?b) AS ?n) { ?a ?b ?c }", "a column that is not grouped"),
        ("SELECT ?a (1 AS ⟦?b⟧) { ?a ?b ?c }", "a column that has a value"),
        ("SELECT * { ?a ?b ?c BIND(1 AS ⟦?c⟧) }", "a variable that has a value"),
        ("SELECT * { ?a ?b ?c } LIMIT ⟦many⟧", "not a number"),
    ],
)
def test_mistake_is_where_it_is(query: str, wrong: str) -> None:
    before, _, rest = query.partition("⟦")
    marked = rest.partition("⟧")[0]
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    found = place(query.replace("⟦", "").replace("⟧", ""))
    assert found == (line, column, column + len(marked)), wrong


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("SELECT * { ?s ?p ?o\n ?a ?b ?c }", "full stop"),
        ("SELECT * { ?s ?p 'x'\n FILER(?s) }", "did you mean FILTER?"),
        ("SELECT * { ?s ?p ?o . BIND(1 AS ?o) }", "has to be a new one"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "GROUP BY"),
        ("SELECT * { ?s ?p }", ""),
        ("SELECT * { ?s ?p ?o } LIMIT ten", ""),
        ("SELECT * { ?s ?p ?o }\n}", "leave out }"),
    ],
)
def test_a_common_mistake_has_a_hint(query: str, hint: str) -> None:
    found = mistake(query).hint
    assert hint in found if hint else not found


@pytest.mark.parametrize(
    ("query", "mended"),
    [
        ("SELCT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o }"),
        ("SELECT * WHRE { ?s ?p ?o }", "SELECT * WHERE { ?s ?p ?o }"),
        ("SELECT * {\n ?s ?p '😀' FLTER(?s) }", "SELECT * {\n ?s ?p '😀' FILTER(?s) }"),
        ("SELECT * { ?s ?p ?o } ORDER ?o", "SELECT * { ?s ?p ?o } ORDER BY ?o"),
        ("SELECT * { ?s ?p ?o\n ?o ?q ?r }", "SELECT * { ?s ?p ?o\n . ?o ?q ?r }"),
        ("SELECT * { ?s ?p ?o", "SELECT * { ?s ?p ?o } "),
        ("SELECT ?s, ?p { ?s ?p ?o }", "SELECT ?s ?p { ?s ?p ?o }"),
        ("SELECT * { ?s ?p ?o, }", "SELECT * { ?s ?p ?o }"),
        ("SELECT * { ?s ?p ?o FILTER ?s = ?o }", "SELECT * { ?s ?p ?o FILTER (?s = ?o) }"),
        ("SELECT * { ?s ?p ?o FILTER(?s == ?o) }", "SELECT * { ?s ?p ?o FILTER(?s = ?o) }"),
        ("SELECT * { FILTER(1 AND 2) }", "SELECT * { FILTER(1 && 2) }"),
        ("SELECT COUNT(?s) { ?s ?p ?o }", "SELECT (COUNT(?s) AS ?count) { ?s ?p ?o }"),
        ("SELECT (MAX(?s)) { ?s ?p ?o }", "SELECT (MAX(?s) AS ?value) { ?s ?p ?o }"),
        ("PREFIX a <x:> ASK { ?s ?p a:b }", "PREFIX a: <x:> ASK { ?s ?p a:b }"),
        (
            "ASK { ?s a skos:Concept }",
            "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nASK { ?s a skos:Concept }",
        ),
        (REF + "ASK { ?s a reff:A }", REF + "ASK { ?s a ref:A }"),
    ],
)
def test_a_common_mistake_has_a_change_that_mends_it(query: str, mended: str) -> None:
    fix = mistake(query).fix
    lines = query.splitlines(keepends=True)
    start = sum(map(len, lines[: fix["line"] - 1])) + fix["column"] - 1
    end = sum(map(len, lines[: fix["endLine"] - 1])) + fix["endColumn"] - 1
    found = query[:start] + fix["text"] + query[end:]
    assert found.split() == mended.split()
    parse(found)


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p }", "ASK { ?s a x:y }", "ASK { (1 = } }"])
def test_what_nobody_can_know_is_not_mended(query: str) -> None:
    assert mistake(query).fix is None


def test_each_mistake_is_told_by_its_kind() -> None:
    told = mistake("SELCT * { ?s ?p ?o }").told
    assert [each["case"] for each in told] == ["unknown-word", "did-you-mean"]
    assert told[1]["text"] == "SELECT"


def test_a_query_means_the_same_with_its_words_moved_apart(root: Path) -> None:
    for question in read_questions(root):
        spread = Spread(question.query)
        assert len(spread.text) > 2 * len(question.query)
        parse(spread.text)
        for token in outline(question.query).tokens:
            assert spread.original(spread.text.find(token.text)) <= token.start


def test_mistakes_in_stored_questions_are_found_where_they_are(root: Path) -> None:
    """What is no SPARQL is put before each thirtieth token of every stored question."""
    distances = []
    for question in read_questions(root):
        found = outline(question.query)
        start = len(found.prologue) + len(found.form)
        for token in [token for token in found.tokens if token.start > start][::30]:
            query = f"{question.query[: token.start]}@@ {question.query[token.start :]}"
            line, column, _ = place(query)
            before = query[: token.start]
            wanted = (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
            distances.append((line, column) == wanted)
    assert sum(distances) > 0.85 * len(distances) > 70


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT * { ?s ?p ?o } }", "} cannot stand here"),
        ("SELECT * {\n ?s ?p ?o", "the query ends too early: { of line 1, column 10"),
        ("SELECT * { ?s a x:y }", "the prefix of x:y is not declared"),
        ("SELECT * { ?s ?p 'x }", "the string that begins here does not end on its line"),
        ("SELECT ?s ?s { ?s ?p ?o }", "?s stands twice in SELECT"),
    ],
)
def test_reason_says_what_is_wrong(query: str, reason: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        parse(Spread(query).text)
    assert readable(query, str(caught.value)).reason.startswith(reason)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("select ?a (1 AS ?b) { ?a ?p ?o }", {"form": "select", "variables": ["a", "b"]}),
        ("SELECT DISTINCT * { ?b ?a [] } LIMIT 1", {"form": "select", "variables": None}),
        (
            "SELECT (MAX(?a + (?b)) AS ?c) ?d FROM <x> { { SELECT ?d {} } } GROUP BY ?d",
            {"form": "select", "variables": ["c", "d"]},
        ),
        ("ASK { ?s ?p ?o }", {"form": "ask", "variables": []}),
        ("CONSTRUCT WHERE { ?s ?p ?o }", {"form": "construct", "variables": []}),
        ("# a comment\nDESCRIBE <x>", {"form": "describe", "variables": []}),
    ],
)
def test_form_and_variables_are_told_without_an_answer(query: str, expected: dict) -> None:
    assert json.loads(parsed(query)) == expected


def test_a_query_that_nobody_could_answer_is_parsed() -> None:
    """It would take years to answer one of them."""
    values = " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(40)))} }}" for n in range(9))
    for form in ("ASK", "CONSTRUCT {}", "SELECT *", "SELECT (COUNT(*) AS ?n)"):
        parsed(f"{form} {{ {values} FILTER(?v0 + ?v1 + ?v2 + ?v3 + ?v4 + ?v5 + ?v6 > 999) }}")
    parsed("ASK { ?s ?p " + "1 , " * 2_000 + "1 }")


def test_nothing_is_tried_where_trying_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """For some mistakes the engine takes twice as long with each bracket around them."""
    tried: list[str] = []
    monkeypatch.setattr(repairs, "parse", lambda text: tried.append(text) or parse(text))
    query = "SELECT * { ?s ?p ?o FILTER(" + "!(" * 12 + "?s =" + ")" * 12 + ") }"
    with pytest.raises(SyntaxError) as caught:
        parse(Spread(query).text)
    assert readable(query, str(caught.value), is_quick=False).fix is None
    assert not tried
    readable(query, str(caught.value))
    assert tried


def test_of_very_many_prefixes_only_some_are_compared_with_an_unknown_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[int] = []

    def compare(word: str, names: Sequence[str], *limits: float) -> list[str]:
        compared.append(len(names))
        return get_close_matches(word, names, *limits)

    monkeypatch.setattr(repairs, "get_close_matches", compare)
    declared = "".join(f"PREFIX {'abcdefghij' * 9}{n}: <>\n" for n in range(580))
    query = f"{declared}SELECT * {{ ?s {'ghijabcdef' * 9}jj:x ?o }}"
    assert mistake(query).fix
    assert compared and max(compared) < 200
