"""Whether the number of a claim is the number that its evidence prints: a guard against slips."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from itertools import permutations

from kg.errors import Problem
from kg.load import Bundle, Project
from kg.model import Claim, Evidence
from kg.numbers import find_numbers
from kg.quantity import Quantity

_GROUPED = re.compile("[1-9][0-9]{0,2}[.,][0-9]{3}")


def check_values(project: Project, bundle: Bundle) -> list[Problem]:
    """Claims and repeats whose printed evidence does not hold their number. Needs no text."""
    problems = []
    for i, claim in enumerate(bundle.annotations.claims):
        problems += _check(bundle, ("claims", i), claim, claim.evidence)
    for i, repeat in enumerate(bundle.annotations.repeats):
        located = project.claims.get(repeat.claim)
        if located:
            problems += _check(bundle, ("repeats", i), located.record, repeat.evidence)
    return problems


def _check(
    bundle: Bundle, path: tuple[str | int, ...], claim: Claim, evidence: Iterable[Evidence]
) -> list[Problem]:
    problems = []
    evidence = list(evidence)
    if evidence[0].supports != "value":
        message = "the first evidence must show the value"
        problems.append(bundle.problem((*path, "evidence", 0), message))
    for k, passage in enumerate(evidence):
        if passage.supports != "value" or passage.fragment is None:
            continue
        quantity = claim.parsed_quantity
        printed = _printed(passage.fragment, bundle.source.language, quantity)
        wanted = {quantity.stated, quantity.stated_high or quantity.stated}
        if not wanted <= printed:
            message = f"the evidence {passage.fragment!r} does not print {quantity.stated_text}"
            fix = "mend the quantity or the fragment"
            problems.append(bundle.problem((*path, "evidence", k), message, fix))
    return problems


def _printed(fragment: str, language: str, quantity: Quantity) -> set[Fraction]:
    """Values that a fragment prints, with years and months added up for a duration in years."""
    numbers = find_numbers(fragment, language)
    values = {v for number in numbers for v in number.values}
    # 1.053 and 1,053 are a thousand or one, by the writer's habit and not always the language's.
    values |= {
        Fraction(re.sub("[.,]", "", number.text))
        for number in numbers
        if _GROUPED.fullmatch(number.text)
    }
    if quantity.form == "change":  # "up by half" is +50%
        values |= {100 * value for value in values if 0 < value < 1}
    if quantity.form == "times":  # "half as many again" is x1.5, "three times fewer" x1/3
        values |= {1 + value for value in values if 0 < value < 1}
        values |= {1 / value for value in values if value > 1}
    if quantity.unit == "year":
        values |= {years + months / 12 for years, months in permutations(values, 2)}
    return values
