"""Queries at random: from a grammar over the ontology's own terms, and from the stored questions by
mutation. Most of the former are valid; most of the latter are nearly so."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pyoxigraph import NamedNode, RdfFormat, parse

ROOT = Path(__file__).resolve().parents[2]
XSD = "http://www.w3.org/2001/XMLSchema#"
PROLOGUE = (
    "PREFIX ref: <https://w3id.org/refusals/ontology#>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    f"PREFIX xsd: <{XSD}>\n"
)
STORED = tuple(path.read_text(encoding="utf-8") for path in sorted((ROOT / "queries").glob("*.rq")))
_PARTS = re.compile(r"""\s+|<[^\s<>]*>|"[^"\n]*"|'[^'\n]*'|[?$]?[\w:.-]+|\W""")
_ODD = ("{", "}", "(", ")", "[", "]", "<", ">", '"', "'", '"""', "\\", "\\u0000", "\\uD800", "\0",
        "#", ";", ",", ".", "|", "/", "^", "!", "*", "+", "?", "$", "@", "^^", "%", "&&", "||", "-",
        "SELECT", "WHERE", "FILTER", "NOT EXISTS", "MINUS", "OPTIONAL", "UNION", "GRAPH", "SERVICE",
        "VALUES", "BIND", "UNDEF", "FROM", "NAMED", "ORDER BY", "LIMIT", "OFFSET", "GROUP BY",
        "HAVING", "DISTINCT", "REDUCED", "AS", "BASE", "PREFIX", "CONSTRUCT", "DESCRIBE", "ASK",
        "RAND()", "COUNT(*)", "Хочу", "\u202e", "\U0001f5fa", "\ufeff", "\r", "1e999", "0.", "_:b",
        "<<", ">>", "{|", "|}", "LATERAL", "VERSION")  # fmt: skip

_SUFFIXES = ("@en", "@ru-Latn", "^^xsd:date", "^^xsd:integer", "^^<t:>")
_GROUPS = ("OPTIONAL", "MINUS", "GRAPH ?g", "FILTER NOT EXISTS", "")


def _terms() -> tuple[str, ...]:
    quads = parse(path=ROOT / "ontology" / "refusals.ttl", format=RdfFormat.TURTLE)
    found = {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}
    return tuple(f"<{iri}>" for iri in sorted(found))


variables = st.sampled_from(["?s", "?p", "?o", "?x", "?y", "$z"])
iris = st.sampled_from((*_terms(), "ref:stated", "rdfs:label", "a", "<>", "<urn:x>"))
strings = st.text(st.characters(exclude_characters='"\\\r\n', codec="utf-8"), max_size=8)
literals = st.one_of(
    strings.map(lambda text: f'"{text}"'),
    st.tuples(strings, st.sampled_from(_SUFFIXES))
    .map(lambda pair: f'"{pair[0]}"{pair[1]}'),
    st.integers(-(10**30), 10**30).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.sampled_from(["true", '"2023-02-30"^^xsd:date', '"NaN"^^xsd:double', '"P1Y"^^xsd:duration']),
)  # fmt: skip
terms = st.one_of(variables, iris.filter(lambda term: term != "a"), literals)
paths = st.recursive(
    iris.filter(lambda term: term != "a"),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("/|"), inner).map("".join),
        inner.map(lambda path: f"^({path})"),
        st.tuples(inner, st.sampled_from("*+?")).map(lambda pair: f"({pair[0]}){pair[1]}"),
        iris.map(lambda term: f"!({term}|^{term})"),
    ),
    max_leaves=4,
)
_UNARY = (
    "!",
    "-",
    "STR",
    "LANG",
    "DATATYPE",
    "BOUND",
    "isIRI",
    "STRLEN",
    "UCASE",
    "ABS",
    "ROUND",
    "YEAR",
    "TZ",
    "xsd:integer",
    "xsd:dateTime",
    "MD5",
    "IRI",
    "BNODE",
    "ENCODE_FOR_URI",
)
_BINARY = ("=", "!=", "<", ">=", "&&", "||", "+", "-", "*", "/")
_CALLS = ("CONCAT({},{})", "IF({0},{1},{0})", "COALESCE({},{})", "REGEX(STR({}),STR({}))",
          "STRBEFORE({},{})", "STRDT(STR({}),{})", "SUBSTR({},{})", "{} IN ({},1)",
          "RAND()")  # fmt: skip
