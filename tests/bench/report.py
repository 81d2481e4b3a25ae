"""The page of results, docs/benchmarks.md, from what `python -m bench` measured.

`python -m bench.report RESULTS PAGE` writes it again without measuring.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from statistics import geometric_mean

import yaml

from bench.workload import queries

FOLDER = Path(__file__).parent
OURS, CLIENTS = "refusals", 8


def write_report(results: dict, page: Path) -> None:
    """Write the page."""
    parts = (_head, _goals, _servers, _times, _other_clients, _differing, _stores)
    text = "\n\n".join(part for write in parts if (part := write(results)))
    page.write_text(text + "\n", encoding="utf-8")


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A table in Markdown; the first column is text, the others are numbers."""
    head = list(head)
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


class Times:
    """What was measured of queries, to be looked up."""

    def __init__(self, results: dict) -> None:
        self.found = {
            (t["server"], t["quads"], t["query"], t["way"], t["clients"]): t
            for t in results["times"]
        }
        self.sizes = sorted({t["quads"] for t in results["times"]})

    def get(self, server: str, quads: int, query: str, way: str, clients: int = CLIENTS) -> dict:
        """One measurement; empty where there is none."""
        return self.found.get((server, quads, query, way, clients), {})

    def ratio(self, peer: str, quads: int, query: str, way: str) -> float | None:
        """Our throughput over a peer's."""
        ours, theirs = self.get(OURS, quads, query, way), self.get(peer, quads, query, way)
        if not ours or not theirs or not theirs["a_second"]:
            return None
        return ours["a_second"] / theirs["a_second"]

    def ratios(self, peer: str, quads: int, kind: str, way: str) -> dict[str, float]:
        """Our throughput over a peer's, by query of a kind."""
        found = {q.name: self.ratio(peer, quads, q.name, way) for q in queries() if q.kind == kind}
        return {name: ratio for name, ratio in found.items() if ratio is not None}


def _head(results: dict) -> str:
    machine, ceiling = results["machine"], results["ceiling"]
    return f"""# Benchmarks

Our SPARQL server beside others, each alone on one machine with the same data and queries.
`make bench` measures again and writes this page; `make bench QUICK=1` takes a few minutes and
writes nothing. [tests/bench](../tests/bench/README.md) tells how it works and how to get the peers.

- **Machine:** {machine["processor"]}, {machine["cores"]} cores, {machine["memory"]} of memory,
  Linux {machine["kernel"]}, Python {machine["python"]}, pyoxigraph {machine["pyoxigraph"]};
  {machine["date"]}.
- **Data:** a synthetic graph in this project's own shape. Every triple stands in a named graph
  and once in the default graph.
- **Load:** {results["seconds"]} s for each number after a warm-up, over kept connections, from a
  process on the same machine. Against a server that does nothing it gets {ceiling["1"]:,.0f},
  {ceiling["8"]:,.0f} and {ceiling["32"]:,.0f} answers a second with 1, 8 and 32 clients.
- **Varied** requests are all different, so that no cache of results can answer; **repeated** ones
  have one text. Before a query is timed, its answers are compared with ours."""


def _goals(results: dict) -> str:
    times, rows, reasons = Times(results), [], []
    for goal in yaml.safe_load((FOLDER / "goals.yaml").read_text(encoding="utf-8")):
        wanted, found, met, note = _judge(goal, times, results)
        name = goal["name"] + (f" against {goal['peer']}" if "peer" in goal else "")
        rows.append((name, wanted, found, {True: "met", False: "**missed**", None: "—"}[met], note))
        if met is False:
            reasons.append(f"- **{name}:** {goal.get('why', 'not explained yet.')}")
    head = ("goal, with 8 clients", "wanted", "measured", "", "single queries that reach it")
    text = "## Goals\n\n" + table(head, rows)
    return text + ("\n\nWhy a goal is missed:\n\n" + "\n".join(reasons) if reasons else "")


def _judge(goal: dict, times: Times, results: dict) -> tuple[str, str, bool | None, str]:
    if "bytes_a_quad" in goal:
        ours = [record for record in results["servers"] if record["server"] == OURS]
        largest = max(ours, key=lambda record: record["quads"])
        each = largest["loaded"]["holder"]["rss"] / largest["quads"]
        limit = goal["bytes_a_quad"]
        note = f"resident memory of the process that holds the {largest['quads']:,} quads"
        return f"below {limit} B a quad", f"{each:.0f} B", each < limit, note
    wanted = f"{goal['ratio']} ×"
    for quads in reversed(times.sizes):
        ratios = times.ratios(goal["peer"], quads, goal["kind"], goal["way"])
        if ratios:
            mean = geometric_mean(ratios.values())
            reached = sum(ratio >= goal["ratio"] for ratio in ratios.values())
            note = f"{reached} of {len(ratios)}, at {quads:,} quads"
            return wanted, f"{mean:.2f} ×", mean >= goal["ratio"], note
    return wanted, "not measured", None, ""


