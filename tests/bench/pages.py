"""How fast pages are made, and how fast they are sent once they are made: `make bench`.

Every type of page of `tests/browser/page_types.yaml`, from a server over the project's own release:
the first answer after the start (which asks the graph and writes the page), the median of an answer
to somebody who comes later, and pages a second for eight clients at once. Times are over HTTP on
the loopback, on one kept-alive connection a client; sizes are of the HTML alone, compressed.
"""

from __future__ import annotations

import http.client
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from serving import serving

sys.path.append(str(Path(__file__).resolve().parents[1] / "browser"))
from page_types import PageType, page_types

CLIENTS, SECONDS, REPEATED = 8, 3.0, 15
HEADERS = {"Accept": "text/html", "Accept-Encoding": "gzip"}


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[float, int]:
    """Milliseconds and bytes of an answer."""
    began = time.perf_counter()
    connection.request("GET", path, headers=HEADERS)
    size = len(connection.getresponse().read())
    return (time.perf_counter() - began) * 1000, size


def measure(port: int, page: PageType) -> tuple[float, float, int]:
    """Milliseconds of the first answer and of a later one, and bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    first, size = ask(connection, page.path)
    later = statistics.median(ask(connection, page.path)[0] for _ in range(REPEATED))
    connection.close()
    return first, later, size


def throughput(port: int, paths: list[str]) -> float:
    """Pages a second for all clients together, who each ask for all pages in turn."""

    def client(offset: int) -> int:
        connection, count = http.client.HTTPConnection("127.0.0.1", port), 0
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            ask(connection, paths[(offset + count) % len(paths)])
            count += 1
        connection.close()
        return count

    with ThreadPoolExecutor(CLIENTS) as pool:
        return sum(pool.map(client, range(CLIENTS))) / SECONDS


def main() -> None:
    """Print a line for each type of page, and the throughput of all."""
    releases = Path(__file__).resolve().parents[2] / "releases"
    with serving(releases) as server:
        print(f"{'page':<28}{'first ms':>10}{'later ms':>10}{'KB':>8}")
        pages = [page for page in page_types() if page.status == 200]
        for page in pages:
            first, later, size = measure(server.port, page)
            print(f"{page.name:<28}{first:>10.1f}{later:>10.2f}{size / 1000:>8.1f}")
        rate = throughput(server.port, [page.path for page in pages])
        print(f"{rate:,.0f} pages a second for {CLIENTS} clients")


if __name__ == "__main__":
    main()
