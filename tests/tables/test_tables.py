"""The tables say what the graph says, their keys hold, and the documentation is theirs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import QueryResultsFormat, Store

from kg.release import Release
from kg.tables import table_facts
from kg.tables.documentation import document_tables
from kg.tables.files import METADATA
from kg.tables.schema import SEPARATOR, read_schema

Tables = Mapping[str, list[dict[str, str]]]

REF = "https://w3id.org/refusals/ontology#"
# Others read these tables by position too: a new column goes to the end.
PUBLISHED = {
    "figures": (
        "claim mention kind measure category qualifier modality stated lower lower_inclusive upper "
        "upper_inclusive unit per of change_from change_to base_start base_end period_start "
        "period_end as_of area scope_note produced_by through released_by origin status article "
        "file publisher fragment start end caveats supports obtained_from period period_basis "
        "provision label producer_party_to derived_from"
    ),
    "statements": (
        "claim mention says kind said_by modality subject topic object permits forbids period "
        "period_start period_end period_basis through article file publisher fragment start end "
        "supports caveats marks conflicts_with speaker_party_to tension_with"
    ),
    "ledger": "article file start end text status claim reason note",
    "checks": (
        "check kind verdict expected found inputs declared reason formula differs_in ends_at "
        "passed_on_by reason_ru reason_uk documents"
    ),
}


def select(store: Store, query: str) -> list[dict[str, str]]:
    answer = store.query(f"PREFIX ref: <{REF}> {query}")
    return list(
        csv.DictReader(io.StringIO(answer.serialize(format=QueryResultsFormat.CSV).decode()))
    )


def test_the_documentation_is_written_from_the_schema(root: Path):
    written = (root / "docs" / "tables.md").read_text(encoding="utf-8")
    assert written == document_tables(), "run: python -m kg.tables > docs/tables.md"


def test_published_columns_stay_where_they_are(release: Release):
    for name, columns in PUBLISHED.items():
        header = (release.path / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert header.split(",")[: len(columns.split())] == columns.split()


def test_primary_keys_are_in_no_two_rows(texts: Tables):
    for name, table in read_schema().tables.items():
        if table.primary_key:
            keys = Counter(tuple(row[key] for key in table.primary_key) for row in texts[name])
            assert keys and max(keys.values()) == 1, name
            assert all(all(key) for key in keys), name


def test_foreign_keys_lead_to_rows(texts: Tables):
    schema = read_schema()
    for name, table in schema.tables.items():
        for column, target in table.foreign_keys.items():
            (key,) = schema.tables[target].primary_key
            known = {row[key] for row in texts[target]}
            cells = {row[column] for row in texts[name]} - {""}
            assert cells and cells <= known, (name, column)


def test_every_organisation_and_no_person_is_in_the_table(texts: Tables, store: Store):
    rows = {row["organisation"]: row for row in texts["organisations"]}
    known = select(store, "SELECT ?a { VALUES ?t { ref:Organisation ref:Outlet } ?a a ?t }")
    assert set(rows) == {row["a"] for row in known}
    people = select(
        store,
        """SELECT ?a {
             VALUES ?t { ref:PublicPerson ref:AnonymousSource ref:UnnamedGroup } ?a a ?t }""",
    )
    assert not set(rows) & {row["a"] for row in people}
    moscow_times = rows["https://w3id.org/refusals/id/agent/moscow-times"]
    assert moscow_times["legal_status"] == '"foreign agent" | "undesirable organisation"'
    assert moscow_times["legal_status_date"] == "2023-11-17 | 2024-07-10"
    for row in rows.values():
        statuses, days = row["legal_status"], row["legal_status_date"]
        assert statuses.count(SEPARATOR) == days.count(SEPARATOR)
        assert bool(statuses) == bool(days)


def test_organisations_are_counted_as_the_graph_counts(texts: Tables, store: Store):
    counted = select(
        store,
        """SELECT ?a (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?article) AS ?articles) {
             ?claim a ref:ReportedCount ; ref:producedBy ?a ; ref:hasMention/ref:inArticle ?article
           } GROUP BY ?a""",
    )
    expected = {row["a"]: (row["claims"], row["articles"]) for row in counted}
    for row in texts["organisations"]:
        found = (row["figures_produced"], row["articles_printing"])
        assert found == expected.get(row["organisation"], ("0", "0"))


def test_lists_hold_what_the_graph_holds(texts: Tables, store: Store):
    """Columns of several IRIs are no property of CSV on the Web; here they are compared."""
    skos, dcterms = "http://www.w3.org/2004/02/skos/core#", "http://purl.org/dc/terms/"
    for name, key, column, term in (
        ("organisations", "organisation", "led_by", f"{REF}ledBy"),
        ("organisations", "organisation", "spokesperson", f"{REF}spokesperson"),
        ("organisations", "organisation", "exact_match", f"{skos}exactMatch"),
        ("laws", "law", "documents", f"{dcterms}source"),
        ("checks", "check", "inputs", f"{REF}compares"),
    ):
        pairs = select(store, f"SELECT ?s ?o {{ ?s <{term}> ?o }}")
        found = {
            (row[key], value)
            for row in texts[name]
            for value in filter(None, row[column].split(SEPARATOR))
        }
        subjects = {row[key] for row in texts[name]}
        assert found == {(row["s"], row["o"]) for row in pairs if row["s"] in subjects}
        assert found


def test_every_law_and_penalty_is_in_its_table(texts: Tables, store: Store):
    laws = select(store, "SELECT ?l { VALUES ?t { ref:Law ref:Provision } ?l a ?t }")
    assert {row["law"] for row in texts["laws"]} == {row["l"] for row in laws}
    penalties = select(store, "SELECT ?l ?p { ?l ref:hasPenalty ?p }")
    assert {(row["law"], row["penalty"]) for row in texts["penalties"]} == {
        (row["l"], row["p"]) for row in penalties
    }
    acts = {row["law"]: row["act"] for row in texts["laws"]}
    for row in texts["laws"]:
        assert row["act"] == acts[row["part_of"]] if row["part_of"] else row["law"]
        labels = [p["label"] for p in texts["penalties"] if p["law"] == row["law"]]
        assert row["penalties"] == SEPARATOR.join(labels)


def test_laws_are_of_the_place_of_which_the_graph_says_they_are(texts: Tables, store: Store):
    query = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?l ?place {
                 ?l ref:jurisdiction/rdfs:label ?place FILTER(LANG(?place) = "en") }"""
    places = {row["l"]: row["place"] for row in select(store, query)}
    assert {row["law"]: row["jurisdiction"] for row in texts["laws"] if row["jurisdiction"]} == (
        places
    )
    assert "Russia" in places.values()


