"""Laws and their provisions: what they allow, forbid and punish, and when they are in force."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator

from kg.model.fields import (
    EdtfDate,
    EdtfPeriod,
    Entry,
    Names,
    Slug,
    Slugs,
    Text,
    checked,
)
from kg.quantity import Quantity, parse_quantity

Confirmation = Literal["confirmed", "partly-confirmed", "unconfirmed"]


def _duration(text: str) -> Quantity:
    quantity = parse_quantity(text)
    if quantity.kind != "duration" or quantity.qualifier != "exactly":
        raise ValueError(f"{text!r}: write a number of days, months or years, such as `10 days`")
    return quantity


DurationText = Annotated[str, BeforeValidator(checked(_duration))]


class Penalty(Entry):
    """A punishment that a provision allows."""

    kind: Slug
    """Imprisonment, arrest, disciplinary-unit or service-restriction."""
    minimum: DurationText | None = None
    maximum: DurationText | None = None
    condition: Names | None = None
    """When it applies, where the provision itself does not say it all."""

    @model_validator(mode="after")
    def _one_unit(self) -> Penalty:
        limits = [parse_quantity(text) for text in (self.minimum, self.maximum) if text]
        if len({limit.unit for limit in limits}) > 1:
            raise ValueError("give the minimum and the maximum in one unit")
        if len(limits) == 2 and limits[0].stated > limits[1].stated:
            raise ValueError("the minimum is above the maximum")
        return self

    @property
    def unit(self) -> str | None:
        """The unit of both limits; None where neither is known."""
        text = self.maximum or self.minimum
        return parse_quantity(text).unit if text else None


class Provision(Entry):
    """A law, or a provision of one, in the wording of one stretch of time."""

    id: Slug
    name: Names
    part_of: Slug | None = None
    jurisdiction: Slug | None = None
    """The place whose law it is; of a part, that of its law."""
    number: Text | None = None
    """The official number; left out where it is not confirmed."""
    content: Text | None = None
    """What it says, in our own words."""
    penalties: tuple[Penalty, ...] = ()
    absence_more_than: DurationText | None = None
    """Of a provision on absence: the absence that it presupposes is longer than this."""
    absence_up_to: DurationText | None = None
    """Of a provision on absence: and at most this long."""
    circumstance: Slug | None = None
    """In which times it applies: wartime or ordinary."""
    applies_to: Slugs = ()
    """The categories of people to whom it applies."""
    permits: Slugs = ()
    """The routes that it allows."""
    forbids: Slugs = ()
    """The routes that it closes."""
    in_force_from: EdtfDate | None = None
    or_from: EdtfDate | None = None
    """Another date that a source gives for the start."""
    in_force_to: EdtfDate | None = None
    attested: EdtfPeriod | None = None
    """When the documents show it in force, where its start or its end is not known."""
    introduced_by: Slug | None = None
    amended_by: Slug | None = None
    confirmation: Confirmation
    """How far documents confirm what stands here."""
    note: Text | None = None
    documents: Slugs = ()

    @model_validator(mode="after")
    def _is_shown(self) -> Provision:
        if self.or_from and not self.in_force_from:
            raise ValueError("`or from` is another date beside `in force from`; give that first")
        if self.jurisdiction and self.part_of:
            raise ValueError("a part has the jurisdiction of its law; give it there")
        dated = self.in_force_from or self.in_force_to or self.attested
        if (dated or self.penalties) and not self.documents and self.confirmation != "unconfirmed":
            raise ValueError("name the documents that show its dates and penalties")
        return self
