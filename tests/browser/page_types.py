"""Every type of page, from `page_types.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("page_types.yaml")


@dataclass(frozen=True)
class PageType:
    """An example of a type of page.

    :ivar path: in English, with its query
    :ivar languages: others in which it is looked at too
    """

    name: str
    path: str
    status: int = 200
    languages: tuple[str, ...] = ()

    def in_language(self, language: str) -> str:
        """Its path in a language."""
        return self.path if language == "en" else f"/{language}{self.path}"


def page_types() -> list[PageType]:
    """All of them."""
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [
        PageType(name, one["path"], one.get("status", 200), tuple(one.get("languages", ())))
        for name, one in entries.items()
    ]
