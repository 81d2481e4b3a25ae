"""Metrics for Prometheus: what was asked, how long it took, and how the engine is doing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from kg.web.exchange import Exchange
from kg.web.pages_pool import PagesPool
from kg.web.problems import Problem
from kg.web.site import Site

CONTENT_TYPE = "text/plain; version=1.0.0; charset=utf-8"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
STATUS_PATHS = ("/healthz", "/readyz", "/metrics", "/openapi.json")
NAMED_PATHS = ("/sparql", "/sparql/check", "/graphs", *STATUS_PATHS)


class Metrics:
    """Counts requests, and asks the rest of those who know it."""

    def __init__(self, site: Callable[[], Site], pages: PagesPool) -> None:
        self._site, self._pages = site, pages
        self._registry = CollectorRegistry(auto_describe=True)
        self._requests = Counter(
            "kg_requests", "Requests by endpoint and status.", ("endpoint", "status"),
            registry=self._registry,
        )  # fmt: skip
        self._problems = Counter(
            "kg_problems", "Requests without a complete result, by reason.", ("reason",),
            registry=self._registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "kg_request_seconds", "Time from a request to the last byte of its response.",
            ("endpoint",), buckets=BUCKETS, registry=self._registry,
        )  # fmt: skip
        self._registry.register(self)

    def count(self, exchange: Exchange, seconds: float) -> None:
        """Count a request that has been answered."""
        endpoint = exchange.path if exchange.path in NAMED_PATHS else "pages"
        self._requests.labels(endpoint, str(exchange.status)).inc()
        self._seconds.labels(endpoint).observe(seconds)
        if "problem" in exchange.notes:
            self._problems.labels(str(exchange.notes["problem"])).inc()

    def count_refusal(self, found: Problem) -> None:
        """Count what was refused before it was a request."""
        self._requests.labels("none", str(found.status)).inc()
        self._problems.labels(found.name).inc()

    def text(self) -> bytes:
        """All of them, in the text format."""
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """What others count (the protocol of a prometheus_client collector)."""
        site = self._site()
        engine = site.event_engine
        release = GaugeMetricFamily("kg_release", "The release that is served.", labels=["release"])
        release.add_metric([site.release_id], 1)
        yield release
        queries = GaugeMetricFamily(
            "kg_queries", "Queries by lane and state.", labels=["lane", "state"]
        )
        for name, lane in engine.lanes.items():
            for state in ("waiting", "quick", "long", "paused"):
                queries.add_metric([name, state], getattr(lane, state))
        yield queries
        yield GaugeMetricFamily("kg_workers", "Query workers that run.", engine.workers.alive)
        yield _counter("kg_workers_made", "Query workers that were started.", engine.workers.made)
        yield _counter("kg_workers_gone", "Query workers that have ended.", engine.workers.gone)
        cache = engine.cache
        yield _counter("kg_cache_hits", "Results that were in the cache.", cache.hits)
        yield _counter("kg_cache_misses", "Results that were not in the cache.", cache.misses)
        yield GaugeMetricFamily("kg_cache_bytes", "Size of the result cache.", cache.size)
        yield GaugeMetricFamily(
            "kg_pages_under_way", "Pages that are made or wait.", self._pages.under_way
        )


def _counter(name: str, help: str, value: float) -> CounterMetricFamily:
    """Since this release is served; the counters of a release begin with it."""
    return CounterMetricFamily(name, help, value)
