"""What annotators write about one article: claims, statements, repeats, numbers set aside."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, PrivateAttr, model_validator

from kg.model.anchors import (
    Anchor,
    Evidence,
    EvidenceList,
    StatementEvidenceList,
    bare_fragment,
)
from kg.model.fields import (
    Basis,
    EdtfDate,
    EdtfPeriod,
    Entry,
    Modality,
    OrBareText,
    QuantityText,
    References,
    Slug,
    Slugs,
    Text,
    listed,
)
from kg.quantity import Quantity, parse_quantity


class Caveat(Entry):
    """A reservation about a claim: printed in the article, or ours."""

    text: Text
    """The reservation in our own words."""
    evidence: Annotated[Evidence | None, BeforeValidator(bare_fragment), OrBareText()] = None
    """Where the article prints it; leave out for a caveat of our own."""
    documents: Slugs = ()
    """For a caveat of our own: the documents that show it."""
    mark: Slug | None = None
    """For a caveat of our own: what is wrong with the print, such as garbled or misdated."""
    conflicts_with: Slugs = ()
    """Other claims that cannot be true together with this one."""
    tension_with: Slugs = ()
    """Other claims that sit badly with this one, though both could be true."""
    _number: int = PrivateAttr(default=0)

    @property
    def number(self) -> int:
        """Its place among the caveats of its entry, from 1; it is part of its address."""
        return self._number

    @model_validator(mode="after")
    def _marks_are_ours(self) -> Caveat:
        ours = self.mark or self.documents or self.conflicts_with or self.tension_with
        if self.evidence is not None and ours:
            raise ValueError("a printed caveat takes no mark, documents or conflicts")
        return self


class Origin(Entry):
    """The real producer where it is known from elsewhere, not from this text."""

    agent: Slug
    document: Slug
    """The document that shows it."""
    note: Text | None = None


class Reserved(Entry):
    """What may carry caveats. Each keeps its number also where one before it is withdrawn."""

    @model_validator(mode="after")
    def _number_caveats(self) -> Reserved:
        for number, caveat in enumerate(getattr(self, "caveats", ()), start=1):
            caveat._number = number
        return self


class Printed(Reserved):
    """What an article prints and its own file defines: a claim or a statement."""

    id: Slug

    @property
    def claim_id(self) -> str:
        """The claim that this entry is about: itself."""
        return self.id


class Claim(Printed):
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


class Statement(Printed):
    """What an article says without a number, in our own words."""

    id: Slug
    """Never changed once published: it is the address of the statement."""
    says: Annotated[str, Field(min_length=1, max_length=300)]
    """The statement as one plain sentence in our own words."""
    kind: Slug
    """What sort of statement: opinion, testimony, allegation, analysis, reported-fact."""
    said_by: Slug
    """Whom this text credits with it: the outlet for its own voice, or `unknown`."""
    through: Slugs = ()
    """The relays that this article names, from the speaker to the article."""
    modality: Modality = "asserted"
    """How sure the speaker is."""
    subject: Annotated[References, Field(min_length=1)]
    """Whom or what it is about."""
    topic: Annotated[References, Field(min_length=1)]
    """Ways out, motives, obstacles, consequences, services and other topics that it concerns."""
    object: References = ()
    """Whom or what it relates the subject to."""
    permits: Slugs = ()
    """Of a statement on the law: the routes that it says are allowed."""
    forbids: Slugs = ()
    """Of a statement on the law: the routes that it says are not allowed."""
    period: EdtfPeriod | None = None
    """When, in EDTF, where the text dates it."""
    period_basis: Annotated[str, Field(pattern=r"^[a-z]+(/[a-z]+)?$")] = "printed"
    """How the period is known, as for a claim."""
    caveats: tuple[Caveat, ...] = ()
    evidence: StatementEvidenceList

    @property
    def produced_by(self) -> str:
        """Whom this text credits."""
        return self.said_by


class Repeat(Reserved):
    """A further print of a claim that the file of another article defines."""

    claim: Slug
    produced_by: Slug | None = None
    """Whom this text credits, where it differs from the claim's own article; or `unknown`."""
    through: Slugs = ()
    """The relays that this article names for this figure."""
    caveats: tuple[Caveat, ...] = ()
    evidence: EvidenceList

    @property
    def claim_id(self) -> str:
        """The claim that this entry is about."""
        return self.claim


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
    statements: tuple[Statement, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    to_do: tuple[ToDo, ...] = ()