expressions = st.recursive(
    terms,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(_UNARY), inner).map(lambda pair: f"{pair[0]}({pair[1]})"),
        st.tuples(inner, st.sampled_from(_BINARY), inner).map(lambda parts: f"({''.join(parts)})"),
        st.tuples(st.sampled_from(_CALLS), inner, inner).map(
            lambda parts: "(" + parts[0].format(*parts[1:]) + ")"
        ),
    ),
    max_leaves=6,
)
triples = st.tuples(st.one_of(variables, iris), st.one_of(variables, paths, iris), terms).map(
    lambda parts: " ".join(parts) + " ."
)
patterns = st.recursive(
    st.lists(triples, min_size=1, max_size=3).map(" ".join),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"{{ {pair[0]} }} UNION {{ {pair[1]} }}"),
        st.tuples(st.sampled_from(_GROUPS), inner)
        .map(lambda pair: f"{pair[0]} {{ {pair[1]} }}"),
        st.tuples(inner, expressions).map(lambda pair: f"{pair[0]} FILTER({pair[1]})"),
        st.tuples(inner, expressions).map(lambda pair: f"{pair[0]} BIND({pair[1]} AS ?new)"),
        inner.map(lambda pattern: f"{{ SELECT * {{ {pattern} }} LIMIT 9 }}"),
        st.tuples(inner, variables, st.lists(literals, max_size=4)).map(
            lambda parts: f"{parts[0]} VALUES {parts[1]} {{ {' '.join(parts[2])} UNDEF }}"
        ),
    ),
    max_leaves=5,
)  # fmt: skip
forms = st.one_of(
    st.sampled_from(["SELECT *", "SELECT DISTINCT *", "SELECT REDUCED ?s ?o", "ASK", "DESCRIBE ?s",
                     "CONSTRUCT { ?s ?p ?o }", "SELECT (COUNT(DISTINCT ?s) AS ?n)"]),
    expressions.map(lambda expression: f"SELECT ({expression} AS ?value)"),
)  # fmt: skip
modifiers = st.one_of(
    st.just("LIMIT 20"),
    expressions.map(lambda expression: f"ORDER BY DESC({expression}) LIMIT 20"),
    st.integers(0, 10**20).map(lambda number: f"LIMIT 20 OFFSET {number}"),
    expressions.map(lambda expression: f"GROUP BY ?s ({expression} AS ?k) LIMIT 20"),
)
grown: SearchStrategy[str] = st.tuples(forms, patterns, modifiers).map(
    lambda parts: "{}{} {{ {} }} {}".format(PROLOGUE, *parts)
)
"""Queries that follow the grammar, but for some of its notes."""


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A stored question, with a few of its parts left out, doubled, exchanged or replaced, or with
    the beginning of another one."""
    parts = _PARTS.findall(draw(st.sampled_from(STORED)))
    for _ in range(draw(st.integers(1, 4))):
        here = draw(st.integers(0, max(0, len(parts) - 1)))
        there = draw(st.integers(0, max(0, len(parts) - 1)))
        kind = draw(st.sampled_from(["drop", "double", "swap", "put", "splice", "cut", "repeat"]))
        if not parts or kind == "put":
            parts.insert(here, draw(st.sampled_from(_ODD)))
        elif kind == "drop":
            del parts[here]
        elif kind == "double":
            parts.insert(there, parts[here])
        elif kind == "swap":
            parts[here], parts[there] = parts[there], parts[here]
        elif kind == "splice":
            other = _PARTS.findall(draw(st.sampled_from(STORED)))
            parts = other[:here] + parts[there:]
        elif kind == "cut":
            parts = parts[:here]
        else:
            parts[here:here] = parts[here : here + 5] * draw(st.integers(1, 100))
    return "".join(parts)