def _servers(results: dict) -> str:
    rows = []
    for record in results["servers"]:
        loaded, after = record["loaded"], record["after"]
        rows.append(
            (
                f"{record['server']} {record['version']}",
                f"{record['quads']:,}",
                f"{record['load_seconds']:.0f}",
                f"{loaded['all']['rss'] / 2**20:,.0f}",
                f"{loaded['holder']['rss'] / record['quads']:.0f}",
                f"{after['all']['pss'] / 2**20:,.0f}",
                f"{after['others']['pss'] / 2**20:,.0f}" if after["others"]["processes"] else "—",
            )
        )
    head = (
        "server",
        "quads",
        "ready after, s",
        "RSS when ready, MiB",
        "RSS of the holder, B a quad",
        "PSS after the load, MiB",
        "of that, other processes",
    )
    notes = {record["server"]: record["note"] for record in results["servers"]}
    listed = "\n".join(f"- {name}: {note}." for name, note in notes.items())
    legend = (
        "RSS counts a page in every process that maps it, PSS counts it once in all. The holder\n"
        "is the process that holds the data: of ours the one from which the workers are forked.\n\n"
    )
    return f"## Servers and memory\n\n{legend}{table(head, rows)}\n\n{listed}"


def _cell(time: dict) -> str:
    if not time:
        return "—"
    if not time["answers"]:
        return "no answer"
    text = f"{_short(time['a_second'])} ({_short(1e3 * time['median'])}"
    text += f" / {_short(1e3 * time['p99'])})" if time["p99"] else ")"
    errors = sum(time["errors"].values())
    return text + (f", {errors} errors" if errors else "")


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def _times(results: dict) -> str:
    times, parts = Times(results), []
    for quads in reversed(times.sizes):
        names = [r["server"] for r in results["servers"] if r["quads"] == quads]
        peers = [name for name in names if name != OURS]
        rows = []
        for query in queries():
            for way in query.ways:
                measured = [_cell(times.get(name, quads, query.name, way)) for name in names]
                ratios = [times.ratio(peer, quads, query.name, way) for peer in peers]
                shown = ["—" if ratio is None else f"{ratio:.2f}" for ratio in ratios]
                rows.append((f"`{query.name}` {way}", *measured, *shown))
        head = ("query", *names, *(f"ours : {peer}" for peer in peers))
        parts.append(f"### {quads:,} quads, 8 clients\n\n{table(head, rows)}")
    intro = (
        "## Times\n\nAnswers a second (median / 99th percentile in ms), and our rate over a peer's."
    )
    return "\n\n".join((intro, *parts, _queries()))


def _queries() -> str:
    rows = (
        (f"[`{q.name}`](../tests/bench/queries/{q.name}.rq)", q.kind, q.title) for q in queries()
    )
    return "\n".join(
        ["| query | kind | asks |", "|---|---|---|", *("| " + " | ".join(r) + " |" for r in rows)]
    )


def _other_clients(results: dict) -> str:
    times = Times(results)
    quads = times.sizes[-1]
    names = [r["server"] for r in results["servers"] if r["quads"] == quads]
    columns = [(name, count) for count in (1, 32) for name in names]
    rows = []
    for query in queries():
        found = [times.get(name, quads, query.name, "varied", count) for name, count in columns]
        if any(found):
            rows.append((f"`{query.name}`", *map(_cell, found)))
    head = ("query, varied", *(f"{name}, {count}" for name, count in columns))
    return f"### {quads:,} quads, 1 and 32 clients\n\n{table(head, rows)}" if rows else ""


def _differing(results: dict) -> str:
    if not results["differing"]:
        return ""
    rows = [
        f"- {d['server']} answers `{d['query']}` at {d['quads']:,} quads in another way."
        for d in results["differing"]
    ]
    return "## Not timed, since the answer differs from ours\n\n" + "\n".join(rows)


def _stores(results: dict) -> str:
    stores = results.get("stores")
    if not stores:
        return ""
    memory, disk = stores["memory"], stores["disk"]
    mebibytes = [
        f"{store[when]['rss'] / 2**20:,.0f}"
        for when in ("loaded", "after")
        for store in (memory, disk)
    ]
    rows = [
        ("opened, s", f"{memory['opened']:.2f}", f"{disk['opened']:.2f}", ""),
        ("built before, s", "—", f"{disk['built']:.1f}", ""),
        ("RSS when open, MiB", *mebibytes[:2], ""),
        ("RSS after all queries, MiB", *mebibytes[2:], ""),
    ]
    for name, seconds in memory["queries"].items():
        other = disk["queries"][name]
        rows.append(
            (
                f"`{name}`, ms",
                *(f"{1e3 * s:.3g}" for s in (seconds, other)),
                f"{other / seconds:.1f}",
            )
        )
    head = ("one process, no server", "in memory", "on disk, read only", "disk : memory")
    return f"## A store in memory, or on disk\n\n{table(head, rows)}"


if __name__ == "__main__":
    write_report(json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2]))
