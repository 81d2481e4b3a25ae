"""The hostile queries: those that can be written down stand in queries/*.rq; the giant ones, and
those that are no text, are made here.

A file says in its first comment what it attacks, and may say in a second one how it may end; one
that does not may end in every way that is declared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DECLARED = frozenset("200 broken 400 413 500 503 504".split())
"""A complete result; one that visibly breaks off; and the problems that a query can be told."""
MOST_BYTES = 65_536
FOLDER = Path(__file__).parent / "queries"


@dataclass(frozen=True)
class Attack:
    """One hostile query.

    :param target: what it attacks, in words
    :param accepted: how it may end
    :param parameters: further parameters of its request
    """

    name: str
    target: str
    query: str | bytes
    accepted: frozenset[str] = DECLARED
    parameters: tuple[tuple[str, str], ...] = ()


def written() -> list[Attack]:
    """The attacks in the folder."""
    return [_read(path) for path in sorted(FOLDER.glob("*.rq"))]


def _read(path: Path) -> Attack:
    text = path.read_text(encoding="utf-8")
    first, second = text.split("\n", 2)[:2]
    accepted = DECLARED
    if second.startswith("# Accepts: "):
        accepted = frozenset(second.removeprefix("# Accepts: ").split())
    return Attack(path.stem, first.removeprefix("# Attacks: "), text, accepted)


def generated() -> list[Attack]:
    """The attacks that are made."""
    return [
        Attack(name, target, query, frozenset(accepted.split()) or DECLARED)
        for name, target, query, accepted in (*_nested(), *_long(), *_bytes())
    ] + list(_of_graphs())


def _filled(piece: str, around: str = "SELECT * {{ {} }}", joint: str = "") -> str:
    """A query as long as is accepted: the piece, numbered, again and again.

    :param piece: may hold %d
    """
    room = MOST_BYTES - len(around.encode())
    parts: list[str] = []
    while True:
        part = piece % len(parts) if "%d" in piece else piece
        room -= len((part + joint).encode())
        if room < 0:
            return around.format(joint.join(parts))
        parts.append(part)


def _wrapped(opening: str, inner: str, closing: str, levels: int) -> str:
    return opening * levels + inner + closing * levels


Row = tuple[str, str, str | bytes, str]


def _nested() -> Iterator[Row]:
    """What makes a recursive parser or evaluator deep: with the brackets that are counted, with
    those that a comparison hides from the count, and with none."""
    deep = 10_000
    around = "SELECT * {{ ?s ?p ?o FILTER({}) }} LIMIT 1"
    yield "deep-parentheses", "the stack: parentheses", around.format(
        _wrapped("(", "1", ")", deep)), "400"  # fmt: skip
    yield "deep-braces", "the stack: groups", "SELECT * " + _wrapped("{", "", "}", deep), "400"
    yield "deep-at-limit", "the stack: as deep as is accepted", "SELECT * " + _wrapped(
        "{", "?s ?p ?o", "}", 64) + " LIMIT 1", "200"  # fmt: skip
    yield "deep-subselects", "the stack: subqueries", "SELECT * { " + _wrapped(
        "{ SELECT * { ", "?s ?p ?o", " } } ", 2_000) + "}", "400"  # fmt: skip
    yield "deep-not-exists", "the stack: NOT EXISTS", "SELECT * { " + _wrapped(
        "FILTER NOT EXISTS { ", "?s ?p ?o", " } ", 2_000) + "}", "400"  # fmt: skip
    yield "deep-path", "the stack: parentheses in a path", (
        "SELECT * { ?s " + _wrapped("(", "<urn:a>", ")*", deep) + " ?o }"), "400"  # fmt: skip
    yield "deep-blank-nodes", "the stack: blank nodes in brackets", "ASK { " + _wrapped(
        "[ <urn:a> ", "1", " ]", deep // 2) + " }", "400"  # fmt: skip
    yield "deep-lists", "the stack: lists in lists", (
        "ASK { " + _wrapped("(", "1", ")", deep) + " <urn:a> 1 }"), "400"  # fmt: skip
    yield "deep-hidden", "the stack: parentheses inside what looks like an IRI", around.format(
        "?s<" + _wrapped("(", "1", ")", 25_000) + "&&1>0"), ""  # fmt: skip
    yield "deep-not", "the stack: negations", _filled("!", around.replace("{}", "{}true")), ""
    yield "deep-minus", "the stack: signs", _filled("- ", around.replace("{}", "{}?o < 1")), ""
    yield "deep-inverse", "the stack: inverse paths", _filled("^", "ASK {{ ?s {}<urn:a> ?o }}"), ""
    yield "deep-if", "the stack: IF inside IF", around.format(
        _wrapped("IF(?s = ?o, 1, ", "2", ")", 60)), "200"  # fmt: skip
    yield "long-or", "the stack: a disjunction of thousands", _filled(
        "?o = %d", around, " || "), ""  # fmt: skip
    yield "long-plus", "the stack: a sum of thousands", _filled("%d", around, "+"), ""
    yield "long-sequence-path", "the planner: a path of thousands of steps", _filled(
        "<urn:a>", "SELECT * {{ ?s {} ?o }}", "/"), ""  # fmt: skip
    yield "long-alternative-path", "the planner: a path of thousands of ways", _filled(
        "(<urn:a>|!<urn:%d>)", "SELECT * {{ ?s {} ?o }}", "|"), ""  # fmt: skip
    yield "long-star-path", "the planner: thousands of closures", _filled(
        "(!<urn:%d>)*", "SELECT * {{ ?s {} ?o }}", "/"), ""  # fmt: skip
    yield "long-excluded", "the planner: thousands of excluded properties", _filled(
        "<urn:%d>", "SELECT (COUNT(*) AS ?n) {{ ?s !({}) ?o }}", "|"), ""  # fmt: skip


def _long() -> Iterator[Row]:
    """What is as long as a query may be, or longer."""
    yield "long-in", "time: a list of thousands for each row", _filled(
        "<urn:%d>", "SELECT * {{ ?s ?p ?o FILTER(?o NOT IN ({})) }}", ","), ""  # fmt: skip
    yield "long-values", "the planner: thousands of values", _filled(
        "(<urn:%d> %d)".replace("%d)", "1)"), "SELECT * {{ VALUES (?a ?b) {{ {} }} ?s ?p ?o }}"
    ), ""  # fmt: skip
    yield "long-union", "the planner: thousands of alternatives", _filled(
        "{ ?s <urn:%d> ?o }", joint=" UNION "), ""  # fmt: skip
    yield "long-union-crossed", "time: a thousand times everything", _filled(
        "{ ?s ?p%d ?o }", "SELECT (COUNT(*) AS ?n) {{ {} ?a ?b ?c }}", " UNION "), ""  # fmt: skip
    yield "long-optional", "the planner: thousands of optional patterns", _filled(
        "OPTIONAL { ?s <urn:%d> ?o%d }".replace("?o%d", "?o")), ""  # fmt: skip
    yield "long-minus", "the planner: thousands of MINUS", _filled(
        "MINUS { ?s <urn:%d> ?o }", "SELECT * {{ ?s ?p ?o {} }}"), ""  # fmt: skip
    yield "long-pattern", "the planner: it orders thousands of patterns", _filled(
        "?a%d ?b ?c. "), ""  # fmt: skip
    yield "long-chain", "the planner: thousands of patterns that hang together", _filled(
        "?a%d ?p ?a.", "SELECT * {{ {} }} LIMIT 1"), ""  # fmt: skip
    yield "long-filters", "the planner: thousands of filters", _filled(
        "FILTER(?o != %d) ", "SELECT * {{ ?s ?p ?o {} }}"), ""  # fmt: skip
    yield "long-binds", "the planner: thousands of values computed", _filled(
        "BIND(?o AS ?v%d) ", "SELECT * {{ ?s ?p ?o {} }}"), ""  # fmt: skip
    yield "long-projection", "bandwidth: thousands of columns", _filled(
        "(?o AS ?v%d) ", "SELECT {} {{ ?s ?p ?o }}"), ""  # fmt: skip
    yield "long-template", "bandwidth: a template of thousands for each row", _filled(
        "?s <urn:%d> ?o.", "CONSTRUCT {{ {} }} WHERE {{ ?s ?p ?o }}"), ""  # fmt: skip
    yield "long-describe", "the planner: describes thousands of things", _filled(
        "<urn:%d> ", "DESCRIBE {}"), ""  # fmt: skip
    yield "long-order", "time: thousands of keys to sort by", _filled(
        "DESC(?o) ", "SELECT * {{ ?s ?p ?o }} ORDER BY {}"), ""  # fmt: skip
    yield "long-group", "memory: thousands of aggregates", _filled(
        "(COUNT(DISTINCT ?o) AS ?v%d) ", "SELECT ?p {} {{ ?s ?p ?o }} GROUP BY ?p"), ""  # fmt: skip
    yield "prefixes", "the parser: thousands of prefixes", _filled(
        "PREFIX p%d: <urn:%d>".replace("<urn:%d>", "<urn:x>") + "\n", "{}ASK {{}}"), ""  # fmt: skip
    yield "undeclared-prefixes", "the message: thousands of prefixes to complain about", _filled(
        "a%d:x", "SELECT * {{ ?s ?p {} }}", ","), "400"  # fmt: skip
    yield "long-function", "the message: the name of a function that there is not", _filled(
        "ж", "SELECT (<urn:{}>(1) AS ?x) {{}}"), "400"  # fmt: skip
    yield "long-graph", "the message: the name of a graph that there is not", _filled(
        "ж", "ASK FROM <urn:{}> {{}}"), "200 400"  # fmt: skip
    yield "long-word", "the message: a word that is none", _filled("ж", "{}"), "400"
    yield "bases", "the parser: thousands of bases", _filled("BASE <urn:x>\n", "{}ASK {{}}"), ""
    yield "comments", "the check: nothing but comments", _filled(
        "#{}\"'<\n".replace("{}", "(["), "{}ASK {{}}"), "200"  # fmt: skip
    yield "comment-without-end", "the parser: one comment", _filled("#", "ASK {{}} {}"), "200"
    yield "white-space", "the check: nothing but white space", _filled(" \t\n", "{}ASK {{}}"), "200"
    yield "opened-strings", "the check: quotes, each of which may begin a string", _filled(
        "'\"", "ASK {{ {} }}"), ""  # fmt: skip
    yield "opened-iris", "the check: each sign may begin an IRI", _filled(
        "<a", "ASK {{ ?s ?p ?o FILTER(1{}) }}"), "400"  # fmt: skip
    yield "dots", "the check: names that may all be prefixes", _filled("a.", "ASK {{ {} }}"), "400"
    yield "escapes", "the parser: a string of escapes", _filled(
        "\\u0416", 'SELECT ("{}" AS ?x) {{}}'), "200"  # fmt: skip
    yield "long-iri", "the parser: one IRI", _filled("a", "ASK {{ <urn:{}> ?p ?o }}"), "200"
    yield "long-iri-dots", "the parser: relative IRI of thousands of steps up", _filled(
        "../", "BASE <http://a/b/c> ASK {{ <{}> ?p ?o }}"), "200"  # fmt: skip
    yield "long-name", "the parser: one variable", _filled("a", "SELECT ?{} {{}}"), "200"
    yield "long-language", "the parser: one language tag", _filled(
        "-abcdefgh", 'SELECT ("x"@en{} AS ?x) {{}}'), ""  # fmt: skip
    yield "long-integer", "arithmetic: one number", _filled("9", "SELECT ({} + 1 AS ?x) {{}}"), ""
    yield "long-decimal", "arithmetic: one fraction", _filled(
        "9", "SELECT (0.{} * 2 AS ?x) {{}}"), ""  # fmt: skip
    yield "long-exponent", "arithmetic: one exponent", _filled(
        "9", "SELECT (1e{} * 2 AS ?x) {{}}"), ""  # fmt: skip
    xsd = "http://www.w3.org/2001/XMLSchema#"
    yield "long-casts", "arithmetic: a lexical form of 60 kB cast to everything", (
        'SELECT * { BIND("' + "9" * 60_000 + '" AS ?x) '
        + " ".join(f"BIND(<{xsd}{kind}>(?x) AS ?{kind})" for kind in (
            "integer", "decimal", "double", "float", "boolean", "dateTime", "date", "duration"))
        + " }"), "200"  # fmt: skip
    yield "long-regex", "memory: a pattern of thousands of alternatives", _filled(
        "(a%d)*", 'SELECT * {{ ?s ?p ?o FILTER(REGEX(STR(?o), "{}", "i")) }}', "|"), ""  # fmt: skip
    yield (
        "long-regex-nested",
        "the stack: a pattern of nested groups",
        ('SELECT (REGEX("a", "' + _wrapped("(", "a", ")*", 20_000) + '") AS ?x) {}'),
        "",
    )
    yield "too-long", "the limit: one byte too many", "ASK {}".ljust(MOST_BYTES + 1), "413"
    yield "far-too-long", "the limit: three megabytes", "ASK {}".ljust(3 << 20), "413"


def _bytes() -> Iterator[Row]:
    """What is no text, or not the text that it seems to be."""
    yield "no-utf-8", "text: Latin-1", 'SELECT ("é" AS ?x) {}'.encode("latin-1"), "400"
    yield "overlong", "text: a quote in three bytes", b'SELECT ("\xe0\x80\xa2" AS ?x) {}', "400"
    yield "cut-character", "text: ends within a character", b"ASK {} # \xd0", "400"
    yield (
        "surrogate-bytes",
        "text: a surrogate in UTF-8",
        b'SELECT ("\xed\xa0\x80" AS ?x) {}',
        "400",
    )
    yield "nul-bytes", "text: NUL everywhere", b"\0SELECT\0*\0{\0}\0", "400"
    yield "nul-in-string", "text: a NUL that is allowed", b'SELECT ("a\0b" AS ?x) {}', "200 400"
    yield "mark", "text: a byte order mark first", "\ufeffASK {}", "200 400"
    yield "utf-16", "text: UTF-16", "ASK {}".encode("utf-16"), "400"
    yield "controls", "text: every control character", bytes(range(32)) + b"ASK {}", "400"
    yield "other-spaces", "text: spaces that are none", "ASK\u00a0\u2003\u3000{}", "400"
    yield (
        "wide-letters",
        "the check: a keyword in wide letters",
        ("SELECT * { \uff33\uff25\uff32\uff36\uff29\uff23\uff25 <urn:x> {} }"),
        "400",
    )
    yield (
        "noncharacters",
        "text: code points for nobody",
        ('SELECT ("\uffff\ufffe\U0010ffff\ue000" AS ?x) {}'),
        "200",
    )


def _of_graphs() -> Iterator[Attack]:
    """Datasets of many graphs, by clauses and by parameters."""
    base = "https://w3id.org/refusals/graph/"
    everything = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c }"
    many = [f"{base}unknown/{number}" for number in range(900)]
    yield Attack(
        "from-many", "the merge: hundreds of FROM clauses",
        "".join(["SELECT * ", *(f"FROM <{graph}> " for graph in many), "{ ?s ?p ?o }"]),
    )  # fmt: skip
    known = [f"{base}{name}" for name in ("ontology", "entities", "checks", "editorial")]
    yield Attack(
        "from-merged", "memory: merges every large graph, then crosses it with itself",
        everything.replace("{", "".join(f"FROM <{graph}> " for graph in known) + "{", 1),
        frozenset({"503", "504", "200"}),
    )  # fmt: skip
    for name in ("default-graph-uri", "named-graph-uri"):
        yield Attack(
            f"{name}-many", f"the merge: hundreds of times {name}",
            "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }",
            parameters=tuple((name, graph) for graph in many),
        )  # fmt: skip
        yield Attack(
            f"{name}-elsewhere", f"the network and files: {name} elsewhere",
            "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }", frozenset({"200", "400"}),
            ((name, "file:///etc/passwd"), (name, "http://127.0.0.1:9/")),
        )  # fmt: skip
        yield Attack(
            f"{name}-no-iri", f"the check: {name} that is no IRI", "ASK {}", frozenset({"400"}),
            ((name, "> { ?s ?p ?o } #"),),
        )  # fmt: skip
