"""What a service proposes for each thing, as items of the dataset to which its identifiers lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.links import CURIE_MAP, DATASET_NAMES, IDENTIFIERS
from kg.suggestions.service import Candidate, Query, Service, ask
from kg.suggestions.transport import ServiceError
from kg.suggestions.wanted import Wanted

OWN = "refusals"
"""The prefix of this graph itself: a service that holds it is asked, and nothing links to it."""
_WEBSITE = {"www.wikidata.org/prop/direct": "P856", "w3id.org/refusals/ontology": "website"}
"""By schema space the property that holds the address of somebody's own site. A service may have
the items of a dataset without its properties."""
_OWN_ID = r"[a-z]+(-[a-z]+)*/\S+"


@dataclass(frozen=True)
class Proposal:
    """A thing and its candidates, best first; `unusable` are ids that are none of the dataset."""

    wanted: Wanted
    candidates: tuple[Candidate, ...]
    unusable: tuple[str, ...] = ()


def dataset_of(service: Service) -> str:
    """The prefix of the dataset whose identifiers a service gives (§ Identifier and Schema Spaces).

    http and https are one, and a slash or # at the end may be left out.

    :raises ServiceError: if links to that dataset are not kept
    """
    known = {_bare(CURIE_MAP[name]): name for name in (*IDENTIFIERS, OWN)}
    if found := known.get(_bare(service.space)):
        return found
    spaces = ", ".join(CURIE_MAP[name] for name in (*IDENTIFIERS, OWN))
    what = f"its identifiers are of {service.space}, to which no links are kept"
    raise ServiceError(service.address, what, f"known: {spaces}")


def dataset_name(dataset: str) -> str:
    """What people call a dataset."""
    return DATASET_NAMES.get(dataset, "this graph itself")


def propose(
    service: Service, things: Sequence[Wanted], limit: int, types: Sequence[str] = ()
) -> Iterator[Proposal]:
    """Ask for each thing, in batches, each when its first thing is reached.

    :raises ServiceError: if the service does not answer as it should
    """
    dataset = dataset_of(service)
    website = _WEBSITE.get(_bare(service.schema))
    for start in range(0, len(things), service.batch_size):
        batch = things[start : start + service.batch_size]
        queries = [Query(thing.name, limit, types, _properties(website, thing)) for thing in batch]
        for thing, found in zip(batch, ask(service, queries), strict=True):
            yield _proposal(dataset, thing, found)


def _properties(website: str | None, thing: Wanted) -> list[tuple[str, str]]:
    return [(website, thing.website)] if website and thing.website else []


def _proposal(dataset: str, thing: Wanted, found: Sequence[Candidate]) -> Proposal:
    usable, unusable = [], []
    for candidate in found:
        identifier = _identifier(dataset, candidate.identifier)
        if identifier is None:
            unusable.append(candidate.identifier)
        else:
            usable.append(replace(candidate, identifier=identifier))
    return Proposal(thing, tuple(usable), tuple(unusable))


def _identifier(dataset: str, text: str) -> str | None:
    """The identifier as links are written with it, from a bare one or the item's IRI."""
    bare = _bare(text).removeprefix(_bare(CURIE_MAP[dataset])).lstrip("/")
    pattern = IDENTIFIERS.get(dataset, _OWN_ID)
    return next((form for form in (bare, f"{bare}/") if re.fullmatch(pattern, form)), None)


def _bare(space: str) -> str:
    return re.sub(r"^https?://|[/#]$", "", space)
