"""The things for which a service is asked: what may be linked, has a name, and is not linked yet.

Nobody without a name is ever asked for, of people only holders of public offices are, and nothing
that is withdrawn is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.concepts import Concept
from kg.errors import InvalidData, KgError, nearest
from kg.gone import released, stages
from kg.links import Link, may_be_linked, read_links
from kg.load import Project
from kg.lock import read_lock
from kg.model import Agent
from kg.references import check_references
from kg.references.names import things
from kg.terms import BASE
from kg.withdrawal import read_withdrawals

KINDS = ("agent", "place", "event", "provision")
"""Kinds of things that are asked for unless others are named; agents also by what they are."""
AGENTS = ("organisation", "outlet", "public-person")
CONCEPTS = (
    "category", "route", "motive", "obstacle", "consequence", "service", "topic", "measure",
    "organisation-kind", "penalty-kind", "legal-status", "event-kind", "place-kind", "role-kind",
)  # fmt: skip
"""Kinds of concepts that are of the subject and not of this project's way to work."""
LANGUAGES = ("en", "ru", "uk")
_QUOTED = re.compile(r'^["«“]([^"«»“”]+)["»”]$')  # our distance from a word is not part of it


@dataclass(frozen=True)
class Wanted:
    """A thing for which a service is asked.

    :ivar id: kind and name, such as `agent/proekt`
    :ivar kind: what it is: the kind, of an agent `outlet`, `organisation` or `public-person`
    :ivar name: what is asked, in `language`
    :ivar label: its name in English where it has one, as links are written with
    :ivar website: the address of its own site; empty where none is known
    :ivar links: the links that it has already, to any dataset
    """

    id: str
    kind: str
    name: str
    language: str
    label: str
    website: str
    links: tuple[Link, ...]

    def links_to(self, dataset: str) -> tuple[Link, ...]:
        """Those of its links that lead to a dataset."""
        return tuple(link for link in self.links if link.dataset == dataset)


def wanted(
    project: Project, language: str, kinds: Collection[str] = (), names: Sequence[str] = ()
) -> list[Wanted]:
    """What a service may be asked for, linked or not, by id.

    :param language: in which names are asked; a thing without a name in it is asked in another
    :param kinds: of KINDS, AGENTS or CONCEPTS; KINDS where it is empty
    :param names: things such as `agent/proekt`; where there are some, these and no others
    :raises KgError: if a kind or a thing does not exist, or is never linked
    :raises InvalidData: if the project's files do not hold together
    """
    for kind in kinds:
        if kind not in (every := (*KINDS, *AGENTS, *CONCEPTS)):
            raise KgError(f"no kind to be asked for is called {kind!r} ({nearest(kind, every)})")
    left = _without_withdrawn(project)
    links: dict[str, list[Link]] = {}
    for link in read_links(left):
        links.setdefault(link.subject, []).append(link)
    records = dict(_records(left))
    if names:
        ids = dict.fromkeys(name.removeprefix(f"{BASE}id/") for name in names)
        chosen = [_named(project, records, id) for id in ids]
    else:
        chosen = [id for id in sorted(records) if _is_asked(id, records[id], kinds)]
    return [_wanted(id, records[id], language, tuple(links.get(id, ()))) for id in chosen]


def _without_withdrawn(project: Project) -> Project:
    if problems := check_references(project):
        raise InvalidData(problems)
    if not any(located.record.thing for located in read_withdrawals(project)):
        return project
    locks = {bundle.slug: read_lock(project.root, bundle.slug) for bundle in project.bundles}
    return released(project, locks, stages(project, locks)).project


def _records(project: Project) -> Iterator[tuple[str, object]]:
    """Everything that may be asked for, by id."""
    known = things(project)
    for kind in (*KINDS, *CONCEPTS):
        for name, found in known.get(kind, {}).items():
            id = f"{kind}/{name}"
            if may_be_linked(project, id):
                yield id, found if isinstance(found, Concept) else found.record


def _is_asked(id: str, record: object, kinds: Collection[str]) -> bool:
    kind = id.partition("/")[0]
    if getattr(record, "part_of", None) and kind == "provision":
        return False  # its name says what it is within its law only: "Article 338"
    return not {kind, getattr(record, "type", kind)}.isdisjoint(kinds or KINDS)


def _wanted(id: str, record: object, language: str, links: tuple[Link, ...]) -> Wanted:
    names: Mapping[str, str] = record.labels if isinstance(record, Concept) else record.name
    asked = next(code for code in (language, *LANGUAGES) if code in names)
    return Wanted(
        id,
        kind=record.type if isinstance(record, Agent) else id.partition("/")[0],
        name=_QUOTED.sub(r"\1", names[asked]),
        language=asked,
        label=next(names[code] for code in LANGUAGES if code in names),
        website=getattr(record, "website", None) or "",
        links=links,
    )


def _named(project: Project, records: Mapping[str, object], id: str) -> str:
    """The id itself.

    :raises KgError: if nothing is called so, or it is never asked for
    """
    if id in records:
        return id
    known = things(project)
    kind, _, name = id.partition("/")
    if name not in known.get(kind, {}):
        same = [other for other in records if other.partition("/")[2] in (id, name)]
        fix = f"did you mean {' or '.join(same[:3])}?" if same else nearest(id, list(records))
        raise KgError(f"nothing is called {id!r} ({fix})")
    if kind == "agent" and project.agents[name].record.name is None:
        raise KgError(f"{id} has no name, and no service is asked who it is")
    if not may_be_linked(project, id):
        raise KgError(f"{id} is a person without a public office, and is never linked")
    if kind not in (*KINDS, *CONCEPTS):
        every = ", ".join((*KINDS, *CONCEPTS))
        raise KgError(f"{id}: things of kind {kind!r} have no name to ask for (kinds: {every})")
    raise KgError(f"{id} is withdrawn, or went with what is (graph/withdrawn.yaml)")
