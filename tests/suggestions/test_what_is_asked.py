"""Which names leave the machine, and whereto: nobody who must not be found, and nothing unasked."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from jsonschema import Draft4Validator
from reconciliation_service import answering, item

from kg import __version__
from kg.cli import main
from kg.links import FILE


def test_what_is_unlinked_and_may_be_linked_is_asked_for_once(suggest, service):
    result = suggest()
    assert result.exit_code == 0, result.output
    assert service.names == [
        "Example Gazette", "Harbour Office", "Ada Minister", "Refusals", "River Post", "Гавань",
        "Harbour Code",
    ]  # fmt: skip
    assert [len(batch) for batch in service.batches] == [4, 3]
    assert "is asked for 7 names" in result.stderr


def test_the_service_learns_who_asks_and_what_is_known(suggest, service):
    suggest("agent/river-post", "--type", "Q1", "--type", "Q2", "--candidates", "3")
    assert service.batches == [{"q0": {
        "query": "River Post", "limit": 3, "type": ["Q1", "Q2"],
        "properties": [{"pid": "P856", "v": "https://river.example/"}],
    }}]  # fmt: skip
    service.manifest["schemaSpace"] = "http://rdf.freebase.com/ns/type.object.id"
    suggest("https://w3id.org/refusals/id/agent/river-post", "agent/river-post")
    assert service.batches[1] == {"q0": {"query": "River Post", "limit": 5}}
    assert service.headers["User-Agent"].startswith(f"Refusals/{__version__} ")
    assert service.headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_queries_are_what_the_schemas_of_both_versions_say(suggest, service, settings):
    beside = settings.root_path.parent / "shared" / "conformance" / "recon-specs"
    if not beside.is_dir():
        pytest.skip("the schemas of the Reconciliation API are not at hand")
    suggest("agent/river-post", "place/harbour", "--type", "Q1")
    suggest("agent/river-post", "--type", "Q1", "--type", "Q2")
    for version in ("0.1", "0.2"):
        path = beside / version / "schemas" / "reconciliation-query-batch.json"
        validator = Draft4Validator(json.loads(path.read_text(encoding="utf-8")))
        for batch in service.batches:
            validator.validate(batch)
        assert not validator.is_valid({"q0": {"name": "River Post"}})


def test_the_language_chooses_names_and_is_told_where_there_is_no_name(suggest, service):
    service.items["Портовое управление"] = [item("Q1", "Harbour Office")]
    result = suggest("agent/harbour-office", "agent/minister", "--language", "ru")
    assert service.names == ["Портовое управление", "Ada Minister"]
    assert "asked as “Портовое управление” in ru" in result.stdout
    assert "asked as “Ada Minister” in en" in result.stdout
    assert service.headers["Accept-Language"] == "ru"


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["--kind", "outlet"], ["Example Gazette", "River Post"]),
        (["--kind", "place", "--linked"], ["Border", "Гавань"]),
        (["--kind", "legal-status"], ["foreign agent", "undesirable organisation"]),
        (["provision/harbour-code-1"], ["Article 1"]),
    ],
)
def test_kinds_and_single_things_can_be_chosen(suggest, service, arguments, names):
    assert suggest(*arguments).exit_code == 0
    assert service.names == names


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["agent/anonymous-source-1"], "has no name, and no service is asked who it is"),
        (["agent/speaker"], "a person without a public office, and is never linked"),
        (["agent/river-pots"], "nothing is called 'agent/river-pots' (did you mean agent/river-po"),
        (["river-post"], "nothing is called 'river-post' (did you mean agent/river-post?)"),
        (["claim/gazette-arrivals-2024"], "nothing is called|have no name to ask for"),
        (["article/example-gazette"], "have no name to ask for"),
        (["--kind", "outlets"], "no kind to be asked for is called 'outlets' (did you mean outl"),
        (["agent/river-post", "--kind", "place"], "things or kinds, not both"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_before_anything_is_sent(
    suggest, service, arguments, words
):
    result = suggest(*arguments)
    assert result.exit_code != 0
    assert any(word in result.stderr for word in words.split("|")), result.stderr
    assert (service.batches, result.stdout) == ([], "")
    assert not service.headers


def test_what_is_withdrawn_is_not_asked_for(suggest, service, project):
    entry = "withdrawn:\n  - {thing: agent/minister, date: 2025-11-20, why: privacy}\n"
    (project / "graph/withdrawn.yaml").write_text(entry, encoding="utf-8")
    locking = CliRunner(env={"KG_ROOT": str(project), "KG_TEXTS": str(project / "texts")})
    assert locking.invoke(main, ["lock"]).exit_code == 0
    assert suggest("--kind", "agent").exit_code == 0
    assert "Ada Minister" not in service.names and "River Post" in service.names
    result = suggest("agent/minister")
    assert (result.exit_code, "agent/minister is withdrawn" in result.stderr) == (1, True)


def test_where_all_is_linked_nothing_is_asked(suggest, service, project):
    named = suggest("agent/court-watch")
    assert "agent/court-watch is linked to Wikidata already: closeMatch Q5" in named.stderr
    text = (project / FILE).read_text(encoding="utf-8")
    row = "refusals:place/harbour\tHarbour\tskos:exactMatch\twikidata:Q8\tHarbour\t"
    row += "semapv:ManualMappingCuration\tSomebody\t0.7\t2026-11-01\t\ta map\n"
    (project / FILE).write_text(text + row, encoding="utf-8")
    every = suggest("--kind", "place")
    assert "nothing to ask: all 2 of these are linked to Wikidata already" in every.stderr
    assert (named.exit_code, every.exit_code, service.batches) == (0, 0, [])


def test_links_to_another_dataset_do_not_count(suggest, service):
    service.manifest["identifierSpace"] = "http://sws.geonames.org"
    service.items["Border"] = [item("123", "Border"), item("https://sws.geonames.org/45/", "B.")]
    result = suggest("place/border", "--json")
    found = json.loads(result.stdout)
    assert found["dataset"] == "geonames"
    assert [found["things"][0]["candidates"][i]["iri"] for i in range(2)] == [
        "https://sws.geonames.org/123/", "https://sws.geonames.org/45/"]  # fmt: skip


def test_names_go_where_the_manifest_was_found_and_no_further(suggest, service):
    moved = service.address.replace("/api", "/moved")
    service.items["River Post"] = [item("Q1", "River Post")]

    def manifest(handler) -> None:
        del service.raw["GET"]
        answering("", 302, Location="/moved")(handler)

    service.raw["GET"] = manifest
    assert f"at {moved} is asked" in suggest("agent/river-post").stderr
    assert service.names == ["River Post"]
    service.raw["POST"] = answering("", 307, Location="http://127.0.0.1:9/elsewhere")
    result = suggest("agent/river-post")
    assert "it sends names on to http://127.0.0.1:9/elsewhere" in result.stderr
    assert result.exit_code == 1
