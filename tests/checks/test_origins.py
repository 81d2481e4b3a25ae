"""Where reports come from: chains, circles, independent origins, credits and dates of articles."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from kg.checks.agreement import CONSISTENT, INCONSISTENT, TENSION, UNDETERMINED
from kg.checks.check import Amount
from kg.checks.findings import find
from kg.checks.origins import check_origins, find_origins
from kg.checks.upstream import check_upstream
from kg.checks.words import LANGUAGES, Words, names_of
from kg.interval import Interval
from kg.load import load_project

OUTLETS = ("gazette", "herald", "courier")
AGENTS = [
    *({"id": slug, "type": "outlet", "name": {"en": slug.title()}} for slug in OUTLETS),
    {"id": "office", "type": "organisation", "name": {"en": "Harbour Office"}},
    {"id": "registry", "type": "organisation", "name": {"en": "Port Registry"}},
    {"id": "bureau", "type": "organisation", "name": {"en": "Bureau"}, "part of": "office"},
    {"id": "director", "type": "public-person", "name": {"en": "A. Director"},
     "role kind": "office-holder", "member of": "bureau"},
    {"id": "anonymous-source-1", "type": "anonymous-source", "role": {"en": "a sailor"}},
]  # fmt: skip


def claim(slug="arrivals", producer="office", **more):
    values = {"id": slug, "measure": "people-listed", "quantity": "577 people",
              "produced by": producer, "evidence": "577 arrivals"}  # fmt: skip
    return values | {key.replace("_", " "): value for key, value in more.items()}


def repeat(slug="arrivals", **more):
    values = {key.replace("_", " "): value for key, value in more.items()}
    return {"claim": slug, "evidence": "577 arrivals", **values}


def article(*entries, **source):
    """An article: claims and repeats, and what its source says besides the outlet."""
    return {"entries": entries, "source": source}


@pytest.fixture
def project(tmp_path, root):
    """Write a small project: one article each for the outlets that are named."""

    def write(path: Path, value: object) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        plain = json.loads(json.dumps(value))  # without aliases
        text = yaml.safe_dump(plain, allow_unicode=True, default_style='"')
        path.write_text(text, encoding="utf-8")

    def make(documents=(), **articles):
        (tmp_path / "ontology").mkdir()
        shutil.copy(root / "ontology" / "concepts.ttl", tmp_path / "ontology")
        (tmp_path / "graph").mkdir()
        shutil.copy(root / "graph" / "edition.yaml", tmp_path / "graph")
        entities = {"agents": AGENTS, "documents": list(documents)}
        write(tmp_path / "graph/entities/all.yaml", entities)
        for outlet, content in articles.items():
            source = {"published by": outlet, "language": "en", "file": f"{outlet}.txt",
                      "sha256": "0" * 64, **content["source"]}  # fmt: skip
            write(tmp_path / f"graph/sources/{outlet}.yaml", source)
            entries = content["entries"]
            annotations = {"claims": [entry for entry in entries if "id" in entry],
                           "repeats": [entry for entry in entries if "claim" in entry]}  # fmt: skip
            write(tmp_path / f"graph/annotations/{outlet}.yaml", annotations)
        return load_project(tmp_path)

    return make


def origins(project, slug="arrivals"):
    return find_origins(project)[slug]


def said(project, check):
    """The reason of a check in English, after it was said in every language."""
    reasons = {language: Words(names_of(project), language).reason(check) for language in LANGUAGES}
    assert all(reason.endswith(".") and "{" not in reason for reason in reasons.values())
    return reasons["en"]


def at_most(count):
    """So many sources are named, and no more can be independent of each other."""
    return Amount(Interval(None, False, Fraction(count), True))


def origin_check(project, slug="arrivals"):
    (check,) = (c for c in check_origins(project, find_origins(project)) if c.inputs == (slug,))
    return check, said(project, check)


def upstream(project, kind):
    """The verdicts of one kind of check by name, each of which can be said."""
    checks = [check for check in check_upstream(project) if check.kind == kind]
    assert all(said(project, check) for check in checks)
    return {check.name: check.verdict for check in checks}


# --- Origins


def test_an_article_that_credits_its_source_has_one_origin(project):
    made = project(gazette=article(claim()))
    found = origins(made)
    assert (found.roots, found.repeaters, found.count) == ({"office"}, {"gazette"}, 1)
    assert not (found.unnamed or found.circular or found.unseen)
    check, reason = origin_check(made)
    assert (check.verdict, check.roots, check.repeaters) == (CONSISTENT, ("office",), ("gazette",))
    assert reason == "One origin, Harbour Office; repeated by Gazette."


def test_who_repeats_another_adds_no_origin(project):
    made = project(
        gazette=article(claim()),
        herald=article(repeat(produced_by="gazette", through=["gazette"]), cites=["gazette"]),
    )
    found = origins(made)
    assert (found.roots, found.repeaters) == ({"office"}, {"gazette", "herald"})
    assert found.articles == {"gazette", "herald"}


@pytest.mark.parametrize("through", [["gazette"], []])
@pytest.mark.parametrize("credited", ["gazette", None])
def test_who_credits_an_outlet_ends_where_its_article_does(project, through, credited):
    credit = {"produced_by": credited} if credited else {}
    made = project(gazette=article(claim()), herald=article(repeat(through=through, **credit)))
    found = origins(made)
    assert (found.roots, found.count) == ({"office"}, 1)
    assert found.repeaters == {"gazette", "herald"}


def test_an_outlet_that_says_so_itself_is_the_origin(project):
    made = project(
        gazette=article(claim(producer="gazette")),
        herald=article(repeat(through=["gazette"])),
        courier=article(repeat(through=["herald"])),
    )
    found = origins(made)
    assert (found.roots, found.repeaters) == ({"gazette"}, {"herald", "courier"})


def test_three_that_credit_each_other_have_no_origin(project):
    made = project(
        gazette=article(claim(producer="herald")),
        herald=article(repeat(produced_by="courier")),
        courier=article(repeat(produced_by="gazette")),
    )
    found = origins(made)
    assert (found.count, found.circular) == (0, set(OUTLETS))
    assert found.repeaters == set(OUTLETS)
    check, reason = origin_check(made)
    assert check.verdict == UNDETERMINED
    assert "in 3 of the articles the chain leads back to itself" in reason


def test_a_circle_over_the_articles_that_are_named_is_found(project):
    made = project(
        gazette=article(claim(through=["herald"])), herald=article(repeat(through=["gazette"]))
    )
    found = origins(made)
    assert (found.count, found.circular) == (0, {"gazette", "herald"})


def test_a_report_that_relies_on_the_article_makes_a_circle(project):
    documents = [{"id": "digest", "published by": "registry", "cites": ["gazette"]}]
    made = project(documents, gazette=article(claim(through=["digest"]), cites=["digest"]))
    assert origins(made).circular == {"gazette"}
    assert origin_check(made)[0].verdict == UNDETERMINED


@pytest.mark.parametrize(
    ("through", "circular"), [(["digest", "herald"], set()), (["digest"], {"gazette"})]
)
def test_a_circle_of_reports_beside_a_chain_that_ends_is_none(project, through, circular):
    documents = [{"id": "digest", "published by": "registry", "cites": ["gazette"]}]
    entries = {"gazette": article(claim(through=through), cites=["digest"]),
               "herald": article(repeat(produced_by="office"))}  # fmt: skip
    made = project(documents, **entries)
    assert (origins(made).circular, origins(made).roots) == (circular, {"office"})
    assert origin_check(made)[0].verdict == (UNDETERMINED if circular else CONSISTENT)


def test_of_a_circle_that_only_one_is_in_the_other_end_counts(project):
    made = project(
        gazette=article(claim(producer="office")),
        herald=article(repeat(produced_by="courier")),
        courier=article(repeat(produced_by="herald")),
    )
    found = origins(made)
    assert (found.roots, found.circular) == ({"office"}, {"herald", "courier"})
    check, reason = origin_check(made)
    assert check.verdict == UNDETERMINED
    assert reason.startswith("One origin, Harbour Office;")


def test_who_credits_nobody_has_no_origin(project):
    made = project(gazette=article(claim(producer="unknown")))
    found = origins(made)
    assert (found.count, found.unnamed) == (0, {"gazette"})
    check, reason = origin_check(made)
    assert (check.verdict, check.found) == (UNDETERMINED, 0)
    assert reason == (
        "Repeated by Gazette; articles that print it without naming a producer, with none known "
        "from elsewhere: 1."
    )
    assert check.expected == at_most(1)


@pytest.mark.parametrize(
    ("producer", "repeaters"), [("office", {"gazette", "office"}), ("unknown", {"gazette"})]
)
def test_a_producer_known_from_elsewhere_is_the_origin(project, producer, repeaters):
    documents = [{"id": "report", "published by": "registry"}]
    known = {"agent": "registry", "document": "report"}
    made = project(documents, gazette=article(claim(producer=producer, origin=known)))
    found = origins(made)
    assert (found.roots, found.repeaters, found.unnamed) == ({"registry"}, repeaters, set())
    assert origin_check(made)[0].verdict == CONSISTENT


def test_two_producers_in_two_articles_are_two_origins(project):
    made = project(
        gazette=article(claim()),
        herald=article(repeat(produced_by="registry")),
        courier=article(repeat(produced_by="herald")),
    )
    found = origins(made)
    assert (found.roots, found.count) == ({"office", "registry"}, 2)
    check, reason = origin_check(made)
    assert (check.verdict, check.found, check.expected) == (CONSISTENT, 2, at_most(5))
    assert reason.startswith("2 independent origins, Harbour Office and Port Registry;")


@pytest.mark.parametrize(
    ("a", "b", "roots"),
    [
        ("director", "bureau", {"bureau"}),
        ("director", "office", {"office"}),
        ("bureau", "office", {"office"}),
        ("director", "registry", {"director", "registry"}),
        ("anonymous-source-1", "office", {"anonymous-source-1", "office"}),
    ],
)
def test_a_person_and_the_body_behind_him_are_one_origin(project, a, b, roots):
    made = project(gazette=article(claim(producer=a)), herald=article(repeat(produced_by=b)))
    found = origins(made)
    assert found.roots == roots
    assert found.repeaters == {"gazette", "herald"}


def test_a_producer_that_is_only_relayed_is_unseen(project):
    made = project(gazette=article(claim(through=["registry"])))
    assert origins(made).unseen == {"office"}
    check, reason = origin_check(made)
    assert check.verdict == CONSISTENT
    assert reason.endswith(
        "no report by Harbour Office itself is at hand, only others' accounts of it."
    )
    assert check.repeaters == ("gazette", "registry")


@pytest.mark.parametrize(
    ("producer", "through", "publisher"),
    [
        ("office", ["registry"], "office"),
        ("office", [], "registry"),
        ("director", ["registry"], "registry"),
        ("anonymous-source-1", ["registry"], "registry"),
    ],
)
def test_who_has_a_report_or_is_asked_directly_is_not_unseen(project, producer, through, publisher):
    documents = [{"id": "report", "published by": publisher}]
    made = project(documents, gazette=article(claim(producer=producer, through=through)))
    assert origins(made).unseen == set()


def test_the_worked_example_has_no_origin(gazette):
    made = load_project(gazette)
    found = find_origins(made)
    assert set(found) == set(made.printed)
    assert all(found[slug].count == 0 for slug in made.claims)
    assert found["example-office-keeps-books"].roots == {"harbour-office"}


# --- Credits


def test_a_credit_to_the_producer_is_right(project):
    made = project(
        gazette=article(claim(producer="office")), herald=article(repeat(produced_by="office"))
    )
    assert upstream(made, "attribution") == {"herald/arrivals": CONSISTENT}


def test_what_an_article_says_itself_is_not_tested_against_itself(project):
    known = {"agent": "office", "document": "report"}
    documents = [{"id": "report", "published by": "office"}]
    made = project(
        documents, gazette=article(claim(), claim("seen", origin=known), claim("x", "unknown"))
    )
    assert upstream(made, "attribution") == {}


def test_a_credit_to_nobody_is_open(project):
    made = project(gazette=article(claim()), herald=article(repeat(produced_by="unknown")))
    assert upstream(made, "attribution") == {"herald/arrivals": UNDETERMINED}
    (check,) = (c for c in check_upstream(made) if c.kind == "attribution")
    assert said(made, check) == (
        "The article credits nobody, and the producer is Harbour Office, according to Gazette, "
        "undated."
    )


@pytest.mark.parametrize(
    ("cites", "verdict"), [(["gazette"], TENSION), (["digest"], TENSION), ([], INCONSISTENT)]
)
def test_a_credit_to_who_passed_it_on_is_loose_and_to_another_wrong(project, cites, verdict):
    documents = [{"id": "digest", "published by": "gazette", "cites": ["report"]},
                 {"id": "report", "published by": "office"}]  # fmt: skip
    made = project(
        documents,
        gazette=article(claim()),
        herald=article(repeat(produced_by="gazette"), cites=cites),
    )
    assert upstream(made, "attribution") == {"herald/arrivals": verdict}


@pytest.mark.parametrize(
    ("producer", "cites", "verdict"),
    [
        ("registry", ["digest"], TENSION),
        ("registry", ["report"], INCONSISTENT),
        ("registry", [], INCONSISTENT),
        ("bureau", ["digest"], INCONSISTENT),
        ("unknown", ["digest"], UNDETERMINED),
    ],
)
def test_a_credit_is_tested_against_a_producer_known_from_elsewhere(
    project, producer, cites, verdict
):
    documents = [{"id": "digest", "published by": "registry", "cites": ["report"]},
                 {"id": "report", "published by": "office"}]  # fmt: skip
    known = {"agent": "office", "document": "report"}
    made = project(documents, gazette=article(claim(producer=producer, origin=known), cites=cites))
    assert upstream(made, "attribution") == {"gazette/arrivals": verdict}
    (check,) = (c for c in check_upstream(made) if c.kind == "attribution")
    assert check.documents == ("report",)


# --- Dates


@pytest.mark.parametrize(
    ("issued", "period", "wrong"),
    [
        ("2023-08-31", "2023-09", True),
        ("2023-08", "2023-09", True),
        ("2022", "2023-09", True),
        ("2023-09-01", "2023-09", False),
        ("2023-10-01", "2023-09", False),
        ("2023", "2023-09", False),  # somewhen in that year
        (None, "2023-09", False),
        ("2023-08-31", None, False),
        ("2023-08-31", "../2023-09", False),
    ],
)
def test_a_report_is_not_older_than_what_it_tells_of(project, issued, period, wrong):
    document = {"id": "report", "published by": "office"} | ({"issued": issued} if issued else {})
    dated = {"period": period} if period else {}
    made = project([document], gazette=article(claim(through=["report"], **dated)))
    expected = {"gazette/arrivals/report": INCONSISTENT} if wrong else {}
    assert upstream(made, "dating") == expected


def test_a_repeat_names_no_report_older_than_what_it_tells_of(project):
    documents = [{"id": "report", "published by": "office", "issued": "2023-08-31"}]
    made = project(
        documents,
        gazette=article(claim(period="2023-09")),
        herald=article(repeat(through=["report"])),
    )
    assert upstream(made, "dating") == {"herald/arrivals/report": INCONSISTENT}


def test_each_report_that_is_too_old_is_told(project):
    documents = [{"id": "one", "published by": "office", "issued": "2023-08-31"},
                 {"id": "two", "published by": "registry", "issued": "2023-07-31"}]  # fmt: skip
    made = project(documents, gazette=article(claim(period="2023-09", through=["one", "two"])))
    names = ("gazette/arrivals/one", "gazette/arrivals/two")
    assert upstream(made, "dating") == dict.fromkeys(names, INCONSISTENT)
    checks = [check for check in find(made).checks if check.kind == "dating"]
    assert sorted(check.name for check in checks) == list(names)
    assert {check.documents for check in checks} == {("one",), ("two",)}


@pytest.mark.parametrize(
    ("issued", "period", "wrong"),
    [("2023-08-31", "2023-09", True), ("2023-08", "2023-09", True), ("2022", "2023-09", True),
     ("2023-09-01", "2023-09", False), ("2023", "2023-09", False), (None, "2023-09", False),
     ("2023-08-31", None, False), ("2023-08-31", "../2023-09", False)],
)  # fmt: skip
def test_an_article_counts_no_time_that_begins_after_it(project, issued, period, wrong):
    dated = {"issued": issued} if issued else {}
    known = {"period": period} if period else {}
    made = project(gazette=article(claim(**known), **dated), herald=article(repeat(), **dated))
    expected = ("gazette/arrivals/period", "herald/arrivals/period") if wrong else ()
    assert upstream(made, "dating") == dict.fromkeys(expected, INCONSISTENT)
    checks = [check for check in check_upstream(made) if check.kind == "dating"]
    assert [check.reason[0].key for check in checks] == ["dating-ahead"] * len(expected)


@pytest.mark.parametrize(
    ("issued", "as_of", "wrong"),
    [("2023-09-01", "2023-09-02", True), ("2023-08", "2023-09", True),
     ("2023-09-02", "2023-09-02", False), ("2023", "2023-09-02", False),
     ("2023-09-02", "2023", False), ("2023-09-01", None, False)],
)  # fmt: skip
def test_an_article_counts_no_days_after_its_own(project, issued, as_of, wrong):
    dated = {"as_of": as_of} if as_of else {}
    made = project(gazette=article(claim(**dated), issued=issued))
    expected = {"gazette/arrivals/as-of": INCONSISTENT} if wrong else {}
    assert upstream(made, "dating") == expected


# --- What annotators say


@pytest.mark.parametrize(
    ("key", "verdict"), [("conflicts_with", INCONSISTENT), ("tension_with", TENSION)]
)
def test_a_conflict_that_both_sides_name_is_told_once(project, key, verdict):
    text = "The two cannot be squared."
    entries = [claim(slug, caveats=[{"text": text, key.replace("_", " "): other}])
               for slug, other in ("ab", "ba")]  # fmt: skip
    made = project(gazette=article(*entries))
    (check,) = check_upstream(made)
    assert (check.inputs, check.verdict, check.declared) == (("a", "b"), verdict, True)
    assert said(made, check) == text


@pytest.mark.parametrize(
    ("mark", "kind", "verdict"),
    [
        ("misdated", "dating", INCONSISTENT),
        ("simplified", "rendering", TENSION),
        ("misattributed", "attribution", TENSION),  # the credited office published it
    ],
)
def test_a_mark_with_a_document_is_a_check(project, mark, kind, verdict):
    documents = [{"id": "report", "published by": "office"}]
    caveat = {"text": "The report has it otherwise.", "mark": mark, "documents": ["report"]}
    bare = {"text": "It reads oddly.", "mark": mark}
    entries = (claim(caveats=[caveat]), claim("bare", caveats=[bare]))
    made = project(documents, gazette=article(*entries))
    assert upstream(made, kind) == {f"gazette/arrivals/{mark}": verdict}


def test_one_fault_of_several_claims_is_told_once_and_two_faults_twice(project):
    documents = [{"id": slug, "published by": "registry"} for slug in ("report", "digest")]
    one = {"text": "Of another year.", "mark": "misdated", "documents": ["report"]}
    other = one | {"text": "Of another month."}
    elsewhere = one | {"documents": ["report", "digest"]}
    entries = (claim("a", caveats=[one]), claim("b", caveats=[one, other]),
               claim("c", caveats=[one | {"mark": "simplified"}]),
               claim("d", caveats=[other]), claim("e", caveats=[elsewhere]))  # fmt: skip
    made = project(documents, gazette=article(*entries),
                   herald=article(repeat("a", caveats=[one])))  # fmt: skip
    found = {check.name: (check.inputs, check.documents) for check in find(made).checks
             if check.kind in ("dating", "rendering")}  # fmt: skip
    assert found == {
        "gazette/a/misdated": (("a", "b"), ("report",)),
        "gazette/b/misdated": (("b", "d"), ("report",)),
        "gazette/c/simplified": (("c",), ("report",)),
        "gazette/e/misdated": (("e",), ("report", "digest")),
        "herald/a/misdated": (("a",), ("report",)),
    }


def test_two_faults_that_begin_with_one_claim_are_numbered(project):
    documents = [{"id": "report", "published by": "registry"}]
    faults = [{"text": text, "mark": "misdated", "documents": ["report"]} for text in "xyz"]
    made = project(documents, gazette=article(claim(caveats=faults)))
    names = [f"gazette/arrivals/misdated{number}" for number in ("", "-2", "-3")]
    assert upstream(made, "dating") == dict.fromkeys(names, INCONSISTENT)


@pytest.mark.parametrize(("publisher", "verdict"), [("office", TENSION),
                                                    ("registry", INCONSISTENT)])  # fmt: skip
def test_a_wrong_credit_to_who_published_the_report_is_loose(project, publisher, verdict):
    documents = [{"id": "report", "published by": publisher}]
    caveat = {"text": "It is by others.", "mark": "misattributed", "documents": ["report"]}
    made = project(documents, gazette=article(claim(caveats=[caveat])))
    assert upstream(made, "attribution") == {"gazette/arrivals/misattributed": verdict}
