"""YAML as annotators write it: every scalar is text, and every value remembers its line.

A deliberate subset of YAML 1.2: no anchors, aliases or tags, no repeated key. Reading scalars as
text keeps `2023-11` a date and `no` a word until the model says what they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from kg.errors import InvalidData, Problem, read_utf8

MAX_DEPTH = 12
# What YAML itself takes plain scalars and collections for; here they are all text anyway.
PLAIN_TAGS = frozenset(
    ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "value", "merge")
)


@dataclass(frozen=True)
class YamlFile:
    """A file's plain value (dicts, lists and strings) and the 1-based line of each path in it."""

    file: str
    value: object
    lines: dict[tuple[str | int, ...], int]

    def line(self, path: tuple[str | int, ...]) -> int:
        """The line of a path, or of the nearest thing that holds it; steps not in the file count
        for nothing, so that a validator's own path can be given as it is."""
        known: tuple[str | int, ...] = ()
        for step in path:
            if (*known, step) in self.lines:
                known = (*known, step)
        return self.lines.get(known, 1)


def read_yaml(path: Path, name: str) -> YamlFile:
    """Read one file; `name` is how messages call it.

    :raises InvalidData: if it is missing, too large, not UTF-8, not YAML or not in the subset
    """
    return parse_yaml(read_utf8(path, name), name)


def parse_yaml(text: str, name: str) -> YamlFile:
    """Parse YAML text; see :func:`read_yaml`."""
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    try:
        _refuse(yaml.parse(text, loader), name)
        node = yaml.compose(text, loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        fix = "check indentation, and quote text that holds ': ' or starts with a sign"
        raise InvalidData([Problem(name, line, f"not YAML: {error.problem}", fix)]) from None
    except yaml.YAMLError as error:
        line = _line_of_first_unprintable(text)
        raise InvalidData([Problem(name, line, f"not YAML: {error}".splitlines()[0])]) from None
    lines: dict[tuple[str | int, ...], int] = {}
    value = None if node is None else _plain(node, (), lines, name)
    return YamlFile(name, value, lines)


def _line_of_first_unprintable(text: str) -> int:
    """Where a character stands that YAML does not read; its parser counts bytes of no use here."""
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _refuse(events: Iterable[yaml.Event], name: str) -> None:
    """Stop at the first thing outside the subset, before anything is built from it."""
    depth = 0
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise InvalidData([Problem(name, line, "anchors and aliases are not read")])
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise InvalidData([Problem(name, line, "nested too deeply")])


def _plain(
    node: yaml.Node, path: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int], name: str
) -> object:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if str(node.tag).removeprefix("tag:yaml.org,2002:") not in PLAIN_TAGS:
        raise InvalidData([Problem(name, line, f"the tag {node.tag} is not read")])
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), lines, name) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            key, key_line = str(key_node.value), key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise InvalidData([Problem(name, key_line, "a key must be a word")])
            if key in result:
                raise InvalidData([Problem(name, key_line, f"the key {key!r} stands twice")])
            lines[(*path, key)] = key_line
            result[key] = _plain(value_node, (*path, key), lines, name)
        return result
    return str(node.value)
