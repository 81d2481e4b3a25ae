"""Make the search index of a release: one SQLite file with full-text indexes (FTS5), from the graph
as it is built, so that it holds nothing that the graph does not."""

from __future__ import annotations

import json
import math
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml
from pyoxigraph import Literal, NamedNode, Triple

from kg.build.entities import NAMELESS_CLASSES, NEVER_TOGETHER
from kg.search.entries import LANGUAGES, THINGS
from kg.search.folding import is_cyrillic, joined, spelled, stems
from kg.search.multiples import multiples
from kg.terms import UNKNOWN_AGENT, VOCABULARIES, term

FILE = "search.sqlite"
ONTOLOGY = VOCABULARIES["ref"]
TYPE, SUBCLASS, LABEL = term("rdf:type"), term("rdfs:subClassOf"), term("rdfs:label")
CONCEPT = term("skos:Concept")
FIGURES = ("ReportedCount", "ComputedCount")
CLAIMS = (*FIGURES, "Statement")
NAMELESS_SPEAKER = "a speaker without a name"
"""Not what they are called: a search must not lead from one statement of somebody to the next."""


@cache
def fields() -> Mapping[str, object]:
    """What of the graph can be searched (`fields.yaml`)."""
    return yaml.safe_load(files("kg.search").joinpath("fields.yaml").read_text(encoding="utf-8"))


@cache
def index_format() -> int:
    """A number that is another one where an index would be made in another way: an index that was
    made otherwise than it is read answers wrongly, or not at all."""
    makers = ("schema.sql", "fields.yaml", "letters.yaml", "multiples.yaml", "folding.py",
              "multiples.py", "build.py")  # fmt: skip
    contents = [files("kg.search").joinpath(name).read_bytes() for name in makers]
    return zlib.crc32(b"".join(contents)) >> 1  # SQLite keeps 31 bits


def search_index(default_graph: Collection[Triple]) -> bytes:
    """The index of a graph as the bytes of a SQLite database.

    :param default_graph: every asserted and computed triple once
    """
    graph = _Graph(default_graph)
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(_schema())
        connection.execute(f"PRAGMA user_version = {index_format()}")
        connection.execute("BEGIN")
        _write(connection, graph)
        connection.commit()
        connection.execute("VACUUM")
        return connection.serialize()
    finally:
        connection.close()


def _schema() -> str:
    return files("kg.search").joinpath("schema.sql").read_text(encoding="utf-8")


