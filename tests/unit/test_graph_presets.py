"""The views with which the graph explorer begins."""

from __future__ import annotations

from kg.web.graph_page import THINGS, whole

PRESETS = {
    "one": {"things": ["agent/a"], "then": [["agent/a", "figures", "in"]]},
    "two": {"things": ["agent/a"], "then": [["claim/b", "measure", "out"]]},
    "three": {"things": ["agent/a", "agent/c"], "then": []},
}


def test_a_view_that_names_what_was_withdrawn_is_not_told_of():
    assert list(whole(PRESETS, {f"{THINGS}agent/a"})) == ["one"]
    known = [f"{THINGS}agent/a", f"{THINGS}claim/b", f"{THINGS}agent/c"]
    assert whole(PRESETS, known) == PRESETS
    assert whole(PRESETS, []) == {}
