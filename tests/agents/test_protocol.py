"""What the server offers, in both eras of the protocol."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from agent_client import DOCUMENT, Bare, Session
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from mcp import MCPError
from mcp_types import METHOD_NOT_FOUND

from kg import __version__
from kg.cli import main
from kg.mcp.resources import METHOD, ONTOLOGY, QUESTION
from kg.questions import read_questions
from kg.release import Release

CORE = ["search", "claim_dossier", "describe_thing", "sparql", "schema", "question_as_sparql"]
MOST_SEEN = 32_000
"""Bytes of names, descriptions and arguments, which clients put before the model: 8,000 tokens."""


def test_the_server_says_who_it_is_and_what_to_keep_to(session: Session):
    client = session.client
    assert (client.server_info.name, client.server_info.version) == ("refusals", __version__)
    assert client.protocol_version == "2025-11-25"
    for rule in ("Reported is not established", "never advice", "must stay unnamed", "deserter"):
        assert rule in client.instructions


def test_the_newest_revision_is_spoken_too(release: Release):
    session = Session(release.path.parent, mode="auto")
    try:
        assert session.client.protocol_version == "2026-07-28"
        assert session.answer("chain-of-4373")["answer"]["rows"][0] == ["0", "Proekt"]
    finally:
        session.close()


def test_each_stored_question_is_a_tool(session: Session, root):
    tools = session.tools()
    questions = read_questions(root)
    assert list(tools) == [*CORE, *(question.slug for question in questions)]
    for question in questions:
        assert tools[question.slug].title == question.title
        assert question.description in tools[question.slug].description


def test_clients_can_bear_the_tools(session: Session):
    tools = session.tools().values()
    for tool in tools:
        assert re.fullmatch(r"[a-z][a-z0-9_-]{1,44}", tool.name), tool.name
        assert tool.annotations.read_only_hint and not tool.annotations.open_world_hint
        for schema in (tool.input_schema, tool.output_schema):
            Draft202012Validator.check_schema(schema)
            assert schema["type"] == "object"
    seen = [[tool.name, tool.description, tool.input_schema] for tool in tools]
    assert len(json.dumps(seen)) < MOST_SEEN
    assert len(tools) < 128
    assert f"instead of {len(tools)}" in DOCUMENT.read_text(encoding="utf-8")


def test_one_tool_may_stand_for_all_questions(server: Bare):
    tools = server.ask({"jsonrpc": "2.0", "id": 1, "method": "tools/list"})["result"]["tools"]
    assert [tool["name"] for tool in tools] == [*CORE, "list_questions", "ask_question"]
    listed = server.call("list_questions", {"theme": "Law"})["result"]["structuredContent"]
    names = [question["name"] for question in listed["answer"]["questions"]]
    assert "decree-647" in names and "topics" not in names
    found = server.call("ask_question", {"name": "decree-647"})["result"]["structuredContent"]
    assert found["basis"] == ["documented"] and found["evidence"]["documents"]


def test_resources_are_what_is_needed_to_write_a_query(session: Session):
    listed = session.wait(session.client.list_resources()).resources
    assert [resource.uri for resource in listed] == [METHOD, ONTOLOGY]
    (template,) = session.wait(session.client.list_resource_templates()).resource_templates
    assert template.uri_template == QUESTION + "{name}"
    for uri, holds in (
        (METHOD, "Reported is not established"),
        (ONTOLOGY, "producedBy [Claim → Agent]"),
        (f"{QUESTION}chain-of-4373", "SELECT ?position ?agent"),
    ):
        (content,) = session.wait(session.client.read_resource(uri)).contents
        assert holds in content.text
    with pytest.raises(MCPError, match="there is no question 'chain' .did you mean"):
        session.wait(session.client.read_resource(f"{QUESTION}chain"))


def test_the_example_in_the_schema_is_a_query_that_has_an_answer(session: Session):
    text = session.answer("schema")["answer"]["schema"]
    prefixes = "\n".join(re.findall(r"^PREFIX .*$", text, re.MULTILINE))
    example = text.partition("Example:")[2].partition("\n")[2].partition("\n\n")[0]
    found = session.answer("sparql", query=f"{prefixes}\n{example}")
    assert found["answer"]["total"] > 10 and found["basis"] == ["reported"]


def test_there_are_no_prompts(session: Session):
    with pytest.raises(MCPError) as caught:
        session.wait(session.client.list_prompts())
    assert caught.value.code == METHOD_NOT_FOUND


def test_one_command_installs_what_the_document_needs(root):
    (command,) = re.findall(r"^\$ (make .*)$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    words = [*command.split(), "--dry-run", "--always-make"]
    ran = subprocess.run(words, cwd=root, capture_output=True, text=True, check=True)
    assert re.search(r"pip install .*\[.*\bmcp\b.*\]", ran.stdout) and "kg release" in ran.stdout


def test_without_its_package_the_command_says_how_to_get_it(monkeypatch, release: Release):
    import sys

    for name in [name for name in sys.modules if name.startswith("kg.mcp")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp_types", None)
    result = CliRunner(env={"KG_RELEASES": str(release.path.parent)}).invoke(main, ["mcp"])
    assert result.exit_code == 1
    assert result.output == "`kg mcp` needs one more package: pip install 'refusals[mcp]'\n"


def test_without_a_release_the_command_says_how_to_make_one(tmp_path):
    result = CliRunner(env={"KG_RELEASES": str(tmp_path)}).invoke(main, ["mcp"])
    assert (result.exit_code, "run `kg release` first" in result.output) == (1, True)
    assert "Traceback" not in result.output
