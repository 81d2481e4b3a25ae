"""How templates write IRIs, links and data."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint
from pyoxigraph import Literal, NamedNode

from kg.links import DATASET_NAMES
from kg.terms import BASE, VOCABULARIES
from kg.web import schema_org
from kg.web.addresses import path_of

blueprint = Blueprint("filters", __name__)
blueprint.add_app_template_filter(path_of, "path")
blueprint.add_app_template_filter(schema_org.script, "ld_json")


@blueprint.app_template_filter("compact")
def compact(iri: str) -> str:
    """An IRI with its prefix, where the prefix is known."""
    for prefix, namespace in VOCABULARIES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(f"{BASE}id/")


@blueprint.app_template_filter("passage")
def passage(row: dict[str, Literal | NamedNode]) -> str | None:
    """The publisher's page at the very passage, as a URL with a text fragment
    (WICG Scroll to Text Fragment); None where there is no page or no quote."""
    if "url" not in row or "fragment" not in row:
        return None

    def encoded(name: str) -> str:
        return quote(row[name].value.strip(), safe="").replace("-", "%2D")

    text = encoded("fragment")
    text = f"{encoded('prefix')}-,{text}" if "prefix" in row else text
    text = f"{text},-{encoded('suffix')}" if "suffix" in row else text
    return f"{row['url'].value}#:~:text={text}"


@blueprint.app_template_filter("dataset_name")
def dataset_name(link: str) -> str:
    """The dataset into which a link leads, by the link's own IRI."""
    return DATASET_NAMES[link.split("/")[-2]]
