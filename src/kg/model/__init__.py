"""What annotators write, as typed records: sources, claims, statements, repeats, numbers set
aside, entities, laws.

The keys in the files are these names with spaces for underscores ("produced by"). The JSON Schema
that editors use for completion and hover help is generated from here.
"""

from kg.model.anchors import Anchor, Evidence, StatementEvidence
from kg.model.annotations import (
    Annotations,
    Caveat,
    Claim,
    EveryOccurrence,
    Repeat,
    SetAside,
    Statement,
)
from kg.model.entities import FORMS as _OF_ENTITIES
from kg.model.entities import (
    NAMELESS,
    Agent,
    Computation,
    Document,
    Edition,
    EntityFile,
    Event,
    Offer,
    Place,
    Post,
    Shown,
    Source,
)
from kg.model.fields import (
    MAX_WORDS,
    MAX_WORDS_STATEMENT,
    NAME_PATTERN,
    REFERENCE_PATTERN,
    SLUG,
    WORD,
    Entry,
    count_words,
)
from kg.model.laws import Penalty, Provision
from kg.model.relations import Relation
from kg.model.withdrawals import FORMS as _OF_WITHDRAWALS
from kg.model.withdrawals import KINDS, REASONS, Withdrawal, Withdrawals

__all__ = [
    "FILE_KINDS",
    "FORMS",
    "KINDS",
    "MAX_WORDS",
    "MAX_WORDS_STATEMENT",
    "NAMELESS",
    "NAME_PATTERN",
    "REASONS",
    "REFERENCE_PATTERN",
    "SLUG",
    "WORD",
    "Agent",
    "Anchor",
    "Annotations",
    "Caveat",
    "Claim",
    "Computation",
    "Document",
    "Edition",
    "EntityFile",
    "Entry",
    "Event",
    "EveryOccurrence",
    "Evidence",
    "Offer",
    "Penalty",
    "Place",
    "Post",
    "Provision",
    "Relation",
    "Repeat",
    "SetAside",
    "Shown",
    "Source",
    "Statement",
    "StatementEvidence",
    "Withdrawal",
    "Withdrawals",
    "count_words",
]

FORMS = {**_OF_ENTITIES, **_OF_WITHDRAWALS}
"""What to write where a value does not fit its pattern."""

FILE_KINDS: dict[str, type[Entry]] = {
    "source": Source,
    "annotations": Annotations,
    "entities": EntityFile,
    "edition": Edition,
    "withdrawn": Withdrawals,
}
