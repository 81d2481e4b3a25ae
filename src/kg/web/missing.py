"""What to answer for what the release, or the folder of releases, knows nothing of."""

from __future__ import annotations

from typing import NoReturn

from flask import abort

from kg.release import Release
from kg.web.site import current_site


def missing(iri: str) -> NoReturn:
    """Answer 404, or 410 for what has been withdrawn."""
    current_site().kept.check(iri)
    abort(404, f"Nothing in this release has the IRI {iri}")


def kept_release(identifier: str) -> Release:
    """The release with this identifier; 404 where none is kept, 410 where it is withdrawn."""
    found = current_site().kept.find(identifier)
    if not found:
        abort(404, f"There is no release {identifier[:40]} here")
    return found
