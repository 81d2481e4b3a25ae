"""What a page is narrowed down to: single values from its address, each of them known."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlencode

from flask import abort, request

from kg.web.protocol import read_parameters
from kg.web.search_request import in_one_line

MOST_SHOWN_CHARACTERS = 40

Selection = dict[str, str]


def read_texts(names: Collection[str]) -> Selection:
    """The parameters of the address that have a value, in the order of `names`; what is not UTF-8,
    stands twice or looks like a slip of one of them is answered 400. Others are ignored, since
    those who share an address hang some on to it.
    """
    try:
        parameters = read_parameters(request.query_string)
    except ValueError as error:
        abort(400, str(error))
    for name, values in parameters.items():
        if name not in names:
            if hint := did_you_mean(name, names, 1):
                abort(400, f"This page has no parameter {shown(name)}{hint}")
        elif len(values) > 1:
            abort(400, f"The address must carry one {name}; it carries {len(values)}")
    return {name: parameters[name][0] for name in names if parameters.get(name, [""])[0]}


def check_values(selection: Selection, known: Mapping[str, Collection[str]]) -> None:
    """Answer 400 unless each value is one of those known under its name."""
    for name, values in known.items():
        value = selection.get(name)
        if value is not None and value not in values:
            hint = did_you_mean(value, values)
            abort(400, f"{name}={shown(value)}: there is nothing by this name here{hint}")


def did_you_mean(name: str, known: Collection[str], most: int = 3) -> str:
    """The known names that are like one that is not, as the end of a sentence; "" if none is.

    >>> did_you_mean("mediazna", ["mediazona", "proekt"])
    '; did you mean mediazona?'
    """
    near = get_close_matches(name[:MOST_SHOWN_CHARACTERS], known, n=most)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def shown(text: str) -> str:
    """A text from outside as a message quotes it: in one line, and not at length."""
    return repr(in_one_line(text)[:MOST_SHOWN_CHARACTERS])


def address(path: str, selection: Selection, **changes: Any) -> str:
    """The path and query of a selection, or of one that differs from it; None takes a value away.

    >>> address("/checks", {"kind": "sum", "page": "2"}, page=None, verdict="tension")
    '/checks?kind=sum&verdict=tension'
    """
    values = {name: value for name, value in (selection | changes).items() if value is not None}
    return f"{path}?{urlencode(values)}" if values else path
