"""What the service is, and where its limits are (`service.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

from kg.terms import BASE, ONTOLOGY

PATH = "/reconcile"
IDENTIFIER_SPACE = f"{BASE}id/"
SCHEMA_SPACE = f"{ONTOLOGY}#"
LANGUAGE, CONTENT, LIMIT = "language", "content", "limit"


@cache
def service() -> Mapping[str, object]:
    """The content of service.yaml."""
    return read("service.yaml")


@cache
def limits() -> Mapping[str, int]:
    """How much may be asked for at once, by what."""
    return service()["limits"]


@cache
def settings() -> Mapping[str, Mapping[str, object]]:
    """The settings of a property in a data extension, by name."""
    return {setting["name"]: setting for setting in service()["settings"]}


def choices(name: str) -> Sequence[str]:
    """What a setting may be."""
    return [choice["value"] for choice in settings()[name]["choices"]]


def read(name: str) -> dict:
    """The content of a YAML file beside this one."""
    return yaml.safe_load(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def short_id(text: str, space: str) -> str:
    """An identifier without the space that it is in, if it is written with it.

    >>> short_id("https://w3id.org/refusals/id/agent/mediazona", IDENTIFIER_SPACE)
    'agent/mediazona'
    """
    return text.strip().removeprefix(space)
