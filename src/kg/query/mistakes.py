"""What is said of mistakes in queries: each kind has a name and a sentence, so that whoever shows
it can say it in another language.

A mistake is told in statements, `{"case": "expected", "text": "."}`: the first says what is wrong,
the others what may be done about it.
"""

from __future__ import annotations

from collections.abc import Sequence

Statement = dict[str, str]
ENGINE = "engine"
"""The kind of what the engine says, which is English."""

WRONG = {
    "not-here": "%(text)s cannot stand here",
    "unknown-word": "%(text)s is no keyword and no function of SPARQL",
    "prefix": "the prefix of %(text)s is not declared",
    "too-early": "the query ends too early",
    "not-closed": "the query ends too early: %(text)s of line %(line)s, column %(column)s is not"
    " closed",
    "endless-string": "the string that begins here does not end on its line",
    "endless-iri": "the IRI that begins here is not closed by >",
    "ungrouped": "%(text)s is neither in GROUP BY nor in COUNT or the like",
    "given-twice": "%(text)s has a value already, and cannot get another one here",
    "twice": "%(text)s stands twice in SELECT",
    "star-and-group": "SELECT * and GROUP BY do not go together",
    "update": "%(text)s is an update; this endpoint only answers queries",
    "too-deep": "brackets are nested deeper than %(text)s levels",
    "glued": "put a space after %(text)s…",
    "service": "SERVICE asks other servers; this endpoint only answers from its own data",
    ENGINE: "%(text)s",
}
"""What is wrong, by the name of its kind."""
HELP = {
    "did-you-mean": "did you mean %(text)s?",
    "leave-out": "leave out %(text)s",
    "expected": "%(text)s is missing before it",
    "expected-behind": "%(text)s is missing behind it",
    "full-stop": "a full stop or a semicolon may be missing before it",
    "forms": "a query begins with SELECT, ASK, CONSTRUCT, DESCRIBE, after BASE and PREFIX",
    "iri-characters": "an IRI holds something that it must not; write other characters as %%XX",
    "declare": "a prefix is not declared; put first: %(text)s",
    "group": "beside COUNT and the like, each variable of SELECT has to be in GROUP BY",
    "new-name": "the variable of BIND and of AS has to be a new one in its group",
    "brackets": "what a filter asks for stands in brackets: (…)",
    "name-it": "what is calculated in SELECT is written (… AS ?name)",
}
"""What may be done about it, likewise."""
SENTENCES = WRONG | HELP


def statement(case: str, **values: object) -> Statement:
    """A statement of a kind, with what it speaks of."""
    assert case in SENTENCES
    return {"case": case, **{name: str(value) for name, value in values.items()}}


def worded(statements: Sequence[Statement]) -> str:
    """Statements in English, one after another.

    >>> worded([statement("did-you-mean", text="SELECT"), statement("leave-out", text="}")])
    'did you mean SELECT?; leave out }'
    """
    return "; ".join(SENTENCES[each["case"]] % each for each in statements)
