"""A project without what is withdrawn, found by repeating until nothing more must go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.concepts import Concept
from kg.errors import KgError
from kg.links import read_links
from kg.load import Bundle, Located, Project
from kg.lock import Lock
from kg.model import NAMELESS, Claim, Entry
from kg.questions import FEDERATED, read_questions
from kg.references import check_references
from kg.withdrawal.articles import WITHDRAWN, reduce_article
from kg.withdrawal.cascade import Cascade
from kg.withdrawal.passages import withhold
from kg.withdrawal.traces import Traces, find_traces

TABLES = {
    "agents": "agent",
    "places": "place",
    "events": "event",
    "provisions": "provision",
    "documents": "document",
    "computations": "claim",
}
"""The tables of a project whose records have an address, and the kind in it."""


@dataclass(frozen=True)
class Remainder:
    """A project and its locks without what is withdrawn.

    :ivar spared: for each record that may hold names of some of them, what tells of the others
    :ivar left_out: parts of records, questions, links and words that went as well, in words
    :ivar why: for everything that is gone but what was withdrawn itself, and all that is left out
    """

    project: Project
    locks: Mapping[str, Lock]
    traces: Traces = field(default_factory=Traces)
    spared: Mapping[str, Traces] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    why: Mapping[str, str] = field(default_factory=dict)

    @property
    def gone(self) -> frozenset[str]:
        """Kind and slug of everything that is gone."""
        return self.project.withdrawn


def withdraw(
    project: Project,
    locks: Mapping[str, Lock],
    things: Sequence[str],
    spared: Mapping[str, frozenset[str]] | None = None,
) -> Remainder:
    """Take things out of a checked project, with all that refers to them or would betray them.

    :param things: kinds and slugs, such as `claim/some-figure`
    :param spared: for records, those of the things whose names and numbers they hold by chance
    :raises KgError: if what is left does not hold together, which is a fault of this program
    """
    if not things and not _holds_erased(project):
        return Remainder(project, locks)
    gone = frozenset(things)
    why: dict[str, str] = {}
    while True:
        traces = find_traces(project, gone)
        others = {name: find_traces(project, gone - of) for name, of in (spared or {}).items()}
        cascade = Cascade(project, gone, traces, others, why=why)
        reduced, reduced_locks, erased = _reduce(cascade, locks)
        forlorn = _forlorn(project, reduced)
        why |= dict.fromkeys(forlorn - set(why), "nothing that stays names it")
        more = erased | forlorn
        if more <= gone:
            break
        gone |= more
    if problems := check_references(reduced):
        raise KgError(f"after the withdrawal: {problems[0]}")
    left_out = frozenset(cascade.left_out)
    return Remainder(reduced, reduced_locks, traces, others, left_out, why)


def _holds_erased(project: Project) -> bool:
    """Whether numbers are set aside because what they belonged to is withdrawn and erased."""
    return any(aside.reason == WITHDRAWN for bundle in project.bundles
               for aside in bundle.annotations.set_aside)  # fmt: skip


def _reduce(
    cascade: Cascade, locks: Mapping[str, Lock]
) -> tuple[Project, dict[str, Lock], frozenset[str]]:
    """The project without what a cascade takes out, and kind and slug of every record that went."""
    project, erased = cascade.project, set(cascade.gone)
    tables: dict[str, dict[str, Located]] = {}
    for table, kind in TABLES.items():
        tables[table] = {}
        for slug, located in getattr(project, table).items():
            name = f"{kind}/{slug}"
            record = None if name in erased else cascade.reduced(located.record, name)
            if record is None:
                erased.add(name)
            else:
                tables[table][slug] = replace(located, record=record)
    relations = {}
    for slug, located in project.relations.items():
        record = cascade.reduced(located.record, f"relation {slug}")
        if record is None:
            cascade.left_out.add(f"relation {slug}")  # why, it says itself
        else:
            relations[slug] = replace(located, record=record)
    bundles, reduced_locks = _articles(cascade, locks, erased)
    printed = {
        kind: {item.record.id: item for bundle in bundles for item in bundle.located(kind)}
        for kind in ("claims", "statements")
    }
    erased |= {f"claim/{slug}" for slug in project.printed
               if slug not in printed["claims"] and slug not in printed["statements"]}  # fmt: skip
    reduced = replace(
        project, **tables, **printed, relations=relations, bundles=bundles,
        concepts=_concepts(project, tables["events"]), withdrawn=frozenset(erased),
        links_left_out=_links(cascade), questions_left_out=_questions(cascade),
    )  # fmt: skip
    return reduced, reduced_locks, frozenset(erased)


def _articles(
    cascade: Cascade, locks: Mapping[str, Lock], erased: set[str]
) -> tuple[tuple[Bundle, ...], dict[str, Lock]]:
    bundles: list[Bundle] = []
    reduced_locks: dict[str, Lock] = {}
    homeless: dict[str, Claim] = {}
    staying: list[Bundle] = []
    for bundle in cascade.project.bundles:
        name = f"article/{bundle.slug}"
        source = None if name in erased else cascade.reduced(bundle.source, name)
        if source is not None:
            staying.append(replace(bundle, source=source))
            continue
        erased.add(name)
        for located in bundle.printed():
            cascade.why.setdefault(f"claim/{located.record.claim_id}", f"{name} prints it")
        for claim in bundle.annotations.claims:
            if f"claim/{claim.id}" not in erased:
                rest = cascade.reduced(claim, f"claim/{claim.id}")
                homeless |= {claim.id: rest} if rest else {}
    for bundle in staying:
        reduced, gone = reduce_article(cascade, bundle, homeless)
        reduced, lock, words = withhold(reduced, locks[bundle.slug], gone, cascade.traces)
        for words_of, why in words.items():
            cascade.leave_out(words_of, why)
        bundles.append(reduced)
        reduced_locks[bundle.slug] = lock
    return tuple(bundles), reduced_locks


def _concepts(
    project: Project, events: Mapping[str, Located]
) -> Mapping[str, Mapping[str, Concept]]:
    """The concepts without the events that are gone, from which some measures count."""
    lost = set(project.events) - set(events)
    if not lost:
        return project.concepts

    def without(concept: Concept) -> Concept:
        values = {
            name: tuple(value for value in found if value not in lost)
            if name in ("measuredFrom", "measuredTo")
            else found
            for name, found in concept.values.items()
        }
        return replace(concept, values=values)

    return {
        kind: {slug: without(concept) for slug, concept in found.items()}
        for kind, found in project.concepts.items()
    }


def _links(cascade: Cascade) -> frozenset[int]:
    """Lines of links from what is withdrawn, and of those that tell of it."""
    lines = set()
    for link in read_links(cascade.project):
        traces = cascade.traces_for(link.subject)
        traces = replace(traces, numbers=frozenset())  # those of links are of other datasets
        told = [word for value in vars(link).values() if (word := traces.names_in(str(value)))]
        if link.subject in cascade.gone or told:
            lines.add(link.line)
            why = f"it holds «{told[0]}»" if told else f"{link.subject} goes"
            cascade.leave_out(f"link {link.subject} to {link.dataset}", why)
    return frozenset(lines)


def _questions(cascade: Cascade) -> frozenset[str]:
    """Stored questions that tell of what is withdrawn."""
    found = set()
    root = cascade.project.root
    for question in (*read_questions(root), *read_questions(root, FEDERATED)):
        if word := cascade.traces.query_tells(question.text):
            found.add(question.slug)
            cascade.leave_out(f"question {question.slug}", f"it holds «{word}»")
    return frozenset(found)


def _forlorn(project: Project, reduced: Project) -> set[str]:
    """Persons and nameless sources to whom something led and nothing leads any more."""
    left, before = set(_agents_named(reduced)), set(_agents_named(project))
    return {
        f"agent/{slug}"
        for slug, located in reduced.agents.items()
        if located.record.type in (*NAMELESS, "public-person") and slug in before - left
    }


def _agents_named(project: Project) -> Iterator[str]:
    """Every slug and reference of an agent in a record, as often as it stands there."""
    records: list[Entry] = [bundle.source for bundle in project.bundles]
    records += [located.record for bundle in project.bundles for located in bundle.printed()]
    for table in ("agents", "documents", "events"):
        records += [located.record for located in getattr(project, table).values()]
    for record in records:
        for value in _texts(record.model_dump(exclude={"id"})):
            slug = value.removeprefix("agent/")
            if slug in project.agents:
                yield slug


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
