"""Who runs and who waits: quick queries first, clients in turn, the greedy ones refused."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.query.schedule import PAUSED_FOR_EACH, Schedule


class Query:
    """A job that remembers what it was told."""

    def __init__(self, client: str) -> None:
        self.client, self.state = client, "waiting"

    def start(self) -> None:
        self.state = "running"

    def pause(self) -> None:
        assert self.state == "running"
        self.state = "paused"

    def resume(self) -> None:
        assert self.state == "paused"
        self.state = "running"

    def refuse(self) -> None:
        self.state = "refused"


def arrive(schedule: Schedule, *clients: str) -> list[Query]:
    queries = [Query(client) for client in clients]
    for query in queries:
        schedule.arrive(query)
    return queries


def states(queries: list[Query]) -> str:
    """The first letter of each state: r(unning), w(aiting), p(aused), x (refused)."""
    return "".join("x" if query.state == "refused" else query.state[0] for query in queries)


def test_as_many_run_as_may_and_the_next_waits() -> None:
    schedule = Schedule(quick=2, long=1, queue=4)
    queries = arrive(schedule, "a", "a", "a")
    assert states(queries) == "rrw"
    schedule.leave(queries[0])
    assert states(queries[1:]) == "rr"


def test_clients_take_turns() -> None:
    schedule = Schedule(quick=1, long=1, queue=9)
    queries = arrive(schedule, *"aaab")
    schedule.leave(queries[0])
    assert states(queries[1:]) == "rww"
    schedule.leave(queries[1])
    assert states(queries[2:]) == "wr", "b has had no turn yet"


def test_who_has_most_in_a_full_line_loses_his_newest() -> None:
    schedule = Schedule(quick=1, long=1, queue=3)
    queries = arrive(schedule, *"aaaa", "b")
    assert states(queries) == "rwwxw"


def test_a_long_query_makes_room_and_long_ones_take_turns() -> None:
    schedule = Schedule(quick=1, long=1, queue=9)
    first, second, third = arrive(schedule, *"abc")
    schedule.lengthen(first)
    assert states([first, second, third]) == "rrw"
    schedule.lengthen(second)
    assert states([first, second, third]) == "rpr"
    schedule.tick(1.0)
    assert states([first, second, third]) == "prr"
    schedule.leave(second)
    assert states([first, third]) == "rr"


def test_who_has_had_his_time_makes_way_for_other_clients_only() -> None:
    schedule = Schedule(quick=1, long=1, queue=9)
    first, second = arrive(schedule, *"aa")
    schedule.overstay(first)
    assert states([first, second]) == "rw" and schedule.long == 0
    third = arrive(schedule, "b")[0]
    assert states([first, second, third]) == "rwr" and schedule.long == 1
    schedule.overstay(third)
    assert states([first, second, third]) == "rrp"


def test_too_many_long_ones_cost_the_greediest_his_newest() -> None:
    schedule = Schedule(quick=9, long=1, queue=9)
    queries = arrive(schedule, *"aaab")
    for query in queries:
        schedule.lengthen(query)
    assert PAUSED_FOR_EACH == 2 and states(queries) == "rpxp"


@given(st.lists(st.tuples(st.sampled_from("alxto"), st.integers(0, 9)), max_size=60))
def test_whatever_happens_nothing_is_lost_and_no_bound_is_crossed(steps) -> None:
    schedule = Schedule(quick=2, long=2, queue=3)
    queries: list[Query] = []
    for step, number in steps:
        there = [query for query in queries if query.state != "refused"]
        if step == "a":
            queries += arrive(schedule, f"client {number % 3}")
        elif step == "l" and there:
            schedule.lengthen(there[number % len(there)])
        elif step == "o" and there:
            schedule.overstay(there[number % len(there)])
        elif step == "x" and there:
            leaving = there[number % len(there)]
            schedule.leave(leaving)
            queries.remove(leaving)
        elif step == "t":
            schedule.tick(1.0)
        found = states(queries)
        assert found.count("w") == schedule.waiting <= 3
        assert found.count("p") == schedule.paused <= 4
        assert found.count("r") == schedule.quick + schedule.long - schedule.paused <= 4
        assert schedule.waiting == 0 or schedule.quick == 2
        assert schedule.paused == 0 or schedule.long - schedule.paused == 2
