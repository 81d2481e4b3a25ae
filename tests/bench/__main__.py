"""The benchmark of the SPARQL server: `python -m bench`, which `make bench` runs.

Builds the graph, then for each server found: start it alone, load it, compare its answers with
ours, measure its memory, and time every query: varied ones with 1, 8 and 32 clients, repeated ones
with 8; at 300,000 quads all with 8. What was measured goes to
.bench/results.json, from which `bench.report` writes docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from bench.answers import answers, target
from bench.ceiling import ceiling
from bench.graph import Sizes, graph_file
from bench.load import Job, Load, run_load
from bench.machine import machine
from bench.memory import by_role
from bench.peers import PEERS, Running
from bench.report import write_report
from bench.stores import compare
from bench.workload import Query, queries, request

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".bench"
SMALL, LARGE = 300_000, 3_000_000
PATIENCE = 20.0  # seconds for one answer
MOST = 12_000  # requests made ready a second of load: more than any server answers


def main() -> None:
    """Run what was asked for and write the results."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="300,000 quads and short times")
    parser.add_argument("--servers", default=",".join(peer.name for peer in PEERS))
    parser.add_argument("--queries", default="", help="names, separated by commas; else all")
    parser.add_argument("--seconds", type=float, help="of load for each measurement")
    parser.add_argument("--out", type=Path, default=FOLDER / "results.json")
    parser.add_argument("--report", type=Path, help="a page to write: docs/benchmarks.md")
    options = parser.parse_args()
    chosen = [peer for peer in PEERS if peer.name in options.servers.split(",")]
    asked = [q for q in queries() if not options.queries or q.name in options.queries.split(",")]
    seconds = options.seconds or (0.5 if options.quick else 1.0)
    sizes = (SMALL,) if options.quick else (SMALL, LARGE)
    results = {"machine": machine(), "ceiling": {str(n): ceiling(n) for n in (1, 8, 32)}}
    results |= {"seconds": seconds, "servers": [], "times": [], "differing": []}
    for size in sizes:
        ours: dict[str, list[object]] = {}
        for peer in chosen:
            clients = (1, 8, 32) if size == LARGE else (8,)
            if size > peer.largest or (size < sizes[-1] and not _wanted_small(peer, chosen)):
                continue
            if not peer.available():
                print(f"{peer.name}: not on this machine")
                continue
            _measure(peer, size, clients, asked, seconds, ours, results)
            options.out.write_text(json.dumps(results, indent=1))
    results["stores"] = compare(FOLDER, sizes[-1])
    options.out.write_text(json.dumps(results, indent=1))
    if options.report:
        write_report(results, options.report)


def _wanted_small(peer: object, chosen: list) -> bool:
    """At the smaller size only those stand that cannot be measured at the larger, and we."""
    slow = [other for other in chosen if other.largest < LARGE and other.available()]
    return bool(slow) and (peer in slow or peer.name == "refusals")


def _measure(
    peer: object,
    size: int,
    clients: tuple[int, ...],
    asked: list[Query],
    seconds: float,
    ours: dict[str, list[object]],
    results: dict,
) -> None:
    dataset, sizes = graph_file(FOLDER, size)
    folder = FOLDER / "servers" / peer.name
    shutil.rmtree(folder, ignore_errors=True)
    begin = time.perf_counter()
    with peer.running(dataset, folder) as server:
        ready = time.perf_counter() - begin
        record = {"server": peer.name, "version": peer.version(), "note": peer.note}
        record |= {"quads": sizes.quads, "load_seconds": ready, "loaded": by_role(server.pid)}
        results["servers"].append(record)
        print(f"{peer.name} at {sizes.quads:,} quads: ready after {ready:.1f} s", flush=True)
        for query in asked:  # a virtual machine compiles meanwhile, a store fills its buffers
            _load(server, query, query.texts(sizes, "varied", 2), 2, seconds / 2)
        for query in asked:
            got = answers(server, query, sizes)
            wanted = ours.setdefault(query.name, got)
            if got != wanted:
                differing = {"server": peer.name, "query": query.name, "quads": sizes.quads}
                results["differing"].append(differing | {"got": str(got)[:500]})
                print(f"{query.name:22} differs: {str(got)[:100]} / {str(wanted)[:100]}")
                continue
            for way in query.ways:
                _time(peer.name, server, query, way, sizes, clients, seconds, results)
        record["after"] = by_role(server.pid)
    shutil.rmtree(folder, ignore_errors=True)


def _time(
    name: str,
    server: Running,
    query: Query,
    way: str,
    sizes: Sizes,
    clients: tuple[int, ...],
    seconds: float,
    results: dict,
) -> None:
    texts = query.texts(sizes, way, 1)

    _load(server, query, texts, 2, 0.2)
    for count in clients if way == "varied" else (8,):
        done = _load(server, query, texts, count, seconds)
        times = sorted(done.times)
        figures = {
            "server": name,
            "quads": sizes.quads,
            "query": query.name,
            "way": way,
            "clients": count,
            "answers": len(times),
            "a_second": len(times) / done.elapsed,
            "median": median(times) if times else None,
            "p99": quantiles(times, n=100)[98] if len(times) > 1 else None,
            "errors": dict(Counter(done.errors)),
            "bytes": done.bytes,
        }
        results["times"].append(figures)
        shown = "" if not times else f"{1e3 * figures['median']:9.2f} ms"
        print(
            f"{query.name:22} {way:9} {count:3} {figures['a_second']:10.1f}/s {shown} "
            f"{done.errors or ''}",
            flush=True,
        )
        if done.errors.get("no answer in time"):
            break


def _load(
    server: Running, query: Query, texts: Iterator[str], clients: int, seconds: float
) -> Load:
    ready = []
    for text in islice(texts, int(MOST * seconds) + clients):
        path, text, extra = target(server, query, text)
        ready.append(request(path, text, query.accept, extra))
    return run_load(Job(server.port, ready, clients, seconds, PATIENCE))


if __name__ == "__main__":
    main()
