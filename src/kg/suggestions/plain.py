"""Texts from outside, made fit for a terminal and for one cell of a table."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 300
_ESCAPE_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI, such as colours
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f]).*?(?:\x07|\x1b\\\\|\x9c|$)"  # OSC and other strings
    "|\x1b[ -/]*[0-~]",
    re.DOTALL,
)
_JOINERS = "\u200c\u200d"  # part of how some languages are spelled


def plain(text: str, longest: int = LONGEST) -> str:
    """A text on one line, without escape sequences (ECMA-48) and whatever else does not print.

    >>> plain("\\x1b[31mProekt\\x1b[0m\\r\\n\\tan  outlet\\u202e")
    'Proekt an outlet'
    """
    shown = "".join(
        character
        if character in _JOINERS or unicodedata.category(character)[0] not in "CZ"
        else " " if character.isspace() or unicodedata.category(character)[0] == "Z" else ""
        for character in _ESCAPE_SEQUENCE.sub("", text)
    )  # fmt: skip
    line = " ".join(shown.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
