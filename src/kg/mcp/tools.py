"""The tools: what clients can call, and what each does. One for each stored question, or two for
all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from kg.errors import KgError
from kg.mcp.answers import Answer
from kg.mcp.dossier import dossier
from kg.mcp.finding import search
from kg.mcp.following import Served
from kg.mcp.questions import (
    answer_question,
    find_question,
    list_questions,
    question_as_sparql,
    run,
)
from kg.mcp.things import describe_thing
from kg.mcp.vocabulary import schema
from kg.query import QueryLimits
from kg.questions import Question

FOR_ALL_QUESTIONS = ("list_questions", "ask_question")
"""Tools that stand for those of the single questions."""
LIMITS = "At most {seconds:g} seconds, {memory} MiB, {size:,} bytes of query."
Arguments = Mapping[str, Any]
Function = Callable[[Served, Arguments], Answer]


@dataclass(frozen=True)
class Tool:
    """A tool.

    :ivar name: letters, digits, hyphens and underscores, which every client takes
    :ivar input: JSON Schema of its arguments
    :ivar output: JSON Schema of its structured result
    """

    name: str
    title: str
    description: str
    input: Mapping[str, Any]
    output: Mapping[str, Any]
    function: Function

    def call(self, served: Served, arguments: Arguments) -> Answer:
        """
        :raises KgError: if the arguments are not what the tool takes, or there is no answer
        """
        if fault := best_match(Draft202012Validator(self.input).iter_errors(arguments)):
            place = "".join(f"{part}: " for part in fault.absolute_path)
            raise KgError(f"the arguments of {self.name}: {place}{_in_short(fault.message)}")
        return self.function(served, arguments)


def _in_short(message: str) -> str:
    """A message without most of the value that it quotes; what is wrong stands at its end."""
    return message if len(message) <= 300 else f"{message[:100]} … {message[-100:]}"


def tools_of(served: Served, each: bool = True) -> dict[str, Tool]:
    """The tools that a release has, by name; those of the questions come last.

    :param each: one for each stored question, not two for all of them
    """
    functions = _functions()
    found = {
        name: _tool(name, entry, functions[name], served.limits)
        for name, entry in _entries().items()
        if not (each and name in FOR_ALL_QUESTIONS)
    }
    if each:
        found |= {one.slug: _of_question(one) for one in served.release.questions}
    return found


def asks_a_query(name: str) -> bool:
    """Whether a tool asks a stored question or a query of the agent's own, which may take long."""
    return name in ("sparql", "ask_question") or name not in _entries()


def _functions() -> dict[str, Function]:
    return {
        "search": lambda served, given: search(
            served.release, given["text"], given.get("types", ()), int(given.get("limit", 10))
        ),
        "claim_dossier": lambda served, given: dossier(served.release, given["claim"]),
        "describe_thing": lambda served, given: describe_thing(served.release, given["thing"]),
        "sparql": lambda served, given: run(
            served.release, given["query"], int(given.get("limit", 100))
        ),
        "schema": lambda served, given: schema(served.release),
        "question_as_sparql": lambda served, given: question_as_sparql(
            served.release, given["name"]
        ),
        "list_questions": lambda served, given: list_questions(
            served.release, given.get("theme", "")
        ),
        "ask_question": lambda served, given: answer_question(
            served.release, find_question(served.release, given["name"])
        ),
    }


def _tool(name: str, entry: Mapping[str, Any], function: Function, limits: QueryLimits) -> Tool:
    said = LIMITS.format(seconds=limits.seconds, memory=limits.memory_mb, size=limits.query_bytes)
    return Tool(
        name,
        entry["title"],
        entry["description"].replace("{limits}", said),
        _object(entry["input"]),
        _result(entry["answer"]),
        function,
    )


def _of_question(question: Question) -> Tool:
    return Tool(
        question.slug,
        question.title,
        f"{question.title} {question.description}",
        _object({}),
        _outline(_result(_entries()["ask_question"]["answer"])),
        partial(_answer, question),
    )


def _answer(question: Question, served: Served, given: Arguments) -> Answer:
    return answer_question(served.release, question)


def _object(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": {}, **schema, "additionalProperties": False}


def _result(answer: Mapping[str, Any]) -> dict[str, Any]:
    whole = deepcopy(_read("answer.schema.yaml"))
    whole["properties"]["answer"] = {"type": "object", **answer}
    return whole


def _outline(schema: Mapping[str, Any]) -> dict[str, Any]:
    """What a schema says of the two uppermost levels: some clients show it to the model, and the
    same for each question would be long."""
    return {
        "type": "object",
        "required": schema["required"],
        "properties": {
            name: {key: value[key] for key in ("type", "required") if key in value}
            for name, value in schema["properties"].items()
        },
    }


def _entries() -> Mapping[str, Any]:
    return _read("tools.yaml")


@cache
def _read(name: str) -> Any:
    return yaml.safe_load(files("kg.mcp").joinpath(name).read_text(encoding="utf-8"))
