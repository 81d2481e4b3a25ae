"""The ontology in short, so that an agent can write SPARQL: prefixes, classes and properties."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files

from kg.mcp.answers import Answer
from kg.mcp.asking import Row, ask, local
from kg.mcp.evidence import Evidence
from kg.opened import OpenRelease
from kg.terms import BASE, VOCABULARIES


def schema(release: OpenRelease) -> Answer:
    """Each class and property of the ontology in a line, after what is to be known of the graph."""
    rows = ask(release, "vocabulary")
    kinds: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        kinds[local(row["kind"])].append(_line(row))
    prefixes = "\n".join(f"PREFIX {name}: <{iri}>" for name, iri in VOCABULARIES.items())
    text = "\n\n".join(
        [
            _introduction().replace("BASE", BASE).replace("PREFIXES", prefixes),
            "Classes (ref:)\n" + "\n".join(kinds["Class"]),
            "Properties (ref:), with what they lead from and to\n"
            + "\n".join(sorted([*kinds["ObjectProperty"], *kinds["DatatypeProperty"]])),
        ]
    )
    return Answer({"schema": text}, text, Evidence(("annotated",)))


@cache
def _introduction() -> str:
    return files("kg.mcp").joinpath("schema.txt").read_text(encoding="utf-8").rstrip()


def _line(row: Row) -> str:
    ends = [local(row[name]) if name in row else "" for name in ("domain", "range")]
    arrow = f" [{ends[0]} → {ends[1]}]" if any(ends) else ""
    return f"{local(row['term'])}{arrow}: {row['definition'].value}"
