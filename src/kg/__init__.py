"""Refusals: an evidence graph of what has been reported about desertion from the Russian army."""

__version__ = "0.1.0"
