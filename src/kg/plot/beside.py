"""Claims side by side: each in a row with the values that it allows, by what a check found.

Claims of one scope share an axis. What is counted otherwise has an axis of its own or none, and
what cannot be compared stands apart, with the reason and without any axis.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.interval import Interval
from kg.plot import frame
from kg.plot.element import Drawn, element, group
from kg.plot.glyphs import LOWERED, RAISED, SPANNING, mark
from kg.plot.scales import Scale
from kg.plot.shared_axis import SIDE, Ends, axis_of, claims_of, ends, span
from kg.plot.text import lines, width
from kg.plot.things import WIDE, Claim, Scope, Variant, Verdict, Words

COLOURS = {
    "inconsistent": "series-4",
    "tension": "series-2",
    "consistent": "series-3",
    "consistent-after-rounding": "series-3",
}
TEXT = {"wide": 350, "column": 280}
"""Width of the words left of an axis; in other variants they stand above it."""
LONGEST = 720
"""Where the words of a row end that has no axis, so that they can be read."""
ROOM = 0.94  # what a long line may fill: other fonts than ours may be a little wider
LINE, SMALL_LINE = 17, 15
STRIP = 30
"""Height of the place of a mark below the words."""
PAD, INDENT, FADE = 12.0, 24.0, 26.0


def beside(
    scopes: Sequence[Scope],
    words: Words,
    variant: Variant = WIDE,
    standalone: bool = False,
    source: str = "",
) -> Drawn:
    """The scopes one below the other, and in each its claims by what was found of them.

    :param source: the line under a `standalone` plot that says where it is from
    """
    parts: list[Drawn] = []
    y = 0.0
    for index, scope in enumerate(scopes):
        if index and not scope.is_apart and not scopes[index - 1].is_apart:
            parts.append(frame.line("M", 0, y, "H", variant.width, class_="axis"))
        drawn, y = _scope(scope, words, variant, y + (PAD if index else 0))
        parts += drawn
        y += PAD
    used = frame.used_in(claim for scope in scopes for claim in claims_of(scope))
    drawn, y = frame.key({}, used, words, variant, y + 14, {})
    return frame.picture([*parts, *drawn], y, words, variant, "beside", standalone, source)


def _scope(scope: Scope, words: Words, variant: Variant, y: float) -> tuple[list[Drawn], float]:
    """The parts of a scope, and where it ends."""
    inset = PAD if scope.is_apart else 0.0
    left, top = inset, y
    text = variant.width - 2 * inset if variant.narrow else TEXT.get(variant.name, 280)
    start = left + SIDE if variant.narrow else text + SIDE
    stop = variant.width - inset - SIDE
    scale = axis_of(scope, start, stop, 4 if variant.narrow else 5)
    parts, y = _head(scope, words, scale, left, variant.width - 2 * inset, y + inset / 2)
    begin = y
    rows: list[Drawn] = []
    for verdict in scope.verdicts:
        if verdict.title:
            heading, y = _verdict_title(verdict, left, variant.width - 2 * inset, y)
            rows += heading
        for claim in verdict.claims:
            colour = COLOURS.get(verdict.name, frame.series_class(frame.SERIES))
            drawn, y = _row(claim, colour, scale, variant, (left, text), y)
            rows.append(drawn)
    if scale:
        parts += _ground(scope.shared, scale, words, (start, stop), begin, y)
        y += 20
    if scope.is_apart:
        box = element(
            "rect", x=0, y=top, width=variant.width, height=y + PAD - top, rx=2, class_="apart"
        )
        return [box, *parts, *rows], y + PAD
    return [*parts, *rows], y


def _head(
    scope: Scope, words: Words, scale: Scale | None, left: float, most: float, y: float
) -> tuple[list[Drawn], float]:
    """What is counted, in which unit, and what is said on all of it."""
    shown = []
    for line in lines(scope.title, most, 15, "bold", 2):
        y += 19
        shown.append(frame.label(line, left, y, 15, class_="title"))
    if scope.href:
        shown = [frame.linked(shown, scope.href, scope.title, visible=scope.title)]
    log = words.log if scale and scale.logarithmic else ""
    unit = " · ".join(part for part in (scope.unit, log) if part)
    for text in (unit, scope.said):
        for line in lines(text, most * ROOM, 12, count=5) if text else []:
            y += 16
            shown.append(frame.label(line, left, y, 12, class_="quiet"))
    return shown, y + 6


def _verdict_title(
    verdict: Verdict, left: float, most: float, y: float
) -> tuple[list[Drawn], float]:
    swatch = element("rect", x=left, y=y + 10, width=9, height=9, rx=1, class_="full")
    title = frame.shortened(verdict.title, left + 15, y + 19, most - 15, 13, class_="found")
    colour = COLOURS.get(verdict.name, frame.series_class(frame.SERIES))
    return [group(swatch, class_=colour), title], y + 24


def _row(
    claim: Claim,
    colour: str,
    scale: Scale | None,
    variant: Variant,
    column: tuple[float, float],
    y: float,
) -> tuple[Drawn, float]:
    """A claim as a link, and where its row ends.

    :param column: left end of the words, and how wide they may be where an axis is beside them
    """
    left, most = column
    place = ends(claim, scale) if scale else None
    is_beside = place is not None and not variant.narrow
    has_glyph = scale is None and claim.qualifier is not None
    x = left + (INDENT if has_glyph else 0)
    most = (most if is_beside else min(variant.width - left, LONGEST)) - x - 4
    shown, foot = _words(claim, x, most, y + 4)
    middle = y + 20
    if place and not is_beside:
        middle, foot = foot + STRIP / 2, foot + STRIP
    foot = max(foot + 7, y + frame.LEAST_HIT)
    area = element(
        "rect", x=left - 4, y=y + 1, width=variant.width - 2 * left + 8, height=foot - y - 2, rx=3,
        class_="hit",
    )  # fmt: skip
    if place and scale:
        shown += _mark(claim, place, scale, middle)
    elif has_glyph:
        name = claim.qualifier or "bounds"
        down = 4 if name in RAISED else -4 if name in LOWERED else 0
        drawn = mark(name, left + 8, y + 16 + down, claim.computed, y + 9, y + 23, arrow=10)
        shown.append(group(drawn, class_="shape"))
    kind = f"row {colour}{' alleged' if claim.alleged else ''}"
    return frame.linked([area, *shown], claim.href, claim.title, kind, visible=claim.says), foot


def _words(claim: Claim, x: float, most: float, y: float) -> tuple[list[Drawn], float]:
    shown, most = [], most * ROOM
    for line in lines(claim.says, most, frame.NORMAL, count=6):
        y += LINE
        shown.append(frame.label(line, x, y, frame.NORMAL))
    if claim.language:
        shown = [group(*shown, lang=claim.language)]
    for text in (claim.told, claim.reason):
        for line in lines(text, most, frame.SMALL, count=9) if text else []:
            y += SMALL_LINE
            shown.append(frame.label(line, x, y, class_="quiet"))
    return shown, y


def _mark(claim: Claim, place: Ends, scale: Scale, y: float) -> list[Drawn]:
    """The mark of a claim, and how far it reaches where an end is open."""
    name = claim.qualifier or "bounds"
    parts, top = [], 0.0
    if name in SPANNING and place.low is not None and place.high is not None:
        top = place.low - place.high
    elif name in SPANNING:
        name = "at-least" if place.high is None else "up-to"
    if name in RAISED:
        parts.append(frame.line("M", place.at, y, "H", scale.stop + SIDE, class_="over fading"))
    elif name in LOWERED:
        parts.append(frame.line("M", place.at, y, "H", scale.start - SIDE, class_="over fading"))
    elif name == "about":
        steps = ("M", place.at - FADE, y, "H", place.at + FADE)
        parts.append(frame.line(*steps, class_="over fading"))
    parts.append(_turned(mark(name, 0, 0, claim.computed, top, 0), place.at, y))
    if claim.flagged:
        parts.append(frame.caveat(place.at + 8.5, y - 7))
    return parts


def _turned(drawn: Drawn, x: float, y: float) -> Drawn:
    """A glyph, whose arrow points up to more, on an axis that runs to the right."""
    return group(drawn, class_="shape", transform=f"{frame.moved(x, y)} rotate(90)")


def _ground(
    shared: Interval | None,
    scale: Scale,
    words: Words,
    edges: tuple[float, float],
    top: float,
    bottom: float,
) -> list[Drawn]:
    """The band of the values that all allow, and the ticks with their lines."""
    parts: list[Drawn] = []
    if shared:
        band = span(shared, scale, edges)
        parts.append(
            element(
                "rect", x=band[0], y=top, width=band[1] - band[0], height=bottom - top,
                class_="band",
            )
        )  # fmt: skip
    steps: list[object] = []
    free = -1e9
    for tick in scale.ticks:
        x, written = scale(tick), words.number(tick)
        steps += ["M", x, top, "V", bottom + 4]
        half = width(written, frame.SMALL) / 2
        if x - half > free:
            parts.append(frame.label(written, x, bottom + 16, anchor="middle", class_="quiet"))
            free = x + half + 6
    parts.append(frame.line(*steps, class_="grid"))
    parts.append(frame.line("M", edges[0], bottom, "H", edges[1], class_="axis"))
    return parts
