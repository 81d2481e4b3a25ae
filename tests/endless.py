"""Queries whose evaluation no machine ends, however fast and however few triples there are.

Over the 302 triples of the small release three patterns that share no variable have 28 million
rows, which a fast machine counts within three seconds; four have eight billion.
"""

from __future__ import annotations

_PRODUCT = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
COUNTED = f"SELECT (COUNT(*) AS ?n) {_PRODUCT}"
"""Says nothing before it is stopped."""
STREAMED = f"SELECT * {_PRODUCT}"
"""Begins at once, and goes on."""
