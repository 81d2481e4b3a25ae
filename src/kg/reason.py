"""Inference by rules: each graph/rules/*.rq is a CONSTRUCT query whose result is its own graph.

Rules read the asserted graph only, so what one infers is never another's premise, and inferred
never mixes with asserted (architecture, decision 8).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import NamedNode, Quad, QueryTriples, Store, Triple

from kg.build.describe import describe
from kg.errors import InvalidData, Problem, read_utf8, relative
from kg.terms import BASE, graph


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
