"""Queries and their answers: the stored questions, and SPARQL of the agent's own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.mcp.answers import Answer, table, words
from kg.mcp.asking import THINGS, Term, ask, unique
from kg.mcp.evidence import Evidence, gather
from kg.mcp.resting import adds_up, calculated_by, things_behind, things_of
from kg.opened import OpenRelease, Solutions
from kg.opened.finding import find
from kg.questions import Question

if TYPE_CHECKING:
    import rdflib

MOST_ROWS = 1_000
MOST_CELL = 2_000
"""Characters of one value."""
MOST_CHARACTERS = 40_000
"""Characters of all rows together: a client's model has to read them."""
MOST_OF_A_ROW = 5
"""Claims that are named beside one row."""
MOST_NAMED = 5
TRUNCATED = "TRUNCATED: {shown} of {total} rows are shown. Ask for less, or use LIMIT and OFFSET."
CUT = "… [cut]"
RESTS_ON = "[rests on]"


def answer_question(release: OpenRelease, question: Question) -> Answer:
    """The answer to a stored question, with all of its rows."""
    answer = run(release, question.query, MOST_ROWS)
    values = {
        "name": question.slug,
        "question": question.title,
        "about": question.description,
        "theme": question.theme,
    }
    heading = f"{question.title}\n{question.description}"
    return Answer(
        values | dict(answer.values),
        f"{heading}\n\n{answer.text}",
        answer.evidence,
        answer.calculated,
    )


def find_question(release: OpenRelease, slug: str) -> Question:
    """
    :raises KgError: if there is none of this name
    """
    known = {question.slug: question for question in release.questions}
    return find(known, slug, "question", release.path)


def question_as_sparql(release: OpenRelease, name: str) -> Answer:
    """A stored question as SPARQL, to be changed and asked.

    :raises KgError: if there is none of this name
    """
    question = find_question(release, name)
    values = {
        "name": name,
        "question": question.title,
        "about": question.description,
        "explanation": question.explanation,
        "query": question.query,
    }
    return Answer(values, commented(question), Evidence(("annotated",)))


def commented(question: Question) -> str:
    """A question as SPARQL, with what it asks and how as comments above it."""
    said = (question.title, question.description, question.explanation)
    return "".join(f"# {line}\n" for line in said if line) + question.query


def list_questions(release: OpenRelease, theme: str = "") -> Answer:
    """The stored questions, all or of one theme.

    :raises KgError: if there is no such theme
    """
    themes = unique(question.theme for question in release.questions)
    if theme and theme not in themes:
        raise KgError(f"no theme is called {theme!r}; there are: {', '.join(themes)}")
    found = [one for one in release.questions if theme in ("", one.theme)]
    rows = [[one.slug, one.theme, one.title, one.description] for one in found]
    columns = ["name", "theme", "question", "about"]
    values = {"questions": [dict(zip(columns, row, strict=True)) for row in rows]}
    return Answer(values, table(columns, rows), Evidence(("annotated",)))


def run(release: OpenRelease, query: str, most_rows: int) -> Answer:
    """The answer to a query, with what it rests on.

    :raises QueryError: if there is no complete result
    """
    found = release.query(query)
    if isinstance(found, bool):
        return _truth(release, query, found)
    if not isinstance(found, Solutions):
        return _graph(release, found, most_rows)
    rows = [[written(term) for term in terms] for terms in found.terms[:most_rows]]
    shown = _fitting(rows)
    named = [things_of(terms) for terms in found.terms[:shown]]
    behind = things_behind(release, query, found, shown)
    evidence = gather(release, list(chain(*named)), list(chain(*behind.of_rows)), behind.is_whole)
    values = {
        "columns": list(found.variables),
        "rows": rows[:shown],
        "warnings": _warnings(release, query, evidence),
        "row_claims": [
            _claims_of_row(evidence, [*one, *other])
            for one, other in zip(named, behind.of_rows, strict=True)
        ],
        "total": len(found),
        "truncated": shown < len(found),
    }
    return _answer(values, evidence, calculated_by(query))


