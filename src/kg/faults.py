"""What a validator finds wrong with a curated file, in words for who wrote it.

Stands between pydantic, which knows types and patterns, and the messages of the command line, which
name file, line, value and fix.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from kg.errors import Problem, look_alike, nearest, shortened
from kg.model import FORMS, NAME_PATTERN, REFERENCE_PATTERN, Entry
from kg.yamlfile import YamlFile

PathInFile = tuple[str | int, ...]


def faults(error: ValidationError, source: YamlFile) -> Iterator[Problem]:
    """Every fault of a file, at its line."""
    found = error.errors(include_url=False)
    for fault in found:
        path = tuple(step for step in fault["loc"] if step != "[key]")
        if fault["type"] == "too_short" and any(_inside(other["loc"], path) for other in found):
            continue  # only because what it holds is at fault
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        message, fix = _in_words(fault, key)
        yield Problem(source.file, source.line(path), message, fix)


def _in_words(fault: dict, key: str) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    kind, value = fault["type"], fault["input"]
    if kind == "extra_forbidden":
        return f"unknown key {key!r}", _and(nearest(key, _known_keys()), look_alike(key))
    if kind in ("model_type", "dict_type", "tuple_type"):
        shape = "entries, each after a hyphen" if "tuple" in kind else "keys and values"
        return f"{key or 'the file'}: {shape} are expected here", ""
    if kind == "too_short":
        return f"{key}: nothing is given", "name at least one"
    if kind in ("string_too_short", "string_pattern_mismatch") and not value:
        return f"{key}: nothing is given", "fill it in; a key that may be missing is left out whole"
    if kind == "string_pattern_mismatch":
        message = f"{key}: {shortened(value)!r} is not written as it should be"
        return message, _and(_form(fault["ctx"]["pattern"]), look_alike(value))
    if kind == "missing":
        return f"the key {key!r} is missing", "add it here"
    message = fault["msg"].removeprefix("Value error, ")
    if isinstance(value, str) and repr(value) not in message:
        message = f"{key}: {shortened(value)!r}: {message}"
    return message, ""


def _and(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _form(pattern: str) -> str:
    """What to write where a value does not fit the pattern of a name, a reference or an address."""
    if pattern == NAME_PATTERN:
        return "write a name in lower-case words and hyphens, without its kind"
    if pattern == REFERENCE_PATTERN:
        return "write its kind and name, such as topic/morale or agent/mediazona"
    return FORMS.get(pattern, "see docs/annotating.md")


def _inside(inner: PathInFile, outer: PathInFile) -> bool:
    return len(inner) > len(outer) and tuple(inner[: len(outer)]) == tuple(outer)


def _known_keys() -> list[str]:
    keys: set[str] = set()
    pending = list(Entry.__subclasses__())
    while pending:
        kind = pending.pop()
        pending.extend(kind.__subclasses__())
        keys.update(entry.alias or name for name, entry in kind.model_fields.items())
    return sorted(keys)
