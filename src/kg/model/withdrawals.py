"""What has been withdrawn: graph/withdrawn.yaml, from which tombstones are made."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field, field_validator, model_validator

from kg.dates import parse_date
from kg.model.fields import SLUG, EdtfDate, Entry, OrBareText, Slugs, Text, listed

Reason = Literal["privacy", "safety", "legal", "source-retracted", "error"]
REASONS: tuple[str, ...] = get_args(Reason)
KINDS = ("agent", "article", "claim", "document", "event", "place", "provision")
"""What can be withdrawn."""

_THING = rf"^[a-z]+(?:-[a-z]+)*/(?:{SLUG})$"
_RELEASE = r"^[0-9a-f]{16}$"
_HASH = r"^[0-9a-f]{64}$"
FORMS = {
    _THING: "write its kind and name, such as agent/somebody; what can be withdrawn is "
    f"{', '.join(KINDS[:-1])} or {KINDS[-1]}",
    _RELEASE: "write the id of a release, 16 digits of 0-9 and a-f: docs/withdrawing.md",
    _HASH: "64 digits of 0-9 and a-f, as `kg new` writes them for a text, and `kg withdrawn` for a "
    "thing that is gone: docs/withdrawing.md",
}
"""What to write where a value does not fit its pattern."""

Thing = Annotated[str, Field(pattern=_THING, description="kind and name: agent/…, claim/…")]


class Withdrawal(Entry):
    """One withdrawal: of a thing, of a release, or of what is no longer in these files."""

    thing: Thing | None = None
    """Kind and name of what is withdrawn, such as `agent/somebody` or `claim/some-figure`."""
    formerly: Slugs = ()
    """Names that the thing had in earlier releases, without its kind; nothing has them now."""
    spare: Annotated[tuple[Thing, ...], BeforeValidator(listed), OrBareText()] = ()
    """Things that hold a name of it by chance, such as an ordinary word, and stay as they are."""
    release: Annotated[str, Field(pattern=_RELEASE)] | None = None
    """A release, by its id."""
    hashes: Annotated[tuple[Annotated[str, Field(pattern=_HASH)], ...], Field()] = ()
    """SHA-256 of each address that is gone, once its record is erased: see `kg withdrawn`."""
    date: EdtfDate
    """The day of the withdrawal; it is published."""
    why: Reason
    """The reason; it is published."""
    note: Text | None = None
    """For whoever works on these files; never published. Do not say here what must not be known."""

    @field_validator("date")
    @classmethod
    def _is_a_day(cls, date: str) -> str:
        if parse_date(date).precision != "day":
            raise ValueError(f"{date!r}: give the day, such as 2026-11-28")
        return date

    @model_validator(mode="after")
    def _one_target(self) -> Withdrawal:
        if sum(map(bool, (self.thing, self.release, self.hashes))) != 1:
            raise ValueError("a withdrawal is of exactly one: `thing:`, `release:` or `hashes:`")
        if self.formerly and not self.thing:
            raise ValueError("`formerly:` is of a `thing:`; of what is erased, write hashes")
        if self.spare and not self.thing:
            raise ValueError("`spare:` is of a `thing:`, whose names are searched for")
        return self

    @property
    def former(self) -> tuple[str, ...]:
        """Kind and name of the thing in earlier releases."""
        kind = (self.thing or "").partition("/")[0]
        return tuple(f"{kind}/{slug}" for slug in self.formerly)


class Withdrawals(Entry):
    """graph/withdrawn.yaml."""

    withdrawn: tuple[Withdrawal, ...] = ()
