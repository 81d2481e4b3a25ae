"""What a choice of figures is called as a file, and what stands above its picture."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext

from kg.web.figure_choices import chips, titles
from kg.web.figure_facets import Facet
from kg.web.figure_selection import Selection

MOST_CHARACTERS = 60


def file_name(chosen: Selection) -> str:
    """The name of its files without extension, such as `refusals-desertions`; of all it is
    `refusals-figures`."""
    parts = [slug for slugs in chosen.chosen.values() for slug in slugs]
    parts += [month for month in (chosen.first, chosen.last) if month]
    kept = ["refusals"]
    for part in parts or ["figures"]:
        if len("-".join([*kept, part])) > MOST_CHARACTERS:
            break
        kept.append(part)
    return "-".join(kept) if len(kept) > 1 else "refusals-figures"


def headings(known: Mapping[str, Facet], chosen: Selection, title: str) -> tuple[str, str]:
    """What is counted, and below it all else that is chosen.

    :param title: of the choice, which stands for figures that are chosen one by one
    """
    said = titles()
    told = [chip for chip in chips(known, chosen, ()) if chip.title != said["claim"]]
    measures = [chip.name.text for chip in told if chip.title == said["measure"]]
    others = [f"{chip.title}: {chip.name.text}" for chip in told if chip.title != said["measure"]]
    every = title if "claim" in chosen.chosen else gettext("Figures through time")
    return ", ".join(measures) or every, " · ".join(others)
