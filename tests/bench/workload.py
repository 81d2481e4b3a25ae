"""The queries of the benchmark, with parameters drawn at random: `queries/*.rq`.

The first line of a file is its kind and title. A request is either `varied`, every parameter drawn
anew and no text twice, so that no cache of results can answer; or `repeated`, one text again and
again, as an open dashboard asks. Lookups are only varied: they are many and different.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template
from urllib.parse import urlencode

from bench.graph import FIRST_DAY, MONTHS, Sizes
from bench.quads import thing, vocabulary
from kg.dates import add_months

FOLDER = Path(__file__).parent / "queries"
RESULTS = "application/sparql-results+json"
GRAPH = "text/turtle"


@dataclass(frozen=True)
class Query:
    """A query with places for parameters.

    :ivar kind: lookup, aggregate or rows
    """

    name: str
    kind: str
    title: str
    template: Template

    @property
    def accept(self) -> str:
        """The media type to ask for: the same one of every server."""
        return GRAPH if "DESCRIBE" in self.template.template else RESULTS

    @property
    def ways(self) -> tuple[str, ...]:
        """In which ways it is asked."""
        return ("varied",) if self.kind == "lookup" else ("repeated", "varied")

    def texts(self, sizes: Sizes, way: str, seed: int) -> Iterator[str]:
        """Texts of the query without end."""
        draw = random.Random(f"{self.name}/{seed}")
        claims = draw.sample(range(sizes.claims), sizes.claims)  # none twice before all were had
        number = 0
        while True:
            claim = thing("claim", claims[number % len(claims)])
            text = self.template.substitute(_parameters(draw, sizes, claim))
            number += 1
            yield text
            while way == "repeated":
                yield text


def _parameters(draw: random.Random, sizes: Sizes, claim: str) -> dict[str, object]:
    words = vocabulary()["words"]
    return {
        "claim": claim,
        "agent": thing("agent", draw.randrange(sizes.agents)),
        "month": f"{add_months(FIRST_DAY, draw.randrange(MONTHS)):%Y-%m}",
        "word": draw.choice(words["en"]),
        "second": draw.choice(words["en"]),
        "russian": draw.choice(words["ru"]),
        "next": draw.choice(words["ru"]),
        # no number of the graph has decimals, no result so many rows: only the text changes
        "number": f"0.{draw.randrange(10**8):08d}1",
        "threshold": f"{draw.randrange(10_000, 99_999)}.{draw.randrange(10**6):06d}1",
        "limit": draw.randrange(10**6, 10**7),
    }


def queries() -> list[Query]:
    """All queries: lookups, aggregates, rows; by name."""
    found = []
    for path in sorted(FOLDER.glob("*.rq")):
        first, _, text = path.read_text(encoding="utf-8").partition("\n")
        kind, _, title = first.removeprefix("# ").partition(": ")
        found.append(Query(path.stem, kind, title, Template(text.strip())))
    return sorted(found, key=lambda query: "lookup aggregate rows".split().index(query.kind))


def request(path: str, text: str, accept: str, extra: dict[str, str]) -> bytes:
    """An HTTP request for a query, ready to be sent."""
    target = f"{path}?{urlencode({'query': text, **extra})}"
    return (
        f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\nUser-Agent: bench\r\n\r\n"
    ).encode()
