"""What an editor completes: it is what the release holds, and it names nobody."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
import yaml

from kg.build.entities import NEVER_TOGETHER
from kg.opened import OpenRelease
from kg.query.text import outline
from kg.questions import read_questions
from kg.terms import VOCABULARIES, term

MOST_BYTES = 60_000
TERMS = ("classes", "properties", "inferred")


@pytest.fixture(scope="module")
def completion(address: str) -> dict[str, Any]:
    with urlopen(f"{address}/sparql/completion.json") as response:
        return json.load(response)


def test_it_is_small_and_asked_for_once(address: str) -> None:
    request = Request(f"{address}/sparql/completion.json", headers={"Accept-Encoding": "gzip"})
    with urlopen(request) as response:
        assert len(response.read()) < MOST_BYTES
        assert response.headers["ETag"] and response.headers["Content-Encoding"] == "gzip"


def test_classes_and_properties_of_the_stored_questions_are_in_it(
    root: Path, opened: OpenRelease, completion: dict[str, Any]
) -> None:
    """But for those that nothing in the release has."""
    known = {each["iri"] for name in TERMS for each in completion[name]}
    asked = {
        token.text.partition(":")[2]
        for question in read_questions(root)
        for token in outline(question.query).tokens
        if token.kind == "name" and token.text.startswith("ref:") and token.text != "ref:"
    }
    missing = {iri for name in asked if (iri := VOCABULARIES["ref"] + name) not in known}
    assert len(asked) > 50 > 8 * len(missing)
    assert missing <= set(completion["unused"])
    for iri in completion["unused"]:
        pattern = f"{{ ?s <{iri}> ?o }} UNION {{ ?s a <{iri}> }}"
        assert not opened.query(f"ASK {{ {pattern} UNION {{ GRAPH ?g {{ {pattern} }} }} }}"), iri


def test_each_class_has_the_properties_that_its_instances_have(
    opened: OpenRelease, completion: dict[str, Any]
) -> None:
    classes = {each["iri"]: each for each in completion["classes"]}
    for name in ("ReportedCount", "Statement", "Law"):
        iri = VOCABULARIES["ref"] + name
        query = (
            f"SELECT ?p (COUNT(*) AS ?n) {{ ?s a <{iri}> ; ?p ?o }} GROUP BY ?p ORDER BY DESC(?n)"
        )
        counted = {str(row["p"]): int(row["n"]) for row in opened.query(query)}
        assert dict(classes[iri]["properties"]) == counted
        uses = [count for _, count in classes[iri]["properties"]]
        assert uses == sorted(uses, reverse=True)
        assert set(classes[iri]["labels"]) == {"en", "ru", "uk"}


def test_values_and_schemes_tell_what_a_property_leads_to(completion: dict[str, Any]) -> None:
    properties = {each["iri"].rpartition("#")[2]: each for each in completion["properties"]}
    assert properties["measure"]["values"] == VOCABULARIES["ref"] + "Measure"
    assert properties["measure"]["schemes"][0].endswith("/scheme/measures")
    scheme = properties["measure"]["schemes"][0]
    assert any(each["scheme"] == scheme for each in completion["concepts"])


def test_words_for_a_term_are_of_a_term_that_is_used(completion: dict[str, Any]) -> None:
    text = files("kg.web").joinpath("completion.yaml").read_text(encoding="utf-8")
    words = {term(name).value: found for name, found in yaml.safe_load(text).items()}
    known = {each["iri"]: each for name in ("classes", "properties") for each in completion[name]}
    assert {iri: known[iri]["words"] for iri in words if iri in known} == words


def test_nobody_is_in_it(opened: OpenRelease, completion: dict[str, Any]) -> None:
    classes = " ".join(map(str, (*NEVER_TOGETHER, term("ref:PublicPerson"))))
    rows = opened.query(f"SELECT DISTINCT ?who {{ VALUES ?class {{ {classes} }} ?who a ?class }}")
    text = json.dumps(completion, ensure_ascii=False)
    people = [str(row["who"]) for row in rows]
    assert people and not [iri for iri in people if iri in text]
