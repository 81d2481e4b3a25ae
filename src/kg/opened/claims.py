"""What a release says in claims: figures and statements, each with who says so, where it is printed
and how it was checked.

Fields are named as the columns of the tables, where docs/tables.md says more on each. A field that
is None is unknown or does not apply.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kg.opened.lookup import UNKNOWN
from kg.terms import BASE

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:/\d+)?")


@dataclass(frozen=True)
class Passage:
    """Where an article shows something of a claim.

    :ivar start: position of its first code point in the article's text
    :ivar end: position after its last one
    :ivar fragment: its words, at most twelve; None where only the position is kept
    :ivar supports: what it shows, such as `value`, `period` or `attribution`
    :ivar article: IRI of the article
    :ivar file: name of the article's text file
    """

    start: int
    end: int
    fragment: str | None
    supports: str
    article: str
    file: str


@dataclass(frozen=True)
class Mention:
    """A claim as one article prints it.

    :ivar iri: of this printing
    :ivar article: IRI of the article
    :ivar publisher: name of who published the article
    :ivar credits: whom this text credits, or `unknown` where it credits nobody
    :ivar through: the relays that it names, from the one credited towards the article
    :ivar origin: of a figure, the producer as known from elsewhere
    :ivar caveats: reservations, printed and ours
    """

    iri: str
    article: str
    publisher: str
    credits: str
    through: tuple[str, ...]
    origin: str | None
    caveats: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True)
class Check:
    """A relation between claims that was tested: what adds up, and what must not be compared.

    :ivar inputs: IRIs of the claims that enter, the tested one first
    """

    iri: str
    kind: str
    verdict: str
    reason: str
    inputs: tuple[str, ...]
    expected: str | None
    found: str | None
    formula: str | None
    declared: bool
    differs_in: tuple[str, ...]
    ends_at: tuple[str, ...]
    passed_on_by: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Claim:
    """What somebody is reported to say. It is never shown to be true by being here.

    :ivar iri: the same in every release
    :ivar cite_as: its version IRI, of the claim as it stands in this release
    :ivar label: the claim in words of ours
    :ivar produced_by: who says so, or `unknown` where nobody is credited
    :ivar modality: how sure the speaker is: asserted, estimated, possible, alleged, assumed
    :ivar period: EDTF, as precise as it is known; `period_start` and `period_end` are its days
    :ivar mentions: its printings
    :ivar checks: those that it enters
    """

    iri: str
    cite_as: str
    label: str
    kind: str
    produced_by: str
    modality: str
    period: str | None
    period_start: date | None
    period_end: date | None
    period_basis: str | None
    mentions: tuple[Mention, ...]
    checks: tuple[Check, ...]

    @property
    def id(self) -> str:
        """What stands in its IRI after `…/id/`, such as `claim/proekt-convictions-2023`."""
        return self.iri.removeprefix(f"{BASE}id/")

    @property
    def slug(self) -> str:
        """Its name among claims."""
        return self.iri.rpartition("/")[2]

    @property
    def is_computed(self) -> bool:
        """Whether the project computed it, and nobody reported it."""
        return False

    @property
    def evidence(self) -> tuple[Passage, ...]:
        """The passages of all articles that show it; none where it is computed."""
        return tuple(passage for mention in self.mentions for passage in mention.passages)

    @property
    def caveats(self) -> tuple[str, ...]:
        """Reservations, printed and ours."""
        return tuple(dict.fromkeys(text for one in self.mentions for text in one.caveats))

    @property
    def relays(self) -> tuple[str, ...]:
        """Who passed it on between who says so and the articles, as they name them."""
        return tuple(dict.fromkeys(name for one in self.mentions for name in one.through))

    @property
    def publishers(self) -> tuple[str, ...]:
        """Who published the articles that print it."""
        return tuple(dict.fromkeys(mention.publisher for mention in self.mentions))

    @property
    def attribution(self) -> str:
        """Who says so, in words that can stand beside it."""
        parts = [f"said by {self.produced_by}"]
        if self.produced_by == UNKNOWN:
            parts = ["credited to nobody"]
        if self.relays:
            parts.append(f"passed on by {', '.join(self.relays)}")
        return ", ".join([*parts, f"printed by {', '.join(self.publishers)}"])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.slug}: “{self.label}”; {self.attribution}>"


@dataclass(frozen=True, kw_only=True, repr=False)
class Figure(Claim):
    """A number: reported, with its printings; or computed by us, with what it is computed from.

    The bounds are what follows from the wording: "more than 3,000" has the lower bound 3000, which
    is not included, and no upper one; "about" has none.

    :ivar stated: the printed number in its unit: `89` of 89 percent, `1/5`, `3-5`
    :ivar measure: what is counted
    :ivar category: of whom
    :ivar of: the whole of a share: the IRI of a figure, a population, or a printed number
    :ivar as_of: EDTF, the date to which a total counts
    :ivar status: `printed` or `computed`
    :ivar derived_from: of a computed one, IRIs of the figures that it is computed from
    """

    measure: str
    category: tuple[str, ...]
    qualifier: str | None
    stated: str | None
    lower: Decimal | None
    lower_inclusive: bool | None
    upper: Decimal | None
    upper_inclusive: bool | None
    unit: str | None
    per: str | None
    of: str | None
    change_from: str | None
    change_to: str | None
    base_start: date | None
    base_end: date | None
    as_of: str | None
    area: str | None
    scope_note: str | None
    released_by: str | None
    obtained_from: str | None
    status: str
    provision: str | None
    producer_party_to: tuple[str, ...]
    derived_from: tuple[str, ...]

    @property
    def number(self) -> Decimal | None:
        """The printed number, where it is one: `1/5` is 0.2, and a range is none.

        It stands for what is meant only together with the qualifier.
        """
        if self.stated is None or not _NUMBER.fullmatch(self.stated):
            return None
        value = Fraction(self.stated)
        return Decimal(value.numerator) / value.denominator

    @property
    def is_computed(self) -> bool:
        """Whether the project computed it, and nobody reported it."""
        return self.status == "computed"

    @property
    def attribution(self) -> str:
        """Who says so, in words that can stand beside it."""
        if not self.is_computed:
            return super().attribution
        names = ", ".join(iri.rpartition("/")[2] for iri in self.derived_from)
        return f"computed by us from {names}; reported by nobody"


@dataclass(frozen=True, kw_only=True, repr=False)
class Statement(Claim):
    """What an article says without a number, in our own words.

    :ivar kind: opinion, testimony, allegation, analysis, reported fact
    :ivar subject: whom or what it is about
    :ivar topic: what it concerns: ways out, motives, obstacles, consequences and others
    :ivar conflicts_with: IRIs of claims that cannot be true beside it
    :ivar tension_with: IRIs of claims that sit badly with it, though both could be true
    """

    subject: tuple[str, ...]
    topic: tuple[str, ...]
    object: tuple[str, ...]
    permits: tuple[str, ...]
    forbids: tuple[str, ...]
    marks: tuple[str, ...]
    conflicts_with: tuple[str, ...]
    tension_with: tuple[str, ...]
    speaker_party_to: tuple[str, ...]

    @property
    def says(self) -> str:
        """The statement, in our own words."""
        return self.label

    @property
    def said_by(self) -> str:
        """Who says so, or `unknown` where nobody is credited."""
        return self.produced_by
