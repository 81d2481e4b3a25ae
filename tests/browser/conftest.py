"""The browser that all tests of pages share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import browser
from playwright.sync_api import Browser, expect

# What is waited for comes at once where the machine is idle; this is for one that is busy.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running
