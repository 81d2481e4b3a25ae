"""Files of the release that have an IRI of their own: the data cube and the mapping set."""

from __future__ import annotations

from flask import Blueprint, Response, redirect

from kg.formats import HTML, PAGE, Format
from kg.sssom import TSV, TURTLE
from kg.terms import BASE
from kg.web.cube import CUBE, CUBE_FILE
from kg.web.descriptions import PREFIXES
from kg.web.documents import OFFER, finish, read_request
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
    asked = read_request((*OFFER, TSV_FORMAT) if name == LINKS else OFFER)
    if asked.path != name:
        missing(f"{BASE}{asked.path}")
    if asked.format is HTML:
        return finish(redirect("/data", 303), asked)
    if asked.format is TSV_FORMAT:
        return finish(redirect(f"/data/{TSV}", 303), asked)
    prefixes = CUBE_PREFIXES if name == CUBE else PREFIXES
    return finish(send_file(FILES[name], asked.choice, prefixes), asked)
