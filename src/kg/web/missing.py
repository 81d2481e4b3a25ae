"""What to answer for an IRI that the release knows nothing of."""

from __future__ import annotations

from typing import NoReturn

from flask import abort

from kg.web.site import current_site


def missing(iri: str) -> NoReturn:
    """Answer 404, or 410 for what has been withdrawn."""
    current_site().kept.check(iri)
    abort(404, f"Nothing in this release has the IRI {iri}")
