"""Claims as Python has them are those of the tables and of the graph, and say who says so."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections import defaultdict
from dataclasses import FrozenInstanceError, fields
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest
from http_client import Client
from withdrawals import ARTICLE, CLAIM

import kg
from kg.errors import KgError
from kg.opened import Figure, OpenRelease, Statement, Withdrawn
from kg.release import Release
from kg.tables.cells import read_cells
from kg.tables.schema import read_schema

PREFIXES = """
    PREFIX ref: <https://w3id.org/refusals/ontology#>
    PREFIX oa: <http://www.w3.org/ns/oa#>
    PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def csv_rows(release: OpenRelease, name: str) -> dict[str, list[dict]]:
    """The rows of a CSV file, typed as the schema says, by the IRI of the claim."""
    table = read_schema().tables[name]
    with (release.path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        columns = read_cells(table, csv.DictReader(file))
    rows = defaultdict(list)
    for values in zip(*columns.values(), strict=True):
        row = dict(zip(columns, values, strict=True))
        rows[row["claim"]].append(row)
    return rows


def plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("table", "kind", "names"),
    [
        ("figures", Figure, {"iri": "claim"}),
        ("statements", Statement, {"iri": "claim", "label": "says", "produced_by": "said_by"}),
    ],
)
def test_claims_are_those_of_the_tables(opened: OpenRelease, table: str, kind: type, names: dict):
    rows, credits = csv_rows(opened, table), names.get("produced_by", "produced_by")
    claims = getattr(opened, table)
    assert [claim.iri for claim in claims] == sorted(rows)
    elsewhere = {"mentions", "checks", "cite_as"} | ({"produced_by"} if kind is Figure else set())
    for claim in claims:
        found = rows[claim.iri]
        assert type(claim) is kind
        for field in fields(kind):
            if field.name not in elsewhere:
                expected = plain(found[0][names.get(field.name, field.name)])
                assert getattr(claim, field.name) == expected, (claim, field.name)
        passages = [
            (row["mention"], row["article"], row["start"], row["end"], row["fragment"],
             row["supports"], row["file"], row["publisher"], row[credits],
             tuple(row["through"]), tuple(row["caveats"]), row.get("origin"))
            for row in found if row["mention"]
        ]  # fmt: skip
        assert passages == [
            (mention.iri, passage.article, passage.start, passage.end, passage.fragment,
             passage.supports, passage.file, mention.publisher, mention.credits,
             mention.through, mention.caveats, mention.origin)
            for mention in claim.mentions for passage in mention.passages
        ]  # fmt: skip
        assert claim.evidence == tuple(p for m in claim.mentions for p in m.passages)


def test_figures_are_those_of_the_graph(opened: OpenRelease):
    found = opened.query(
        PREFIXES
        + """
        SELECT ?claim ?label ?who ?measure ?unit ?lower ?lowerIn ?upper ?upperIn
               ?stated ?start ?end
               (COUNT(DISTINCT ?mention) AS ?mentions) (COUNT(DISTINCT ?evidence) AS ?passages)
               (COUNT(DISTINCT ?check) AS ?checks) (COUNT(DISTINCT ?input) AS ?inputs)
        WHERE {
          VALUES ?class { ref:ReportedCount ref:ComputedCount }
          ?claim a ?class ; rdfs:label ?label ; ref:producedBy ?agent ;
                 ref:measure/skos:prefLabel ?measure .
          ?agent rdfs:label ?who
          FILTER(LANG(?who) = "en" && LANG(?measure) = "en")
          OPTIONAL { ?claim ref:unit/skos:prefLabel ?unit FILTER(LANG(?unit) = "en") }
          OPTIONAL { ?claim ref:lowerBound ?lower ; ref:lowerInclusive ?lowerIn }
          OPTIONAL { ?claim ref:upperBound ?upper ; ref:upperInclusive ?upperIn }
          OPTIONAL { ?claim ref:stated ?stated }
          OPTIONAL { ?claim ref:periodStart ?start }
          OPTIONAL { ?claim ref:periodEnd ?end }
          OPTIONAL { ?claim ref:hasMention ?mention . ?mention ref:hasEvidence ?evidence }
          OPTIONAL { ?check ref:compares ?claim }
          OPTIONAL { ?claim prov:wasDerivedFrom ?input }
        }
        GROUP BY ?claim ?label ?who ?measure ?unit ?lower ?lowerIn ?upper ?upperIn
                 ?stated ?start ?end
        ORDER BY ?claim
        """
    )
    assert [tuple(row.values()) for row in found] == [
        (one.iri, one.label, one.produced_by, one.measure, one.unit, one.lower, one.lower_inclusive,
         one.upper, one.upper_inclusive, one.number, one.period_start, one.period_end,
         len(one.mentions), len(one.evidence), len(one.checks), len(one.derived_from))
        for one in opened.figures
    ]  # fmt: skip


def test_a_claim_is_found_by_each_of_its_names(opened: OpenRelease):
    claim = opened.claim("proekt-convictions-2023")
    assert claim.lower == claim.upper == claim.number == Decimal(4373)
    for name in (claim.slug, claim.id, claim.iri, claim.cite_as):
        assert opened.claim(name) is claim
    assert claim.id == "claim/proekt-convictions-2023"
    assert set(opened.claims) == {*opened.figures, *opened.statements}
    with pytest.raises(FrozenInstanceError):
        claim.lower = Decimal(1)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("proekt-convictions-2032", r"there is no claim .* \(did you mean proekt-convictions-20"),
        ("claim/слово", "there is no claim 'слово'"),
        ("agent/mediazona", "'agent/mediazona' is no claim; search"),
        ("\ud800", "there is no claim"),
        ("https://w3id.org/refusals/release/0123456789abcdef/claim/x", "is this release|this is"),
    ],
)
def test_a_claim_that_is_not_there_is_told(opened: OpenRelease, name: str, message: str):
    with pytest.raises(KgError, match=message):
        opened.claim(name)


