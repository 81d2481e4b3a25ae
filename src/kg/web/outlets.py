"""Which publishers Russia has labelled, so that no link to their pages stands without a warning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Blueprint, g

from kg.web.asking import Row, ask
from kg.web.names import Name, name_of

blueprint = Blueprint("outlets", __name__)


@dataclass(frozen=True)
class RussianLabel:
    """A status that Russia has given to a publisher, as the graph has it.

    :ivar publisher: IRI
    :ivar status: IRI of "undesirable organisation" or "foreign agent"
    :ivar date: when (EDTF); None where it is not known
    :ivar event: IRI of the event, whose page has the documents that show it
    :ivar provision: IRI of the law behind it
    """

    publisher: str
    status: str
    date: str | None
    event: str
    provision: str

    @property
    def name(self) -> Name:
        return name_of(self.status)


@dataclass(frozen=True)
class _Labels:
    by_publisher: dict[str, tuple[RussianLabel, ...]]
    by_address: dict[str, str]
    by_host: dict[str, str]


@blueprint.app_template_global("labels_of_publisher")
def labels_of_publisher(publisher: str | None) -> Sequence[RussianLabel]:
    """The labels that Russia has given to a publisher."""
    return _labels().by_publisher.get(publisher or "", ())


@blueprint.app_template_global("labels_of_address")
def labels_of_address(url: str) -> Sequence[RussianLabel]:
    """The labels of the publisher of a page: of one that the graph names as its page, or whose
    website is at the same host."""
    labels, address = _labels(), url.partition("#")[0]
    publisher = labels.by_address.get(address) or labels.by_host.get(_host(address))
    return labels.by_publisher.get(publisher or "", ())


def _labels() -> _Labels:
    if "russian_labels" not in g:
        g.russian_labels = _collect(ask("labels_in_russia"))
    return g.russian_labels


def _collect(rows: Sequence[Row]) -> _Labels:
    labels: dict[str, dict[RussianLabel, None]] = {}
    addresses, hosts = {}, {}
    for row in rows:
        publisher = row["publisher"].value
        label = RussianLabel(
            publisher,
            row["status"].value,
            row["date"].value if "date" in row else None,
            row["event"].value,
            row["provision"].value,
        )
        labels.setdefault(publisher, {})[label] = None
        if "website" in row:
            hosts[_host(row["website"].value)] = publisher
        if "address" in row:
            addresses[row["address"].value] = publisher
    return _Labels({iri: tuple(found) for iri, found in labels.items()}, addresses, hosts)


def _host(url: str) -> str:
    """The host that an address names, without a leading `www.`; "" where it names none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
