"""YAML as annotators write it: scalars stay text, lines are remembered, faults name their line."""

import pytest

from kg.errors import InvalidData
from kg.yamlfile import parse_yaml, read_yaml


def test_scalars_stay_as_they_are_written():
    text = "period: 2023-11\nanswer: no\nyear: 2022\nempty:\n"
    expected = {"period": "2023-11", "answer": "no", "year": "2022", "empty": ""}
    assert parse_yaml(text, "a.yaml").value == expected


def test_a_path_leads_to_its_line_and_unknown_steps_to_the_nearest():
    found = parse_yaml("claims:\n  - id: a\n    quantity: 5\n", "a.yaml")
    assert found.line(("claims", 0, "quantity")) == 3
    assert found.line(("claims", "function-before", 0, "missing")) == 2


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: [1\nb: 2\n", 2, "not YAML"),
        ("a: 1\na: 2\n", 2, "stands twice"),
        ("a: &x 1\nb: *x\n", 1, "anchors"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "not YAML|tag"),
        ("a: 1\nb: !evil x\n", 2, "tag"),
        ("a: 1\n[b, c]: 2\n", 2, "key must be a word"),
        ("a:\n\t- b\n", 2, "not YAML"),
        ("a: >22000\n", 1, "not YAML"),
    ],
)
def test_a_fault_names_its_line(text, line, words):
    with pytest.raises(InvalidData, match=words) as error:
        parse_yaml(text, "a.yaml")
    assert [problem.line for problem in error.value.problems] == [line]


def test_files_that_cannot_be_read_say_so(tmp_path):
    (tmp_path / "latin.yaml").write_bytes(b"a: caf\xe9\n")
    for name, words in (("latin.yaml", "latin.yaml:1: not UTF-8"), ("none.yaml", "cannot be read")):
        with pytest.raises(InvalidData, match=words):
            read_yaml(tmp_path / name, name)


def test_deep_nesting_is_an_error_and_no_crash():
    with pytest.raises(InvalidData, match="nested too deeply"):
        parse_yaml("[" * 50_000, "a.yaml")