class _Graph:
    """A graph by subject, and what its classes are."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.facts: dict[NamedNode, dict[NamedNode, list]] = defaultdict(lambda: defaultdict(list))
        self.mentions: Counter[NamedNode] = Counter()
        for subject, predicate, value in triples:
            self.facts[subject][predicate].append(value)
            if predicate != TYPE and isinstance(value, NamedNode):
                self.mentions[value] += 1

    def texts(self, subject: NamedNode, properties: Iterable[str]) -> list[tuple[str, str, str]]:
        """The literals of some properties: property, language and text, in a lasting order."""
        facts = self.facts.get(subject, {})
        return [
            (property, value.language or "", value.value)
            for property in properties
            for value in sorted(facts.get(term(property), ()), key=_sort_key)
            if isinstance(value, Literal)
        ]

    def by_language(self, subject: NamedNode, properties: Iterable[str]) -> dict[str, str]:
        """The first text in each language, in the order of LANGUAGES."""
        found: dict[str, str] = {}
        for _, language, text in self.texts(subject, properties):
            found.setdefault(language, text)
        order = [*LANGUAGES, *sorted(found.keys() - set(LANGUAGES))]
        return {language: found[language] for language in order if language in found}

    def parents(self, name: str) -> tuple[str, ...]:
        """The classes of ours right above one."""
        values = self.facts.get(NamedNode(ONTOLOGY + name), {}).get(SUBCLASS, ())
        return tuple(sorted(_local(value) for value in values if _is_ours(value)))

    def classes(self, subject: NamedNode) -> tuple[str, ...]:
        """The classes of a thing and those above them, the most specific first."""
        types = self.facts[subject][TYPE]
        waiting = sorted(_local(value) for value in types if _is_ours(value))
        if CONCEPT in types:
            waiting.append("Concept")
        found: dict[str, None] = {}
        while waiting:
            name = waiting.pop(0)
            found.setdefault(name)
            waiting += self.parents(name)
        return tuple(sorted(found, key=lambda name: (-self._depth(name), list(found).index(name))))

    def _depth(self, name: str) -> int:
        return 1 + max(map(self._depth, self.parents(name)), default=-1 if name == "Concept" else 0)


def _write(connection: sqlite3.Connection, graph: _Graph) -> None:
    vocabulary = _Vocabulary()
    members: Counter[str] = Counter()
    subjects = (subject for subject in graph.facts if subject.value.startswith(THINGS))
    number_of_name = 0
    for number, subject in enumerate(
        sorted(filter(lambda subject: _is_found(graph, subject), subjects), key=_sort_key), start=1
    ):
        types = graph.classes(subject)
        members.update(types)
        entry = _entry(graph, subject, types)
        connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", (number, *entry))
        rows = [(name, number) for name in types]
        connection.executemany("INSERT INTO entry_type VALUES (?, ?)", rows)
        names = list(_names(graph, subject))
        for text, language, kind in names:
            number_of_name += 1
            row = (number_of_name, number, text, language, kind)
            connection.execute("INSERT INTO name VALUES (?, ?, ?, ?, ?)", row)
            readings = vocabulary.indexed_name(text)
            connection.execute(
                "INSERT INTO name_index (rowid, words) VALUES (?, ?)", (number_of_name, readings)
            )
        called = " ".join(vocabulary.indexed_name(text) for text, _, _ in names)
        said = " ".join(_said(graph, subject, types))
        all_names = " ".join(text for text, _, _ in names)
        words = [vocabulary.indexed(said), *map(vocabulary.indexed_stems, (all_names, said))]
        words += sorted({word for text in (all_names, said) for word in multiples(text)[0]})
        connection.execute(
            "INSERT INTO entry_index (rowid, names, words) VALUES (?, ?, ?)",
            (number, called, " ".join(words)),
        )
    connection.executemany("INSERT INTO vocabulary VALUES (?, ?, ?)", vocabulary.rows())
    rows = [(stem,) for stem in sorted(vocabulary.stems)]
    connection.executemany("INSERT INTO stem VALUES (?)", rows)
    connection.executemany("INSERT INTO type VALUES (?, ?, ?, ?)", _types(graph, members))


def _is_found(graph: _Graph, subject: NamedNode) -> bool:
    """Whether a thing can be searched for: those who speak without a name cannot."""
    types = set(graph.facts.get(subject, {}).get(TYPE, ()))
    if types & NEVER_TOGETHER:
        return False
    wanted = fields()["classes"]
    return CONCEPT in types or any(_is_ours(type) and _local(type) in wanted for type in types)


def _entry(graph: _Graph, subject: NamedNode, types: Sequence[str]) -> tuple[object, ...]:
    descriptions = graph.by_language(subject, fields()["descriptions"])
    if set(types) & set(CLAIMS):
        descriptions = {"en": _attribution(graph, subject, types)}
    weights = fields()["classes"]
    weight = max((weights[name] for name in types if name in weights), default=0.0)
    weight *= 1 + math.log1p(graph.mentions[subject]) / 10
    return (
        subject.value.removeprefix(THINGS),
        types[0],
        _json(types),
        _json(graph.by_language(subject, ["rdfs:label", "skos:prefLabel", "dcterms:title"])),
        _json(descriptions),
        round(weight, 6),
    )


def _attribution(graph: _Graph, subject: NamedNode, types: Sequence[str]) -> str:
    """Who says a claim, since none is shown without."""
    what = "Figure" if set(types) & set(FIGURES) else "Statement"
    if "ComputedCount" in types:
        return "Figure computed by this project, printed nowhere"
    producers = sorted(graph.facts[subject].get(term("ref:producedBy"), ()), key=_sort_key)
    names = dict.fromkeys(_speaker(graph, producer) for producer in producers)
    if not names or UNKNOWN_AGENT in producers:
        return f"{what} reported, credited to nobody"
    return f"{what} reported, from {', '.join(names)}"


def _speaker(graph: _Graph, agent: NamedNode) -> str:
    if set(graph.facts[agent][TYPE]) & NAMELESS_CLASSES:
        return NAMELESS_SPEAKER
    return next(iter(graph.by_language(agent, ["rdfs:label"]).values()), NAMELESS_SPEAKER)


def _names(graph: _Graph, subject: NamedNode) -> Iterator[tuple[str, str, str]]:
    """Each name of a thing once in each language: text, language, kind."""
    kinds = fields()["names"]
    numbers = [text for _, _, text in graph.texts(subject, ["ref:number"])]
    seen = set()
    for property, language, text in graph.texts(subject, kinds):
        if (text, language) not in seen:
            seen.add((text, language))
            yield text, language, kinds[property]
        # "Article 337, unauthorised absence" is called Article 337.
        short, comma, _ = text.partition(",")
        if comma and short.rpartition(" ")[2] in numbers and (short, language) not in seen:
            seen.add((short, language))
            yield short, language, "short"


def _said(graph: _Graph, subject: NamedNode, types: Sequence[str]) -> Iterator[str]:
    """The words that say something of a thing, and those that say what it is; not of people, since
    "person" would list them, and so would the "of" of their roles."""
    is_person = bool(set(types) & set(fields()["people"]))
    small = fields()["small words"].split() if is_person else ()
    for _, _, text in graph.texts(subject, fields()["words of people" if is_person else "words"]):
        yield " ".join(word for word in text.split() if word.lower() not in small)
    for name in () if is_person else types:
        yield from graph.by_language(NamedNode(ONTOLOGY + name), ["rdfs:label"]).values()
    for property in fields()["about"]:
        for value in sorted(graph.facts[subject].get(term(property), ()), key=_sort_key):
            if isinstance(value, NamedNode) and _is_found(graph, value):
                labels = graph.by_language(value, ["rdfs:label", "skos:prefLabel"])
                yield from labels.values()


def _types(graph: _Graph, members: Counter[str]) -> Iterator[tuple[object, ...]]:
    for name, count in sorted(members.items()):
        labels = graph.by_language(NamedNode(ONTOLOGY + name), ["rdfs:label"]) or {"en": name}
        yield name, _json(labels), _json(graph.parents(name)), count


class _Vocabulary:
    """The words of an index, each with its first spelling in Latin and in Cyrillic letters."""

    def __init__(self) -> None:
        self._spellings: dict[str, list[str | None]] = {}
        self.stems: set[str] = set()

    def indexed(self, text: str) -> str:
        """A text as it stands in an index: each reading of each word."""
        found = []
        for word, readings in spelled(text):
            for reading in readings:
                spellings = self._spellings.setdefault(reading, [None, None])
                script = int(is_cyrillic(word))
                spellings[script] = spellings[script] or word
            found += readings
        return " ".join(found)

    def indexed_name(self, text: str) -> str:
        """A name as it stands in an index: as it is, and written as one word."""
        as_one = "".join(word for word, _ in spelled(text)) if joined(text) else ""
        return f"{self.indexed(text)} {self.indexed(as_one)}".strip()

    def indexed_stems(self, text: str) -> str:
        """The words of a text without their endings, as they stand in an index."""
        found = [stem for word, _ in spelled(text) for stem in stems(word)]
        self.stems.update(found)
        return " ".join(found)

    def rows(self) -> Iterator[tuple[str, str | None, str | None]]:
        """Word, Latin spelling, Cyrillic spelling."""
        for word, (latin, cyrillic) in sorted(self._spellings.items()):
            yield word, latin, cyrillic


def _is_ours(term: object) -> bool:
    return isinstance(term, NamedNode) and term.value.startswith(ONTOLOGY)


def _local(term: NamedNode) -> str:
    return term.value.removeprefix(ONTOLOGY)


def _sort_key(term: NamedNode | Literal) -> tuple[str, str]:
    return term.value, getattr(term, "language", "") or ""


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
