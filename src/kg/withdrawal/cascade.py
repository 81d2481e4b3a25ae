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
    """Of a record nothing is left; `str()` says why."""


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
    :ivar spared: for each record that may hold names of some of them, what tells of the others
    :ivar left_out: what was taken out of records that stay, for the operator
    :ivar why: why a record or a part of one went, by what the operator knows it by
    """

    project: Project
    gone: frozenset[str]
    traces: Traces
    spared: Mapping[str, Traces] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    why: dict[str, str] = field(default_factory=dict)

    def traces_for(self, name: str) -> Traces:
        """What tells in a record, or in a part of it, of what is withdrawn."""
        return self.spared.get(name.rpartition(" of ")[2], self.traces)

    def leave_out(self, name: str, why: str) -> None:
        """Note that something is left out."""
        self.left_out.add(name)
        self.why.setdefault(name, why)

    def reduced(self, record: Record, name: str) -> Record | None:
        """A record without what is withdrawn; None where nothing is left of it.

        :param name: what the operator knows it by
        """
        try:
            return self._reduced(record, name)
        except Nothing as reason:
            self.why.setdefault(name, str(reason))
            return None

    def _reduced(self, record: Record, name: str) -> Record:
        changes: dict[str, object] = {}
        notes: dict[str, str] = {}
        for key, rule in rules()[type(record).__name__].items():
            attribute = key.replace(" ", "_")
            value = getattr(record, attribute)
            if rule == "keep" or value is None or value == ():
                continue
            for what, then in rule.items():
                part = f"{key} of {name}"
                rest, why = self._value(value, what, then, key, part)
                if rest != value:
                    changes[attribute] = value = rest
                    notes.setdefault(part, why)
        if not changes:
            return record
        reduced = record.model_copy(update=changes)
        if not _holds(reduced) or (_is_shown(record) and not _is_shown(reduced)):
            raise Nothing(f"nothing holds it any more: {'; '.join(dict.fromkeys(notes.values()))}")
        for part, why in notes.items():
            self.leave_out(part, why)
        return reduced

    def _value(
        self, value: object, what: str, then: str, key: str, part: str
    ) -> tuple[object, str]:
        """A value without what is withdrawn, and why; raises Nothing where the record goes too."""
        many = isinstance(value, tuple)
        if what == "parts":
            parts = [self.reduced(item, part) for item in (value if many else (value,))]
            rest = tuple(item for item in parts if item is not None)
            return rest if many else next(iter(rest), None), self.why.get(
                part, "less is left of it"
            )
        values = value if many else tuple(value.values()) if isinstance(value, dict) else (value,)
        found = {item: tells for item in values if (tells := self._tells(item, what, part))}
        if not found:
            return value, ""
        why = f"its `{key}` {next(iter(found.values()))}"
        rest = tuple(item for item in values if item not in found)
        if then == "record" or (then == "last" and not rest):
            raise Nothing(why)
        if then == "relay":
            return tuple(self._stand_in(item) if item in found else item for item in values), why
        return rest if many else WITHHELD if then == "withheld" else None, why

    def _tells(self, value: str, what: str, part: str) -> str:
        """How a value tells of what is withdrawn; empty where it does not."""
        if what == "text":
            word = self.traces_for(part).names_in(value)
            return word and f"holds «{word}»"
        names = {"reference": (value,), "document": (f"document/{value}", f"article/{value}")}
        gone = [name for name in names.get(what, (f"{what}/{value}",)) if name in self.gone]
        return f"names {gone[0]}" if gone else ""

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
