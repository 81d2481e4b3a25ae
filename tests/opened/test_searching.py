"""Things are found from Python as the release's index finds them."""

from __future__ import annotations

import pytest

from kg.errors import KgError
from kg.opened import OpenRelease


def test_a_name_in_another_script_is_found(opened: OpenRelease):
    found = opened.search("медиазона")
    assert found.hits[0].entry.id == "agent/mediazona"
    assert found == opened.index.search("медиазона")


def test_a_claim_that_is_found_can_be_read(opened: OpenRelease):
    hits = opened.search("convictions Proekt", "ReportedCount", limit=3).hits
    assert len(hits) == 3
    assert {opened.claim(hit.entry.iri).produced_by for hit in hits} == {"Proekt"}


def test_a_class_that_is_not_there_is_told(opened: OpenRelease):
    with pytest.raises(KgError, match=r"'Organization' \(did you mean Organisation"):
        opened.search("proekt", ["Law", "Organization"])
