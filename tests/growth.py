"""Whether the time that something takes grows in proportion to the length of a text: measured side
by side in processor time, so that neither the speed of the machine nor its load matters."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TIMES = 8
"""How much longer the long text is: what is quadratic takes 64 times as long for it."""
MOST_TIMES = 24
NOISE_SECONDS = 0.02
RUNS = 3
"""What comes to a measure by chance does not come three times."""


def grows_in_proportion(
    read: Callable[[str], object], text: Callable[[int], str], most: int
) -> bool:
    """Whether reading a text takes no more than three times its share of what an eighth takes.

    :param read: reads a text
    :param text: gives one of so many bytes, more or less
    :param most: bytes of the longest one
    """
    short, long = text(most // TIMES), text(most)
    return any(
        _seconds(read, long) < MOST_TIMES * _seconds(read, short) + NOISE_SECONDS
        for _ in range(RUNS)
    )


def _seconds(read: Callable[[str], object], text: str) -> float:
    gc.disable()
    try:
        began = time.thread_time()
        read(text)
        return time.thread_time() - began
    finally:
        gc.enable()
