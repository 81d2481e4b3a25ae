"""How the time of the checks grows with the number of claims: `make bench`.

Synthetic figures of the shape of real ones: monthly counts with quarterly and yearly ones, running
totals, rates, shares and changes. Categories and producers grow with the number of claims, so that
as many stand in one scope at every size: pairs inside a scope are what may cost more. The time for
n claims is set against n log n in the same run; a ratio near 1 means that it grows no faster. The
collector of cyclic garbage is off meanwhile: checks make no cycles, and its passes over everything
in memory would be measured instead.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from math import log2

from kg.checks.figure import Corpus, Days, Figure
from kg.checks.findings import check_figures, unique
from kg.concepts import Concept
from kg.dates import add_months
from kg.quantity import Quantity, parse_quantity

SIZES = (12_500, 25_000, 50_000, 100_000)
MEASURES = 24
CLAIMS_A_PRODUCER = 200
CLAIMS_A_CATEGORY = 2_000


def measures() -> dict[str, Concept]:
    """Measures that warn of each other in a ring; every fourth is of lists."""
    found = {}
    for i in range(MEASURES):
        values = {"notComparableWith": (f"measure-{(i + 1) % MEASURES}",), "additive": ("true",)}
        if i % 4 == 3:
            values = {"overlapping": ("true",)}
        found[f"measure-{i}"] = Concept(f"measure-{i}", {"en": f"measure {i}"}, values)
    return found


def figures(count: int) -> Iterator[Figure]:
    """So many figures; the same ones for the same number."""
    draw = random.Random(count)
    first = date(2022, 1, 1)
    for i in range(count):
        start = add_months(first, draw.randrange(120))
        months = draw.choice((1, 1, 1, 3, 12))
        days = Days(start, add_months(start, months) - timedelta(days=1))
        measure = f"measure-{draw.randrange(MEASURES)}"
        category = (f"category-{draw.randrange(1 + count // CLAIMS_A_CATEGORY)}",)
        producer = f"producer-{draw.randrange(1 + count // CLAIMS_A_PRODUCER)}"
        value = draw.randrange(1, 100_000)
        kind = draw.choices(("count", "running", "rate", "change", "share"), (70, 10, 5, 10, 5))[0]
        notation = {
            "count": f"{draw.choice(('', '>', '>=', '~'))}{value}",
            "running": f">={value}",
            "rate": f"{value % 90 + 1} people per day",
            "change": f"+{value % 300}%",
            "share": f"1/{value % 9 + 2} of {value}",
        }[kind]
        yield _figure(f"claim-{i}", measure, category, producer, kind, notation, days)


def _figure(
    name: str,
    measure: str,
    category: tuple[str, ...],
    producer: str,
    kind: str,
    notation: str,
    days: Days,
) -> Figure:
    quantity: Quantity = parse_quantity(notation)
    running = kind == "running"
    return Figure(
        name,
        measure,
        quantity.interval,
        "count" if running else kind,
        quantity,
        {"change": "percent", "share": "fraction"}.get(kind, "people"),
        category,
        period=Days(date(2022, 1, 1), None) if running else days,
        base=Days(add_months(days.start, -1), days.start - timedelta(days=1)),
        as_of=days.end if running else None,
        origin=producer,
        article=f"article-{name[-3:]}",
    )


def main() -> None:
    """Print seconds, checks and the growth against n log n for each size."""
    known = measures()
    base: float | None = None
    print(f"{'claims':>8} {'checks':>8} {'seconds':>8} {'µs a claim':>10} {'of n log n':>10}")
    for size in SIZES:
        corpus = Corpus({figure.id: figure for figure in figures(size)}, known)
        gc.collect()
        gc.disable()
        begin = time.perf_counter()
        found = len(unique(check_figures(corpus)))
        seconds = time.perf_counter() - begin
        gc.enable()
        unit = seconds / (size * log2(size))
        base = base or unit
        micros = 1e6 * seconds / size
        print(f"{size:>8,} {found:>8,} {seconds:>8.2f} {micros:>10.1f} {unit / base:>10.2f}")


if __name__ == "__main__":
    main()
