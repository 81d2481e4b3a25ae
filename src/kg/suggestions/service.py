"""A reconciliation service: what its manifest says, and the candidates that it gives for names.

Follows the Reconciliation Service API of the W3C Entity Reconciliation Community Group, 0.2, and
0.1, which has the same queries (§ Service Manifest, § Reconciliation Queries). Of an answer only
what is used here is read, and all of that is checked.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from kg.suggestions.plain import plain
from kg.suggestions.transport import ServiceError, ask_json

VERSIONS = ("0.1", "0.2")
BATCH = 10
LARGEST_BATCH = 50


@dataclass(frozen=True)
class Service:
    """A service that can be asked.

    :ivar address: of its endpoint, after redirects
    :ivar space: the identifier space, a URI; `schema` is that of its types and properties
    :ivar view: template of an item's page, with {{id}}; None where it gives none
    :ivar batch_size: how many names may be asked at once
    """

    address: str
    name: str
    space: str
    schema: str
    view: str | None
    batch_size: int
    language: str

    def page(self, identifier: str) -> str | None:
        """The address of an item's page for people, or None where it is none to be shown."""
        if self.view is None:
            return None
        page = self.view.replace("{{id}}", quote(identifier, safe="/:"))
        printable = page == plain(page, len(page)) and " " not in page
        return page if printable and page.startswith(("http://", "https://")) else None


@dataclass(frozen=True)
class Query:
    """A name to be asked for (§ Structure of a Reconciliation Query).

    :ivar types: identifiers of types, as the service calls them
    :ivar properties: identifiers of properties, and the value that is known for each
    """

    name: str
    limit: int
    types: Sequence[str] = ()
    properties: Sequence[tuple[str, str]] = ()

    def as_dict(self) -> dict[str, object]:
        """The query as the service reads it. One type stands alone, which every service takes."""
        query: dict[str, object] = {"query": self.name, "limit": self.limit}
        if self.types:
            query["type"] = self.types[0] if len(self.types) == 1 else list(self.types)
        if self.properties:
            query["properties"] = [{"pid": pid, "v": value} for pid, value in self.properties]
        return query


@dataclass(frozen=True)
class Candidate:
    """An item that a service proposes (§ Reconciliation Query Responses). All texts are plain.

    :ivar score: on the service's own scale; higher is better
    :ivar match: whether the service is sure
    :ivar features: what the score is made of, by the service's names
    """

    identifier: str
    label: str
    description: str
    types: tuple[str, ...]
    score: float
    match: bool
    features: tuple[tuple[str, float | bool], ...] = ()


def open_service(address: str, language: str = "en") -> Service:
    """Ask a service for its manifest.

    :raises ServiceError: if it does not answer with one, or is of a version unknown here
    """
    final, manifest = ask_json(address, language=language)
    reader = _Reader(address)
    manifest = reader.as_object(manifest, "the manifest")
    versions = manifest.get("versions", ["0.1"])  # which did not have the key
    if not isinstance(versions, list) or not all(isinstance(name, str) for name in versions):
        raise reader.fault("the manifest's `versions` are no list of texts")
    if not set(versions) & set(VERSIONS):
        told = plain(", ".join(versions)) or "none"
        fix = f"`kg` speaks {' and '.join(VERSIONS)}"
        raise ServiceError(address, f"it speaks other versions of the API: {told}", fix)
    name = reader.text(manifest, "name", "the manifest")
    space = reader.text(manifest, "identifierSpace", "the manifest")
    schema = reader.text(manifest, "schemaSpace", "the manifest")
    if manifest.get("authentication") is not None:
        raise ServiceError(address, "it asks who you are, which `kg` cannot answer")
    view = manifest.get("view")
    url = reader.as_object(view, "the manifest's `view`").get("url") if view is not None else None
    if not isinstance(url, str) or "{{id}}" not in url:
        url = None
    size = manifest.get("batchSize")
    if size is None:
        size = BATCH
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        raise reader.fault("the manifest's `batchSize` is no number above zero")
    return Service(final, name, space, schema, url, min(size, LARGEST_BATCH), language)


