"""What pages say of their subject in schema.org's terms, for search engines and harvesters.

Each function turns rows that a page asks for into a JSON-LD node. A claim is a Claim with its
appearances and never a ClaimReview: whether it is true is not rated here. Of people only public
ones are described, and who has no name here is not described at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from kg.citation import AUTHOR, Citation, to_text
from kg.terms import BASE, VOCABULARIES, thing

Row = Mapping[str, NamedNode | Literal]
Node = dict[str, object]

CONTEXT = "https://schema.org"
DATASET = f"{BASE}dataset"
PROJECT: Node = {"@type": "Organization", "@id": thing("agent", "refusals").value, "name": AUTHOR}
NEWS_KINDS = ("news-outlet", "news-agency", "broadcaster")
WORK_TYPES = {**dict.fromkeys(NEWS_KINDS, "NewsArticle"), "blog": "BlogPosting"}
BODIES = ("Organisation", "Outlet")


def script(node: Node | None) -> Markup:
    """The node as the content of a `script` element of the type application/ld+json.

    `<`, `>` and `&` are written as JSON escapes, so that no text can end the element or begin a
    comment in it (HTML, §4.12.1.3, restrictions for contents of script elements).

    >>> script({"name": "</script>"})
    Markup('{"@context": "https://schema.org", "name": "\\\\u003c/script\\\\u003e"}')
    """
    text = json.dumps({"@context": CONTEXT, **(node or {})}, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def dataset(
    manifest: Mapping[str, object],
    citation: Citation,
    address: str,
    measures: Iterable[tuple[str, str]] = (),
) -> Node:
    """The data set, as it is in a release.

    :param address: of this site, without a slash at the end
    :param measures: IRI and label of what the figures measure
    """
    return _without_gaps(
        {
            "@type": "Dataset",
            "@id": DATASET,
            "name": citation.title,
            "description": manifest.get("description"),
            "url": f"{address}/dataset",
            "identifier": citation.iri,
            "version": citation.version,
            "datePublished": citation.date,
            "license": citation.licence,
            "isAccessibleForFree": True,
            "inLanguage": "en",
            "creator": PROJECT,
            "publisher": PROJECT,
            "citation": to_text(citation),
            "includedInDataCatalog": {
                "@type": "DataCatalog",
                "@id": f"{BASE}catalogue",
                "name": "Refusals",
                "url": f"{address}/data",
            },
            "variableMeasured": [
                {"@type": "PropertyValue", "name": label, "propertyID": iri}
                for iri, label in dict.fromkeys(measures)
            ],
            "distribution": [
                _distribution(name, entry, citation, address)
                for name, entry in sorted(manifest["files"].items())
            ],
        }
    )


def _distribution(name: str, entry: Mapping[str, object], citation: Citation, address: str) -> Node:
    return _without_gaps(
        {
            "@type": "DataDownload",
            "name": entry.get("title") or name,
            "contentUrl": f"{address}/release/{citation.release}/{name}",
            "encodingFormat": entry.get("media_type"),
            "contentSize": f"{entry['bytes']} B" if "bytes" in entry else None,
            "sha256": entry["sha256"],
        }
    )


def claim(
    iri: str, facts: Sequence[Row], works: Sequence[Row], citation: Citation, page: str
) -> Node:
    """A figure or statement: its words, who makes it, and the articles in which it appears.

    :param works: the rows of works.rq
    :param page: address of its page
    """
    own = _values(facts)
    return _without_gaps(
        {
            "@type": "Claim",
            "@id": iri,
            "text": citation.title,
            "url": page,
            "inLanguage": "en",
            "author": list(_speakers(own, works)),
            "claimInterpreter": PROJECT,
            "appearance": [work(row) for row in works if "work" in row and "first" not in row],
            "firstAppearance": next((work(row) for row in works if "first" in row), None),
            "isBasedOn": [{"@id": node.value} for node, _ in own.get("wasDerivedFrom", ())],
            "isPartOf": {"@type": "Dataset", "@id": DATASET},
            "version": citation.version,
            "license": citation.licence,
            "creditText": to_text(citation),
        }
    )


def _speakers(own: Mapping[str, list], works: Sequence[Row]) -> Iterator[Node]:
    """Who makes the claim: bodies and public persons; no speaker who has no name here."""
    for speaker, label in own.get("producedBy", ()):
        classes = {_local(row["speakerClass"]) for row in works if row.get("speaker") == speaker}
        if classes & {*BODIES, "PublicPerson"}:
            type = "Person" if "PublicPerson" in classes else "Organization"
            yield {"@type": type, "@id": speaker.value, "name": label}


def work(row: Row) -> Node:
    """An article or another document, from a row of works.rq; nothing of its text."""
    kind = _local(row["publisherKind"]) if "publisherKind" in row else ""
    publisher = {
        "@type": "NewsMediaOrganization" if kind in NEWS_KINDS else "Organization",
        "@id": row["publisher"].value if "publisher" in row else None,
        "name": _string(row.get("publisherLabel")),
        "url": _string(row.get("website")),
    }
    type = "CreativeWork" if "first" in row else WORK_TYPES.get(kind, "Article")
    return _without_gaps(
        {
            "@type": type,
            "@id": row["work"].value,
            "headline": _string(row.get("title")),
            "url": _string(row.get("url")),
            "inLanguage": _string(row.get("language")),
            "datePublished": _string(row.get("issued")),
            "publisher": _without_gaps(publisher) if "publisher" in row else None,
        }
    )


def described(iri: str, facts: Sequence[Row], date: str, page: str) -> Node | None:
    """An organisation, an outlet, a public person, a law or a provision; None for anything else.

    :param date: of the release: what is said to be in force, is so on that day
    """
    own = _values(facts)
    classes = {_local(node) for node, _ in own.get("type", ())}
    if classes & {*BODIES, "PublicPerson"}:
        return _agent(iri, own, classes, page)
    if classes & {"Law", "Provision"}:
        return _legislation(iri, own, "Law" in classes, date, page)
    return None


def _agent(iri: str, own: Mapping[str, list], classes: set[str], page: str) -> Node:
    person = "PublicPerson" in classes
    kinds = {_local(node) for node, _ in own.get("organisationKind", ())}
    body = "NewsMediaOrganization" if kinds & {*NEWS_KINDS} else "Organization"
    return _without_gaps(
        {
            "@type": "Person" if person else body,
            "@id": iri,
            "name": _in_languages(own.get("label", ())),
            "alternateName": _in_languages(own.get("altLabel", ())),
            "description": _in_languages(own.get("description", ())),
            "jobTitle": _in_languages(own.get("roleTitle", ())) if person else None,
            "url": None if person else next((n.value for n, _ in own.get("website", ())), None),
            "sameAs": [node.value for node, _ in own.get("exactMatch", ())],
            "mainEntityOfPage": page,
        }
    )


def _legislation(iri: str, own: Mapping[str, list], whole: bool, date: str, page: str) -> Node:
    """A law or a part of one; only a whole law's number tells it from all others."""
    above = [{"@type": "Legislation", "@id": node.value, "name": label}
             for node, label in own.get("partOfLaw", ())]  # fmt: skip
    start = None if own.get("inForceFromDisputed") else _text(own.get("inForceFrom", ()))
    return _without_gaps(
        {
            "@type": "Legislation",
            "@id": iri,
            "name": _in_languages(own.get("label", ())),
            "abstract": _text(own.get("description", ())),
            "legislationIdentifier": _text(own.get("number", ())) if whole else None,
            "legislationJurisdiction": [
                {"@type": "AdministrativeArea", "@id": node.value, "name": label}
                for node, label in own.get("jurisdiction", ())
            ],
            "legislationDateOfApplicability": start,
            "legislationLegalForce": _legal_force(own, date),
            "isPartOf": above,
            "sameAs": [node.value for node, _ in own.get("exactMatch", ())],
            "mainEntityOfPage": page,
        }
    )


