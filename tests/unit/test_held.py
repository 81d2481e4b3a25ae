"""What waits in memory for slow readers has a bound, and is given back whatever happens."""

from __future__ import annotations

import pytest

from kg.web.held import Held, NoRoom


def test_there_is_room_for_so_much_and_no_more() -> None:
    held = Held(100)
    with held.take(60), held.take(40):
        assert held.size == 100
        with pytest.raises(NoRoom), held.take(1):
            pass
    assert held.size == 0
    with pytest.raises(ZeroDivisionError), held.take(100):
        raise ZeroDivisionError
    assert held.size == 0
