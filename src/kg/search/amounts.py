"""The numbers of figures, as digits, however they are written."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d+(?:[\s,.’']\d+)*(?!\d)")
_NO_DIGIT = re.compile(r"\D")


def number_in(text: str) -> tuple[str, str]:
    """The digits of the first number in a text, and what else the text says; "" for none.

    >>> number_in("49 000 people"), number_in("4,3"), number_in("nine")
    (('49000', 'people'), ('43', ''), ('', 'nine'))
    """
    found = _NUMBER.search(text)
    if not found:
        return "", text
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return _NO_DIGIT.sub("", found[0]), rest.strip(" ,.%×x+<>=~≈")


def amounts_of(label: str) -> frozenset[str]:
    """The digits of each number in what a figure is called, before it says what is counted.

    >>> sorted(amounts_of("3–5 people a day: surrenders, as of August 2023"))
    ['3', '5']
    """
    amount = label.partition(":")[0]
    return frozenset(_NO_DIGIT.sub("", number) for number in _NUMBER.findall(amount))
