"""What is wrong with a request, told place by place and all at once."""

from __future__ import annotations

from kg.web.problems import Problem, problem
from kg.web.reconcile.json_text import NotJson, read_json
from kg.web.reconcile.service import limits

MOST_TOLD = 20
_LONGEST_QUOTED = 60


class Unfit(Exception):
    """A request that is not answered; carries the problem to answer with."""

    def __init__(self, found: Problem) -> None:
        self.problem = found


class Faults:
    """What is wrong with a request, place by place."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._found: list[dict[str, str]] = []

    def add(self, place: str, detail: str) -> None:
        """Note that something is wrong.

        :param place: in the request, such as `q0.properties[1].v`
        """
        self._found.append({"at": place, "detail": detail})

    def check(self) -> None:
        """
        :raises Unfit: if there are any
        """
        if self._found:
            first = self._found[0]
            more = len(self._found) - 1
            rest = f" (and {more} more)" if more else ""
            detail = f"{self._what}, {first['at']}: {first['detail']}{rest}"
            members = {"errors": self._found[:MOST_TOLD]}
            raise Unfit(problem("reconciliation-request", detail, members))


def read_object(text: str, what: str) -> dict[str, object]:
    """The JSON object in a parameter.

    :raises Unfit: if it is none
    """
    try:
        found = read_json(text)
    except NotJson as error:
        raise Unfit(problem("reconciliation-request", f"{what} is not JSON: {error}")) from None
    if not isinstance(found, dict):
        raise Unfit(problem("reconciliation-request", f"{what} must be a JSON object"))
    return found


def check_size(what: str, size: int, limit: str) -> None:
    """
    :raises Unfit: if there are more than the limit says
    """
    most = limits()[limit]
    if size > most:
        detail = f"{what} has {size:,} {limit}; at most {most} are answered at once"
        raise Unfit(problem("reconciliation-too-much", detail, {"limit": most, "size": size}))


def quoted(text: str) -> str:
    """A text of a stranger's, short enough for a message."""
    return repr(text if len(text) <= _LONGEST_QUOTED else f"{text[:_LONGEST_QUOTED]}…")
