"""The languages of the pages. One stands in the address, `/ru/…` or `/uk/…`; English has no prefix.

The prefix is the application's mount point (SCRIPT_NAME, PEP 3333), so that every route is written
once and the path that it sees is the same in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import request

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "ru": "Русский", "uk": "Українська"}
"""By tag (BCP 47), how each names itself. The first is the one to fall back to."""
_OTHERS = tuple(f"/{language}" for language in LANGUAGES if language != ENGLISH)


def split_language(path: str) -> tuple[str, str]:
    """The prefix of a path that names a language, or "", and the path without it.

    >>> split_language("/ru/claim/x"), split_language("/ru"), split_language("/rules")
    (('/ru', '/claim/x'), ('/ru', '/'), ('', '/rules'))
    """
    prefix = next((p for p in _OTHERS if path == p or path.startswith(f"{p}/")), "")
    return prefix, path.removeprefix(prefix) or "/"


def mount(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """A WSGI application under the prefix of each language as well as under none."""

    def mounted(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        prefix, path = split_language(environ.get("PATH_INFO", ""))
        if prefix:
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = prefix, path
        return application(environ, start_response)

    return mounted


def current_language() -> str:
    """The language of the page that is asked for."""
    return request.script_root.strip("/") or ENGLISH


def page_address(path: str, language: str | None = None) -> str:
    """The path of a page in a language, by default in that of the page that is asked for.

    :param path: from the root, without a language; anything else is left as it is
    """
    if not path.startswith("/") or path.startswith("//"):
        return path
    language = language or current_language()
    prefix = "" if language == ENGLISH else f"/{language}"
    return f"{prefix}{path}" if path != "/" else f"{prefix}/"
