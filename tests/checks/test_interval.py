"""Exact intervals: results hold whatever the members give, and nothing more."""

from fractions import Fraction
from operator import add, mul, sub, truediv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.interval import Interval

F = Fraction
TINY, HUGE = F(1, 10**9), F(10**9)
NEAR, FAR = F(1, 1000), F(1000)

_numbers = st.fractions(-50, 50, max_denominator=12)


@st.composite
def intervals(draw, low=-50, high=50):
    """Any interval that holds something; its ends are open, included or not."""
    numbers = st.fractions(low, high, max_denominator=12)
    if draw(st.booleans()) and draw(st.booleans()):
        return Interval.exactly(draw(numbers))
    lower, upper = sorted(draw(st.lists(numbers, min_size=2, max_size=2, unique=True)))
    included = draw(st.booleans()), draw(st.booleans())
    lower, upper = (end if draw(st.integers(0, 3)) else None for end in (lower, upper))
    return Interval(lower, lower is not None and included[0],
                    upper, upper is not None and included[1])  # fmt: skip


def holds(interval, value):
    """Whether a value lies in an interval, straight from its ends."""
    low, high = interval.lower, interval.upper
    above = low is None or value > low or (value == low and interval.lower_inclusive)
    below = high is None or value < high or (value == high and interval.upper_inclusive)
    return above and below


def ends(interval):
    """Members at the two ends, or as near to them as makes no difference."""
    low, high = interval.lower, interval.upper
    first = -HUGE if low is None else low + (0 if interval.lower_inclusive else TINY)
    last = HUGE if high is None else high - (0 if interval.upper_inclusive else TINY)
    assert holds(interval, first) and holds(interval, last)
    return first, last


def member(draw, interval):
    """A random member."""
    first, last = ends(interval)
    near = st.fractions(0, 1, max_denominator=30)
    if interval.is_unbounded:
        return draw(_numbers)
    if interval.lower is None:
        return last - 200 * draw(near)
    if interval.upper is None:
        return first + 200 * draw(near)
    return first + (last - first) * draw(near)


def is_exact(interval):
    """Whether both ends are fractions, and none that is missing is included."""
    for end, included in ((interval.lower, interval.lower_inclusive),
                          (interval.upper, interval.upper_inclusive)):  # fmt: skip
        assert type(included) is bool
        assert type(end) is F or (end is None and not included)
    return True


def is_tight(result, values):
    """Whether the ends of a result are reached, or come near where they are excluded."""
    low, high = min(values), max(values)
    assert all(holds(result, value) for value in values)
    if result.lower is None:
        assert low < -FAR
    else:
        assert low == result.lower if result.lower_inclusive else low - result.lower < NEAR
    if result.upper is None:
        assert high > FAR
    else:
        assert high == result.upper if result.upper_inclusive else result.upper - high < NEAR
    return True


@given(intervals(), _numbers)
def test_a_value_is_in_an_interval_if_it_lies_between_its_ends(interval, value):
    assert (value in interval) == holds(interval, value)
    for end in ends(interval):
        assert end in interval


@pytest.mark.parametrize("operation", [add, sub])
@given(data=st.data(), a=intervals(), b=intervals())
def test_sums_and_differences_hold_those_of_the_members(operation, data, a, b):
    result = operation(a, b)
    assert is_exact(result)
    assert holds(result, operation(member(data.draw, a), member(data.draw, b)))
    assert is_tight(result, [operation(x, y) for x in ends(a) for y in ends(b)])


@given(st.data(), intervals())
def test_the_opposite_holds_the_opposites(data, interval):
    assert is_exact(-interval)
    assert holds(-interval, -member(data.draw, interval))
    assert is_tight(-interval, [-end for end in ends(interval)])
    opposite = -interval
    assert -opposite == interval


@given(st.data(), intervals(), intervals())
def test_products_hold_those_of_the_members_from_zero_upwards(data, a, b):
    try:
        parts = a.counted(), b.counted()
    except ValueError:
        with pytest.raises(ValueError, match="never negative"):
            a * b
        return
    result = a * b
    assert is_exact(result)
    assert holds(result, mul(*(member(data.draw, part) for part in parts)))
    corners = [x * y for x in ends(parts[0]) for y in ends(parts[1])]
    assert is_tight(result, corners)
    assert result == b * a


@given(st.data(), intervals(), intervals())
def test_quotients_hold_those_of_the_members_from_zero_upwards(data, a, b):
    try:
        parts = a.counted(), b.counted()
    except ValueError:
        with pytest.raises(ValueError, match="never negative"):
            a / b
        return
    if parts[1] == Interval.exactly(0):
        with pytest.raises(ZeroDivisionError):
            a / b
        return
    result = a / b
    assert is_exact(result)
    divisors = [end or TINY for end in ends(parts[1])]
    if divisor := member(data.draw, parts[1]):
        assert holds(result, member(data.draw, parts[0]) / divisor)
    assert is_tight(result, [truediv(x, y) for x in ends(parts[0]) for y in divisors])


@pytest.mark.parametrize("nothing", [Interval.exactly(0), Interval(None, False, F(0), True)])
def test_only_a_divisor_of_zero_alone_is_refused(nothing):
    with pytest.raises(ZeroDivisionError):
        Interval.exactly(1) / nothing
    assert Interval.exactly(1) / Interval(F(0), True, F(1), True) == Interval(
        F(1), True, None, False
    )


@given(intervals())
def test_what_is_counted_is_the_part_from_zero_upwards(interval):
    negative = interval.upper is not None and not (interval.upper > 0 or holds(interval, F(0)))
    if negative:
        with pytest.raises(ValueError, match="never negative"):
            interval.counted()
        return
    part = interval.counted()
    assert is_exact(part)
    assert part.lower >= 0
    for value in (F(-1), F(0), F(1, 2), *ends(interval)):
        assert holds(part, value) == (value >= 0 and holds(interval, value))


@given(st.data(), intervals(), intervals())
def test_an_intersection_holds_what_both_hold(data, a, b):
    both = a & b
    values = [*ends(a), *ends(b), member(data.draw, a), member(data.draw, b), data.draw(_numbers)]
    for value in values:
        assert (both is not None and holds(both, value)) == (holds(a, value) and holds(b, value))
    assert both == b & a
    if both is not None:
        assert is_exact(both)
        assert all(holds(part, end) for end in ends(both) for part in (a, b))


@given(intervals())
def test_an_intersection_with_itself_or_with_everything_changes_nothing(interval):
    assert interval & interval == interval
    assert interval & Interval(None, False, None, False) == interval


@given(st.data(), intervals(), intervals())
def test_one_lies_below_another_if_all_its_members_do(data, a, b):
    if a.below(b):
        assert ends(a)[1] < ends(b)[0]
        assert member(data.draw, a) < member(data.draw, b)
        assert a & b is None
        assert not b.below(a)
    else:
        # Some member of the first reaches or passes one of the second, or comes as near as to
        # leave no room between them.
        reach = ends(a)[1] - ends(b)[0]
        assert reach >= 0
    if a & b is None:
        assert a.below(b) != b.below(a)


@given(intervals())
def test_only_one_value_is_exact(interval):
    first, last = ends(interval)
    assert (interval.exact is not None) == (first == last)
    assert interval.exact is None or interval == Interval.exactly(interval.exact)


def test_only_open_ends_say_nothing():
    assert Interval(None, False, None, False).is_unbounded
    assert not Interval(F(0), True, None, False).is_unbounded
