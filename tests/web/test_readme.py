"""The README's first screen is true: its requests, sent to a running server, get its answers."""

from __future__ import annotations

import re
import shlex
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = "http://127.0.0.1:8000"


def examples() -> list[tuple[str, str]]:
    """Each curl command of the README with the output that is shown below it."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n\$ (curl .*?)\n```", text, re.S)
    pairs = []
    for block in blocks:
        command, _, output = block.replace("\\\n", " ").partition("\n")
        pairs.append((command, output))
    return pairs


def request(command: str, address: str) -> str:
    """What curl would send, sent from here: not every machine has curl."""
    words = shlex.split(command)[1:]
    headers, body, url = {}, None, ""
    while words:
        word = words.pop(0)
        if word == "-H":
            name, _, value = words.pop(0).partition(": ")
            headers[name] = value
        elif word == "--data-binary":
            body = (ROOT / words.pop(0).removeprefix("@")).read_bytes()
        elif word not in ("-s", "-L"):
            url = word.replace(ADDRESS, address)
    with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=120) as answer:
        return answer.read().decode("utf-8")


@pytest.mark.parametrize("command, output", examples())
def test_an_example_gets_the_answer_that_is_shown(address: str, command: str, output: str):
    assert request(command, address).splitlines() == output.splitlines()


@pytest.mark.parametrize(
    "command, begins",
    [("claim/proekt-convictions-2023", "{"), ("mediazona.ttl", "@prefix"), (".bib", "@misc")],
)
def test_what_is_shown_without_its_answer_has_one(address: str, command: str, begins: str):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sh\n(curl .*?)\n```", text, re.S)
    line = next(line for line in block.splitlines() if line.endswith(command))
    assert request(line, address).startswith(begins)


def test_there_are_examples():
    assert len(examples()) >= 2
