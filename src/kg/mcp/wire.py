"""Lines that are no message: they are answered as JSON-RPC 2.0 §5.1 wants it, which the SDK leaves
out."""

from __future__ import annotations

from typing import Any

import mcp_types as types
from mcp.shared.message import SessionMessage
from pydantic import ValidationError


class AnsweringBrokenLines:
    """A stream of messages, and in all else the one below it: what is no message is answered and
    left out."""

    def __init__(self, read: Any, write: Any) -> None:
        self._read, self._write = read, write

    def __aiter__(self) -> AnsweringBrokenLines:
        return self

    async def __anext__(self) -> SessionMessage:
        while isinstance(item := await anext(self._read), Exception):
            await self._write.send(SessionMessage(_answer_to(item)))
        return item

    def __getattr__(self, name: str) -> Any:
        return getattr(self._read, name)


def _answer_to(fault: Exception) -> types.JSONRPCError:
    is_json = isinstance(fault, ValidationError) and not any(
        one["type"] == "json_invalid" for one in fault.errors(include_url=False)
    )
    error = types.ErrorData(
        code=types.INVALID_REQUEST if is_json else types.PARSE_ERROR,
        message="Not a message of JSON-RPC 2.0" if is_json else "Not JSON",
    )
    return types.JSONRPCError(jsonrpc="2.0", id=None, error=error)
