"""Where a reader reports an error on a page: the contact that the operator has set."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, current_app, request
from flask_babel import force_locale, gettext

from kg.web.addresses import SAFE
from kg.web.languages import current_language, page_address
from kg.web.site import current_site
from kg.web.site_address import asked_address

LONGEST_PATH = 200
_IN_ADDRESS = "@!$'*+-._~"

blueprint = Blueprint("reporting", __name__)


def report_link(path: str, release: str, language: str) -> str | None:
    """What "report an error" leads to: a mail that names page and release (RFC 6068), or the
    operator's page; None where the operator has set no contact.

    The mail says nothing of who writes it, nor what was searched for.

    :param path: of the page, without language and query
    :param release: identifier of the release that it is made from
    :param language: of the page, in which the mail is begun
    """
    contact = current_app.config["CONTACT"]
    if not contact or contact.startswith("https:"):
        return contact or None
    shown = quote(path[:LONGEST_PATH], safe=SAFE)
    address = asked_address() + page_address(shown, language)
    with force_locale(language):
        subject = gettext("Refusals: an error on %(path)s", path=shown)
        body = [
            gettext("Page: %(address)s", address=address),
            gettext("Release: %(release)s", release=release),
            "",
            gettext("What is wrong, and what shows it:"),
            "",
        ]
    text = "\r\n".join(body)
    return (
        f"mailto:{quote(contact, safe=_IN_ADDRESS)}"
        f"?subject={quote(subject, safe='')}&body={quote(text, safe='')}"
    )


@blueprint.app_template_global("report_here")
def report_here() -> str | None:
    """`report_link` for the page that is asked for."""
    return report_link(request.path, current_site().release_id, current_language())
