"""What a record is without things that are withdrawn: the same, less, or nothing.

`cascade.yaml` says it key by key. A record that its model would then refuse, such as an office that
nothing shows any more, is nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TypeVar

import yaml
from pydantic import ValidationError

from kg.load import Project
from kg.model import Entry, Event
from kg.references.names import UNKNOWN
from kg.withdrawal.traces import Traces

Record = TypeVar("Record", bound=Entry)
Rule = Mapping[str, str] | str


WITHHELD = "(withheld)"
"""What stands in place of a text that cannot be left out."""


class Nothing(Exception):
    """Of a record nothing is left."""


@cache
def rules() -> dict[str, dict[str, Rule]]:
    """What each key of each kind of record names, and what follows: cascade.yaml."""
    text = files("kg.withdrawal").joinpath("cascade.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@dataclass
class Cascade:
    """Takes withdrawn things out of records.

    :ivar project: the whole project
    :ivar gone: kinds and slugs of what is withdrawn
    :ivar left_out: what was taken out of records that stay, for the operator
    """

    project: Project
    gone: frozenset[str]
    traces: Traces
    left_out: set[str] = field(default_factory=set)

    def reduced(self, record: Record, name: str) -> Record | None:
        """A record without what is withdrawn; None where nothing is left of it.

        :param name: what the operator knows it by
        """
        try:
            return self._reduced(record, name)
        except Nothing:
            return None

    def _reduced(self, record: Record, name: str) -> Record:
        changes: dict[str, object] = {}
        notes: list[str] = []
        for key, rule in rules()[type(record).__name__].items():
            attribute = key.replace(" ", "_")
            value = getattr(record, attribute)
            if rule == "keep" or value is None or value == ():
                continue
            for what, then in rule.items():
                rest = self._value(value, what, then, f"{key} of {name}")
                if rest != value:
                    changes[attribute] = value = rest
                    notes.append(f"{key} of {name}")
        if not changes:
            return record
        reduced = record.model_copy(update=changes)
        if not _holds(reduced) or (_is_shown(record) and not _is_shown(reduced)):
            raise Nothing
        self.left_out.update(notes)
        return reduced

    def _value(self, value: object, what: str, then: str, name: str) -> object:
        """A value without what is withdrawn; raises Nothing where the record goes with it."""
        many = isinstance(value, tuple)
        if what == "parts":
            parts = [self.reduced(part, name) for part in (value if many else (value,))]
            rest = tuple(part for part in parts if part is not None)
            return rest if many else next(iter(rest), None)
        if isinstance(value, dict):
            rest = {} if any(map(self.traces.names_in, value.values())) else value
        else:
            values = value if many else (value,)
            rest = tuple(item for item in values if not self._is_gone(item, what))
            if len(rest) == len(values):
                return value
            if then == "relay":
                return tuple(item if item in rest else self._stand_in(item) for item in values)
            rest = rest if many else (WITHHELD if then == "withheld" else None)
        if rest != value and (then == "record" or (then == "last" and not rest)):
            raise Nothing
        return rest if rest or many else None

    def _is_gone(self, value: str, what: str) -> bool:
        if what == "text":
            return self.traces.names_in(value)
        if what == "reference":
            return value in self.gone
        if what == "document" and f"article/{value}" in self.gone:
            return True
        return f"{what}/{value}" in self.gone

    def _stand_in(self, relay: str) -> str:
        """What stands in a chain for a relay that is withdrawn."""
        document = self.project.every_document.get(relay)
        publisher = document.published_by if document else UNKNOWN
        return UNKNOWN if f"agent/{publisher}" in self.gone else publisher


def _holds(record: Entry) -> bool:
    """Whether a record is still what its model wants."""
    try:
        type(record).model_validate_json(record.model_dump_json(by_alias=True, exclude_unset=True))
    except ValidationError:
        return False
    return True


def _is_shown(record: Entry) -> bool:
    """Whether something shows an event."""
    return not isinstance(record, Event) or bool(record.statements or record.documents)
