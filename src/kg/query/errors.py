"""Why a query got no answer, or no complete one: one type per reason, each with its message.

The types cross a process boundary: `to_record` and `from_record` turn them into JSON and back.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from kg.errors import KgError
from kg.query.mistakes import Statement, worded

LONGEST_TEXT = 2_000
"""Characters of a message, or of a hint."""


class QueryError(KgError):
    """A query without a complete answer.

    `code` names the reason for programs; the attributes of an error are its constructor's
    arguments, so that a record of them rebuilds it.
    """

    code: ClassVar[str] = "query-error"


class QuerySyntaxError(QueryError):
    """Not SPARQL 1.1 Query. `line` and `column` count characters (code points) from 1; None if
    unknown. What is wrong ends before `end_column` of that line.

    `hint` says what to do about it, or is empty. `told` says both as statements
    (`kg.query.mistakes`). `fix` is a change that mends it, or None: what stands from `line` and
    `column` to `endLine` and `endColumn` becomes `text`.
    """

    code = "query-syntax"

    def __init__(
        self,
        reason: str,
        line: int | None = None,
        column: int | None = None,
        hint: str = "",
        end_column: int | None = None,
        told: Sequence[Statement] = (),
        fix: dict[str, Any] | None = None,
    ) -> None:
        self.reason, self.line, self.column, self.hint = reason, line, column, hint
        self.end_column, self.told, self.fix = end_column, list(told), fix
        super().__init__(f"line {line}, column {column}: {reason}" if line else reason)


class QueryRefused(QueryError):
    """A query that this engine does not run, whatever its cost. `told` says why in statements
    (`kg.query.mistakes`), where it can; `line` and `column` are as in `QuerySyntaxError`."""

    code = "query-refused"

    def __init__(
        self,
        reason: str,
        told: Sequence[Statement] = (),
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        self.reason, self.told, self.line, self.column = reason, list(told), line, column
        super().__init__(reason)


def refused(told: Statement, line: int | None = None, column: int | None = None) -> QueryRefused:
    """The refusal that a statement tells."""
    place = f"line {line}, column {column}: " if line else ""
    return QueryRefused(place + worded([told]), [told], line, column)


class QueryTooLong(QueryError):
    """A query text of more than `limit` bytes."""

    code = "query-too-long"

    def __init__(self, size: int, limit: int) -> None:
        self.size, self.limit = size, limit
        super().__init__(f"the query has {size:,} bytes; at most {limit:,} are accepted")


class QueryTimeout(QueryError):
    """A query still running, or still sending, after `limit` seconds."""

    code = "query-timeout"

    def __init__(self, limit: float) -> None:
        self.limit = limit
        super().__init__(f"the query was stopped after {limit:g} seconds, the most one may take")


class ReaderGone(QueryError):
    """A result whose reader let the query wait for more than `limit` seconds, in all."""

    code = "reader-gone"

    def __init__(self, limit: float) -> None:
        self.limit = limit
        super().__init__(f"the result was not read for {limit:g} seconds")


class QueryTooLarge(QueryError):
    """A query that needed more than `limit` MiB of memory."""

    code = "query-memory-limit"

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(f"the query was stopped when it needed more than {limit} MiB of memory")


class QueryCrashed(QueryError):
    """A query that ended its own process. No other query is affected."""

    code = "query-crashed"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class QueryBusy(QueryError):
    """No room in the line. `retry_after` is in whole seconds."""

    code = "query-busy"

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(f"too many queries are waiting; try again in {retry_after} seconds")


class EngineDown(QueryError):
    """The engine does not answer."""

    code = "engine-down"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


_BY_CODE = {error.code: error for error in QueryError.__subclasses__()}


def to_record(error: QueryError) -> dict[str, Any]:
    """The error as a JSON object: its code, and what its constructor takes. Texts are cut: they may
    quote a query, and one socket message must hold them."""
    record = {"code": error.code, **vars(error)}
    return {
        name: _cut(value) if isinstance(value, str) else value for name, value in record.items()
    }


def _cut(text: str) -> str:
    if len(text) <= LONGEST_TEXT:
        return text
    return f"{text[: LONGEST_TEXT // 2]} … {text[-LONGEST_TEXT // 2 :]}"


def from_record(record: dict[str, Any]) -> QueryError:
    """The error that `to_record` wrote."""
    arguments = dict(record)
    return _BY_CODE[arguments.pop("code")](**arguments)
