"""Values as the clients of tables give them, made comparable."""

from __future__ import annotations

from datetime import datetime

from rfc3986 import URIReference


def plain(value: object) -> object:
    """A value of csvw as a plain one: an IRI as text, a day as a date."""
    match value:
        case URIReference():
            return value.unsplit()
        case datetime():
            return value.date()
        case list():
            return [plain(item) for item in value]
    return value