def test_a_withdrawn_claim_says_so_and_nothing_of_it(withdrawn_release: tuple[Release, Path]):
    with kg.open_release(withdrawn_release[0].path) as opened:
        with pytest.raises(Withdrawn) as caught:
            opened.claim(CLAIM)
        assert str(caught.value) == (
            f"{CLAIM} was withdrawn on 2025-11-20 because it was recorded in error"
        )
        assert (caught.value.date, caught.value.why) == (
            "2025-11-20",
            "because it was recorded in error",
        )
        with pytest.raises(KgError) as never:
            opened.claim("istories-declared-absent-2052")
        assert not isinstance(never.value, Withdrawn)
        assert CLAIM.partition("/")[2] not in str(never.value)
        article = f"https://w3id.org/refusals/id/{ARTICLE}"
        assert article not in {p.article for claim in opened.claims for p in claim.evidence}


def test_a_claim_says_who_says_so_wherever_it_is_shown(opened: OpenRelease):
    assert repr(opened.claim("proekt-convictions-2023")) == (
        "<Figure proekt-convictions-2023: “4,373 people: convictions, 2023, Proekt”; "
        "said by Proekt, passed on by Newsweek, printed by Newsmax>"
    )
    nobody = opened.claim("war-almost-three-years")
    assert nobody.attribution == "credited to nobody, printed by The Daily Digest"
    assert repr(opened.claim("mediazona-cases-without-sentence-2023-12")) == (
        "<Figure mediazona-cases-without-sentence-2023-12: “651 cases (computed): "
        "cases sent to court, since 21 September 2022”; "
        "computed by us from mediazona-cases-sent-to-court-2023-12, "
        "mediazona-sentencings-2023-12; reported by nobody>"
    )
    for claim in opened.claims:
        assert claim.attribution in repr(claim)
        assert claim.is_computed == ("computed by us" in claim.attribution) == (not claim.mentions)


def test_bounds_follow_from_the_wording(opened: OpenRelease):
    more = opened.claim("mediazona-sentenced-3000")
    assert (more.lower, more.lower_inclusive, more.upper) == (Decimal(3000), False, None)
    about = opened.claim("refusal-average-sentence")
    assert (about.number, about.lower, about.upper) == (Decimal("2.25"), None, None)
    between = opened.claim("hochu-zhit-surrenders-per-day-2023")
    assert (between.number, between.lower, between.upper) == (None, Decimal(3), Decimal(5))
    assert opened.claim("voluntary-surrenders-share-2023-08").number == Decimal("0.2")


def test_checks_are_at_every_claim_that_enters(opened: OpenRelease):
    claim = opened.claim("proekt-convictions-almost-ninefold")
    verdicts = {check.verdict for check in claim.checks}
    assert "contradicts" in verdicts or "inconsistent" in verdicts, verdicts
    for check in claim.checks:
        assert claim.iri in check.inputs
        assert all(check in opened.claim(iri).checks for iri in check.inputs if "/claim/" in iri), (
            check
        )


@pytest.mark.parametrize(
    "slug",
    [
        "proekt-convictions-2023",
        "idite-lesom-requests-almost-doubled-2023",
        "war-almost-three-years",
        "mediazona-cases-without-sentence-2023-12",
        "alexeev-desertion-is-survival",
    ],
)
def test_a_claim_is_cited_as_the_server_cites_it(opened: OpenRelease, address: str, slug: str):
    served = Client(address).get(f"/claim/{slug}.txt").text
    assert opened.cite(opened.claim(slug)) + "\n" == served
    assert opened.cite(slug) == opened.cite(opened.claim(slug))


def test_a_release_is_cited_in_each_format(opened: OpenRelease, address: str):
    assert opened.cite() + "\n" == Client(address).get("/dataset.txt").text
    assert opened.cite(format="bibtex") == Client(address).get("/dataset.bib").text
    assert json.loads(opened.cite(format="csl"))[0]["type"] == "dataset"
    with pytest.raises(KgError, match="no citation is in 'ris'; ask for text, bibtex, csl"):
        opened.cite(format="ris")


def test_a_release_from_before_a_column_is_read(release: Release, tmp_path: Path):
    copy = shutil.copytree(release.path, tmp_path / "older")
    table = pyarrow.parquet.read_table(copy / "figures.parquet")
    pyarrow.parquet.write_table(
        table.drop_columns(["derived_from", "area"]), copy / "figures.parquet"
    )
    manifest = json.loads((copy / "manifest.json").read_text())
    digest = hashlib.sha256((copy / "figures.parquet").read_bytes()).hexdigest()
    manifest["files"]["figures.parquet"]["sha256"] = digest
    (copy / "manifest.json").write_text(json.dumps(manifest))
    with kg.open_release(copy) as opened:
        computed = opened.claim("mediazona-cases-without-sentence-2023-12")
        assert (computed.derived_from, computed.area, computed.is_computed) == ((), None, True)
