"""A client of the reconciliation service that checks every answer by the Community Group's JSON
schemas, of both versions that are served.

The schemas lie beside the project, in `../shared/conformance/recon-specs` or where KG_CONFORMANCE
says (the folder that holds `recon-specs`). They are read where they lie; nothing of them is here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from http_client import Client, Response
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7
from serving import ROOT

PLACE = Path(os.environ.get("KG_CONFORMANCE") or ROOT.parent / "shared" / "conformance")
FOLDER = PLACE / "recon-specs"
VERSIONS = ("0.1", "0.2")
PATH = "/reconcile"


@cache
def validator(version: str, name: str) -> Draft7Validator | None:
    """The validator of one kind of message; None where that version has no schema for it.

    Skips the test where the schemas are not at hand.
    """
    if not FOLDER.is_dir():
        pytest.skip(f"the Community Group's schemas are not at hand ({FOLDER})")
    folder = FOLDER / version / "schemas"
    if not (folder / f"{name}.json").is_file():
        return None
    contents = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")]
    # Most name no dialect, and what they import is older than all that have names.
    registry = Registry().with_resources(
        (content["$id"], DRAFT7.create_resource(content)) for content in contents
    )
    schema = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return Draft7Validator(schema, registry=registry)


def assert_valid(name: str, value: object, versions: tuple[str, ...] = VERSIONS) -> None:
    """That a message is what the schemas say."""
    for version in versions:
        if checker := validator(version, name):
            faults = [f"{fault.json_path}: {fault.message}" for fault in checker.iter_errors(value)]
            assert not faults, (version, name, faults[:3])


class Service:
    """Asks the service of one server."""

    def __init__(self, address: str) -> None:
        self.client = Client(address)

    def send(self, **forms: object) -> Response:
        """Send a form by POST, its values as JSON where they are no text."""
        return self.client.post(
            PATH, data={name: value if isinstance(value, str) else json.dumps(value)
                        for name, value in forms.items()},
        )  # fmt: skip

    def reconcile(self, queries: Mapping[str, object]) -> dict[str, list[dict]]:
        """The results of a batch by its keys; the batch and they are valid."""
        assert_valid("reconciliation-query-batch", queries, VERSIONS[-1:])
        answer = self.send(queries=queries)
        assert answer.status_code == 200, answer.text
        found = answer.json()
        assert_valid("reconciliation-result-batch", found)
        assert found.keys() == queries.keys()
        return {key: value["result"] for key, value in found.items()}

    def candidates(self, query: str = "", **members: object) -> list[dict]:
        """The candidates for one query."""
        return self.reconcile({"q": ({"query": query} if query else {}) | members})["q"]

    def ids(self, query: str = "", **members: object) -> list[str]:
        """Their identifiers."""
        return [candidate["id"] for candidate in self.candidates(query, **members)]

    def matched(self, query: str = "", **members: object) -> list[str]:
        """The identifiers of those that are matches."""
        return [found["id"] for found in self.candidates(query, **members) if found["match"]]

    def extend(self, ids: list[str], *properties: str | dict) -> dict[str, dict[str, list]]:
        """The rows of a data extension."""
        columns = [{"id": one} if isinstance(one, str) else one for one in properties]
        asked = {"ids": ids, "properties": columns}
        assert_valid("data-extension-query", asked)
        answer = self.send(extend=asked)
        assert answer.status_code == 200, answer.text
        found = answer.json()
        assert_valid("data-extension-response", found)
        assert [column["id"] for column in found["meta"]] == [column["id"] for column in columns]
        return found["rows"]

    def get(self, path: str, **parameters: object) -> object:
        """A document below the endpoint, as JSON."""
        answer = self.client.get(f"{PATH}{path}", query_string=parameters)
        assert answer.status_code == 200, answer.text
        return answer.json()