def _legal_force(own: Mapping[str, list], date: str) -> str | None:
    """Whether the norm is in force on that day, where that is known (see graph/entities/laws.yaml).

    Dates that are not whole days, and norms that are not confirmed, leave it unknown.
    """
    end, first, last = (_day(own.get(n, ())) for n in ("inForceTo", "attestedFrom", "attestedTo"))
    starts = [_day(own[n]) for n in ("inForceFrom", "inForceFromDisputed") if n in own]
    if _text(own.get("confirmation", ())) != "confirmed" or ("inForceTo" in own and not end):
        return None
    if end and end < date:
        return f"{CONTEXT}/NotInForce"
    attested = bool(first and last and first <= date <= last)
    started = bool(starts) and all(day and day <= date for day in starts)
    return f"{CONTEXT}/InForce" if attested or started else None


def _day(values: Sequence[tuple]) -> str | None:
    text = _text(values)
    return text if text and len(text) == len("2022-09-24") else None


def _values(facts: Sequence[Row]) -> dict[str, list[tuple[NamedNode | Literal, str | None]]]:
    """The values of each property, by its local name, with their labels."""
    found: dict[str, list] = {}
    for row in facts:
        label = _string(row.get("valueLabel"))
        found.setdefault(_local(row["property"]), []).append((row["value"], label))
    return found


def _text(values: Sequence[tuple]) -> str | None:
    """The English text among the values, or the first one."""
    english = [node.value for node, _ in values if getattr(node, "language", None) == "en"]
    return next(iter(english or [node.value for node, _ in values]), None)


def _in_languages(values: Sequence[tuple]) -> list[object]:
    """Texts with their languages; those without one as they are."""
    return [
        {"@language": node.language, "@value": node.value} if node.language else node.value
        for node, _ in values
        if isinstance(node, Literal)
    ]


def _local(node: NamedNode) -> str:
    return node.value.removeprefix(VOCABULARIES["ref"]).replace("#", "/").rpartition("/")[2]


def _string(node: NamedNode | Literal | None) -> str | None:
    return node.value if node is not None else None


def _without_gaps(node: Node) -> Node:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