def test_a_check_names_whom_the_graph_names(texts: Tables, store: Store):
    """Of a chain, those with a name: what somebody without one says is not put together."""
    query = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
               SELECT ?check ?name {
                 ?check %s/rdfs:label ?name FILTER(LANG(?name) = "en") }"""
    names = set()
    for column, property in (("ends_at", "ref:endsAt"), ("passed_on_by", "ref:passedOnBy")):
        named = {(row["check"], row["name"].strip('"')) for row in select(store, query % property)}
        found = {
            (row["check"], name.strip('"'))
            for row in texts["checks"]
            for name in filter(None, row[column].split(SEPARATOR))
        }
        assert found == named and found
        names |= {name for _, name in found}
    roles = select(
        store,
        """SELECT ?role { VALUES ?t { ref:AnonymousSource ref:UnnamedGroup }
                          ?a a ?t ; ref:roleTitle ?role FILTER(LANG(?role) = "en") }""",
    )
    assert roles and not {row["role"] for row in roles} & names


def test_articles_count_the_rows_of_the_other_tables(texts: Tables):
    for row in texts["articles"]:
        for column, table, key in (
            ("figures", "figures", "claim"),
            ("statements", "statements", "claim"),
            ("ledger_rows", "ledger", "start"),
        ):
            found = {each[key] for each in texts[table] if each["article"] == row["article"]}
            assert int(row[column]) == len(found) > 0


def test_every_link_is_in_the_table(texts: Tables, store: Store):
    links = select(store, "SELECT ?l { ?l a ref:Link }")
    assert sorted(row["link"] for row in texts["links"]) == sorted(row["l"] for row in links)
    for row in texts["links"]:
        assert store.query(f"ASK {{ <{row['subject']}> <{row['predicate']}> <{row['object']}> }}")


def test_every_file_is_described_for_the_manifest(release: Release, texts: Tables):
    names = [f"{name}.{kind}" for name in texts for kind in ("csv", "parquet")] + [METADATA]
    facts = table_facts({name: (release.path / name).read_bytes() for name in names})
    assert list(facts) == names
    for name in names:
        assert facts[name].items() <= release.manifest["files"][name].items()
    for name, rows in texts.items():
        assert facts[f"{name}.csv"]["rows"] == facts[f"{name}.parquet"]["rows"] == len(rows)
    assert facts["laws.csv"]["media_type"].startswith("text/csv")
    assert facts["laws.parquet"]["media_type"] == "application/vnd.apache.parquet"
    assert facts[METADATA]["media_type"] == "application/csvm+json"
    assert len({fact["title"] for fact in facts.values()}) == len(names)
