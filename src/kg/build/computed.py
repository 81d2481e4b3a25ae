"""Figures that we compute from printed ones: exact sums and differences, with their formula.

A computed figure has no mention and no evidence, and is never shown as reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from kg.build.describe import Fact, describe
from kg.build.figures import bound_facts, period_facts, unit_of
from kg.errors import InvalidData, Problem
from kg.interval import Interval
from kg.load import Located, Project
from kg.model import Claim, Computation
from kg.quantity import decimal_text
from kg.terms import graph, thing
from kg.wording import computed_label as label_in_words

COMPUTED = graph("computed")


@dataclass(frozen=True)
class Computed:
    """The outcome of a computation: its bounds, its unit and its formula in words of claims."""

    computation: Computation
    interval: Interval
    unit: str | None
    formula: str

    @property
    def exact(self) -> Fraction | None:
        """The one value that the bounds allow, if they allow just one."""
        return self.interval.exact

    @property
    def inputs(self) -> tuple[str, ...]:
        """The figures from which it is computed."""
        return (*self.computation.add, *self.computation.subtract)


def compute(project: Project, located: Located) -> Computed:
    """Carry out one computation.

    :raises InvalidData: if its claims are not all counts in one unit
    """
    computation: Computation = located.record
    total = Interval.exactly(0)
    terms, units, kinds = [], set(), set()
    for key, sign in (("add", 1), ("subtract", -1)):
        for slug in getattr(computation, key):
            claim: Claim = project.claims[slug].record
            quantity = claim.parsed_quantity
            kinds.add(quantity.kind)
            units.add(unit_of(project, claim.measure, quantity))
            interval = quantity.interval
            total = total + interval if sign > 0 else total - interval
            terms.append(f"{'+' if sign > 0 else '-'} {slug} ({quantity})")
    if kinds != {"count"}:
        raise InvalidData([located.problem(f"only counts can be added, not {sorted(kinds)}")])
    if total.upper is not None and total.upper < 0:
        raise InvalidData([located.problem(f"a count below zero: {' '.join(terms)}")])
    default = project.concepts["measure"][computation.measure].default_unit
    return Computed(computation, total.counted(), default, " ".join(terms).removeprefix("+ "))


def computed_label(project: Project, result: Computed) -> str:
    """A computed figure in words."""
    computation, value, unit = result.computation, result.exact, result.unit
    return label_in_words(
        None if value is None else decimal_text(value),
        unit,
        "en",
        measure=project.concepts["measure"][computation.measure].label,
        period=computation.period,
        unit_label=project.concepts["unit"][unit].label if unit else None,
    )


def build_computed(project: Project) -> Iterator[Fact]:
    """Every computation, carried out.

    :raises InvalidData: with all faults together
    """
    problems: list[Problem] = []
    for located in project.computations.values():
        try:
            result = compute(project, located)
        except InvalidData as error:
            problems.extend(error.problems)
            continue
        computation, value = result.computation, result.exact
        facts = {
            "a": ["ref:ComputedCount"],
            "rdfs:label": (computed_label(project, result), "en"),
            "ref:kind": thing("kind", "count"),
            "ref:measure": thing("measure", computation.measure),
            "ref:category": [thing("category", slug) for slug in computation.category],
            "ref:stated": value,
            "ref:statedText": None if value is None else decimal_text(value),
            "ref:qualifier": None if value is None else thing("qualifier", "exactly"),
            **bound_facts(result.interval),
            "ref:unit": thing("unit", result.unit) if result.unit else None,
            "ref:modality": thing("modality", computation.modality),
            **period_facts(computation.period, "context"),
            "ref:area": thing("place", computation.area) if computation.area else None,
            "ref:scopeNote": (computation.scope_note, "en"),
            "ref:formula": result.formula,
            "ref:producedBy": thing("agent", "refusals"),
            "prov:wasDerivedFrom": [thing("claim", slug) for slug in result.inputs],
        }
        for triple in describe(thing("claim", computation.id), facts):
            yield Fact(triple, COMPUTED, located)
    if problems:
        raise InvalidData(problems)