def _truth(release: OpenRelease, query: str, found: bool) -> Answer:
    behind = things_behind(release, query, Solutions((), ((),)), 1)
    evidence = gather(release, (), behind.of_rows[0], behind.is_whole)
    values = {
        "columns": ["answer"],
        "rows": [[str(found).lower()]],
        "warnings": [],
        "row_claims": [_claims_of_row(evidence, behind.of_rows[0])],
        "total": 1,
        "truncated": False,
    }
    return _answer(values, evidence, ["answer"])


def _warnings(release: OpenRelease, query: str, evidence: Evidence) -> list[str]:
    """What must be said of a query that adds or averages figures: few of them may be."""
    if not adds_up(query):
        return []
    claims = unique(id for ids in evidence.claims_of.values() for id in ids)
    rows = ask(release, "measures", *(NamedNode(THINGS + id) for id in claims)) if claims else []
    if len(figures := unique(row["claim"] for row in rows)) < 2:
        return []
    measures = unique(row["measure"].value for row in rows)
    named = ", ".join(measures[:MOST_NAMED]) + (" …" if len(measures) > MOST_NAMED else "")
    return [words()["adds_up"].format(figures=len(figures), count=len(measures), measures=named)]


def _claims_of_row(evidence: Evidence, things: Sequence[NamedNode]) -> list[str]:
    """Ids of the first claims on which a row rests."""
    found = unique(id for thing in things for id in evidence.claims_of.get(thing, ()))
    more = len(found) - MOST_OF_A_ROW
    return [*found[:MOST_OF_A_ROW], *([f"and {more} more"] if more > 0 else [])]


def written(term: Term | None) -> str | None:
    """A term as SPARQL 1.1 CSV writes it; None where there is none, and cut where it is long."""
    if term is None:
        return None
    return _cut(str(getattr(term, "value", term)))


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CELL else text[:MOST_CELL] + CUT


def _graph(release: OpenRelease, graph: rdflib.Graph, most_rows: int) -> Answer:
    from rdflib import URIRef

    triples = sorted(graph)
    rows = [[_cut(str(node)) for node in triple] for triple in triples[:most_rows]]
    shown = _fitting(rows)
    named = [
        things_of(NamedNode(str(node)) for node in triple if isinstance(node, URIRef))
        for triple in triples[:shown]
    ]
    evidence = gather(release, list(chain(*named)), is_whole=False)  # its pattern is not looked at
    values = {
        "columns": ["subject", "predicate", "object"],
        "rows": rows[:shown],
        "warnings": [],
        "row_claims": [_claims_of_row(evidence, things) for things in named],
        "total": len(triples),
        "truncated": shown < len(triples),
    }
    return _answer(values, evidence, ())


def _fitting(rows: Sequence[Sequence[str | None]]) -> int:
    """How many rows fit into MOST_CHARACTERS; always one."""
    size = 0
    for number, row in enumerate(rows):
        size += sum(len(cell or "") + 1 for cell in row)
        if size > MOST_CHARACTERS:
            return max(number, 1)
    return len(rows)


def _answer(values: dict[str, Any], evidence: Evidence, calculated: Sequence[str]) -> Answer:
    columns = [name for name in values["columns"] if name in calculated]
    header, rows = list(values["columns"]), list(values["rows"])
    claims = [
        " ".join(id for id in found if THINGS + id not in row)
        for row, found in zip(rows, values["row_claims"], strict=True)
    ]
    if any(claims):
        header.append(RESTS_ON)
        rows = [[*row, more] for row, more in zip(rows, claims, strict=True)]
    text = "\n".join([*(f"WARNING: {one}" for one in values["warnings"]), table(header, rows)])
    if values["truncated"]:
        text += "\n" + TRUNCATED.format(shown=len(rows), total=values["total"])
    elif not rows:
        text += "\n(no rows)"
    return Answer(values | {"calculated": columns}, text, evidence, columns)
