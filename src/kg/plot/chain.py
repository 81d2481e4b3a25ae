"""The citation chain of a figure: who produced it, who passes it on and who prints it, by date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.plot import frame
from kg.plot.element import Drawn, element, group
from kg.plot.ladder import ladder
from kg.plot.placing import Box
from kg.plot.scales import TimeScale, time_scale
from kg.plot.text import shorten, width
from kg.plot.things import WIDE, Link, Node, Variant, Words

HEIGHT = 28
STEP = HEIGHT + 10
INDENT = 14
LONGEST = 230
CORNER = 9
APART = 236  # the place of what has no date


@dataclass(frozen=True)
class Placed:
    """A node, the box that it is drawn as, and the point of its date."""

    node: Node
    box: Box
    x: float


def citation_chain(
    nodes: Sequence[Node],
    links: Sequence[Link],
    lanes: Sequence[str],
    words: Words,
    variant: Variant = WIDE,
    standalone: bool = False,
    source: str = "",
) -> Drawn:
    """Nodes in lanes over an axis of time, and an arrow from each to those that repeat it.

    A node without a date stands in a place of its own, left of the axis. The narrow variant is a
    ladder: one node below the other, the earliest first.

    :param lanes: what the lanes hold ("produced by", "passed on by", "printed by")
    :raises KeyError: if a link names a node that is not there
    """
    if variant.narrow:
        parts, height = ladder(nodes, links, lanes, words, variant)
        return frame.picture(parts, height, words, variant, "chain", standalone, source)
    time = _time(nodes, words, variant)
    placed, tops, height = _layout(nodes, lanes, time, variant)
    parts = _ground(nodes, words, time, height)
    boxes = [place.box for place in placed.values()]
    for turn, link in enumerate(links):
        parts.append(_arrow(placed[link.source], placed[link.target], link, boxes, turn))
    parts += _lanes(lanes, tops, variant)
    parts += [_node(place) for place in placed.values()]
    bottom = height + (22 if time else 0)
    return frame.picture(parts, bottom, words, variant, "chain", standalone, source)


def _time(nodes: Sequence[Node], words: Words, variant: Variant) -> TimeScale | None:
    days: list[date] = [node.date.first for node in nodes if node.date]
    days += [node.date.last for node in nodes if node.date]
    if not days:
        return None
    left = APART + 24 if any(node.date is None for node in nodes) else 8
    # The last node needs room for its name right of its date.
    return time_scale(min(days), max(days), left, variant.width - 60, frame.date_width(words))


def _layout(
    nodes: Sequence[Node], lanes: Sequence[str], time: TimeScale | None, variant: Variant
) -> tuple[dict[str, Placed], list[float], float]:
    """Each node by its name, the top of each lane, and where the last lane ends."""
    placed: dict[str, Placed] = {}
    tops, top = [], 20.0
    for lane in range(len(lanes)):
        tops.append(top)
        rows: list[list[Box]] = []
        members = [node for node in nodes if node.lane == lane]
        for node in sorted(members, key=lambda node: (_first(node), node.name)):
            across = min(LONGEST, width(node.label, frame.NORMAL) + 2 * INDENT)
            x = time(node.date.first) if time and node.date else 0.0
            left = x if x + across <= variant.width else x - across
            row, box = 0, None
            while box is None:
                y = top + 24 + row * STEP
                wanted = Box(left, y, left + across, y + HEIGHT)
                if row == len(rows):
                    rows.append([])
                spread = Box(left - 12, y, left + across + 12, y + HEIGHT)
                if any(spread.meets(other) for other in rows[row]):
                    row += 1
                else:
                    box = wanted
            rows[row].append(box)
            placed[node.name] = Placed(node, box, x)
        top += 24 + max(1, len(rows)) * STEP + 12
    return placed, tops, top


def _first(node: Node) -> date:
    return node.date.first if node.date else date.min


def _ground(
    nodes: Sequence[Node], words: Words, time: TimeScale | None, height: float
) -> list[Drawn]:
    parts = []
    if time and any(node.date is None for node in nodes):
        across = APART + 8
        parts.append(
            element("rect", x=-4, y=16, width=across, height=height - 20, rx=2, class_="apart")
        )
        parts.append(frame.shortened(words.undated, 0, 10, APART, class_="quiet"))
    if time:
        for tick in time.ticks:
            parts.append(frame.line("M", time(tick), 16, "V", height + 4, class_="grid"))
        parts += frame.date_labels(time, words, height + 14)
        parts.append(frame.line("M", time.start, height, "H", time.stop, class_="axis"))
    return parts


def _lanes(lanes: Sequence[str], tops: Sequence[float], variant: Variant) -> list[Drawn]:
    parts = []
    for index, (name, top) in enumerate(zip(lanes, tops, strict=True)):
        if index:
            parts.append(frame.line("M", 0, top - 4, "H", variant.width, class_="grid"))
        # At the right, since most arrows come down at the left.
        x = variant.width - 4
        parts.append(frame.label(name, x, top + 15, anchor="end", class_="quiet beside lane"))
    return parts


def _arrow(start: Placed, end: Placed, link: Link, boxes: Sequence[Box], turn: int) -> Drawn:
    """From what is repeated down to what repeats it, or, where that is not below it, from side to
    side.

    An arrow goes behind no other node if it can: else that node would seem to be its end.

    :param turn: of how many arrows it is the next, so that two do not run along one line
    """
    one, two = start.box, end.box
    others = [box for box in boxes if box is not one and box is not two]
    y, tip = (one.top + one.bottom) / 2, (two.top + two.bottom) / 2
    x = _trunk(one, two, others)
    if two.top > one.bottom and two.left > x + CORNER:
        to = two.left - 1
        run = Box(x, tip - 2, to, tip + 2)
        if any(run.meets(other) for other in others):
            to, level = two.left + 24 + 12 * (turn % 3), two.top - 8 - 4 * (turn % 3)
            steps = ("M", x, one.bottom, "V", level - CORNER, "Q", x, level, x + CORNER, level)
            tip = two.top - 1
            steps = (*steps, "H", to - 4, "Q", to, level, to, level + 4, "V", tip)
            head = ("M", to - 4, tip - 6, "L", to, tip, "L", to + 4, tip - 6)
        else:
            steps = ("M", x, one.bottom, "V", tip - CORNER, "Q", x, tip, x + CORNER, tip, "H", to)
            head = ("M", to - 6, tip - 4, "L", to, tip, "L", to - 6, tip + 4)
    elif two.top > one.bottom:
        to, tip = (two.left + two.right) / 2, two.top - 1
        bend = max(18.0, (tip - one.bottom) * 0.5)
        steps = ("M", x, one.bottom, "C", x, one.bottom + bend, to, tip - bend, to, tip)
        head = ("M", to - 4, tip - 6, "L", to, tip, "L", to + 4, tip - 6)
    else:
        ahead = 1 if two.left >= one.right else -1
        x = one.right if ahead > 0 else one.left
        to = two.left - 1 if ahead > 0 else two.right + 1
        bend = ahead * max(14.0, abs(to - x) * 0.4)
        steps = ("M", x, y, "C", x + bend, y, to - bend, tip, to, tip)
        head = ("M", to - 6 * ahead, tip - 4, "L", to, tip, "L", to - 6 * ahead, tip + 4)
    said = " ".join(part for part in (start.node.label, link.label, end.node.label) if part)
    drawn = frame.line(*steps, class_="arrow weak" if link.weak else "arrow")
    return group(element("title", said), drawn, frame.line(*head, class_="arrow"))


def _trunk(one: Box, two: Box, others: Sequence[Box]) -> float:
    """Where an arrow leaves a node so that on its way down it goes behind no other."""
    first = one.left + 20
    for step in range(int((one.right - one.left - 30) / 12) + 1):
        x = first + 12 * step
        way = Box(x - 2, one.bottom, x + 2, two.bottom)
        if not any(way.meets(other) for other in others):
            return x
    return first


def _node(place: Placed) -> Drawn:
    box, node = place.box, place.node
    most = box.right - box.left - 2 * INDENT + 2
    across = box.right - box.left
    shapes = [
        element(
            "rect", x=box.left, y=box.top, width=across, height=HEIGHT, rx=2, class_="box hit-box"
        ),
        frame.label(
            shorten(node.label, most, frame.NORMAL), box.left + INDENT, box.top + 18.5, frame.NORMAL
        ),
    ]
    if node.date:
        at = place.x + (5.5 if box.left >= place.x - 1 else -5.5)
        shapes.append(element("circle", cx=at, cy=box.top + 14, r=3, class_="full point"))
    return frame.linked(shapes, node.href, node.title, "node series-4", visible=node.label)
