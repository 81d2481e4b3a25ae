"""Scales of plots: true to their values, with readable ends, whatever the range."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kg.plot.scales import time_scale, value_scale
from kg.plot.text import MORE, fitting, lines, shorten, width

NUMBERS = st.lists(st.floats(-1e9, 1e9).map(lambda x: round(x, 3)), min_size=1, max_size=9)
POSITIVE = st.lists(st.floats(1e-3, 1e9), min_size=1, max_size=9)
KINDS = st.sampled_from(["linear", "log", "percent", "auto"])
WRITTEN = st.text("Щонайменше at least 49 000 — ґ", min_size=1, max_size=80)


@given(NUMBERS, KINDS, st.integers(2, 8))
def test_a_scale_keeps_order_and_holds_its_values(values, kind, most):
    scale = value_scale(values, kind, 100, 0, most)
    assert 2 <= len(scale.ticks) <= most + 2
    assert scale.low <= min(values) and max(values) <= scale.high
    assert list(scale.ticks) == sorted(set(scale.ticks))
    drawn = [scale(value) for value in sorted(values)]
    assert drawn == sorted(drawn, reverse=True)
    assert all(-0.001 <= y <= 100.001 for y in drawn)


@given(POSITIVE)
def test_equal_steps_of_a_log_scale_are_equal_ratios(values):
    scale = value_scale(values, "log", 0, 100)
    assert scale.logarithmic
    low = min(values)
    steps = [scale(low * 10**power) for power in range(3)]
    assert abs((steps[1] - steps[0]) - (steps[2] - steps[1])) < 1e-6


@given(NUMBERS.filter(lambda values: min(values) <= 0))
def test_no_log_scale_is_made_for_zero_or_less(values):
    assert not value_scale(values, "log", 0, 100).logarithmic
    assert not value_scale(values, "auto", 0, 100).logarithmic


def test_what_is_next_to_nothing_is_drawn_as_nothing():
    for values in ([5e-324], [0, 5e-13], [-1e-300, 1e-300], [5e-324, 1.0]):
        for kind in ("linear", "log", "percent", "auto"):
            scale = value_scale(values, kind, 100, 0)
            assert all(abs(scale(value) - scale(round(value))) < 0.1 for value in values)


def test_a_linear_scale_of_counts_begins_at_zero():
    assert value_scale([49000, 36000], "linear", 0, 100).low == 0
    assert value_scale([20, 80], "percent", 0, 100).ticks[-1] == 100


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 60000), st.integers(120, 700))
def test_an_axis_of_time_has_whole_months_or_years_at_its_ends(first, days, across):
    last = date.fromordinal(first.toordinal() + days)
    scale = time_scale(first, last, 0, across, lambda day, precision: 40)
    assert scale.first <= first <= last < scale.last
    assert len(scale.ticks) >= 2 and all(tick.day == 1 for tick in scale.ticks)
    assert scale.precision == "month" or all(tick.month == 1 for tick in scale.ticks)
    assert 0 <= scale(first) <= scale(last) <= across
    assert len(scale.ticks) - 1 <= max(1, across / 40)


@given(WRITTEN, st.floats(40, 400), st.sampled_from(["sans", "bold"]))
def test_text_is_made_to_fit(text, most, face):
    short = shorten(text, most, 12, face)
    assert width(short, 12, face) <= most
    assert short == text or short.endswith(MORE)
    assert all(width(line, 12, face) <= most for line in lines(text, most, 12, face, 3))
    size, broken = fitting(text, most, 60, range(30, 9, -4), face)
    assert len(broken) * size * 1.2 <= 60
    assert all(width(line, size, face) <= most for line in broken)
