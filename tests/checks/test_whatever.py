"""What holds of every set of figures."""

from __future__ import annotations

from itertools import combinations

from corpora import F, corpus, figure, months, only, run, said, total
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.checks.agreement import (
    CONSISTENT,
    INCONSISTENT,
    NOT_COMPARABLE,
    ROUNDED,
)
from kg.checks.comparability import check_comparability, facets
from kg.checks.disputes import check_disputes
from kg.checks.findings import check_figures, unique
from kg.checks.series import check_series
from kg.interval import Interval
from kg.quantity import TIME_UNITS

_slots = st.sampled_from
_numbers = st.builds(
    "{}{}{}".format, _slots(["", "about ", "more than ", "up to ", "almost "]),
    st.integers(1, 60), _slots([" people", " cases", " people per day"]),
)  # fmt: skip
_times = [("2023-01", None), ("2023-02", None), ("2023", None), ("2022-09-21/..", "2023-01-31"),
          ("2022-09-21/..", "2023-03-31"), (None, "2023-03-31"), (None, None)]  # fmt: skip
_facets = {
    "measure": ["requests", "arrivals", "cases", "trials", "strength", "listed"],
    "categories": [("officers",), ("soldiers",), ("officers", "soldiers")],
    "area": ["north", "south"],
    "time": _times,
    "origin": ["office", "registry", None],
    "modality": ["asserted", "estimated"],
}


@st.composite
def corpora(draw, largest=6, numbers=_numbers):
    """A few figures of which each may differ from the others in any facet."""
    narrow = {name: draw(st.lists(_slots(values), min_size=1, max_size=2, unique=True))
              for name, values in _facets.items()}  # fmt: skip
    figures = []
    for k in range(draw(st.integers(2, largest))):
        chosen = {name: draw(_slots(values)) for name, values in narrow.items()}
        measure, (period, as_of) = chosen.pop("measure"), chosen.pop("time")
        figures.append(figure(f"f{k}", draw(numbers), measure, period, as_of=as_of, **chosen))
    return corpus(*figures)


def stage(measure):
    return {"cases": "opened", "trials": "tried"}.get(measure)


@given(corpora(largest=2))
@settings(max_examples=200)
def test_facets_are_those_in_which_two_figures_differ(of):
    a, b = of.figures.values()
    expected = {
        "measure": a.measure != b.measure,
        "stage": stage(a.measure) != stage(b.measure),
        "kind": a.quantity.per != b.quantity.per,
        "unit": a.unit != b.unit,
        "category": a.categories != b.categories,
        "area": a.area != b.area,
        "period": (a.period, a.as_of) != (b.period, b.as_of),
    }
    assert set(facets(of, a, b)) == {name for name, differs in expected.items() if differs}
    assert facets(of, a, b) == facets(of, b, a)
    disputed = run(check_disputes, of)
    if any(expected.values()):
        assert disputed == []
    else:
        dated = a.period or a.as_of
        assert len(disputed) == bool(dated and a.measure != "listed")


@given(corpora())
@settings(max_examples=200)
def test_nothing_found_reaches_across_scopes(of):
    for check in unique(check_figures(of)):
        said(check)
        assert not check.declared
        if check.verdict == NOT_COMPARABLE:
            continue
        for a, b in combinations([of.figures[slug] for slug in check.inputs], 2):
            differing = set(facets(of, a, b))
            allowed = {"dispute": set(), "rate": {"kind", "period"}}.get(check.kind, {"period"})
            assert differing <= allowed
            listed = "listed" in (a.measure, b.measure)
            assert not (listed and check.kind in ("dispute", "sum", "part"))
            if check.kind in ("sum", "part", "cumulative"):
                assert a.origin == b.origin


@given(corpora(largest=9))
def test_each_pair_that_cannot_be_compared_is_told_once(of):
    found = run(check_comparability, of)
    pairs = [frozenset(check.inputs) for check in found]
    assert len(set(pairs)) == len(pairs)
    for check in found:
        a, b = (of.figures[slug] for slug in check.inputs)
        assert check.inputs == tuple(sorted(check.inputs))
        assert check.facets == facets(of, a, b) != ()
        warned = {"requests"} if "arrivals" in (a.measure, b.measure) else set()
        assert (a.measure == b.measure and a.origin != b.origin) or (
            {a.measure, b.measure} == warned | {"arrivals"}
        )


@given(corpora(largest=9), st.randoms())
def test_the_order_of_figures_changes_nothing(of, random):
    shuffled = list(of.figures.values())
    random.shuffle(shuffled)
    checks = unique(check_figures(of))
    other = unique(check_figures(corpus(*shuffled)))
    assert [(check.id, check.verdict) for check in checks] == [
        (check.id, check.verdict) for check in other
    ]


@given(st.integers(2, 40), st.integers(1, 5))
def test_pairs_grow_with_producers_and_not_with_figures(count, producers):
    figures = [
        figure(f"f{k:03}", str(k), period=f"{2000 + k}", origin=f"office-{k % producers}")
        for k in range(count)
    ]
    found = run(check_comparability, corpus(*figures))
    assert len(found) <= producers
    assert bool(found) == (min(count, producers) > 1)


def window(number):
    """The values that round to a number; zeros at its end by a twentieth of it at most."""
    place = 1
    while number and number % (place * 10) == 0:
        place *= 10
    half = min(F(place), max(F(number, 10), F(1))) / 2
    return Interval(number - half, True, number + half, False)


def spread(number):
    """What a number stands for that enters: itself, or what rounds to it if it ends in a zero."""
    found = window(number)
    return Interval.exactly(number) if found.upper - found.lower == 1 else found


@given(st.lists(st.integers(0, 60), min_size=1, max_size=8))
def test_a_series_falls_where_a_number_is_below_one_before_it(numbers):
    figures = [total(f"f{k}", str(number), f"2023-{k:02}")
               for k, number in enumerate(numbers, start=1)]  # fmt: skip
    found = {check.inputs[0]: check.verdict for check in run(check_series, corpus(*figures))}
    for k, number in enumerate(numbers[1:], start=1):
        highest = max(numbers[:k])
        reaches = not spread(number).below(spread(highest))
        falls = ROUNDED if reaches else INCONSISTENT
        assert found[f"f{k + 1}"] == (CONSISTENT if number >= highest else falls)


@given(st.lists(st.integers(0, 60), min_size=3, max_size=3), st.integers(0, 200))
def test_months_make_up_a_quarter_if_their_sum_is_or_rounds_to_it(numbers, whole):
    quarter = figure("quarter", str(whole), period="2023-09/2023-11")
    found = only(check_series, corpus(quarter, *months(*map(str, numbers))))
    parts = sum((spread(number) for number in numbers), Interval.exactly(0))
    near = sum(numbers) in window(whole) or parts & spread(whole)
    expected = ROUNDED if near else INCONSISTENT
    assert found.verdict == (CONSISTENT if sum(numbers) == whole else expected)


def test_units_of_time_are_told_from_others():
    assert figure("a", "2 years", "sentence").kind == "penalty"
    assert figure("a", "2 years").unit in TIME_UNITS
