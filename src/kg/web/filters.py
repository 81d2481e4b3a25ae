"""How templates write IRIs, links and data."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from babel import Locale, UnknownLocaleError
from flask import Blueprint, request
from flask_babel import gettext
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import escape
from pyoxigraph import Literal, NamedNode

from kg.links import DATASET_NAMES
from kg.plot import glyph
from kg.terms import BASE, UNKNOWN_AGENT
from kg.web import schema_org
from kg.web.addresses import SAFE, compact, path_of
from kg.web.asking import Answer, local_name
from kg.web.browse_kinds import plural_name
from kg.web.languages import LANGUAGES, current_language, page_address
from kg.web.names import name_of, speaker_words
from kg.web.site_address import asked_address
from kg.wording import as_of, count, date, number, period

IN_QUERY = "!$&'()*+,;=:@/?%-._~"
LONGEST_QUERY = 2000

blueprint = Blueprint("filters", __name__)
blueprint.add_app_template_filter(local_name, "slug")
blueprint.add_app_template_filter(compact)
blueprint.add_app_template_filter(plural_name)
blueprint.add_app_template_filter(schema_org.script, "ld_json")
blueprint.add_app_template_global(name_of)
blueprint.add_app_template_global(speaker_words)
blueprint.add_app_template_global(current_language, "reader_language")  # macros have no context


@blueprint.app_context_processor
def language_of_the_page() -> dict[str, Any]:
    """The language of the page that is made, and which part of the site it belongs to."""
    section = "/" + request.path.strip("/").partition("/")[0]
    return {"language": current_language(), "languages": LANGUAGES, "section": section}


@blueprint.app_template_global("here")
def here(language: str) -> str:
    """The path and query of the page that is asked for, in a language; without a query that is too
    long to be written several times into each page."""
    query = request.query_string.decode("latin-1")
    path = page_address(quote(request.path, safe=SAFE), language)
    return f"{path}?{quote(query, safe=IN_QUERY)}" if 0 < len(query) <= LONGEST_QUERY else path


@blueprint.app_template_global("address_here")
def address_here(language: str) -> str:
    """The same as a whole address."""
    return asked_address() + here(language)


@blueprint.app_template_global("whole_address")
def whole_address(path: str) -> str:
    """A path of this site as an address that leads here from anywhere."""
    return asked_address() + path


@blueprint.app_template_global("frame_element")
def frame_element(address: str, title: str, height: int) -> str:
    """The HTML of a frame that shows a page of this site on another one.

    :param height: of the frame, in CSS pixels
    """
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="100%" height="{height}" '
        'loading="lazy" style="border:0"></iframe>'
    )


@blueprint.app_template_filter("page")
@pass_context
def page(context: Context, path: str, language: str | None = None) -> str:
    """The path of a page in a language, by default in that of the page that links to it.

    A filter with a context: else Jinja would work out a constant link once for all readers, in the
    language of the one for whom the template was first read.
    """
    return page_address(path, language)


@blueprint.app_template_filter("path")
@pass_context
def path(context: Context, iri: str) -> str:
    """The page of a thing of ours, in the language of the page that links to it; another IRI as it
    is."""
    return page_address(path_of(iri))


@blueprint.app_template_test("nobody")
def is_nobody(iri: str) -> bool:
    """Whether an IRI only says that no text credits anybody. Nothing leads to it: what it says is
    not put together."""
    return iri == UNKNOWN_AGENT.value


@blueprint.app_template_filter("graph_link")
def graph_link(iri: str) -> str:
    """The explorer of the graph, opened at a thing."""
    return f"{page_address('/graph')}#iri={quote(iri, safe='')}"


@blueprint.app_template_filter("query_link")
def query_link(made: Answer) -> str:
    """The editor with the query that made a table."""
    return page_address("/sparql?" + urlencode({"query": made.query}))


@blueprint.app_template_filter("csv_link")
def csv_link(made: Answer, filename: str = "") -> str:
    """What that query finds, as a file."""
    return data_link(made, "csv", filename)


def data_link(made: Answer, format_name: str, filename: str = "") -> str:
    """What a query finds, as a file.

    :param filename: what it is called, without its extension
    """
    parameters = {"query": made.query, "filename": filename, "format": format_name}
    return "/sparql?" + urlencode({name: text for name, text in parameters.items() if text})


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


@blueprint.app_template_filter("date_words")
def date_words(text: str) -> str:
    """A date (EDTF) in words of the page's language."""
    return date(text, current_language())


@blueprint.app_template_filter("period_words")
def period_words(text: str) -> str:
    """A period (EDTF) in words of the page's language."""
    return period(text, current_language())


@blueprint.app_template_filter("as_of_words")
def as_of_words(text: str) -> str:
    """The date as of which a figure holds (EDTF) in words of the page's language."""
    return as_of(text, current_language())


@blueprint.app_template_filter("language_words")
def language_words(tag: str) -> str:
    """The name of a language (BCP 47) in that of the page; the tag where it has none."""
    try:
        return Locale.parse(tag, sep="-").get_language_name(current_language()) or tag
    except (UnknownLocaleError, ValueError):
        return tag


@blueprint.app_template_filter("count_words")
def count_words(value: int, noun: str) -> str:
    """A number with its noun in the page's language."""
    return count(value, noun, current_language())


@blueprint.app_template_filter("number_words")
def number_words(value: int) -> str:
    """A number as the page's language writes it."""
    return number(value, current_language())


blueprint.add_app_template_global(glyph, "glyph_picture")


@blueprint.app_template_global("qualifier_words")
def qualifier_words(qualifier: str | None, computed: bool = False) -> str:
    """How a number is meant, in words, for who does not see its glyph."""
    meant = name_of(f"{BASE}id/qualifier/{qualifier}").text if qualifier else gettext("bounds only")
    return f"{meant}, {gettext('computed by this site')}" if computed else meant


@blueprint.app_template_global("glyph_words")
def glyph_words(qualifier: str | None, computed: bool = False, beside: str = "") -> str:
    """What a glyph has to say to who does not see it: its words, but for those with which the
    number beside it begins, lest they be read out twice; "" if nothing is left.

    :param beside: the words beside it
    """
    if not beside.replace("\u00a0", " ").startswith(qualifier_words(qualifier)):
        return qualifier_words(qualifier, computed)
    return gettext("computed by this site") if computed else ""
