"""Slips of an annotator that could be taken for data: each is refused at its line, with the fix."""

from __future__ import annotations

import hashlib
import os
import re

import pytest
from click.testing import CliRunner

from kg.checks.values import _printed
from kg.cli import main
from kg.quantity import parse_quantity

SOURCE = "graph/sources/example-gazette.yaml"
ANNOTATIONS = "graph/annotations/example-gazette.yaml"
ENTITIES = "graph/entities/example.yaml"
MARCH = "    period: 2024-03\n    period basis: resolved # "
UNKNOWN = "    produced by: unknown\n    evidence: the 590"
RELAY = "    produced by: {}\n    through: {}\n    evidence: the 590"
NAME = "    name: {en: Harbour Office,"


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (ANNOTATIONS, MARCH, MARCH.replace("2024", "2025"), "published before, on 2024-04-02"),
        (ANNOTATIONS, MARCH, f"    as of: 2024-05\n{MARCH}", "as of 2024-05: .* published"),
        (ANNOTATIONS, UNKNOWN, RELAY.format("unknown", "example-gazette"),
         "'example-gazette' is the outlet .* no relay"),
        (ANNOTATIONS, UNKNOWN, RELAY.format("harbour-office", "harbour-office"),
         "is the producer and no relay"),
        (ANNOTATIONS, UNKNOWN, RELAY.format("unknown", "[refusals, refusals]"),
         "'refusals' stands twice"),
        (ANNOTATIONS, "produced by: unknown", "produced by: harbour-ofice",
         "did you mean harbour-office\\?; or describe it in graph/entities/"),
        (ANNOTATIONS, "measure: people-listed", "measure: people-liste",
         "people-listed.*; or describe it in ontology/concepts.ttl"),
        (ANNOTATIONS, "produced by: unknown", "pr\u043educed by: unknown",
         "CYRILLIC SMALL LETTER O"),
        (ANNOTATIONS, "quantity: x2", "quantity: \u04452", "CYRILLIC SMALL LETTER HA"),
        (ANNOTATIONS, "more than 1200 people", "more than 1 200 people", "without separators"),
        (ANNOTATIONS, MARCH, MARCH.replace("2024-03", "2024-Q1"), "quarter by its months"),
        (ANNOTATIONS, "    says: The", "    says: \0The", "control characters"),
        (ENTITIES, NAME, NAME.replace("Harbour Office", "EXAMPLE Gazette"),
         "'example-gazette' at graph/entities/example.yaml:7 has this name too"),
        (SOURCE, "title: Harbour fees rise", "title:", "title: nothing is given .fill it in"),
        (SOURCE, "language: en", "language: de", "'de' are not known .write en or ru or uk"),
        (SOURCE, "language: en", "language: en\nurl: www.example.org", "begins with https://"),
        (SOURCE, "sha256: a161", "sha256: A161", "64 digits of 0-9 and a-f, as `kg new`"),
        (SOURCE, "language: en", "language: en\ncites: example-gazette", "cites itself"),
    ],
)  # fmt: skip
def test_a_slip_is_refused_at_its_line(gazette, edit, check, file, old, new, words):
    line = edit(gazette, file, old, new)
    lines = "|".join(str(line + k) for k in range(new.count("\n") + 1))
    check(gazette, file, words, f"(?:{lines})")


def test_wholes_do_not_go_in_a_circle(gazette, edit, check):
    share = "quantity: 1/4\n    of: example-share-without-fee"
    edit(gazette, ANNOTATIONS, "quantity: more than 1200 people", share)
    check(gazette, ANNOTATIONS, "the wholes of this share go in a circle", 7)


def test_a_forecast_may_be_of_a_time_to_come(gazette, edit, check):
    edit(gazette, ANNOTATIONS, MARCH, f"    modality: estimated\n    as of: 2024-12\n{MARCH}")
    check(gazette)


@pytest.mark.parametrize(("language", "printed"), [("en", "1.200"), ("ru", "1,200")])
def test_a_thousand_may_be_divided_in_the_habit_of_another_language(language, printed):
    assert 1200 in _printed(f"{printed} people", language, parse_quantity("1200 people"))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("Отчёт.txt", "Ten left.", "'Отчёт.txt' gives no name .* --slug"),
        ("report.txt", " \n", "report.txt: the text is empty"),
    ],
)
def test_a_text_that_cannot_be_started_is_named(gazette, name, content, words):
    (gazette / "texts" / name).write_text(content, encoding="utf-8")
    runner = CliRunner(env={"KG_ROOT": str(gazette)})
    result = runner.invoke(main, ["new", str(gazette / "texts" / name)])
    assert result.exit_code == 1
    assert re.search(words, result.output), result.output


def test_where_a_text_is_looked_for_is_said(gazette):
    (gazette / "texts" / "example-gazette.txt").unlink()
    runner = CliRunner(env={"KG_ROOT": str(gazette), "KG_TEXTS": str(gazette / "texts")})
    result = runner.invoke(main, ["lock"])
    assert f"example-gazette.txt is not in {gazette / 'texts'}" in result.output


def test_a_number_that_is_cut_in_two_is_named_once(gazette, edit, check):
    text = gazette / "texts" / "example-gazette.txt"
    before = hashlib.sha256(text.read_bytes()).hexdigest()
    edit(gazette, "texts/example-gazette.txt", "Page 3 of 12", "Page 1,2 тыс. of it")
    edit(gazette, SOURCE, before, hashlib.sha256(text.read_bytes()).hexdigest())
    edit(gazette, SOURCE, "language: en", "language: ru")
    line = edit(gazette, ANNOTATIONS, "numbers: 3 of 12", "numbers: Page 1,2 тыс")
    output = check(gazette, ANNOTATIONS, "the passage cuts the number '1,2 тыс.'", line)
    assert output.count("1,2 тыс.") == 1
    assert "there is no number in what is set aside" not in output


@pytest.mark.parametrize("kind", ["loop", "folder", "pipe"])
def test_what_is_no_file_cannot_be_read(gazette, kind):
    path = gazette / ANNOTATIONS
    path.unlink()
    if kind == "loop":
        path.symlink_to(path.name)
    elif kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    result = CliRunner().invoke(main, ["check"], env={"KG_ROOT": str(gazette)})
    assert isinstance(result.exception, SystemExit) and "cannot be read" in result.output
