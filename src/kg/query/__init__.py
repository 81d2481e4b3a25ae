"""Queries, answered outside the web process.

A query is the one thing here that strangers write and we run, so it never runs where it can harm:

    web thread ──Unix socket──▶ zygote (holds the store) ──fork──▶ one child per query
         ◀───────────────────── answer, streamed ───────────────────────────┘

`launch` starts the zygote, `client` asks it, `zygote` listens, forks and keeps time, `child` runs
the query under the kernel's limits, `messages` is what they say to each other.
"""

from kg.query.client import Answer, Engine
from kg.query.errors import (
    EngineDown,
    QueryBusy,
    QueryCrashed,
    QueryError,
    QueryRefused,
    QuerySyntaxError,
    QueryTimeout,
    QueryTooLarge,
    QueryTooLong,
)
from kg.query.launch import RunningEngine, start
from kg.query.limits import QueryLimits

__all__ = [
    "Answer",
    "Engine",
    "EngineDown",
    "QueryBusy",
    "QueryCrashed",
    "QueryError",
    "QueryLimits",
    "QueryRefused",
    "QuerySyntaxError",
    "QueryTimeout",
    "QueryTooLarge",
    "QueryTooLong",
    "RunningEngine",
    "start",
]
