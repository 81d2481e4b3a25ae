"""Inference by rules: each graph/rules/*.rq is a CONSTRUCT query whose result is its own graph.

Rules read the asserted graph only, so what one infers is never another's premise, and inferred
never mixes with asserted (architecture, decision 8).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store, Triple

from kg.build.describe import describe
from kg.errors import InvalidData, Problem, relative
from kg.terms import BASE, graph


def describe_rules(root: Path) -> Iterator[Triple]:
    """What the catalogue says of each rule and, with `prov:wasGeneratedBy`, of its graph."""
    for path in _rules(root):
        text = path.read_text(encoding="utf-8")
        title = (text.splitlines()[0].lstrip("# "), "en")
        rule = NamedNode(f"{BASE}rule/{path.stem}")
        facts = {"a": ["prov:Entity"], "rdfs:label": title, "rdfs:comment": (text, "en")}
        yield from describe(rule, facts)
        made = {"a": ["prov:Entity"], "dcterms:title": title, "prov:wasGeneratedBy": rule}
        yield from describe(graph("inferred", path.stem), made)


def _rules(root: Path) -> list[Path]:
    return sorted((root / "graph" / "rules").glob("*.rq"))


def infer(asserted: Iterable[Triple], root: Path) -> Mapping[NamedNode, set[Triple]]:
    """Run every rule over the asserted triples; one graph of inferred triples a rule.

    :raises InvalidData: with the line of a rule that is no SPARQL CONSTRUCT query
    """
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in asserted)
    inferred: dict[NamedNode, set[Triple]] = {}
    problems: list[Problem] = []
    for path in _rules(root):
        name = graph("inferred", path.stem)
        text = path.read_text(encoding="utf-8")
        try:
            found = set(store.query(text))
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", 0) or 0
            problems.append(Problem(relative(path, root), line, str(error).splitlines()[0]))
            continue
        inferred[name] = found
    if problems:
        raise InvalidData(problems)
    return inferred
