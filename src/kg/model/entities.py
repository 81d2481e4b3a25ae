"""Documents, sources, agents, places, events, laws, computations, and the edition."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from kg.model.fields import (
    EdtfDate,
    EdtfPeriod,
    Entry,
    Modality,
    OrBareText,
    Slug,
    Slugs,
    Text,
    listed,
)


class Document(Entry):
    """A report or article known only through others, or a page that confirms a fact."""

    id: Slug
    title: Text | None = None
    """As printed; leave out where it is not known."""
    published_by: Slug
    issued: EdtfDate | None = None
    """Date of publication; leave out where it is not known."""
    issued_note: Text | None = None
    byline: Slugs = ()
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = None
    url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    cites: Slugs = ()
    """The documents that it names or is known to rely on."""
    note: Text | None = None


class Source(Document):
    """An article whose text was read: graph/sources/<slug>.yaml; its id is the file's name."""

    id: Slug = "unset"
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    file: Annotated[str, Field(pattern=r"^[^/\\\x00]+$")]
    """Name of the text file; the text itself is not in the project."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Hash of the text file."""


Names = Annotated[dict[Literal["en", "ru", "uk"], Text], Field(min_length=1)]


class Agent(Entry):
    """Who produces, publishes, relays or says: an organisation, a person in a public role, or an
    anonymous source (which has a role and nothing else)."""

    id: Slug
    type: Literal["organisation", "outlet", "public-person", "anonymous-source"]
    name: Names | None = None
    also: Annotated[tuple[Text, ...], BeforeValidator(listed), OrBareText()] = ()
    """Other names under which texts print it."""
    kind: Slug | None = None
    part_of: Slug | None = None
    party_to: Slug | None = None
    """The war to which it is a party; a sourced fact."""
    role: Names | None = None
    member_of: Slug | None = None
    website: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
    documents: Slugs = ()
    """Documents that show these facts where the five texts do not."""

    @model_validator(mode="after")
    def _fits_its_type(self) -> Agent:
        anonymous = self.type == "anonymous-source"
        kept = {"id", "type", "role"} if anonymous else set()
        extra = self.model_fields_set - kept
        if anonymous and extra:
            names = ", ".join(sorted(name.replace("_", " ") for name in extra))
            raise ValueError(f"an anonymous source carries a role and nothing else; remove {names}")
        if anonymous and self.role is None:
            raise ValueError("an anonymous source needs a role")
        if not anonymous and self.name is None:
            raise ValueError("an agent needs a name in at least one language")
        return self


class Place(Entry):
    """A place or area that figures are about."""

    id: Slug
    name: Names
    within: Slug | None = None


class Event(Entry):
    """Something dated that figures and facts refer to."""

    id: Slug
    name: Names
    date: EdtfPeriod | None = None
    documents: Slugs = ()


class Provision(Entry):
    """A law, or a provision of one."""

    id: Slug
    name: Names
    part_of: Slug | None = None
    number: Text | None = None
    in_force_from: EdtfDate | None = None
    amended_by: Slug | None = None
    confirmation: Literal["confirmed", "partly-confirmed", "unconfirmed"]
    note: Text | None = None
    documents: Slugs = ()


class Computation(Entry):
    """A figure that we compute: sums and differences of claims; never shown as reported."""

    id: Slug
    measure: Slug
    category: Slugs = ()
    add: Annotated[Slugs, Field(min_length=1)]
    """Claims that are added."""
    subtract: Slugs = ()
    """Claims that are taken away."""
    modality: Modality = "assumed"
    period: EdtfPeriod | None = None
    area: Slug | None = None
    scope_note: Text
    """What the computation presumes."""


class EntityFile(Entry):
    """A file of graph/entities/: any of these lists."""

    agents: tuple[Agent, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    provisions: tuple[Provision, ...] = ()
    documents: tuple[Document, ...] = ()
    computations: tuple[Computation, ...] = ()


class Edition(Entry):
    """graph/edition.yaml: what a release says of itself."""

    title: Text
    description: Text
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
    date: EdtfDate
    licence: str
    creator: Text
