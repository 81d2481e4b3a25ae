"""Refusals: an evidence graph of what has been reported about desertion from the Russian army.

`kg.open_release(path)` opens a release for use in Python (docs/python.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.opened import open_release

__all__ = ["open_release"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import what opens releases when it is asked for: the other parts need nothing of it."""
    if name != "open_release":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from kg.opened import open_release

    return open_release


def __dir__() -> list[str]:
    return [*globals(), *__all__]
