"""What annotators write, as typed records: sources, claims, repeats, numbers set aside, entities.

The keys in the files are these names with spaces for underscores ("produced by"). The JSON Schema
that editors use for completion and hover help is generated from here.
"""

from kg.model.annotations import (
    Anchor,
    Annotations,
    Caveat,
    Claim,
    EveryOccurrence,
    Evidence,
    Repeat,
    SetAside,
)
from kg.model.entities import (
    Agent,
    Computation,
    Document,
    Edition,
    EntityFile,
    Event,
    Place,
    Provision,
    Source,
)
from kg.model.fields import MAX_WORDS, MAX_WORDS_STATEMENT, SLUG, WORD, Entry, count_words

__all__ = [
    "FILE_KINDS",
    "MAX_WORDS",
    "MAX_WORDS_STATEMENT",
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
    "Place",
    "Provision",
    "Repeat",
    "SetAside",
    "Source",
    "count_words",
]

FILE_KINDS: dict[str, type[Entry]] = {
    "source": Source,
    "annotations": Annotations,
    "entities": EntityFile,
    "edition": Edition,
}
