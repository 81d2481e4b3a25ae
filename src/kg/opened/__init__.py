"""A release opened for use in Python: what `kg.open_release` returns, and what that is made of.

`release` is the opened release, whose files are verified first. `background` runs the guarded
query engine for it, from any thread; `results` turns what the engine answers into Python's values.
"""

from kg.opened.background import ResultTooLarge
from kg.opened.release import OpenRelease, open_release
from kg.opened.results import Solutions

__all__ = ["OpenRelease", "ResultTooLarge", "Solutions", "open_release"]
