"""Inference by rules: each graph/rules/*.rq is a CONSTRUCT query whose result is its own graph.

Rules read the asserted graph only, so what one infers is never another's premise, and inferred
never mixes with asserted (architecture, decision 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryTriples, Store, Triple

from kg.build.describe import describe
from kg.build.entities import AGENT_CLASSES
from kg.errors import InvalidData, Problem, read_utf8, relative
from kg.model import NAMELESS
from kg.terms import BASE, graph, term

_PERSONS = tuple(AGENT_CLASSES[type] for type in ("public-person", *NAMELESS))
_OF_PEOPLE = (
    "ref:SoldierCategory",
    "ref:Route",
    "ref:Motive",
    "ref:Obstacle",
    "ref:Consequence",
    "ref:Topic",
    "ref:Service",
)


def describe_rules(root: Path) -> Iterator[Triple]:
    """What the catalogue says of each rule and, with `prov:wasGeneratedBy`, of its graph."""
    for name, text in _rules(root).items():
        title = (text.lstrip("# ").partition("\n")[0], "en")
        rule = NamedNode(f"{BASE}rule/{name}")
        facts = {"a": ["prov:Entity"], "rdfs:label": title, "rdfs:comment": (text, "en")}
        yield from describe(rule, facts)
        made = {"a": ["prov:Entity"], "dcterms:title": title, "prov:wasGeneratedBy": rule}
        yield from describe(graph("inferred", name), made)


def _rules(root: Path) -> dict[str, str]:
    """The text of each rule by its name."""
    paths = sorted((root / "graph" / "rules").glob("*.rq"))
    return {path.stem: read_utf8(path, relative(path, root)) for path in paths}


def infer(asserted: Iterable[Triple], root: Path) -> Mapping[NamedNode, set[Triple]]:
    """Run every rule over the asserted triples; one graph of inferred triples a rule.

    :raises InvalidData: with the line of a rule that is no SPARQL CONSTRUCT query
    """
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in asserted)
    inferred: dict[NamedNode, set[Triple]] = {}
    problems: list[Problem] = []
    for name, text in _rules(root).items():
        file = f"graph/rules/{name}.rq"
        try:
            found = store.query(text)
        except (SyntaxError, ValueError) as error:
            message = str(error).splitlines()[0]
            place = re.match(r"error at (\d+):", message)
            problems.append(Problem(file, int(place.group(1)) if place else 0, message))
            continue
        if isinstance(found, QueryTriples):
            inferred[graph("inferred", name)] = set(found)
        else:
            problems.append(Problem(file, 0, "a rule is a CONSTRUCT query"))
    if problems:
        raise InvalidData(problems)
    return inferred


def check_inferred(
    asserted: Iterable[Triple], inferred: Mapping[NamedNode, set[Triple]]
) -> list[Problem]:
    """What rules infer that may not be kept, above all of persons: no shape looks at it."""
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in asserted)
    return [
        Problem(f"graph/rules/{name.value.rpartition('/')[2]}.rq", 1, message)
        for name, triples in inferred.items()
        for message in sorted(_wrong(store, triples))
    ]


def _wrong(store: Store, triples: Iterable[Triple]) -> set[str]:
    """Why what a rule infers may not be kept: it only relates things of the graph by properties of
    the ontology, makes nothing a member of a class, and joins no person to a category or theme."""
    properties = _members(store, "owl:ObjectProperty")
    persons = _members(store, *_PERSONS)
    populations = _members(store, *_OF_PEOPLE)
    wrong = set()
    for triple in triples:
        subject, predicate, value = triple
        if predicate not in properties:
            wrong.add(f"{predicate.value} is no object property of the ontology; leave it out")
        for end in (subject, value):
            if isinstance(end, Literal) or not _is_described(store, end):
                wrong.add(f"{end} is nothing that the graph describes; a rule adds no thing")
        if {subject, value} & persons and {subject, value} & populations:
            wrong.add(f"{predicate.value} joins a person to a category or theme; remove that")
    return wrong


def _is_described(store: Store, node: NamedNode | BlankNode) -> bool:
    return next(store.quads_for_pattern(node, None, None, None), None) is not None


def _members(store: Store, *classes: str) -> set[NamedNode | BlankNode]:
    return {
        quad.subject
        for name in classes
        for quad in store.quads_for_pattern(None, term("rdf:type"), term(name), None)
    }
