"""Claims read back from the graph as observations: their data set and their components' values.

Nothing is added to what a claim says, and nothing guessed: a dimension of which it says nothing has
the code "not stated".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pyoxigraph import Literal, NamedNode, Triple

from kg.build.describe import to_term
from kg.cube.structure import NOT_STATED, DataSet, data_sets, own
from kg.errors import KgError
from kg.quantity import parse_quantity
from kg.terms import BASE, VOCABULARIES, term, thing

Value = NamedNode | Literal
REPORTED, COMPUTED = term("ref:ReportedCount"), term("ref:ComputedCount")

# Facets of a claim that a component takes over as they are, each with the property that has it.
SAME = {
    "producer": "producedBy", "measure": "measure", "area": "area", "provision": "provision",
    "unit": "unit", "per": "per", "modality": "modality", "qualifier": "qualifier",
    "lowerBound": "lowerBound", "lowerInclusive": "lowerInclusive", "upperBound": "upperBound",
    "upperInclusive": "upperInclusive", "independentOrigins": "independentOrigins",
    "statedText": "statedText", "scopeNote": "scopeNote", "wholeNumber": "ofWhole",
    "changeFrom": "changeFrom", "changeTo": "changeTo", "formula": "formula",
}  # fmt: skip


@dataclass(frozen=True)
class Observation:
    """A claim as an observation.

    :ivar values: the values of its components by name; those of `categories`, `article` several
    :ivar categories: the categories that its one code for "of whom" stands for
    """

    claim: NamedNode
    data_set: DataSet
    values: Mapping[str, tuple[Value, ...]]
    categories: tuple[NamedNode, ...]

    @property
    def iri(self) -> NamedNode:
        """The observation itself: it goes by the name of its claim."""
        return thing("observation", name_of(self.claim))

    @property
    def slice(self) -> NamedNode:
        """The slice of its data set, producer and measure; there is one of named producers only."""
        fixed = (name_of(self.values[name][0]) for name in ("producer", "measure"))
        return thing("slice", self.data_set.slug, *fixed)


def name_of(node: NamedNode) -> str:
    """What identifies a thing among its kind.

    >>> name_of(thing("claim", "requests-2023"))
    'requests-2023'
    """
    return node.value.removeprefix(f"{BASE}id/").partition("/")[2]


class Facts:
    """The triples of a graph by subject and, in the ontology's own terms, by local name."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.of: dict[NamedNode, dict[str, list[Value]]] = {}
        own_terms = VOCABULARIES["ref"]
        for subject, predicate, value in triples:
            name = predicate.value.removeprefix(own_terms)
            self.of.setdefault(subject, {}).setdefault(name, []).append(value)

    def all(self, subject: NamedNode, name: str) -> list[Value]:
        """Every value of a property, sorted."""
        return sorted(self.of.get(subject, {}).get(name, ()), key=str)

    def one(self, subject: NamedNode, name: str) -> Value | None:
        """The one value of a property, or None."""
        return next(iter(self.all(subject, name)), None)

    def of_type(self, kind: NamedNode) -> list[NamedNode]:
        """Every subject of a class, sorted."""
        types = term("rdf:type").value
        found = (node for node, facts in self.of.items() if kind in facts.get(types, ()))
        return sorted(found, key=str)


def read_observations(facts: Facts) -> Iterator[Observation]:
    """Every claim that states a number, as an observation, in the order of claims.

    A computed figure that bounds leave wholly open states none, and is no observation.

    :raises KgError: if no data set is declared for a kind of number
    """
    for kind, status in ((REPORTED, "reported"), (COMPUTED, "computed")):
        for claim in facts.of_type(kind):
            number = _number(facts, claim)
            if number is None:
                continue
            numeral, qualifier = number
            form = "range" if len(numeral) == 2 else "number"
            holds = f"{status} {name_of(facts.one(claim, 'kind'))} {form}"
            if holds not in data_sets():
                advice = "declare it in kg/cube/datasets.yaml"
                raise KgError(f"{claim.value}: the cube has no data set of {holds}s; {advice}")
            data_set = data_sets()[holds]
            categories = tuple(facts.all(claim, "category"))
            values = {name: tuple(facts.all(claim, source)) for name, source in SAME.items()}
            values |= {
                name: (to_term(value),)
                for name, value in zip(data_set.measures, numeral, strict=True)
            }
            values |= {
                "claim": (claim,),
                "category": (category_code(categories),),
                "period": (period_code(facts.one(claim, "period")),),
                "asOf": (period_code(facts.one(claim, "asOf")),),
                "basePeriod": (period_code(facts.one(claim, "basePeriod")),),
                "whole": (*facts.all(claim, "of"), *facts.all(claim, "ofCategory")),
                "status": (own(status),),
                "qualifier": (qualifier,),
                "article": _articles(facts, claim),
            }
            expected = (*data_set.dimensions, *data_set.required)
            stated = {name: values[name] or (NOT_STATED,) for name in expected}
            rest = {name: values[name] for name in data_set.components if name not in stated}
            yield Observation(claim, data_set, stated | rest, categories)


def category_code(categories: tuple[NamedNode, ...]) -> NamedNode:
    """One code for whom a claim is about: of several categories, one for all of them together.

    >>> category_code((thing("category", "officers"), thing("category", "wounded"))).value
    'https://w3id.org/refusals/cube#category-officers_wounded'
    """
    if len(categories) < 2:
        return categories[0] if categories else NOT_STATED
    return own("category-" + "_".join(name_of(category) for category in categories))


def period_code(text: Literal | None) -> NamedNode:
    """The code of a date or period written in EDTF.

    >>> period_code(Literal("2022-09-21/..")).value
    'https://w3id.org/refusals/cube#period-2022-09-21_open'
    """
    if text is None:
        return NOT_STATED
    return own("period-" + text.value.replace("..", "open").replace("/", "_"))


def _articles(facts: Facts, claim: NamedNode) -> tuple[Value, ...]:
    mentions = facts.all(claim, "hasMention")
    found = {article for mention in mentions for article in facts.all(mention, "inArticle")}
    return tuple(sorted(found, key=str))


def _number(facts: Facts, claim: NamedNode) -> tuple[tuple[Fraction, ...], NamedNode] | None:
    """The number or the two numbers that a claim states, and its qualifier."""
    text = facts.one(claim, "quantityText")
    if text is not None:
        quantity = parse_quantity(text.value)
        high = () if quantity.stated_high is None else (quantity.stated_high,)
        return (quantity.signed, *high), facts.one(claim, "qualifier")
    return _bounded(facts, claim)


def _bounded(facts: Facts, claim: NamedNode) -> tuple[tuple[Fraction, ...], NamedNode] | None:
    """A computed count by its bounds; that it is not below zero is no news."""
    lower, upper = (facts.one(claim, f"{end}Bound") for end in ("lower", "upper"))
    low, high = (None if end is None else Fraction(end.value) for end in (lower, upper))
    low_in, high_in = (
        facts.one(claim, f"{end}Inclusive") == Literal(True) for end in ("lower", "upper")
    )
    if low == 0 and low_in and high != 0:
        low = None
    if low is not None and high is not None:
        if low == high:
            return (low,), thing("qualifier", "exactly")
        return (low, high), thing("qualifier", "range")
    if low is not None:
        return (low,), thing("qualifier", "at-least" if low_in else "more-than")
    if high is not None:
        return (high,), thing("qualifier", "up-to" if high_in else "fewer-than")
    return None
