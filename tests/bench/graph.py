"""A synthetic graph in this project's own shape, of any size: `write_graph`.

Articles print claims (two figures to three statements), each with its mention, evidence and
selectors; some repeat what an earlier article printed. Agents, categories and words follow a power
law: a few are everywhere. Every triple stands in a named graph (one a source; entities, concepts,
checks) and once more in the default graph, as in a release. Nobody and nothing in it is real.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import IO

from bench.quads import LANGUAGES, QuadWriter, thing, typed, vocabulary
from kg.dates import add_months

FIRST_DAY = date(2022, 2, 1)
MONTHS = 60
QUADS_AN_AGENT, QUADS_A_DOCUMENT = 2_500, 1_500  # entities grow with the graph
MEAN_CLAIMS = 18  # claims that an article is the first to print, before the long tail
REPEATED = 0.15  # part of the mentions that print what an earlier article has printed


@dataclass
class Sizes:
    """How many of each kind there are: their names are numbered from 0."""

    quads: int = 0
    agents: int = 0
    documents: int = 0
    articles: int = 0
    claims: int = 0
    figures: int = 0


def write_graph(path: Path, quads: int) -> Sizes:
    """Write N-Quads of about this size to a file, the same ones for the same size.

    :param quads: how many, some tens more; the last article ends where they are reached
    """
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        graph = _Graph(stream, quads)
        graph.write_concepts()
        graph.write_entities()
        while graph.quads < quads:
            graph.write_article()
    graph.sizes.quads = graph.quads
    return graph.sizes


def graph_file(folder: Path, quads: int) -> tuple[Path, Sizes]:
    """The file of a graph of this size and what is in it; written unless it is there."""
    path, beside = folder / f"{quads}.nq", folder / f"{quads}.json"
    if not beside.exists():
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(write_graph(path, quads))))
    return path, Sizes(**json.loads(beside.read_text()))


class _Graph(QuadWriter):
    def __init__(self, stream: IO[str], quads: int) -> None:
        super().__init__(stream, random.Random(quads))
        self.wanted = quads
        agents, documents = 20 + quads // QUADS_AN_AGENT, 20 + quads // QUADS_A_DOCUMENT
        self.sizes = Sizes(agents=agents, documents=documents)

    def write_concepts(self) -> None:
        """Schemes, flat or as trees, with labels in three languages."""
        self.into("concepts")
        for name, scheme in vocabulary()["schemes"].items():
            for i in range(scheme["count"]):
                self._concept(name, scheme, i)

    def _concept(self, name: str, scheme: dict, i: int) -> None:
        concept, whole = thing(name, i), thing("scheme", name)
        self.type(concept, "ref:" + scheme["class"])
        self.type(concept, "skos:Concept")
        self.add(concept, "skos:notation", f'"{name}-{i}"')
        self.add(concept, "skos:inScheme", whole)
        for language in LANGUAGES:
            self.add(concept, "skos:prefLabel", self.text(language, 2, f"{name} {i}"))
            self.add(concept, "skos:definition", self.text(language, 9))
        if scheme["branching"] and i:
            self.add(concept, "skos:broader", thing(name, (i - 1) // scheme["branching"]))
        else:
            self.add(concept, "skos:topConceptOf", whole)

    def write_entities(self) -> None:
        """Agents (outlets, organisations, anonymous sources) and cited documents."""
        self.into("entities")
        for i in range(self.sizes.agents):
            agent = thing("agent", i)
            kind = ("Outlet", "Outlet", "Organisation", "AnonymousSource")[i % 4]
            self.type(agent, f"ref:{kind}")
            for language in LANGUAGES:
                self.add(agent, "rdfs:label", self.text(language, 1, f"agent {i}"))
            if kind == "AnonymousSource":
                continue
            self.add(agent, "ref:organisationKind", self.concept_of("organisation-kind"))
            for language in LANGUAGES:
                self.add(agent, "dcterms:description", self.text(language, 8))
            if i > 20 and kind == "Organisation":
                self.add(agent, "ref:partOf", thing("agent", self.draw.randrange(i // 4) * 4 + 2))
        for i in range(self.sizes.documents):
            self._document(thing("document", i), "ref:CitedDocument", self.draw.choice(LANGUAGES))

    def _document(self, document: str, kind: str, language: str) -> None:
        issued = FIRST_DAY + timedelta(days=self.draw.randrange(MONTHS * 30))
        title = self.text(language, 6)
        self.type(document, kind)
        self.add(document, "dcterms:title", title)
        self.add(document, "rdfs:label", title)
        self.add(document, "dcterms:language", f'"{language}"')
        self.add(document, "dcterms:issued", typed(issued, "date"))
        self.add(document, "ref:issuedKnown", typed("true", "boolean"))
        self.add(document, "ref:publishedBy", thing("agent", self._outlet()))
        self.add(document, "schema:url", f"<https://example.org/{document[1:-1][-40:]}>")

    def write_article(self) -> None:
        """One source: its article, what it is the first to print, and what it repeats."""
        number = self.sizes.articles
        self.into(f"source/{number}")
        self.article, self.language = thing("article", number), self.draw.choice(LANGUAGES)
        self.position = 0
        self._document(self.article, "ref:Article", self.language)
        self.add(self.article, "ref:textHash", f'"{self.draw.getrandbits(256):064x}"')
        self.add(self.article, "ref:sourceFile", f'"{number}.txt"')
        for i in self.draw.sample(range(self.sizes.documents), self.draw.randrange(1, 5)):
            self.add(self.article, "ref:cites", thing("document", i))
        first = self.sizes.claims
        for _ in range(1 + round(self.draw.lognormvariate(0, 0.75) * MEAN_CLAIMS)):
            if self.quads >= self.wanted:
                break
            if self.draw.random() < REPEATED and first:
                self._repeat(self.draw.randrange(first))
            elif self.draw.random() < 0.4:
                self._figure()
            else:
                self._statement()
        self.sizes.articles += 1

    def _repeat(self, claim: int) -> None:
        self._mention(claim, f"{claim}/{self.position}", thing("agent", self._agent()))

    def _figure(self) -> None:
        number, claim, producer = self._claim("ref:ReportedCount")
        self.sizes.figures += 1
        value = round(10 ** self.draw.uniform(0.3, 5))
        if value > 100:  # large numbers are printed rounded, so that several sources print the same
            value = round(value, -len(str(value)) + 2)
        stated = typed(value, "decimal")
        for name, what in (
            ("ref:measure", self.concept_of("measure")),
            ("ref:category", self.concept_of("category")),
            ("ref:unit", self.concept_of("unit")),
            ("ref:kind", self.concept_of("kind")),
            ("ref:qualifier", self.concept_of("qualifier")),
            ("ref:stated", stated),
            ("ref:statedText", f'"{value}"'),
            ("ref:quantityText", f'"{value} people"'),
            ("ref:lowerBound", stated),
            ("ref:lowerInclusive", typed("true", "boolean")),
        ):
            self.add(claim, name, what)
        if self.draw.random() < 0.7:
            self.add(claim, "ref:upperBound", stated)
            self.add(claim, "ref:upperInclusive", typed("true", "boolean"))
        if self.draw.random() < 0.6:
            self._period(claim)
        self._mention(number, str(number), producer)
        self._ledger_entry(claim)
        if self.draw.random() < 0.5:
            self._check(number, claim)
        if self.draw.random() < 0.3:
            self._caveat(number, claim)

    def _statement(self) -> None:
        number, claim, producer = self._claim("ref:Statement")
        self.add(claim, "ref:statementKind", self.concept_of("statement-kind"))
        self.add(claim, "ref:subject", thing("agent", self._agent()))
        for topic in {self.concept_of("topic"): 0, self.concept_of("topic"): 0}:
            self.add(claim, "ref:topic", topic)
        self._mention(number, str(number), producer)

    def _claim(self, kind: str) -> tuple[int, str, str]:
        number = self.sizes.claims
        self.sizes.claims += 1
        claim, producer = thing("claim", number), thing("agent", self._agent())
        self.type(claim, kind)
        self.add(claim, "rdfs:label", self.text("en", 9, f"claim {number}"))
        self.add(claim, "ref:producedBy", producer)
        self.add(claim, "ref:modality", self.concept_of("modality"))
        self.add(claim, "ref:independentOrigins", typed(1, "integer"), "checks")
        return number, claim, producer

    def _period(self, claim: str) -> None:
        start = add_months(FIRST_DAY, self.draw.randrange(MONTHS))
        end = add_months(start, self.draw.choice((1, 1, 1, 3, 12))) - timedelta(days=1)
        self.add(claim, "ref:period", f'"{start:%Y-%m}/{end:%Y-%m}"')
        for side, day in (("Start", start), ("End", end)):
            self.add(claim, f"ref:period{side}", typed(day, "date"))
            self.add(claim, f"ref:period{side}Precision", self.concept_of("precision"))
            self.add(claim, f"ref:period{side}Basis", self.concept_of("basis"))

    def _mention(self, claim: int, name: str, credited: str) -> None:
        path = f"{self.sizes.articles}/{name}"
        mention = thing("mention", path)
        self.type(mention, "ref:Mention")
        self.add(thing("claim", claim), "ref:hasMention", mention)
        self.add(mention, "ref:mentionOf", thing("claim", claim))
        self.add(mention, "ref:inArticle", self.article)
        self.add(mention, "ref:credits", credited)
        if self.draw.random() < 0.15:
            relay, agent = thing("relay", f"{path}/1"), thing("agent", self._agent())
            self.add(mention, "ref:through", agent)
            self.add(mention, "ref:hasRelay", relay)
            self.type(relay, "ref:Relay")
            self.add(relay, "ref:relayAgent", agent)
            self.add(relay, "ref:position", typed(1, "integer"))
        self._evidence(mention, f"{path}/1")

    def _evidence(self, mention: str, path: str) -> None:
        evidence, position = thing("evidence", path), thing("position", path)
        quote = thing("quote", path)
        self.add(mention, "ref:hasEvidence", evidence)
        self.type(evidence, "ref:Evidence")
        self.add(evidence, "ref:supports", self.concept_of("facet"))
        self.add(evidence, "ref:private", typed("false", "boolean"))
        self.add(evidence, "oa:hasSource", self.article)
        self.add(evidence, "oa:hasSelector", position)
        self.add(evidence, "oa:hasSelector", quote)
        self._span(position, "oa:TextPositionSelector", "oa:start", "oa:end")
        self.type(quote, "oa:TextQuoteSelector")
        self.add(quote, "oa:exact", self.text(self.language, 5).rpartition("@")[0])

    def _ledger_entry(self, claim: str) -> None:
        entry = thing("ledger", f"{self.sizes.articles}/{self.position}")
        self._span(entry, "ref:LedgerEntry", "ref:start", "ref:end")
        self.add(entry, "ref:status", '"claim"')
        self.add(entry, "ref:claim", claim)
        self.add(entry, "ref:inArticle", self.article)

    def _span(self, thing: str, kind: str, start: str, end: str) -> None:
        self.position += self.draw.randrange(20, 300)
        self.type(thing, kind)
        self.add(thing, start, typed(self.position, "integer"))
        self.add(thing, end, typed(self.position + self.draw.randrange(3, 90), "integer"))

    def _check(self, number: int, claim: str) -> None:
        check = thing("check", number)
        self.type(check, "ref:Check", "checks")
        for name, what in (
            ("ref:checkKind", self.concept_of("check-kind")),
            ("ref:verdict", self.concept_of("verdict")),
            ("ref:declared", typed("false", "boolean")),
            ("ref:compares", claim),
            ("ref:expected", f'"{number % 97}"'),
            ("ref:found", f'"{number % 89}"'),
            *(("rdfs:label", self.text(language, 2)) for language in LANGUAGES),
            *(("rdfs:comment", self.text(language, 14)) for language in LANGUAGES),
        ):
            self.add(check, name, what, "checks")
        if number:
            other = thing("claim", self.draw.randrange(number))
            self.add(check, "ref:compares", other, "checks")

    def _caveat(self, number: int, claim: str) -> None:
        caveat = thing("caveat", number)
        self.type(caveat, "ref:EditorialCaveat", "editorial")
        self.add(claim, "ref:caveat", caveat, "editorial")
        self.add(caveat, "ref:inArticle", self.article, "editorial")
        self.add(caveat, "rdfs:comment", self.text("en", 12), "editorial")

    def _agent(self) -> int:
        return int(self.sizes.agents * self.draw.random() ** 3)

    def _outlet(self) -> int:
        return self._agent() // 4 * 4
