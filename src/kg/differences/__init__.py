"""What each release added, changed and withdrew: two releases compared, the differences that are
kept, and the history that they make (docs/changes.md)."""

from kg.differences.comparing import compare
from kg.differences.difference import Difference, Item, Section

__all__ = ["Difference", "Item", "Section", "compare"]
