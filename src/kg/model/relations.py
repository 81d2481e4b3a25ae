"""Relations between figures that a text words, or that follow from what the figures count."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from kg.model.fields import Entry, Names, Slug, Slugs

RelationKind = Literal[
    "ordering", "at-most", "sum", "part", "overlap", "no-sum", "rate", "comparison", "penalty"
]

KEYS: dict[str, tuple[str, ...]] = {
    "ordering": ("more", "fewer"),
    "at-most": ("more", "fewer"),
    "sum": ("whole", "parts"),
    "part": ("whole", "parts"),
    "overlap": ("whole", "parts"),
    "no-sum": ("parts",),
    "rate": ("rate", "total"),
    "comparison": ("claims",),
    "penalty": ("claims", "provision"),
}


class Relation(Entry):
    """A relation that the program then checks; each kind has its own keys."""

    id: Slug
    kind: RelationKind
    """ordering: `more` is above `fewer`; at-most: or equal; sum: `parts` make up `whole`; part:
    `parts` are some of `whole`; overlap: `parts` share members and lie in `whole`; no-sum: `parts`
    must not be added; rate: `rate` kept up gives `total`; comparison: whether `claims` can be
    compared; penalty: whether a sentence lies within what the law allows."""
    more: Slugs = ()
    """The larger figures."""
    fewer: Slugs = ()
    """The smaller figures."""
    whole: Slug | None = None
    """The figure of the whole."""
    parts: Slugs = ()
    """The figures of its parts."""
    rate: Slug | None = None
    """A figure per day, week, month or year."""
    total: Slug | None = None
    """The figure that the rate is set against."""
    claims: Slugs = ()
    """Two figures that a reader may be tempted to compare; of a penalty the one sentence."""
    provision: Slug | None = None
    """The provision by which the sentence was passed."""
    statement: Slug | None = None
    """The statement in which a text words the relation."""
    note: Names | None = None
    """What a reader must know besides, as a clause in small letters and without a full stop."""

    @property
    def figures(self) -> tuple[str, ...]:
        """Every figure that takes part, as often as it is named."""
        single = [slug for slug in (self.whole, self.rate, self.total) if slug]
        return (*self.more, *self.fewer, *single, *self.parts, *self.claims)

    @model_validator(mode="after")
    def _has_its_keys(self) -> Relation:
        wanted = set(KEYS[self.kind])
        for key in sorted(wanted):
            if not getattr(self, key):
                raise ValueError(f"a relation of the kind {self.kind} needs `{key}:`")
        every = {key for keys in KEYS.values() for key in keys}
        for key in sorted(every - wanted):
            if getattr(self, key):
                raise ValueError(f"a relation of the kind {self.kind} takes no `{key}:`")
        if self.claims and len(set(self.claims)) != (2 if self.kind == "comparison" else 1):
            raise ValueError("a comparison is of two claims, a penalty of one")
        if self.note and "en" not in self.note:
            raise ValueError("a note is needed in English at least")
        return self
