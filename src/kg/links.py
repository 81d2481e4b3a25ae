"""Links to other open datasets: graph/links.sssom.tsv, read and checked.

The file follows SSSOM (Simple Standard for Sharing Ontological Mappings): a commented YAML header
with the prefixes, then one mapping a line. Beside its columns ours has `evidence`: where the
identifier was seen beside the name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

import yaml
from pyoxigraph import NamedNode

from kg.errors import InvalidData, Problem, nearest, read_utf8
from kg.load import Project
from kg.references.names import things
from kg.terms import thing

FILE = "graph/links.sssom.tsv"
COLUMNS = (
    "subject_id",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "evidence",
)
PREDICATES = ("exactMatch", "closeMatch", "relatedMatch", "broadMatch", "narrowMatch")
JUSTIFICATIONS = (
    "semapv:ManualMappingCuration",
    "semapv:LexicalMatching",
    "semapv:MappingReview",
    "semapv:UnspecifiedMatching",
)
CONFIDENCE = r"0(\.[0-9]+)?|1(\.0+)?"
# Datasets to which links lead: what an identifier looks like, and who names it.
IDENTIFIERS = {
    "wikidata": r"Q[1-9][0-9]*",
    "geonames": r"[1-9][0-9]*/",  # its IRIs end with a slash, and a CURIE is expanded as it is
    "iso3166": r"[A-Z]{2}(-[A-Z0-9]{1,3})?",
}
DATASET_NAMES = {"wikidata": "Wikidata", "geonames": "GeoNames", "iso3166": "ISO 3166"}
CURIE_MAP = {
    "wikidata": "http://www.wikidata.org/entity/",
    "geonames": "https://sws.geonames.org/",
    "iso3166": "https://www.iso.org/obp/ui/#iso:code:3166:",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "refusals": "https://w3id.org/refusals/id/",
}


@dataclass(frozen=True)
class Link:
    """A mapping from a thing of this graph to an item of another dataset.

    :ivar subject: kind and name of the thing, such as `place/france`
    :ivar predicate: local name of a SKOS mapping property
    :ivar target: the item's IRI
    :ivar dataset: prefix of the dataset
    :ivar slots: the whole row, by the names of SSSOM's slots
    """

    line: int
    subject: str
    predicate: str
    dataset: str
    identifier: str
    label: str
    justification: str
    confidence: str
    evidence: str
    slots: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def target(self) -> str:
        """The IRI of the item."""
        return CURIE_MAP[self.dataset] + self.identifier


def read_links(project: Project) -> tuple[Link, ...]:
    """Every link of the project, without those left out of it; none where there is no such file.

    :raises InvalidData: with the line of every malformed, unevidenced or contradictory link
    """
    path = project.root / FILE
    return links_of(project, read_utf8(path, FILE)) if path.exists() else ()


def links_of(project: Project, text: str) -> tuple[Link, ...]:
    """Every link of the file as it would be with this text, without those left out of the project.

    :raises InvalidData: as `read_links` does
    """
    problems: list[Problem] = []
    links = tuple(link for link in _read(text, problems) if link.line not in project.links_left_out)
    problems += _check(project, links)
    if problems:
        raise InvalidData(problems)
    return links


def read_header(project: Project) -> dict[str, Any]:
    """The slots of the mapping set itself, from the commented YAML at the file's beginning.

    To be asked for once the links are read, which tells of what is wrong with it.
    """
    lines = read_utf8(project.root / FILE, FILE).splitlines()
    return yaml.safe_load("\n".join(line[1:] for line in takewhile(_is_header, lines))) or {}


def link_iri(link: Link) -> NamedNode:
    """The IRI of the node that says how a link is known."""
    return thing("link", link.subject, link.dataset, link.identifier.rstrip("/"))


def may_be_linked(project: Project, thing: str) -> bool:
    """Whether a thing, such as `agent/mediazona`, is ever linked. Of people only holders of public
    offices are.

    :raises KeyError: if it is an agent that does not exist
    """
    kind, _, name = thing.partition("/")
    if kind != "agent":
        return True
    agent = project.agents[name].record
    return agent.type in ("organisation", "outlet") or agent.role_kind == "office-holder"


def _is_header(line: str) -> bool:
    return line.startswith("#")


def _read(text: str, problems: list[Problem]) -> Iterator[Link]:
    lines = text.splitlines()
    size = sum(1 for _ in takewhile(_is_header, lines))
    problems += _check_header(lines[:size])
    rows = csv.reader(lines[size:], delimiter="\t", quoting=csv.QUOTE_NONE)
    columns = next(rows, [])
    missing = [name for name in COLUMNS if name not in columns]
    if missing:
        problems.append(Problem(FILE, size + 1, f"the column {missing[0]!r} is missing"))
        return
    for number, cells in enumerate(rows, start=size + 2):
        if len(cells) != len(columns):
            message = f"{len(cells)} cells stand where there are {len(columns)} columns"
            problems.append(Problem(FILE, number, message, "separate cells by one tab each"))
            continue
        row = dict(zip(columns, (cell.strip() for cell in cells), strict=True))
        found = list(_check_row(number, row))
        problems += found
        if not found:
            yield _link(number, row)


def _check_header(lines: list[str]) -> Iterator[Problem]:
    try:
        header = yaml.safe_load("\n".join(line[1:] for line in lines)) or {}
        prefixes = dict(header.get("curie_map", {}))
    except (yaml.YAMLError, AttributeError, TypeError, ValueError):
        yield Problem(FILE, 1, "the header is no commented YAML")
        return
    for key in ("mapping_set_id", "license"):
        if key not in header:
            yield Problem(FILE, 1, f"the header lacks {key}", "SSSOM requires it")
    for prefix, namespace in prefixes.items():
        if CURIE_MAP.get(prefix, namespace) != namespace:
            message = f"the prefix {prefix!r} is {namespace!r}"
            yield Problem(FILE, 1, message, f"write {CURIE_MAP[prefix]}")


def _check_row(number: int, row: Mapping[str, str]) -> Iterator[Problem]:
    def problem(message: str, fix: str = "") -> Problem:
        return Problem(FILE, number, message, fix)

    dataset, _, identifier = row["object_id"].partition(":")
    if not row["subject_id"].startswith("refusals:"):
        yield problem(f"subject_id {row['subject_id']!r}: begin with refusals:")
    if row["predicate_id"].removeprefix("skos:") not in PREDICATES:
        fix = "write one of " + ", ".join(f"skos:{name}" for name in PREDICATES)
        yield problem(f"predicate_id {row['predicate_id']!r} is no mapping property", fix)
    if dataset not in IDENTIFIERS:
        fix = nearest(dataset, list(IDENTIFIERS))
        yield problem(f"object_id {row['object_id']!r} is of an unknown dataset", fix)
    elif not re.fullmatch(IDENTIFIERS[dataset], identifier):
        yield problem(f"object_id {row['object_id']!r} is no identifier of {dataset}")
    if row["mapping_justification"] not in JUSTIFICATIONS:
        fix = "write one of " + ", ".join(JUSTIFICATIONS)
        yield problem(f"mapping_justification {row['mapping_justification']!r} is unknown", fix)
    if not re.fullmatch(CONFIDENCE, row["confidence"]):
        yield problem(f"confidence {row['confidence']!r}: write a number from 0 to 1")
    if not row["evidence"]:
        fix = "say where the identifier was seen beside the name"
        yield problem("a link without evidence", fix)


def _link(number: int, row: Mapping[str, str]) -> Link:
    dataset, _, identifier = row["object_id"].partition(":")
    return Link(
        number,
        row["subject_id"].removeprefix("refusals:"),
        row["predicate_id"].removeprefix("skos:"),
        dataset,
        identifier,
        row["object_label"],
        row["mapping_justification"].removeprefix("semapv:"),
        row["confidence"],
        row["evidence"],
        row,
    )


def _check(project: Project, links: tuple[Link, ...]) -> Iterator[Problem]:
    """Links from nothing, links of private people, and two items that one thing cannot both be."""
    known = things(project)
    exact: dict[tuple[str, str], Link] = {}
    taken: dict[str, Link] = {}
    for link in links:
        kind, _, name = link.subject.partition("/")
        if name not in known.get(kind, {}):
            fix = nearest(name, list(known.get(kind, {})))
            yield Problem(FILE, link.line, f"nothing is called {link.subject!r}", fix)
            continue
        if not may_be_linked(project, link.subject):
            message = f"{link.subject!r} is no holder of a public office and is not linked"
            yield Problem(FILE, link.line, message, "remove the link")
        if link.predicate != "exactMatch":
            continue
        other = exact.setdefault((link.subject, link.dataset), link)
        if other.identifier != link.identifier:
            message = (
                f"{link.subject} cannot be exactly both {other.identifier} (line {other.line}) "
                f"and {link.identifier} of {link.dataset}"
            )
            yield Problem(FILE, link.line, message, "keep one, or make one a closeMatch")
        other = taken.setdefault(link.target, link)
        if other.subject != link.subject:
            message = f"{link.identifier} is exactly {other.subject} already (line {other.line})"
            yield Problem(FILE, link.line, message, "two things cannot be one item")
