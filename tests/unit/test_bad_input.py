"""Bad input gets one clear message with file and line, never a traceback; nothing is written."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.release import open_release, publish

SOURCE = "moscow-times-2023-12-05"
RELATIONS = "graph/entities/relations.yaml"
ANNOTATIONS = f"graph/annotations/{SOURCE}.yaml"
GAZETTE = "graph/annotations/example-gazette.yaml"


def kg(project: Path, *arguments: str, **variables: str) -> Result:
    """Run the command in a project."""
    environment = {"KG_ROOT": str(project), "KG_RELEASES": str(project / "releases"), **variables}
    return CliRunner().invoke(main, arguments, env=environment)


@pytest.mark.parametrize(
    ("file", "old", "new", "line_offset", "words"),
    [
        (ANNOTATIONS, "    quantity: 577 requests", "    quantity: [577", 1, "not YAML"),
        (ANNOTATIONS, "produced by:", "prodced by:", 0, "unknown key 'prodced by'.*produced by"),
        (ANNOTATIONS, "produced by: idite-lesom", "produced by: idite-lesm", 0, "idite-lesom"),
        (ANNOTATIONS, "measure: requests-for-help", "measure: requests", 0, "requests-for-help"),
        (ANNOTATIONS, "quantity: 577 requests", "quantity: 22,000", 0, "column 3"),
        (ANNOTATIONS, "quantity: 577 requests", "quantity: 578 requests", 4, "does not print 578"),
        (ANNOTATIONS, "period: 2023-09/2023-11", "period: 2023-11/2023-09", 0, "backwards"),
        (ANNOTATIONS, "period: 2023-09/2023-11", "period: autumn 2023", 0, "EDTF"),
        (ANNOTATIONS, "quantity: more than 1/2\n    of: ", "quantity: 5\n    of: ", 1, "whole"),
        (ANNOTATIONS, "quantity: +89%", "quantity: 89%", 0, "share is a part of exactly one"),
        (ANNOTATIONS, "  - id: idite-lesom-requests-2023-summer", "  - ID: x", 0, "key 'ID'"),
        (ANNOTATIONS, "-2023-summer\n", "-2023-autumn\n", 0, "is taken by"),
        ("graph/entities/places.yaml", "within: russia", "within: rusia", 0, "russia"),
        ("graph/sources/kontur-2025-06-09.yaml", ": warsaw", ": warsow", 0, "no place.*warsaw"),
        (f"graph/sources/{SOURCE}.yaml", "[moscow-times-ru", "[moscow-times-rus", 0, "no document"),
        ("graph/entities/people.yaml", "role: {en: a soldier quoted by Le Monde,",
         "name: {en: A}\n    role: {en: a soldier quoted by Le Monde,", -2, "a role and nothing"),
        (ANNOTATIONS, "kind: analysis", "kind: analisis", 0, "no kind of statement.*analysis"),
        (ANNOTATIONS, "topic: topic/", "topic: topc/", 0, "there is no kind 'topc'.*topic"),
        (ANNOTATIONS, "subject: agent/idite-lesom", "subject: agent/idite-lesm", 0, "idite-lesom"),
        (ANNOTATIONS, "subject: agent/idite-lesom", "subject: idite-lesom", 0, "kind and name"),
        (ANNOTATIONS, "said by: grigory-sverdlin", "said by: g-sverdlin", 0, "grigory-sverdlin"),
        (ANNOTATIONS, "mark: simplified", "mark: simple", 0, "no mark is called"),
        (RELATIONS, "kind: ordering", "kind: order", 0, "ordering"),
        (RELATIONS, "more: idite", "higher: idite", 0, "unknown key 'higher'"),
        (RELATIONS, "    more: idite-lesom-requests-2023-autumn\n", "", -2, "needs `more:`"),
        (RELATIONS, "more: idite-lesom-requests-2023-autumn", "more: idite-lesom-requests", 0,
         "no figure is called.*idite-lesom-requests-2023"),
        (RELATIONS, "fewer: idite-lesom-requests-2023-summer",
         "fewer: idite-lesom-requests-2023-autumn", -3, "twice"),
        (RELATIONS, "fewer: idite-lesom-requests-2023-summer",
         "fewer: idite-lesom-requests-growth-2023", -2, "is a change"),
        (RELATIONS, "rate: desertions-per-month-zhyrokhov", "rate: hochu-zhit-list", -1,
         "is a count; here a rate"),
        (RELATIONS, "claims: refusal-average-sentence", "claims: hochu-zhit-list", -1,
         "is a count; here a penalty"),
        (RELATIONS, "provision: criminal-code-332-2.1", "provision: criminal-code-332", 0,
         "no one term of imprisonment"),
        ("graph/entities/events.yaml", "kind: war", "kind: wars", 0, "no event kind.*war"),
        ("graph/entities/events.yaml", "concerns: [provision/", "concerns: [provisions/", 0,
         "no kind 'provisions'"),
        ("graph/entities/laws.yaml", "maximum: 6 months", "maximum: 6 moons", 0, "write a number"),
        ("graph/entities/laws.yaml", "in force from: 2022-09-24", "or from: 2022-09-24", -9,
         "beside `in force from`"),
        ("graph/entities/organisations.yaml", "service: legal-aid", "service: financial-aid", -10,
         "each service is offered once"),
        ("graph/entities/people.yaml", "role kind: lawyer", "role kind: lawer", 0, "lawyer"),
        (f"graph/sources/{SOURCE}.yaml", "issued: 2023-12-05", "issued: 2024-24-20", 0, "calendar"),
        (f"graph/sources/{SOURCE}.yaml", "language: en\n", "", 0, "'language' is missing"),
    ],
)  # fmt: skip
def test_a_fault_in_a_file_is_named_with_its_line(copy, edit, file, old, new, line_offset, words):
    line = edit(copy, file, old, new)
    result = kg(copy, "build", KG_TEXTS="")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert re.search(words, result.output, re.S), result.output
    if "is missing" not in words:
        lines = {int(n) for n in re.findall(re.escape(file) + r":(\d+):", result.output)}
        assert line + line_offset in lines | {line + line_offset + 1}, result.output
    assert not (copy / "releases").exists()


def test_a_fragment_that_is_not_in_the_text_is_named(copy, edit, source_texts, settings):
    edit(copy, ANNOTATIONS, "577 such requests", "577 of these requests")
    result = kg(copy, "lock", KG_TEXTS=str(settings.texts_path))
    assert result.exit_code == 1
    assert "'577 of these requests between September and November' is not in the text" in (
        result.output
    )
    locks = f"graph/locks/{SOURCE}.lock"
    assert (copy / locks).read_bytes() == (Path(settings.root_path) / locks).read_bytes()


def test_a_changed_text_is_noticed(copy, source_texts, settings, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in source_texts.items():
        (texts / name).write_text(text.replace("577", "578"), encoding="utf-8")
    result = kg(copy, "check", KG_TEXTS=str(texts))
    assert result.exit_code == 1
    assert f"graph/sources/{SOURCE}.yaml" in result.output
    assert "has changed" in result.output


def test_without_texts_the_check_says_what_it_could_not_do(copy, tmp_path):
    (tmp_path / "none").mkdir()
    result = kg(copy, "check", KG_TEXTS=str(tmp_path / "none"))
    assert result.exit_code == 0, result.output
    assert "5 of 5 texts are not at hand" in result.output
    assert result.output.count("100% accounted for; checked without its text") == 5


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "evidence: more than 1,200 arrivals",
            "evidence: In March the Harbour Office recorded more than 1,200 arrivals, "
            "twice the 590",
            "13 words of the article are stored; at most 12",
        ),
        (
            "evidence: the count is preliminary",
            "evidence: office says the count is preliminary",
            "6 words of the article are stored; at most 5",
        ),
        (
            "evidence: One in four",
            "evidence: [One in four, {fragment: paid no fee, supports: scope}]",
            "adds up to the whole sentence",
        ),
        (
            "text: The office calls its number preliminary.",
            "text: In March the Harbour Office recorded more than a few.",
            "these are the article's words",
        ),
    ],
)
def test_too_many_stored_words_are_refused(gazette, edit, check, old, new, words):
    check(gazette, GAZETTE, words, edit(gazette, GAZETTE, old, new))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "evidence: more than 1,200 arrivals",
            'evidence: ["more than 1,200 arrivals", "1,200 arrivals"]',
            "'1,200' at 66-71 is given twice as a printing of example-arrivals-2024-03",
        ),
        ("evidence: One in four", "evidence: []", "evidence: nothing is given"),
        ("of: example-arrivals-2024-03", "of: example-share-without-fee", "refer to itself"),
        ("evidence: One in four", "evidence: {fragment: One in four, occurrence: 0}", "occurrence"),
    ],
)
def test_evidence_that_is_doubled_or_missing_is_named_once(gazette, edit, check, old, new, words):
    output = check(gazette, GAZETTE, words, edit(gazette, GAZETTE, old, new))
    assert "1 problem; nothing was written" in output


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("numbers: for 40 years", "numbers: [{at: 206-212}]", "takes no note"),
        ("    note: For how long the office has kept books.\n", "", "by position only"),
        (
            "note: For how long the office has kept books.\n    numbers: for 40 years",
            "numbers: [{at: 0-234}]",
            "at most 120 code points",
        ),
    ],
)
def test_details_of_private_people_are_kept_by_position_alone(
    gazette, edit, check, old, new, words
):
    edit(gazette, GAZETTE, old, new)
    edit(gazette, GAZETTE, "reason: biography", "reason: private-person")
    check(gazette, GAZETTE, words)


def test_an_anonymous_source_publishes_nothing(gazette, edit, check):
    file = "graph/sources/example-gazette.yaml"
    line = edit(gazette, file, "published by: example-gazette", "published by: anonymous-source-1")
    check(gazette, file, "'anonymous-source-1' is an anonymous source", line)


def test_a_number_in_neither_column_of_the_ledger_is_named(copy, edit):
    edit(copy, ANNOTATIONS, "set aside:\n", "set aside: []\nto do: []\nold:\n")
    path = copy / ANNOTATIONS
    path.write_text(path.read_text(encoding="utf-8").partition("old:\n")[0], encoding="utf-8")
    result = kg(copy, "check", KG_TEXTS=str(copy))
    assert result.exit_code == 1
    assert "is neither evidence of a claim nor set aside" in result.output


@pytest.mark.slow
def test_an_invalid_project_leaves_the_published_release(copy, edit, release):
    shutil.copytree(release.path, copy / "releases" / release.id)
    publish(open_release(copy / "releases" / release.id), copy / "releases")
    published = (copy / "releases" / "current").readlink()
    edit(copy, ANNOTATIONS, "quantity: 577 requests", "quantity: 577 miles")
    result = kg(copy, "release")
    assert result.exit_code == 1
    assert "no unit is called 'miles'" in result.output
    assert (copy / "releases" / "current").readlink() == published
    assert len(list((copy / "releases").glob("[0-9a-f]*[0-9]*"))) == 1


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"KG_PORT": "many"}, "KG_PORT='many': give a whole number above zero"),
        ({"KG_PORT": "99999"}, "a port is at most 65535"),
        ({"KG_QUERY_SECONDS": "-1"}, "give a number above zero"),
        ({"KG_TEXTS": "/nowhere/at/all"}, "no such folder"),
        ({"KG_ROOT": "/"}, "no project here"),
    ],
)
def test_a_wrong_setting_is_named(copy, variables, words):
    result = kg(copy, "check", **variables)
    assert (result.exit_code, "Traceback" in result.output) == (1, False)
    assert words in result.output


def test_serving_without_a_release_says_what_to_do(copy):
    result = kg(copy, "serve")
    assert result.exit_code == 1
    assert "run `kg release` first" in result.output


def test_what_breaks_a_shape_is_named_with_its_line(copy, edit):
    organisations, people = (f"graph/entities/{name}.yaml" for name in ("organisations", "people"))
    names = "name: {en: State Duma, ru: Государственная дума"
    nameless = edit(copy, organisations, f"{names}, uk: Державна дума}}", f"{names}}}")
    role = "role: {en: soldier"
    told = edit(copy, people, f"{role} quoted by Reuters,", f"{role} 30 quoted by Reuters,")
    result = kg(copy, "build")
    assert result.exit_code == 1
    for words in (
        f"{organisations}:{nameless}: agent/state-duma: .*Ukrainian",
        f"{people}:{told}: agent/anonymous-source-3: .*role",
    ):
        assert re.search(words, result.output), result.output
    assert not (copy / "releases").exists()


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("graph/rules/bad.rq", b"SELECT", r"graph/rules/bad.rq:\d: "),
        ("graph/rules/bad.rq", b"ASK {}", "bad.rq: a rule is a CONSTRUCT query"),
        ("graph/rules/bad.rq", b"# t\nSELECT * {?s ?p ?o}", "bad.rq: a rule is a CONSTRUCT query"),
        ("graph/rules/bad.rq", b"", "bad.rq"),
        ("graph/rules/bad.rq", b"\xff", "bad.rq:1: not UTF-8"),
        ("queries/bad.rq", b"# title: \xff", "queries/bad.rq:1: not UTF-8"),
        ("queries/bad.rq", b"SELECT * {?s ?p ?o}", "queries/bad.rq:1: .*# title"),
        ("shapes/bad.ttl", b"@prefix x: <a:> .\nx", "shapes/bad.ttl:2: "),
        ("ontology/concepts.ttl", b"@prefix x: <a:> .\nx", "ontology/concepts.ttl:2: "),
        (ANNOTATIONS, b"- a\n", f"{ANNOTATIONS}:1: .*keys and values are expected"),
        (ANNOTATIONS, b"claims: none\n", f"{ANNOTATIONS}:1: claims: entries"),
        ("releases", b"a file", "releases: not a folder"),
    ],
)
def test_a_broken_file_of_any_kind_is_named(copy, file, content, words):
    (copy / file).parent.mkdir(exist_ok=True)
    (copy / file).write_bytes(content)
    result = kg(copy, "build")
    assert (result.exit_code, "Traceback" in result.output) == (1, False)
    assert isinstance(result.exception, SystemExit)
    assert re.search(words, result.output), result.output
