"""The description of the interface (src/kg/web/openapi.yaml) is valid OpenAPI, leaves nothing out
in silence, and its examples keep to its own schemas. That the server keeps to it is tested by
random requests (tests/fuzz/test_openapi.py)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from kg.release import Release
from kg.terms import BASE
from kg.tombstones import Tombstones, hash_of
from kg.web.app import create_app
from kg.web.interface import interface
from kg.web.metrics import NAMED_PATHS

PATH = Path(__file__).resolve().parents[2] / "src" / "kg" / "web" / "openapi.yaml"
DOCUMENT = json.loads(json.dumps(yaml.safe_load(PATH.read_text(encoding="utf-8")), default=str))
PATHS = DOCUMENT["paths"]
LEFT_OUT = {
    "/": "`/`", "/about": "`/about`", "/method": "`/method`",
    "/checks": "`/checks`", "/data": "`/data`",
    "/browse": "`/browse`", "/sources": "`/sources`", "/questions": "`/questions`",
    "/schema": "`/schema`",
    "/figures": "`/figures`", "/figures/evidence/{}": "`/figures/evidence/…`",
    "/embed/figures": "`/embed/figures`",
    "/changes": "`/changes`", "/changes/{}": "`/changes/…`",
    "/embed/claim/{}": "`/embed/claim/…`",
    "/disagreements": "`/disagreements`", "/disagreement/{}": "`/disagreement/…`",
    "/chain/{}": "`/chain/…`",
    "/reconcile/help": "`/reconcile/help`", "/static/{}": "`/static/`",
    "/organisation/{}": "`/organisation/…`", "/person/{}": "`/person/…`", "/law/{}": "`/law/…`",
    "/organisation": "`/organisation`", "/person": "`/person`", "/law": "`/law`",
    "/measure": "`/measure`", "/category": "`/category`", "/place": "`/place`",
    "/article": "`/article`", "/claim": "`/claim`",
    "/static/plot.css": "`/static/`", "/islands/{}": "`/islands/`", "/graph": "`/graph`",
    "/graph/about": "`/graph/about`",
    "/robots.txt": "`/robots.txt`", "/llms.txt": "`/llms.txt`",
    "/sitemap.xml": "`/sitemap.xml`", "/sitemap-{}.xml": "and its parts",
    "/.well-known/void": "`/.well-known/void`", "/.well-known/genid/{}": "`/.well-known/genid/…`",
    "/data/SHA256SUMS": "`SHA256SUMS`", "/ontology/{}": "`/ontology/0.1.0`",
}  # fmt: skip
"""What is not described, and the words of the description that say so."""


def _routes() -> Iterator[str]:
    """The paths that are answered, with {} for what varies; suffixes are left out, and releases."""
    yield from NAMED_PATHS
    for rule in create_app().url_map.iter_rules():
        path = re.sub(r"\.<[^>]*(suffix|extension)>", "", str(rule))
        choices = re.search(r"<any\(([^)]*)\):\w+>", path)
        for choice in choices[1].split(", ") if choices else [""]:
            expanded = path.replace(choices[0], choice) if choices else path
            if not expanded.startswith("/release/"):
                yield re.sub(r"<[^>]*>", "{}", expanded)


def _forms(path: str) -> set[str]:
    """A described path as routes are: {} for what varies, or each of its values."""
    found = {path}
    for parameter in PATHS[path]["get"].get("parameters", []):
        values = ["{}", *parameter.get("schema", {}).get("enum", [])]
        place = f"{{{parameter.get('name')}}}"
        found = {form.replace(place, value) for form in found for value in values}
    return found


def test_it_is_valid_openapi():
    assert not [str(error) for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()]


@pytest.mark.parametrize("route", sorted(set(_routes())))
def test_each_path_is_described_or_left_out_in_so_many_words(route: str):
    described = set().union(*map(_forms, PATHS))
    told = json.dumps(DOCUMENT, ensure_ascii=False)
    assert (route in described) != (LEFT_OUT.get(route, "nowhere") in told)


def test_paths_without_a_route_are_files():
    routes = set(_routes())
    files = {"/{table}.csv", "/data/{name}"}
    assert {path for path in PATHS if not _forms(path) & routes} <= files


def _enum(path: str, name: str) -> set[str]:
    parameters = PATHS[path]["get"]["parameters"]
    return set(next(found for found in parameters if found.get("name") == name)["schema"]["enum"])


def test_all_tables_and_kinds_of_a_release_are_named(release: Release):
    tables = {name[:-4] for name in release.manifest["files"] if name.endswith(".csv")}
    assert _enum("/{table}.csv", "table") == tables
    text = "".join((release.path / name).read_text() for name in ("dataset.nq", "cube.ttl"))
    kinds = set(re.findall(r"<https://w3id\.org/refusals/id/([a-z-]+)/", text))
    assert _enum("/{kind}/{name}", "kind") == kinds | {"graph", "rule"}


def _examples(node: object, where: str = "#") -> Iterator[tuple[str, object, object]]:
    """Each example with the schema that it stands beside, or in."""
    if isinstance(node, dict):
        is_schema = "/schemas/" in where or where.endswith("/schema")
        schema = node.get("schema", node if is_schema else None)
        values = [node["example"]] if "example" in node else []
        if "schema" in node:
            values += [found["value"] for found in node.get("examples", {}).values()]
        yield from ((where, schema, value) for value in values)
        for key, value in node.items():
            if key not in ("example", "examples"):
                yield from _examples(value, f"{where}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _examples(value, f"{where}/{number}")


@pytest.mark.parametrize("where, schema, value", list(_examples(DOCUMENT)))
def test_each_example_keeps_to_its_schema(where: str, schema: dict[str, object], value: object):
    Draft202012Validator({**schema, "components": DOCUMENT["components"]}).validate(value)


@pytest.mark.parametrize("path", PATHS)
def test_each_parameter_of_a_path_has_an_example_to_try(path: str):
    for name in re.findall(r"{(\w+)}", path):
        parameters = PATHS[path]["get"]["parameters"]
        assert "example" in next(found for found in parameters if found.get("name") == name)


def test_no_example_names_what_has_been_withdrawn():
    things = {hash_of(f"{BASE}id/agent/mediazona"): {"date": "2026-01-01", "why": "error"}}
    whole = interface(Tombstones({}, {}, {}))
    shown = interface(Tombstones(things, {}, {}))
    assert json.loads(whole) == DOCUMENT
    assert b"mediazona" in whole.lower() and b"mediazona" not in shown.lower()
    assert b"newsmax" in shown and len(whole) - len(shown) < 2_000
    assert not [str(error) for error in OpenAPIV31SpecValidator(json.loads(shown)).iter_errors()]
