"""Social cards: of the right size, with real letters, and with nothing that runs over."""

from __future__ import annotations

import struct
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.models import normalizeLocation, piecewiseLinearMap
from fontTools.varLib.varStore import VarStoreInstancer

from kg.dates import parse_period
from kg.plot import Figure, Group, Words, card_png, claim_card, figures_card
from kg.plot.card import font_files
from kg.plot.text import _advances, width

SVG = "{http://www.w3.org/2000/svg}"
LONG = "Более чем вдвое выросло количество обращений за помощью от военнослужащих " * 4


def card(title: str) -> str:
    return claim_card(title, "says X", "in Y", "2023", "at-least", "reported", "Refusals")


def test_a_card_is_a_png_of_the_size_that_is_shared():
    for svg in (card("At least 49,000"), figures_card("T", "s", [], Words("w"), "n", "Refusals")):
        png = card_png(svg)
        assert png[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", png[16:24]) == (1200, 630)


@pytest.mark.parametrize("letters", ["ґєії", "ЩЫЭЪ", "Abc9"])
def test_letters_are_really_drawn(letters):
    missing = card_png(card("\ue000" * 4))  # in no font: drawn as its sign for that, or not at all
    blank = card_png(card("\u00a0" * 4))
    drawn = card_png(card(letters))
    assert drawn not in (missing, blank)
    assert drawn != card_png(card(letters[::-1]))


def test_letters_that_look_alike_are_not_put_in_place_of_each_other():
    assert card_png(card("ґ")) != card_png(card("г"))
    assert card_png(card("ї")) != card_png(card("і"))


def test_nothing_of_a_card_runs_over():
    for svg in (
        claim_card(LONG, LONG, LONG, LONG, "range", LONG, "Refusals", computed=True),
        figures_card(LONG, LONG, [], Words("w"), LONG, "Refusals"),
    ):
        for text in ElementTree.fromstring(svg).findall(f"{SVG}text"):
            size, x = float(text.get("font-size")), float(text.get("x"))
            face = "bold" if text.get("class") == "headline" else "sans"
            right = x if text.get("text-anchor") == "end" else x + width(text.text, size, face)
            assert right <= 1200 - 60 and float(text.get("y")) < 600


def test_a_card_of_figures_shows_them():
    figure = Figure("/claim/x", "a title", "exactly", 9, 9, "A", "A", parse_period("2023"))
    svg = figures_card("T", "s", [Group("cases", "", [figure])], Words("w"), "n", "Refusals")
    root = ElementTree.fromstring(svg)
    assert [link.get("href") for link in root.iter(f"{SVG}a")] == ["/claim/x"]
    assert "var(" not in svg, "the renderer knows no custom properties"


def test_hostile_text_stays_text():
    svg = card("</title><script>x</script>&\x00")
    assert {element.tag for element in ElementTree.fromstring(svg).iter()} <= {
        SVG + tag for tag in ("svg", "title", "style", "rect", "g", "circle", "path", "text")
    }


@pytest.mark.parametrize(("face", "file", "weight"), [("sans", 0, 400), ("bold", 1, 700)])
def test_the_widths_of_letters_are_those_of_the_fonts(face, file, weight):
    font = TTFont(font_files()[file], lazy=True)
    axes = font["fvar"].axes
    limits = {axis.axisTag: (axis.minValue, axis.defaultValue, axis.maxValue) for axis in axes}
    location = normalizeLocation({"wght": weight}, limits)
    if "avar" in font:
        location = {
            tag: piecewiseLinearMap(value, font["avar"].segments[tag])
            for tag, value in location.items()
        }
    variations = font["HVAR"].table
    deltas = VarStoreInstancer(variations.VarStore, axes, location)
    names = font.getBestCmap()
    for character, advance in _advances()[face].items():
        name = names[ord(character)]
        index = (
            variations.AdvWidthMap.mapping[name]
            if variations.AdvWidthMap
            else font.getGlyphID(name)
        )
        real = font["hmtx"][name][0] + deltas[index]
        assert abs(real * 1000 / font["head"].unitsPerEm - advance) <= 1, character
