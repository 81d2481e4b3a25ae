"""Queries that want to bring the server down, one after another and four at once, while somebody
else asks small ones: each attack ends in a declared way and in time, and nobody else notices."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.request import urlopen

import attacks
import family
import pytest
import wire
from attacked import QUERY_SECONDS, READER_SECONDS
from attacks import Attack
from probe import Probe
from serving import Server, until
from wire import Reply

ATTACKS = {attack.name: attack for attack in (*attacks.written(), *attacks.generated())}
TOGETHER = (
    "cross-product", "cross-product-sorted", "group-concat", "string-doubling", "path-both-ways",
    "deep-hidden", "long-optional", "regex-of-data", "from-merged", "long-sequence-path",
)  # fmt: skip
"""Attacks on time, memory, stack, planner and bandwidth, to be met four at a time."""
AT_ONCE = 2
GRACE_SECONDS = 10.0
CROWDED_SECONDS = 15.0
"""What a busy machine may add to the time of a query, most of which would never end by itself; four
at once need longer to be read."""
TIMES = 3
SETTLING_SECONDS = 30.0
PROBE_SECONDS = 1.0
SETTLED_BYTES = 96 * 2**20
"""What a web process and a worker or two keep of what they once needed."""
SETTLED_DESCRIPTORS = 24
PROBLEM_TYPES = {
    "400": ("query-syntax", "query-refused", "query-missing", "bad-request"),
    "413": ("query-too-long",),
    "500": ("query-crashed",),
    "503": ("query-busy", "query-memory-limit"),
    "504": ("query-timeout",),
}


@dataclass
class State:
    """The server at one moment."""

    parts: list[int]
    memory: int
    descriptors: dict[int, int]


@dataclass
class Campaign:
    """What came of all attacks.

    :ivar alone: the reply to each attack
    :ivar together: replies to four copies at once, of some
    """

    before: State
    after: State
    alone: dict[str, Reply]
    together: dict[str, list[Reply]]
    probe: Probe


def _state(server: Server) -> State:
    process = server.process.pid
    return State(family.children(process), family.memory(process), family.descriptors(process))


def _fire(server: Server, attack: Attack, source: str) -> Reply:
    """The reply. What has to be answered is sent again where the machine had no time for it."""
    message = wire.query_request(attack.query, *attack.parameters)
    for _ in range(TIMES):
        reply = wire.exchange(server.port, message, source, QUERY_SECONDS + CROWDED_SECONDS + 5)
        if reply.outcome in attack.accepted or reply.outcome not in ("broken", "503", "504"):
            break
    return reply


@pytest.fixture(scope="module")
def campaign(server: Server, subjects: list[str]) -> Iterator[Campaign]:
    """All attacks: two at a time, each from an address of its own; then four copies at once."""
    with Probe(server.port, subjects) as probe:
        assert until(lambda: probe.asked > 50, SETTLING_SECONDS)  # the first cost more
        before = _state(server)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            sources = [f"127.0.1.{number % 250 + 1}" for number in range(len(ATTACKS))]
            replies = pool.map(
                lambda pair: _fire(server, *pair), zip(ATTACKS.values(), sources, strict=True)
            )
            alone = dict(zip(ATTACKS, replies, strict=True))
        together = {}
        with ThreadPoolExecutor(4) as pool:
            for name in TOGETHER:
                sources = [f"127.0.2.{number}" for number in range(1, 5)]
                together[name] = list(
                    pool.map(lambda source: _fire(server, ATTACKS[name], source), sources)  # noqa: B023
                )
    after: list[State] = []
    until(lambda: after.append(_state(server)) or _is_settled(before, after[-1]), SETTLING_SECONDS)
    yield Campaign(before, after[-1], alone, together, probe)


def _is_settled(before: State, after: State) -> bool:
    """Whether no more is kept than is needed, which takes a moment."""
    has_memory = after.memory < before.memory + SETTLED_BYTES
    return has_memory and max(_grown(before, after).values(), default=0) < SETTLED_DESCRIPTORS


def _grown(before: State, after: State) -> dict[int, int]:
    """By process, how many more descriptors it has."""
    lasting = before.descriptors.keys() & after.descriptors.keys()
    return {
        process: after.descriptors[process] - before.descriptors[process] for process in lasting
    }


def _assert_declared(attack: Attack, reply: Reply, grace: float = GRACE_SECONDS) -> None:
    told = f"{attack.target}: {reply.outcome} after {reply.seconds:.2f} s: {reply.body[:300]!r}"
    assert reply.outcome in attack.accepted, told
    reading = READER_SECONDS if reply.outcome == "broken" else 0.0
    assert reply.seconds < QUERY_SECONDS + reading + grace, told
    if reply.outcome in PROBLEM_TYPES:
        assert reply.header("Content-Type") == "application/problem+json", told
        kind = json.loads(reply.body)["type"].rpartition("/")[2]
        assert kind in PROBLEM_TYPES[reply.outcome], told


@pytest.mark.slow
@pytest.mark.parametrize("name", ATTACKS)
def test_attack_ends_as_declared_and_in_time(campaign: Campaign, name: str) -> None:
    _assert_declared(ATTACKS[name], campaign.alone[name])


@pytest.mark.slow
@pytest.mark.parametrize("name", TOGETHER)
def test_four_attacks_at_once_end_as_declared(campaign: Campaign, name: str) -> None:
    attack = ATTACKS[name]
    for reply in campaign.together[name]:
        allowed = Attack(name, attack.target, "", attack.accepted | {"503"})
        _assert_declared(allowed, reply, CROWDED_SECONDS)


@pytest.mark.slow
def test_nobody_else_notices(campaign: Campaign) -> None:
    assert campaign.probe.asked > 500
    campaign.probe.assert_unnoticed(PROBE_SECONDS)


@pytest.mark.slow
def test_nothing_is_restarted_and_nothing_leaks(campaign: Campaign, server: Server) -> None:
    before, after = campaign.before, campaign.after
    assert after.parts == before.parts
    assert set(before.parts) <= before.descriptors.keys() & after.descriptors.keys()
    assert _is_settled(before, after), (before, after)
    with urlopen(f"{server.address}/healthz", timeout=SETTLING_SECONDS) as response:
        assert response.status == 200


def test_each_attack_says_what_it_attacks() -> None:
    assert len(ATTACKS) == len(attacks.written()) + len(attacks.generated()) >= 50
    for attack in attacks.written():
        assert attack.query.startswith("# Attacks: "), attack.name
        assert attack.accepted and attack.accepted <= attacks.DECLARED, attack.name
