"""What a release holds, counted: the figures of its description in VoID (§4).

The default graph is counted, where each asserted triple stands once; the named graphs are counted
one by one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from kg.build.entities import NEVER_TOGETHER
from kg.catalogue.names import name, texts
from kg.links import CURIE_MAP, IDENTIFIERS
from kg.terms import BASE, term

THINGS = f"{BASE}id/"
LINKS = f"{name('skos:').value}"
TYPE = term("rdf:type")
FIGURE = term("ref:ReportedCount")


def statistics(
    default_graph: Collection[Triple],
    graphs: Mapping[NamedNode, Collection[Triple]],
    inferred: Mapping[NamedNode, Collection[Triple]],
) -> dict[str, object]:
    """Counts of a release, as JSON can hold them and in an order that never varies.

    :param default_graph: every asserted triple once
    :param graphs: the same triples by named graph
    :param inferred: what rules inferred, by named graph
    :return: `triples`, `distinct_subjects`, `distinct_objects`, `entities` (things of ours),
        `things` (their number by kind), `classes` (entities by class), `properties` (by property
        `triples`, `distinct_subjects`, `distinct_objects`), `vocabularies` (namespaces), `linksets`
        (each with `target`, `predicate`, `links`), `examples` (a thing by class), `temporal`
        (`start` and `end` of what figures are about), `graphs` (by name `title`, `triples`,
        `entities`, `inferred`)
    """
    members: dict[NamedNode, set[object]] = defaultdict(set)
    triples: Counter[NamedNode] = Counter()
    subjects: dict[NamedNode, set[object]] = defaultdict(set)
    objects: dict[NamedNode, set[object]] = defaultdict(set)
    linksets: Counter[tuple[str, str]] = Counter()
    described: Counter[NamedNode] = Counter()
    for subject, predicate, value in default_graph:
        triples[predicate] += 1
        described[subject] += 1
        subjects[predicate].add(subject)
        objects[predicate].add(value)
        if predicate == TYPE:
            members[value].add(subject)
        elif predicate.value.startswith(LINKS) and (target := _target(subject, value)):
            linksets[target, predicate.value] += 1
    return {
        "triples": len(default_graph),
        "distinct_subjects": len(described),
        "distinct_objects": len(set().union(*objects.values())),
        "entities": len(_things(described)),
        "things": _by_name(Counter(thing.split("/")[0] for thing in _things(described))),
        "classes": _by_name({class_.value: len(found) for class_, found in members.items()}),
        "properties": _by_name({
            predicate.value: {
                "triples": number,
                "distinct_subjects": len(subjects[predicate]),
                "distinct_objects": len(objects[predicate]),
            }
            for predicate, number in triples.items()
        }),
        "vocabularies": sorted({_namespace(term.value) for term in (*triples, *members)}),
        "linksets": [
            {"target": target, "predicate": predicate, "links": number}
            for (target, predicate), number in sorted(linksets.items())
        ],
        "examples": _examples(default_graph, members, described),
        "temporal": _temporal(default_graph, members[FIGURE]),
        "graphs": _graphs(default_graph, graphs, inferred),
    }  # fmt: skip


def _things(nodes: Iterable[object]) -> set[str]:
    """Our things among the nodes, as the part of their IRI that names them."""
    return {
        node.value.removeprefix(THINGS)
        for node in nodes
        if isinstance(node, NamedNode) and node.value.startswith(THINGS)
    }


def _target(subject: object, value: object) -> str | None:
    """The dataset that a link of one of our things leads to."""
    if not (isinstance(value, NamedNode) and subject.value.startswith(THINGS)):
        return None
    return next((set for set in IDENTIFIERS if value.value.startswith(CURIE_MAP[set])), None)


def _examples(
    triples: Iterable[Triple],
    members: Mapping[NamedNode, set[object]],
    described: Mapping[object, int],
) -> dict[str, str]:
    """A thing of each main class: the one most is said of, and the first by IRI among equals.

    Never a source without a name, nor what one of them said: it points to one, or to a mention that
    does.
    """
    shunned = set().union(*(members.get(class_, ()) for class_ in NEVER_TOGETHER))
    for _ in range(2):
        shunned |= {subject for subject, _, value in triples if value in shunned}
    examples = {}
    for class_ in texts()["main_classes"]:
        fit = members.get(name(class_), set()) - shunned
        if fit:
            best = min(fit, key=lambda thing: (-described[thing], thing.value))
            examples[name(class_).value] = best.value
    return _by_name(examples)


def _temporal(triples: Iterable[Triple], figures: Collection[object]) -> dict[str, str]:
    """The first and the last day, or month, that a reported figure is about; empty where none says
    so."""
    as_of = term("ref:asOf")
    starts, ends = {term("ref:periodStart"), as_of}, {term("ref:periodEnd"), as_of}
    dates = [
        (predicate, value.value)
        for subject, predicate, value in triples
        if predicate in starts | ends and subject in figures and isinstance(value, Literal)
    ]
    begun = [date for predicate, date in dates if predicate in starts]
    ended = [date for predicate, date in dates if predicate in ends]
    return {"start": min(begun), "end": max(ended)} if begun and ended else {}


def _graphs(
    default_graph: Iterable[Triple],
    graphs: Mapping[NamedNode, Collection[Triple]],
    inferred: Mapping[NamedNode, Collection[Triple]],
) -> dict[str, dict[str, object]]:
    title = term("dcterms:title")
    every = {**graphs, **inferred}
    titles = {t.subject: t.object.value for t in default_graph if t.predicate == title}
    return {
        graph.value: {
            "title": titles.get(graph, graph.value.removeprefix(BASE)),
            "triples": len(triples),
            "entities": len(_things({triple.subject for triple in triples})),
            "inferred": graph in inferred,
        }
        for graph, triples in sorted(every.items(), key=lambda item: item[0].value)
    }


def _namespace(iri: str) -> str:
    """
    >>> _namespace("http://purl.org/dc/terms/title"), _namespace("http://www.w3.org/ns/oa#exact")
    ('http://purl.org/dc/terms/', 'http://www.w3.org/ns/oa#')
    """
    sign = "#" if "#" in iri else "/"
    return iri.rpartition(sign)[0] + sign


def _by_name(values: Mapping[str, object]) -> dict[str, object]:
    return dict(sorted(values.items()))