def ask(service: Service, queries: Sequence[Query]) -> list[tuple[Candidate, ...]]:
    """The candidates for each query, best first; at most as many queries as the batch size.

    :raises ServiceError: if there is no answer, or one that is not as the specification says
    """
    batch = {f"q{i}": query.as_dict() for i, query in enumerate(queries)}
    form = {"queries": json.dumps(batch, ensure_ascii=False)}
    _, answer = ask_json(service.address, form, service.language)
    reader = _Reader(service.address)
    results = reader.as_object(answer, "the answer")
    if missing := [key for key in batch if key not in results]:
        told = results.get("message", results.get("error"))
        why = f", which says: {plain(told)}" if isinstance(told, str) else ""
        raise reader.fault(f"no result for {missing[0]!r} in the answer{why}")
    return [
        reader.candidates(results[key], f"the result for {key!r}")[: query.limit]
        for key, query in zip(batch, queries, strict=True)
    ]


@dataclass(frozen=True)
class _Reader:
    """Reads parts of an answer; each fault names the service and the part."""

    address: str

    def fault(self, what: str) -> ServiceError:
        fix = "that is not what the Reconciliation API says; tell whoever runs it"
        return ServiceError(self.address, what, fix)

    def as_object(self, value: object, what: str) -> Mapping[str, object]:
        if not isinstance(value, dict):
            raise self.fault(f"{what} is no JSON object")
        return value

    def as_list(self, value: object, what: str) -> Sequence[object]:
        if not isinstance(value, list):
            raise self.fault(f"{what} is no list")
        return value

    def text(self, of: Mapping[str, object], key: str, what: str, optional: bool = False) -> str:
        """The plain text under a key; empty where it may be left out, and is or is null."""
        value = of.get(key)
        if optional and value is None:
            return ""
        if not isinstance(value, str):
            raise self.fault(f"{what} has no text as `{key}`")
        if not (shown := plain(value)) and not optional:
            raise self.fault(f"{what} has an empty `{key}`")
        return shown

    def number(self, value: object, what: str) -> float:
        try:
            if not isinstance(value, bool) and math.isfinite(value):
                return float(value)
        except (TypeError, OverflowError):
            pass
        raise self.fault(f"{what} has no number as `score`")

    def candidates(self, value: object, what: str) -> tuple[Candidate, ...]:
        """Best first, which a service SHOULD do itself."""
        items = self.as_list(self.as_object(value, what).get("result"), f"`result` of {what}")
        found = [self.candidate(item, f"a candidate in {what}") for item in items]
        return tuple(sorted(found, key=lambda candidate: -candidate.score))

    def candidate(self, value: object, what: str) -> Candidate:
        item = self.as_object(value, what)
        match = item.get("match")
        if match is not None and not isinstance(match, bool):
            raise self.fault(f"{what} has a `match` that is neither true nor false")
        types = item.get("type")
        types = self.as_list(types, f"`type` of {what}") if types is not None else ()
        return Candidate(
            identifier=self.text(item, "id", what),
            label=self.text(item, "name", what),
            description=self.text(item, "description", what, optional=True),
            types=tuple(self.type_name(entry, f"a type of {what}") for entry in types),
            score=self.number(item.get("score"), what),
            match=bool(match),
            features=tuple(self.features(item.get("features"), what)),
        )

    def type_name(self, value: object, what: str) -> str:
        """The name of a type, or its identifier where it has no name."""
        if isinstance(value, str):
            return plain(value)
        entry = self.as_object(value, what)
        return self.text(entry, "name", what, optional=True) or self.text(entry, "id", what)

    def features(self, value: object, what: str) -> Sequence[tuple[str, float | bool]]:
        entries = self.as_list(value, f"`features` of {what}") if value is not None else ()
        found = []
        for entry in (self.as_object(entry, f"a feature of {what}") for entry in entries):
            number = entry.get("value")
            if not isinstance(number, bool):
                number = self.number(number, f"a feature of {what}")
            found.append((self.text(entry, "id", f"a feature of {what}"), number))
        return found
