"""Queries, answered outside the web process.

A query is the one thing here that strangers write and we run, so it never runs where it can harm:

    web process ──"a worker, please"──▶ zygote (holds a release) ──fork──▶ worker
         └─────────── a query, its answer, streamed; the next query … ───────┘

`launch` starts the zygote. `engine` is the web side: `text` looks at a query before it is sent,
`cache` may have its result, `job` is the query from its arrival to its last byte and keeps the
time, `schedule` says when it runs, `workers` has workers made, and `lease` holds one. `worker` runs
queries under the kernel's limits, of what `dataset` says and as `groups` and `optionals` write
them; `parsing` tells what a query is without running it. `syntax` tells what is wrong with one,
`places` where, in the words of `mistakes`, and `repairs` tries what would mend it. `messages` is
what they all say to each other.
"""

from kg.query.blocking import BlockingEngine
from kg.query.engine import Answer, Engine
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
    ReaderGone,
)
from kg.query.launch import RunningEngine, start
from kg.query.limits import QueryLimits

__all__ = [
    "Answer",
    "BlockingEngine",
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
    "ReaderGone",
    "RunningEngine",
    "start",
]
