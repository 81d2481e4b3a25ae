"""Blocks of the documentation, run as by somebody who pastes them beside a server that runs.

As a program it writes anew what each block of pages prints, of docs/clients.md if none is named:
`PYTHONPATH=tests:tests/clients .venv/bin/python tests/clients/pasted.py docs/reconciliation.md`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from serving import serving

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "clients.md"
ADDRESS = "http://127.0.0.1:8000"
READERS = {"sh": ["sh", "-s"], "python": [".venv/bin/python", "-"],
           "js": [".venv/bin/node", "--input-type=module", "-"]}  # fmt: skip
"""By the language of a block, what it is pasted into."""
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n(?:\n?^```text\n(.*?)^```\n)?", re.S | re.M)


@dataclass(frozen=True)
class Block:
    """A block of code of a page.

    :param line: on which it begins
    :param shown: what it prints, by the page; None where the page does not say
    """

    line: int
    language: str
    text: str
    shown: str | None

    def run(self, address: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run it in a folder, and ask the server at an address in place of `make serve`'s.

        In what it prints the address is again the one of the page.
        """
        done = subprocess.run(
            READERS[self.language],
            input=self.text.replace(ADDRESS, address),
            capture_output=True,
            text=True,
            cwd=folder,
            timeout=240,
        )
        done.stdout = done.stdout.replace(address, ADDRESS)
        return done


def blocks_of(page: str) -> Iterator[Block]:
    """The blocks of a page, in their order; what they print is not a block of its own."""
    for found in _BLOCK.finditer(page):
        language, text, shown = found.groups()
        if language != "text":
            yield Block(page[: found.start()].count("\n") + 1, language, text, shown)


def lines_of(printed: str) -> list[str]:
    """What is printed, line by line, without the blanks at the ends."""
    return [line.rstrip() for line in printed.strip("\n").splitlines()]


def lay_out(folder: Path, releases: Path) -> Path:
    """Make a folder look like the project's, so that what blocks write is not written there.

    :param releases: the folder of releases that are served
    """
    for name, place in {".venv": Path(sys.prefix), "queries": ROOT / "queries",
                        "tests": ROOT / "tests", "releases": releases}.items():  # fmt: skip
        (folder / name).symlink_to(place)
    assert (folder / ".venv/bin/node").exists(), "clients are not installed: run `make clients`"
    return folder


def _renew(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    with (
        tempfile.TemporaryDirectory() as name,
        serving(ROOT / "releases") as server,
    ):
        folder = lay_out(Path(name), ROOT / "releases")
        for block in blocks_of(page):
            if block.shown is None:
                continue
            done = block.run(server.address, folder)
            print(f"{path.name}:{block.line}: {done.stderr or 'ok'}")
            lines = "\n".join(lines_of(done.stdout))
            old = f"```{block.language}\n{block.text}```\n\n```text\n{block.shown}```\n"
            assert page.count(old) == 1
            new = f"```{block.language}\n{block.text}```\n\n```text\n{lines}\n```\n"
            page = page.replace(old, new)
    path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    for path in sys.argv[1:] or [PAGE]:
        _renew(Path(path))
