"""Documents, sources, agents, places, events, laws, computations, relations, and the edition."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from kg.model.fields import (
    EdtfDate,
    EdtfPeriod,
    Entry,
    Modality,
    Names,
    OrBareText,
    References,
    Slug,
    Slugs,
    Text,
    listed,
)
from kg.model.laws import Provision
from kg.model.relations import Relation

_LANGUAGE = r"^[a-z]{2,3}$"
_WEB = r"^https?://[^\s/@]+(/\S*)?$"
_FILE = r"^[^/\\\x00]+$"
FORMS = {
    _LANGUAGE: "write the code of the language, such as en, ru or uk",
    _WEB: "write a whole address that begins with https://",
    _FILE: "write the name of the file without its folder",
}
"""What to write where a value does not fit its pattern."""


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
    language: Annotated[str, Field(pattern=_LANGUAGE)] | None = None
    url: Annotated[str, Field(pattern=_WEB)] | None = None
    cites: Slugs = ()
    """The documents that it names or is known to rely on."""
    versions: Slugs = ()
    """The same report in another language or edition, by the same publisher."""
    note: Text | None = None


class Source(Document):
    """An article whose text was read: graph/sources/<slug>.yaml; its id is the file's name."""

    id: Slug = "unset"
    language: Annotated[str, Field(pattern=_LANGUAGE)]
    file: Annotated[str, Field(pattern=_FILE)]
    """Name of the text file; the text itself is not in the project."""
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """Hash of the text file."""
    rejected_date: Annotated[str, Field(max_length=40)] | None = None
    """A printed date of publication that no calendar has; the note says what is wrong with it."""
    dateline: Slug | None = None
    """The place that the article prints at its head as the one where it was written."""


class Shown(Entry):
    """A fact with what shows it: a statement of an annotated article, or documents."""

    statement: Slug | None = None
    documents: Slugs = ()

    @model_validator(mode="after")
    def _is_shown(self) -> Shown:
        if self.statement is None and not self.documents:
            raise ValueError("say what shows it: `statement:` or `documents:`")
        return self


class Offer(Shown):
    """A service that an organisation offers."""

    service: Slug
    to: Slugs = ()
    """For whom: categories of people."""


class Post(Shown):
    """A public role in an organisation and the public person who holds it."""

    person: Slug
    since: EdtfDate | None = None


AgentType = Literal["organisation", "outlet", "public-person", "anonymous-source", "unnamed-group"]
NAMELESS = ("anonymous-source", "unnamed-group")


class Agent(Entry):
    """Who produces, publishes, relays or says: an organisation, a person in a public role, or
    somebody without a name (who has a role and nothing else)."""

    id: Slug
    type: AgentType
    name: Names | None = None
    also: Annotated[tuple[Text, ...], BeforeValidator(listed), OrBareText()] = ()
    """Other names under which texts print it."""
    description: Names | None = None
    """What an organisation is and does, in our own words."""
    kind: Slug | None = None
    offers: tuple[Offer, ...] = ()
    led_by: tuple[Post, ...] = ()
    spokesperson: tuple[Post, ...] = ()
    part_of: Slug | None = None
    party_to: Slug | None = None
    """The war to which it is a party; a sourced fact."""
    role: Names | None = None
    role_kind: Slug | None = None
    """Of a public person: office-holder, spokesperson, head-of-organisation, lawyer …"""
    member_of: Slug | None = None
    website: Annotated[str, Field(pattern=_WEB)] | None = None
    documents: Slugs = ()
    """Documents that show these facts where the five texts do not."""

    @model_validator(mode="after")
    def _fits_its_type(self) -> Agent:
        nameless = self.type in NAMELESS
        extra = self.model_fields_set - {"id", "type", "role"} if nameless else set()
        if extra:
            names = ", ".join(sorted(name.replace("_", " ") for name in extra))
            raise ValueError(f"an {self.type} carries a role and nothing else; remove {names}")
        if nameless and self.role is None:
            raise ValueError(f"an {self.type} needs a role")
        if nameless and not re.fullmatch(f"{self.type}-[0-9]{{1,3}}", self.id):
            raise ValueError(f"the id of an {self.type} says nothing: write {self.type}-1, -2 …")
        if not nameless and self.name is None:
            raise ValueError("an agent needs a name in at least one language")
        person = {"role", "role_kind", "member_of"} & self.model_fields_set
        if self.type == "public-person" and self.role_kind is None:
            raise ValueError("a public person has a role kind, such as office-holder")
        services = [offer.service for offer in self.offers]
        if len(set(services)) < len(services):
            raise ValueError("each service is offered once; name all whom it is for in one entry")
        if self.type in ("organisation", "outlet") and person:
            names = ", ".join(sorted(name.replace("_", " ") for name in person))
            raise ValueError(f"only a person has {names}")
        return self


class Place(Entry):
    """A place or area that figures are about."""

    id: Slug
    name: Names
    kind: Slug | None = None
    within: Slug | None = None


class Event(Entry):
    """Something that happened, dated as exactly as it is known; never about a private person."""

    id: Slug
    kind: Slug
    name: Names
    date: EdtfPeriod | None = None
    """Leave out where it is not known."""
    date_note: Text | None = None
    """Why the date is not exact, or what contradicts it."""
    place: Slug | None = None
    agents: Slugs = ()
    """Organisations and public persons who act in it."""
    concerns: References = ()
    """What it is about: organisations, laws, documents."""
    status: Slug | None = None
    """Of a change of legal status: the status that is given."""
    statements: Slugs = ()
    """Statements of annotated articles that tell of it."""
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
    relations: tuple[Relation, ...] = ()


class Edition(Entry):
    """graph/edition.yaml: what a release says of itself."""

    title: Text
    description: Text
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
    date: EdtfDate
    licence: str
    creator: Text
