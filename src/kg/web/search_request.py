"""What a request asks to be found: words, classes and a page, within bounds."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from difflib import get_close_matches
from urllib.parse import urlencode

from kg.search import MOST_CHARACTERS
from kg.web.problems import Problem, problem
from kg.web.protocol import read_parameters

MOST_TYPES = 20
MOST_SHOWN_CHARACTERS = 40


class SearchRefused(Exception):
    """A search that is not done; carries the problem to answer with."""

    def __init__(self, found: Problem) -> None:
        self.problem = found


@dataclass(frozen=True)
class Search:
    """What is searched for.

    :param text: in one line, without characters that nobody sees; may be empty
    :param types: names of classes, each once; none for all
    :param page: of the results, from 1 on
    """

    text: str
    types: tuple[str, ...] = ()
    page: int = 1

    def address(self, path: str = "/search", **changes: object) -> str:
        """The path and query of the same search, or of one that differs from it.

        >>> Search("law", ("Law",), 2).address(types=())
        '/search?q=law&page=2'
        """
        other = replace(self, **changes)
        parameters = [("q", other.text)] + [("type", name) for name in other.types]
        if other.page > 1:
            parameters.append(("page", str(other.page)))
        return f"{path}?{urlencode(parameters)}"


def read_search(query_string: bytes, known: Collection[str], page: int = 1) -> Search:
    """The search that a request asks for.

    :param query_string: of the address
    :param known: names of the classes that there are
    :raises SearchRefused: if it is not UTF-8, too long, has several texts or an unknown class
    """
    try:
        parameters = read_parameters(query_string)
    except ValueError as error:
        raise SearchRefused(problem("bad-request", str(error))) from None
    texts, types = parameters.get("q", [""]), parameters.get("type", [])
    for name in ("q", "page", "format"):
        if len(parameters.get(name, ())) > 1:
            number = len(parameters[name])
            raise _refused(f"the request must carry one {name}; it carries {number}")
    if len(texts[0]) > MOST_CHARACTERS:
        detail = f"q has {len(texts[0]):,} characters; at most {MOST_CHARACTERS} are searched for"
        members = {"limit": MOST_CHARACTERS, "size": len(texts[0])}
        raise SearchRefused(problem("search-too-long", detail, members))
    wanted = tuple(dict.fromkeys(name for name in types if name))
    if len(wanted) > MOST_TYPES:
        raise _refused(f"the request names {len(wanted)} types; at most {MOST_TYPES} at once")
    for name in wanted:
        if name not in known:
            raise _unknown(name, known)
    return Search(in_one_line(texts[0]), wanted, page)


def in_one_line(text: str) -> str:
    """A text with single spaces, and without what nobody sees: what is pasted from a page may hold
    line breaks, marks of direction and the like.

    >>> in_one_line(" Идите\\x00\\n лес\\u00adом ")
    'Идите лесом'
    """
    kinds = ((letter, unicodedata.category(letter)) for letter in text)
    seen = (" " if kind == "Cc" else letter for letter, kind in kinds if kind not in ("Cf", "Cs"))
    return " ".join("".join(seen).split())


def _unknown(name: str, known: Collection[str]) -> SearchRefused:
    folded = {other.casefold(): other for other in sorted(known)}
    near = get_close_matches(name[:MOST_SHOWN_CHARACTERS].casefold(), folded, cutoff=0.7)
    hint = (
        f"did you mean {' or '.join(folded[other] for other in near)}?"
        if near
        else "`types` lists those that there are"
    )
    shown = in_one_line(name)[:MOST_SHOWN_CHARACTERS]
    return _refused(f"there is no type {shown!r}; {hint}", {"types": sorted(known)})


def _refused(detail: str, members: dict[str, object] | None = None) -> SearchRefused:
    return SearchRefused(problem("search-refused", detail, members))
