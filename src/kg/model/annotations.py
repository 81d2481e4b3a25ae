"""What annotators write about one article: claims, repeats, numbers set aside."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from kg.model.fields import (
    Basis,
    EdtfDate,
    EdtfPeriod,
    Entry,
    Facet,
    Modality,
    OrBareText,
    QuantityText,
    Slug,
    Slugs,
    Text,
    listed,
)
from kg.quantity import Quantity, parse_quantity

MAX_PRIVATE_LENGTH = 120
"""How much of a text one position may account for, so that none swallows a whole article."""


def bare_fragment(value: object) -> object:
    """A bare text is a fragment."""
    return {"fragment": value} if isinstance(value, str) else value


def fragments(value: object) -> object:
    return [bare_fragment(item) for item in listed(value)] if value is not None else value


class Anchor(Entry):
    """Where something stands in the text: its exact words, or only its position."""

    fragment: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    """The exact words of the article, as few as show the point; at most 12."""
    at: Annotated[str, Field(pattern=r"^[0-9]+-[0-9]+$")] | None = None
    """Start-end in code points, end exclusive, for what could re-identify a private person."""
    after: str | None = None
    """Words of the text somewhere before the fragment, where it stands more than once."""
    occurrence: Annotated[int, Field(ge=1)] | None = None
    """Which of several occurrences, counted from 1."""

    @model_validator(mode="after")
    def _one_place(self) -> Anchor:
        if (self.fragment is None) == (self.at is None):
            raise ValueError("give either a fragment or, for private evidence, `at: START-END`")
        if self.at is not None:
            start, end = self.span
            if start >= end:
                raise ValueError(f"at {self.at}: the end must come after the start")
            if end - start > MAX_PRIVATE_LENGTH:
                limit = f"a position covers at most {MAX_PRIVATE_LENGTH} code points"
                raise ValueError(f"at {self.at}: {limit}; give each number its own")
            if self.after or self.occurrence:
                raise ValueError("a position needs neither `after` nor `occurrence`")
        return self

    @property
    def span(self) -> tuple[int, int]:
        """The position of private evidence."""
        start, _, end = self.at.partition("-")
        return int(start), int(end)

    @property
    def key(self) -> str:
        """What identifies this anchor in the lock file of its source."""
        if self.at is not None:
            return f"at {self.at}"
        place = f" after {self.after!r}" if self.after else ""
        place += f" occurrence {self.occurrence}" if self.occurrence else ""
        return f"{self.fragment!r}{place}"

    @property
    def stored_words(self) -> str:
        """Every word of the article that this entry stores."""
        return " ".join(filter(None, (self.after, self.fragment)))


class Evidence(Anchor):
    """A passage that shows a claim. Each one that shows the value is a printing of its own."""

    supports: Facet = "value"
    """What the passage shows; anything but the value belongs to the printing before it."""


EvidenceList = Annotated[
    tuple[Evidence, ...], Field(min_length=1), BeforeValidator(fragments), OrBareText()
]


class Caveat(Entry):
    """A reservation about a figure: printed in the article, or ours."""

    text: Text
    """The reservation in our own words."""
    evidence: Annotated[Evidence | None, BeforeValidator(bare_fragment), OrBareText()] = None
    """Where the article prints it; leave out for a caveat of our own."""
    documents: Slugs = ()
    """For a caveat of our own: the documents that show it."""


class Origin(Entry):
    """The real producer where it is known from elsewhere, not from this text."""

    agent: Slug
    document: Slug
    """The document that shows it."""
    note: Text | None = None


class Claim(Entry):
    """A figure that an article prints: what is counted, of whom, how much, when, who says so."""

    id: Slug
    """Never changed once published: it is the address of the claim."""
    measure: Slug
    """What is counted."""
    category: Slugs = ()
    """Of whom."""
    quantity: QuantityText
    """How much: `577 requests`, `more than 22000`, `3..5 people per day`, `1/5`, `+89%`, `x5`."""
    modality: Modality = "asserted"
    """How sure the speaker is."""
    period: EdtfPeriod | None = None
    """When, in EDTF: `2023`, `2023-09/2023-11`, `2022-09-21/..`."""
    period_basis: Annotated[str, Field(pattern=r"^[a-z]+(/[a-z]+)?$")] = "printed"
    """How the period is known: printed, resolved, external, context; or one for each end."""
    period_event: Slug | None = None
    """The event by which the text names an end of the period, as in "since mobilisation"."""
    as_of: EdtfDate | None = None
    """For a total to date: the date to which it counts."""
    as_of_basis: Basis = "printed"
    """How that date is known."""
    area: Slug | None = None
    """Where: a place or military district."""
    scope_note: Text | None = None
    """What fits no other facet, in our own words."""
    of: Slug | None = None
    """The whole of a share: a claim, or a population (category)."""
    change_from: Slug | None = None
    """The claim that a change starts from, where it is printed."""
    change_to: Slug | None = None
    """The claim that a change leads to."""
    base_period: EdtfPeriod | None = None
    """The period that a change starts from."""
    produced_by: Slug
    """Whom this text credits with the figure, or `unknown`."""
    released_by: Slug | None = None
    """Who published the document that the figure comes from."""
    obtained_from: Slug | None = None
    """Whom that document is said to stem from."""
    through: Slugs = ()
    """The relays that this article names for this figure, from the producer to the article."""
    origin: Origin | None = None
    provision: Slug | None = None
    """The law or provision that the figure belongs to."""
    caveats: tuple[Caveat, ...] = ()
    evidence: EvidenceList

    @property
    def parsed_quantity(self) -> Quantity:
        """The quantity as exact values."""
        return parse_quantity(self.quantity)


class Repeat(Entry):
    """A further print of a claim that the file of another article defines."""

    claim: Slug
    produced_by: Slug | None = None
    """Whom this text credits, where it differs from the claim's own article; or `unknown`."""
    through: Slugs = ()
    """The relays that this article names for this figure."""
    caveats: tuple[Caveat, ...] = ()
    evidence: EvidenceList


class EveryOccurrence(Entry):
    """A phrase that is set aside wherever it stands and is not evidence."""

    every: Annotated[str, Field(min_length=1, max_length=80)]


def _number(value: object) -> object:
    return value if isinstance(value, dict) and "every" in value else bare_fragment(value)


NumberPlace = Annotated[EveryOccurrence | Anchor, BeforeValidator(_number), OrBareText()]


class SetAside(Entry):
    """Numbers that are no figures, with the reason."""

    reason: Slug
    """Why: period-of-another-figure, date, page-furniture, rhetorical, name …"""
    note: Text | None = None
    """More on the reason, in our own words."""
    numbers: Annotated[
        tuple[NumberPlace, ...], Field(min_length=1), BeforeValidator(listed), OrBareText()
    ]
    """The numbers, each with as many words around it as tell it from others."""


class ToDo(Entry):
    """A number that `kg new` found and nobody has claimed or set aside yet."""

    at: str
    number: str


class Annotations(Entry):
    """One annotated article: graph/annotations/<slug>.yaml."""

    claims: tuple[Claim, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    to_do: tuple[ToDo, ...] = ()
