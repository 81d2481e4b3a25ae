"""Which query runs: quick ones first, long ones in the background, clients in turn.

A query waits in the line of its client. The client with the fewest queries under way is next. A
query that has not ended after a while is long: it gives its place to the next one and goes on among
the long ones, of which a few run at a time; there, too, the clients take turns. It does so at once
where another client waits for the place, and a while later in any case. Where a line is full, the
client with the most queries in it loses its newest one. This is fair queueing (Nagle, RFC 970; the
longest queue is cut, as McKenney proposed) with two levels of feedback (Corbató).

Nothing here knows of clocks or processes, so all of it can be tested without them.
"""

from __future__ import annotations

from collections import Counter, deque
from typing import Protocol

PAUSED_FOR_EACH = 2
"""Long queries that may pause, for each one that runs; they keep their memory."""


class Job(Protocol):
    """One query, as it is told what to do. `client` says whose it is."""

    client: str

    def start(self) -> None: ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def refuse(self) -> None:
        """End: there is no room."""


class Schedule:
    """Who runs, waits and pauses.

    :param quick: jobs that run at the same time before they are long
    :param long: long jobs that run at the same time
    :param queue: jobs that wait at the same time
    """

    def __init__(self, quick: int, long: int, queue: int) -> None:
        self._most_quick, self._most_running_long, self._most_waiting = quick, long, queue
        # Clients that wait, the one served longest ago first.
        self._waiting: dict[str, deque[Job]] = {}
        self._quick: set[Job] = set()
        # Those of them that have had their time, the first one first.
        self._overdue: dict[Job, None] = {}
        # Long jobs, and for how long each has run as one.
        self._long: dict[Job, float] = {}
        self._paused: set[Job] = set()

    @property
    def most_long(self) -> int:
        """Number of long jobs that there may be, those that pause included."""
        return self._most_running_long * (1 + PAUSED_FOR_EACH)

    @property
    def waiting(self) -> int:
        """Number of jobs that have not run yet."""
        return sum(map(len, self._waiting.values()))

    @property
    def quick(self) -> int:
        """Number of jobs that run and are not long."""
        return len(self._quick)

    @property
    def long(self) -> int:
        """Number of long jobs, those that pause included."""
        return len(self._long)

    @property
    def paused(self) -> int:
        """Number of long jobs that pause."""
        return len(self._paused)

    def arrive(self, job: Job) -> None:
        """A job comes: it starts at once, waits, or somebody is refused."""
        self._waiting.setdefault(job.client, deque()).append(job)
        self._fill()
        self._make_room()
        if self.waiting > self._most_waiting:
            greediest = max(self._waiting, key=lambda client: len(self._waiting[client]))
            newest = self._waiting[greediest][-1]
            self.leave(newest)
            newest.refuse()

    def overstay(self, job: Job) -> None:
        """A job has had its time: it is long where another client waits."""
        if job in self._quick:
            self._overdue[job] = None
            self._make_room()

    def lengthen(self, job: Job) -> None:
        """A job that runs has become long."""
        if job not in self._quick:
            return
        self._quick.discard(job)
        self._overdue.pop(job, None)
        self._long[job] = 0.0
        if len(self._long) > self.most_long:
            counts = Counter(other.client for other in self._long)
            greediest = max(counts, key=counts.__getitem__)
            newest = [other for other in self._long if other.client == greediest][-1]
            self.leave(newest)
            newest.refuse()
        self._take_turns()
        self._fill()

    def tick(self, seconds: float) -> None:
        """Time has passed: those that have run longest make way."""
        for job in self._long.keys() - self._paused:
            self._long[job] += seconds
        self._take_turns()

    def leave(self, job: Job) -> None:
        """A job has ended, wherever it was; one that is not here is ignored."""
        line = self._waiting.get(job.client)
        if line and job in line:
            line.remove(job)
            if not line:
                del self._waiting[job.client]
        self._quick.discard(job)
        self._overdue.pop(job, None)
        self._paused.discard(job)
        if self._long.pop(job, None) is not None:
            self._take_turns()
        self._fill()

    def _fill(self) -> None:
        while self._waiting and len(self._quick) < self._most_quick:
            under_way = Counter(job.client for job in (*self._quick, *self._long))
            client = min(self._waiting, key=under_way.__getitem__)
            line = self._waiting.pop(client)
            job = line.popleft()
            if line:
                self._waiting[client] = line
            self._quick.add(job)
            job.start()

    def _make_room(self) -> None:
        """Let those who have had their time make way for other clients that wait."""
        for job in list(self._overdue):
            if any(client != job.client for client in self._waiting):
                self.lengthen(job)

    def _take_turns(self) -> None:
        seen: Counter[str] = Counter()
        turns = []
        for job in sorted(self._long, key=self._long.__getitem__):
            turns.append((seen[job.client], job))
            seen[job.client] += 1
        turns.sort(key=lambda turn: turn[0])
        for k, (_, job) in enumerate(turns):
            if k < self._most_running_long and job in self._paused:
                self._paused.discard(job)
                job.resume()
            elif k >= self._most_running_long and job not in self._paused:
                self._paused.add(job)
                job.pause()
