"""Answers are taken from the release that is published when they are asked for."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from serving import BASE, publish, write_release

from kg.errors import KgError
from kg.mcp.following import Following
from kg.mcp.naming import find_thing
from kg.opened import open_release
from kg.query import QueryLimits
from kg.tombstones import hash_of

CLAIM = f"{BASE}id/claim/one"
ONE = f'<{CLAIM}> <http://www.w3.org/2000/01/rdf-schema#label> "one" .\n'
A, B = "a" * 16, "b" * 16


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    """A folder with a published release, and another one beside it."""
    write_release(tmp_path, ONE, A)
    write_release(tmp_path, ONE + ONE.replace("one", "two"), B, published=False)
    return tmp_path


def test_a_release_that_is_published_is_answered_from(releases: Path):
    following = Following(releases / "current", QueryLimits())
    try:
        with following.current() as first:
            publish(releases, B)
            with following.current() as second:
                assert (first.release.id, second.release.id) == (A, B)
                assert len(second.release.query("SELECT * { ?s ?p ?o }")) == 2
            # Whoever still reads the one before is not disturbed.
            assert len(first.release.query("SELECT * { ?s ?p ?o }")) == 1
        with pytest.raises(KgError, match="closed"):
            first.release.query("ASK { }")
    finally:
        following.close()


def test_a_release_that_is_broken_is_not(releases: Path, caplog: pytest.LogCaptureFixture):
    (releases / B / "figures.csv").unlink()
    following = Following(releases / "current", QueryLimits())
    publish(releases, B)
    with caplog.at_level(logging.ERROR), following.current() as served:
        assert served.release.id == A
    following.close()
    assert f"figures.csv is missing; answers are still taken from {A}" in caplog.text


def test_what_was_withdrawn_is_told_from_what_never_was(releases: Path):
    stones = {
        "things": {hash_of(CLAIM): {"date": "2026-11-25", "why": "error"}},
        "releases": {},
        "reasons": {"error": {"en": "because it was wrong"}},
    }
    (releases / A / "withdrawn.json").write_text(json.dumps(stones))
    with open_release(releases / "current") as release:
        with pytest.raises(KgError, match="one was withdrawn on 2026-11-25 because it was wrong"):
            find_thing(release, "claim/one")
        with pytest.raises(KgError, match="there is no claim/two in this release"):
            find_thing(release, "claim/two")
