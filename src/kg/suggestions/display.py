"""Proposals for a reader at a terminal, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.links import CURIE_MAP
from kg.suggestions.proposals import Proposal
from kg.suggestions.service import Candidate, Service
from kg.terms import BASE


def as_lines(service: Service, dataset: str, proposal: Proposal) -> Iterator[str]:
    """A thing and its candidates, each with its number."""
    thing = proposal.wanted
    yield f"{thing.id} ({thing.kind}), asked as “{thing.name}” in {thing.language}"
    for link in thing.links_to(dataset):
        yield f"  linked already: {link.predicate} {dataset}:{link.identifier}, line {link.line}"
    if not proposal.candidates:
        yield "  nothing alike was found"
    for number, candidate in enumerate(proposal.candidates, start=1):
        sure = ", the service is sure" if candidate.match else ""
        itself = ", the thing itself" if candidate.identifier == thing.id else ""
        label = f"{dataset}:{candidate.identifier}  {candidate.label}"
        yield f"  {number:>2}  {label}  (score {_short(candidate.score)}{sure}{itself})"
        if candidate.description:
            yield f"      {candidate.description}"
        if candidate.types:
            yield f"      types: {', '.join(candidate.types)}"
        if candidate.features:
            found = (f"{name} {_short(value)}" for name, value in candidate.features)
            yield f"      features: {', '.join(found)}"
        yield f"      {page(service, dataset, candidate)}"
    for identifier in proposal.unusable:
        yield f"  left out: {identifier!r} is no identifier of {dataset}"


def as_json(service: Service, dataset: str, proposals: Iterable[Proposal]) -> dict[str, object]:
    """Everything that a reader at a terminal is shown (docs/linking.md tells of each key)."""
    return {
        "service": {
            "name": service.name,
            "address": service.address,
            "identifier_space": service.space,
        },
        "dataset": dataset,
        "things": [_thing(service, dataset, proposal) for proposal in proposals],
    }


def _thing(service: Service, dataset: str, proposal: Proposal) -> dict[str, object]:
    thing = proposal.wanted
    return {
        "id": thing.id,
        "iri": f"{BASE}id/{thing.id}",
        "kind": thing.kind,
        "name": thing.name,
        "language": thing.language,
        "links": [
            {"predicate": f"skos:{link.predicate}", "object": f"{dataset}:{link.identifier}"}
            for link in thing.links_to(dataset)
        ],
        "candidates": [
            {
                "id": candidate.identifier,
                "iri": CURIE_MAP[dataset] + candidate.identifier,
                "page": page(service, dataset, candidate),
                "label": candidate.label,
                "description": candidate.description or None,
                "types": candidate.types,
                "score": candidate.score,
                "match": candidate.match,
                "features": dict(candidate.features),
            }
            for candidate in proposal.candidates
        ],
        "left_out": proposal.unusable,
    }


def page(service: Service, dataset: str, candidate: Candidate) -> str:
    """Where a person reads about an item: its page at the service, else its IRI."""
    return service.page(candidate.identifier) or CURIE_MAP[dataset] + candidate.identifier


def _short(number: float | bool) -> str:
    if isinstance(number, bool):
        return "yes" if number else "no"
    return f"{round(number, 1):g}"
