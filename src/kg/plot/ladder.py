"""The narrow variant of a citation chain: one node below the other, arrows at their left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kg.plot import frame
from kg.plot.element import Drawn, element, group
from kg.plot.text import lines
from kg.plot.things import Link, Node, Variant, Words

TRACK = 11
GAP = 12
LINE = 16


def ladder(
    nodes: Sequence[Node],
    links: Sequence[Link],
    lanes: Sequence[str],
    words: Words,
    variant: Variant,
) -> tuple[list[Drawn], float]:
    """The parts of the ladder and its height; nodes without a date come first, and say so.

    :raises KeyError: if a link names a node that is not there
    """
    order = sorted(nodes, key=lambda n: (n.date.first if n.date else date.min, n.lane, n.name))
    rank = {node.name: index for index, node in enumerate(order)}
    tracks = _tracks([(rank[link.source], rank[link.target]) for link in links])
    left = 14 + TRACK * (max(tracks, default=-1) + 1)
    parts, middles, y = [], {}, 0.0
    for node in order:
        most = variant.width - left - 20
        broken = lines(node.label, most, frame.NORMAL, count=2)
        tall = 12 + LINE * (len(broken) + 1)
        middles[node.name] = y + tall / 2
        when = words.date(node.date.first, node.date.precision) if node.date else words.undated
        said = " · ".join(part for part in (when, lanes[node.lane]) if part)
        across = variant.width - left
        shapes = [
            element("rect", x=left, y=y, width=across, height=tall, rx=2, class_="box"),
            frame.shortened(said, left + 10, y + 17, most, class_="quiet"),
        ]
        for index, line in enumerate(broken):
            at = y + 17 + LINE * (index + 1)
            shapes.append(frame.label(line, left + 10, at, frame.NORMAL))
        parts.append(frame.linked(shapes, node.href, node.title, "node", visible=node.label))
        y += tall + GAP
    arrows = []
    for link, track in zip(links, tracks, strict=True):
        # What arrives stands a little apart from what leaves.
        start, end = middles[link.source] + 4, middles[link.target] - 4
        x = left - 10 - TRACK * track
        steps = ("M", left, start, "H", x, "V", end, "H", left - 1)
        head = ("M", left - 7, end - 4, "L", left - 1, end, "L", left - 7, end + 4)
        drawn = frame.line(*steps, class_="arrow weak" if link.weak else "arrow")
        arrows.append(group(element("title", link.label), drawn, frame.line(*head, class_="arrow")))
    return [*arrows, *parts], y - GAP + 2


def _tracks(spans: Sequence[tuple[int, int]]) -> list[int]:
    """For each arrow the track nearest to the ladder that no other one uses beside it."""
    used: list[list[tuple[int, int]]] = []
    tracks = [0] * len(spans)
    by_length = sorted(range(len(spans)), key=lambda i: (abs(spans[i][1] - spans[i][0]), i))
    for index in by_length:
        low, high = sorted(spans[index])
        track = 0
        while track < len(used) and any(low < b and a < high for a, b in used[track]):
            track += 1
        if track == len(used):
            used.append([])
        used[track].append((low, high))
        tracks[index] = track
    return tracks
