"""Asking a person what to do with a proposal: which item, what it is to the thing, and what shows
it. Nothing is written before the last question is answered with yes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import click

from kg.errors import InvalidData
from kg.links import CONFIDENCE, FILE, PREDICATES
from kg.load import Project
from kg.suggestions.plain import plain
from kg.suggestions.proposals import Proposal
from kg.suggestions.rows import new_row, read_link_file, write_row
from kg.suggestions.service import Candidate, Service

Value = TypeVar("Value")

LONGEST = 600
_MEANING = {
    "exactMatch": "the item is the same thing",
    "closeMatch": "nearly the same: say in the comment what differs",
    "broadMatch": "the item is wider than the thing",
    "narrowMatch": "the item is narrower than the thing",
    "relatedMatch": "the item is another thing that belongs to it",
}
_EVIDENCE = """\
Evidence is where you saw {item} beside the name: a page, a register, a dataset.
The score is none: it says that two names are alike, not that they name the same."""
# What is left of a text without these, a number and the words of the proposal tells of no place.
_SAYS_NOTHING = frozenset(
    "a an and api best by candidate certain first from found good high is it match matched name of "
    "on proposal proposed reconciliation result same score service sure suggested suggestion the "
    "top with yes ok".split()
)


class Left(Exception):
    """Somebody leaves a thing.

    :ivar quits: and every other
    """

    def __init__(self, quits: bool) -> None:
        super().__init__()
        self.quits = quits


@dataclass(frozen=True)
class Dialogue:
    """What is the same for every thing.

    :ivar dataset: prefix of the dataset of the service's items
    :ivar author: who the links are said to be by
    """

    project: Project
    service: Service
    dataset: str
    author: str

    def decide(self, proposal: Proposal) -> bool:
        """Ask until a link is written, or the thing is left; whether one is written.

        :raises Left: if nothing more is to be asked
        """
        try:
            while proposal.candidates:
                if written := self._link(proposal, self._choose(proposal)):
                    return written
        except Left as left:
            if left.quits:
                raise
        return False

    def _choose(self, proposal: Proposal) -> Candidate:
        last = len(proposal.candidates)

        def number(text: str) -> Candidate:
            if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= last:
                raise click.UsageError(f"{text!r}: give a number from 1 to {last}, s or q")
            return proposal.candidates[int(text) - 1]

        return _ask(f"Item (1 to {last}), s to skip, q to quit", number, default="s")

    def _link(self, proposal: Proposal, item: Candidate) -> bool:
        """Ask for what a link needs and write it; False where it does not hold."""
        curie = f"{self.dataset}:{item.identifier}"
        for name, meaning in _MEANING.items():
            click.echo(f"  {name:<13} {meaning}")
        predicate = _ask("Predicate", _predicate, default=PREDICATES[0])
        confidence = _ask("Confidence (high 0.95, medium-high 0.85, medium 0.7)", _confidence)
        click.echo(_EVIDENCE.format(item=curie))
        evidence = _ask("Evidence", lambda text: self._evidence(text, item))
        comment = _ask("Comment (may stay empty)", str)
        row = new_row(
            read_link_file(self.project),
            (proposal.wanted.id, proposal.wanted.label),
            predicate,
            (curie, item.label),
            author=self.author,
            confidence=confidence,
            comment=comment,
            evidence=evidence,
        )
        for name, value in row.items():
            click.echo(f"  {name:<22} {value}".rstrip())
        if not click.confirm("Write it?", default=False):
            raise Left(quits=False)
        try:
            line = write_row(self.project, row)
        except InvalidData as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            click.echo("With this link the links would not hold; nothing was written.", err=True)
            return False
        click.echo(f"written: {FILE}:{line}")
        return True

    def _evidence(self, text: str, item: Candidate) -> str:
        told = f"{item.label} {item.identifier} {self.service.name} {self.service.address}"
        if not text:
            raise click.UsageError("a link without evidence is not written; s skips it")
        if not _words(text) - _words(told) - _SAYS_NOTHING:
            raise click.UsageError(
                f"{text!r} is what the service says; name where else you saw the identifier"
            )
        return text


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.casefold()))


def _predicate(text: str) -> str:
    name = text.removeprefix("skos:")
    if name not in PREDICATES:
        raise click.UsageError(f"{text!r}: give one of {', '.join(PREDICATES)}")
    return name


def _confidence(text: str) -> str:
    if not re.fullmatch(CONFIDENCE, text):
        raise click.UsageError(f"{text!r}: give a number from 0 to 1, such as 0.95")
    return text


def _ask(text: str, read: Callable[[str], Value], default: str = "") -> Value:
    """What `read` makes of an answer; it is asked again as long as that raises UsageError.

    :raises Left: if the answer is s or q
    """

    def value(answer: str) -> Value:
        line = plain(answer, len(answer))
        if line in ("s", "q"):
            raise Left(quits=line == "q")
        if len(line) > LONGEST:
            raise click.UsageError(f"{len(line)} characters: write at most {LONGEST}")
        return read(line)

    return click.prompt(text, default=default, show_default=bool(default), value_proc=value)
