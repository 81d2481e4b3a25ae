"""Files of the release that have an IRI of their own: the data cube and the mapping set."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request

from kg.formats import HTML, PAGE, Format
from kg.sssom import TSV, TURTLE
from kg.terms import BASE
from kg.web.addresses import split_suffix
from kg.web.cube import CUBE, CUBE_FILE
from kg.web.descriptions import PREFIXES
from kg.web.linked import OFFER, add_links, chosen
from kg.web.missing import missing
from kg.web.turtle_files import send_file

blueprint = Blueprint("views", __name__)

LINKS = "links"
FILES = {CUBE: CUBE_FILE, LINKS: TURTLE}
CUBE_PREFIXES = PREFIXES | {"cube": f"{BASE}cube#", "qb": "http://purl.org/linked-data/cube#"}
TSV_FORMAT = Format("tsv", "SSSOM TSV", PAGE, ("text/tab-separated-values",), "tsv")


@blueprint.get(f"/<any({CUBE}, {LINKS}):name>")
@blueprint.get(f"/<any({CUBE}, {LINKS}):name>.<suffix>")
def whole(name: str, suffix: str = "") -> Response:
    """A file in the syntax asked for; people find it on the page of files."""
    offer = (*OFFER, TSV_FORMAT) if name == LINKS else OFFER
    path, format_name = split_suffix(request.path.strip("/"), offer)
    if path != name:
        missing(f"{BASE}{path}")
    choice = chosen(format_name, offer)
    if choice.format is HTML:
        response = redirect("/data", 303)
    elif choice.format is TSV_FORMAT:
        response = redirect(f"/data/{TSV}", 303)
    else:
        response = send_file(FILES[name], choice, CUBE_PREFIXES if name == CUBE else PREFIXES)
    response.vary.add("Accept")
    add_links(response, path, (), offer=offer)
    return response
