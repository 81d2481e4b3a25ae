"""Where something stands in a text: the anchors from which a lock file finds positions."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from kg.model.fields import Entry, Facet, OrBareText, listed

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


class StatementEvidence(Evidence):
    """A passage that shows a statement: fewer words, whether there is a number in them or not."""


StatementEvidenceList = Annotated[
    tuple[StatementEvidence, ...], Field(min_length=1), BeforeValidator(fragments), OrBareText()
]
