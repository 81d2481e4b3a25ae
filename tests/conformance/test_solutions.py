"""The comparison of results: it must tell apart what differs, or the suites prove nothing."""

from __future__ import annotations

import pytest
from readers import Result, read_csv, read_json, read_tsv, read_turtle, read_xml
from solutions import by_value, same

XML = (
    '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="a"/></head>'
    "<results><result><binding name='a'>{}</binding></result></results></sparql>"
)


def turtle(text: str) -> Result:
    return read_turtle(f"@prefix : <urn:> . {text}".encode())


def test_formats_are_read_alike() -> None:
    json = b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", '
    json += b'"value": "x", "xml:lang": "EN"}}]}}'
    xml = XML.format('<literal xml:lang="en">x</literal>').encode()
    assert same(read_json(json), read_xml(xml))
    assert same(read_json(json), read_tsv(b'?a\n"x"@en\n'))
    assert not same(read_xml(xml), read_tsv(b'?a\n"x"\n'))
    assert not same(read_xml(xml), read_tsv(b'?b\n"x"@en\n'))


@pytest.mark.parametrize(
    ("one", "two", "is_same"),
    [
        (b"?a\t?b\n_:x\t_:y\n", b"?a\t?b\n_:m\t_:n\n", True),
        (b"?a\t?b\n_:x\t_:y\n", b"?a\t?b\n_:m\t_:m\n", False),
        (b"?a\t?b\n_:x\t_:x\n", b"?a\t?b\n_:m\t_:n\n", False),
        (b"?a\n_:x\n_:y\n", b"?a\n_:m\n_:m\n", False),
        (b"?a\t?b\n_:x\t1\n_:y\t2\n_:x\t3\n", b"?a\t?b\n_:n\t2\n_:m\t3\n_:m\t1\n", True),
        (b"?a\t?b\n_:x\t1\n_:y\t2\n_:x\t3\n", b"?a\t?b\n_:n\t2\n_:n\t3\n_:m\t1\n", False),
        (b"?a\n1\n1\n2\n", b"?a\n1\n2\n2\n", False),
        (b"?a\n1\n2\n", b"?a\n2\n1\n", True),
        (b"?a\t?b\n1\t\n", b"?a\t?b\n\t1\n", False),
        (b"?a\n1.0\n", b"?a\n1\n", False),
    ],
)
def test_solutions_are_a_bag_up_to_blank_nodes(one: bytes, two: bytes, is_same: bool) -> None:
    assert same(read_tsv(one), read_tsv(two)) == is_same


def test_graphs_are_compared_up_to_blank_nodes() -> None:
    assert same(turtle(":a :p [:q 1], [:q 2] ."), turtle("_:y :q 2 . :a :p _:y, [:q 1] ."))
    assert not same(turtle(":a :p [:q 1], [:r 2] ."), turtle(":a :p [:q 1; :r 2], [] ."))


def test_order_counts_where_it_is_given() -> None:
    def ordered(text: bytes) -> Result:
        found = read_csv(text)
        return Result(None, found.variables, found.rows, is_ordered=True)

    assert same(ordered(b"a\r\n1\r\n2\r\n"), read_csv(b"a\r\n1\r\n2\r\n"))
    assert not same(ordered(b"a\r\n1\r\n2\r\n"), read_csv(b"a\r\n2\r\n1\r\n"))


def test_reduced_solutions_may_come_fewer_times_but_not_never() -> None:
    full = read_csv(b"a\r\n1\r\n1\r\n2\r\n")
    assert same(full, read_csv(b"a\r\n1\r\n2\r\n"), is_lax=True)
    assert not same(full, read_csv(b"a\r\n1\r\n1\r\n"), is_lax=True)
    assert not same(full, read_csv(b"a\r\n1\r\n2\r\n2\r\n"), is_lax=True)


def test_values_ignore_the_spelling_and_nothing_else() -> None:
    values = [by_value(read_tsv(f"?a\n{term}\n".encode())) for term in ("1.50", "1.5", "15e-1")]
    assert same(values[0], values[1]) and not same(values[1], values[2])
