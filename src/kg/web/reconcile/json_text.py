"""JSON from strangers, read strictly (RFC 8259): what two readers could understand in two ways is
no batch that we answer."""

from __future__ import annotations

import json
import math

MOST_DIGITS = 100


class NotJson(ValueError):
    """A text that is no JSON, or none that says one thing only."""


def read_json(text: str) -> object:
    """The value that a text holds.

    :raises NotJson: if it is no JSON, holds a key twice, a number that is none or is beyond all
        measure, half of a character, or too many brackets
    """
    try:
        found = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_constant=_refuse,
            parse_int=_integer,
            parse_float=_finite,
        )
        json.dumps(found, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        message = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise NotJson(message) from None
    except UnicodeEncodeError:
        raise NotJson("it holds one half of a surrogate pair, which is no character") from None
    except RecursionError:
        raise NotJson("its brackets are nested too deeply") from None
    return found


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise NotJson(f"it has the key {key[:40]!r} twice")
        found[key] = value
    return found


def _refuse(name: str) -> float:
    raise NotJson(f"{name} is no number in JSON")


def _integer(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise NotJson(f"it holds a number of {len(digits):,} digits")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise NotJson(f"the number {digits[:40]} is too large")
    return number
