"""Where labels of a plot stand: beside their marks, and on nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.plot.placing import Box, Taken, beside, over_or_under

PANEL = Box(0, 0, 200, 60)


def taken(*boxes: Box) -> Taken:
    found = Taken()
    for box in boxes:
        found.add(box)
    return found


def test_a_label_ends_with_a_mark_whose_time_is_left_and_the_border_right_of_it() -> None:
    mark, time = Box(190, 22, 198, 36), Box(20, 27, 194, 31)
    assert beside(mark, 80, 13, PANEL, taken(mark, time)) is None
    assert over_or_under(mark, 80, 13, PANEL, taken(mark, time)) == Box(118, 8, 198, 21)
    above = Box(100, 0, 200, 22)
    assert over_or_under(mark, 80, 13, PANEL, taken(mark, time, above)) == Box(118, 37, 198, 50)
    below = Box(100, 37, 200, 60)
    assert beside(mark, 80, 13, PANEL, taken(mark, time, above, below)) is None


boxes = st.builds(
    lambda left, top, across, down: Box(left, top, left + across, top + down),
    st.integers(0, 180),
    st.integers(0, 50),
    st.integers(1, 60),
    st.integers(1, 20),
)


@given(st.lists(boxes, min_size=1, max_size=12), st.integers(10, 120))
def test_a_label_is_inside_and_meets_nothing(marks: list[Box], across: int) -> None:
    for way in (beside, over_or_under):
        found = way(marks[0], across, 13, PANEL, taken(*marks))
        if found:
            assert PANEL.holds(found)
            assert not any(found.meets(mark) for mark in marks)
