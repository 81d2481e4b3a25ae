"""The two stores that a worker could answer from: in memory, or on disk and read only.

Each is opened in a process of its own, which answers every query in turn, with no server around
it: the time to open, the memory, the median time of a query with its result written as JSON.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from statistics import median

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store

from bench.graph import graph_file
from bench.memory import measure
from bench.workload import queries

SECONDS, MOST = 1.0, 200  # of one query


def compare(folder: Path, quads: int) -> dict[str, dict]:
    """Measure both stores over a graph of this size.

    :returns: by name: seconds to build and to open, bytes, median seconds by query
    """
    dataset, _ = graph_file(folder, quads)
    on_disk = folder / "store"
    shutil.rmtree(on_disk, ignore_errors=True)
    begin = time.perf_counter()
    store = Store(on_disk)
    store.bulk_load(path=dataset, format=RdfFormat.N_QUADS)
    store.optimize()
    del store
    built = time.perf_counter() - begin
    found = {"memory": _apart(folder, quads, ""), "disk": _apart(folder, quads, str(on_disk))}
    found["disk"]["built"] = built
    shutil.rmtree(on_disk)
    return found


def _apart(folder: Path, quads: int, on_disk: str) -> dict:
    command = [sys.executable, "-c", "from bench.stores import main; main()"]
    path = {"PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(
        [*command, str(folder), str(quads), on_disk], env=path, stdout=subprocess.PIPE, check=True
    )
    return pickle.loads(done.stdout)


def main() -> None:
    """The process that `compare` starts for one store."""
    folder, quads, on_disk = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    dataset, sizes = graph_file(folder, quads)
    begin = time.perf_counter()
    if on_disk:
        store = Store.read_only(on_disk)
    else:
        store = Store()
        store.bulk_load(path=dataset, format=RdfFormat.N_QUADS)
    opened = time.perf_counter() - begin
    found = {"opened": opened, "loaded": measure([os.getpid()]), "queries": {}}
    for query in queries():
        texts = query.texts(sizes, "varied", 2)
        times, over = [], time.perf_counter() + SECONDS
        for text in islice(texts, MOST):
            start = time.perf_counter()
            results = store.query(text)
            graph = isinstance(results, QueryTriples)
            results.serialize(format=RdfFormat.TURTLE if graph else QueryResultsFormat.JSON)
            times.append(time.perf_counter() - start)
            if times[-1] + start > over:
                break
        found["queries"][query.name] = median(times)
    found["after"] = measure([os.getpid()])
    sys.stdout.buffer.write(pickle.dumps(found))
