"""Citations: read and formatted by the programs that people cite with, whatever a title holds."""

from __future__ import annotations

import json
import re
import warnings
from dataclasses import replace

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import example, given
from hypothesis import strategies as st
from pybtex.database import parse_string

from kg.citation import (
    CITATION_FORMATS,
    Citation,
    cite_claim,
    cite_figures,
    cite_release,
    render,
    to_bibtex,
    to_csl_json,
    to_text,
)

MANIFEST = {
    "release": "0123456789abcdef",
    "title": "Refusals: an evidence graph",
    "date": "2026-11-22",
    "version": "0.1.0",
    "licence": "https://creativecommons.org/licenses/by/4.0/",
}
ARTICLE = "The Example Gazette, 2024-05-06: Cases double"
HOSTILE = st.text(
    st.one_of(st.sampled_from("\\{}$&#_%~^\"'`-<>,=@?!|[]()\n\t\r\0 éёЩїІ«»—“”"), st.characters()),
    min_size=1,
).filter(lambda text: text.strip())


def claim(label: str = "25,500 people", **changes: object) -> Citation:
    """The citation of a claim with this label."""
    given = {"slug": "requests-2023", "speaker": "Idite Lesom", "printed_in": [ARTICLE], **changes}
    return cite_claim(MANIFEST, label=label, **given)


def plain(text: str) -> str:
    """The text in one line."""
    return claim(text).title


def printed(field: str) -> str:
    """What TeX prints for a field in double braces: commands are their characters, and what is
    left of TeX's own specials would be a mistake."""
    signs = {"backslash": "\\", "braceleft": "{", "braceright": "}"}
    signs |= {"asciitilde": "~", "asciicircum": "^"}
    assert field[0] + field[-1] == "{}"
    pieces = re.findall(r"\\text([a-z]+)\{\}|\\([$&#_%])|(\{\})|([^\\{}$&#_%~^])|(.)", field[1:-1])
    assert not [piece for piece in pieces if piece[4]]
    return "".join(signs.get(command, "") + sign + other for command, sign, _, other, _ in pieces)


def test_a_claim_is_cited_as_a_claim_of_somebody_that_is_printed_somewhere():
    text = to_text(claim())
    for words in (
        "“25,500 people”",
        "A claim made in a source, not an established fact.",
        "Said by: Idite Lesom.",
        f"Printed in: {ARTICLE}.",
        "Read in release 0123456789abcdef.",
        "The Refusals project (2026-11-22)",
        "https://w3id.org/refusals/release/0123456789abcdef/claim/requests-2023",
    ):
        assert words in text
    assert "\n" not in text


def test_who_is_credited_and_what_is_computed_is_said():
    assert "Credited to nobody." in to_text(claim(speaker=""))
    computed = to_text(claim(computed=True, printed_in=()))
    assert "Computed by the project" in computed
    assert "Idite Lesom" not in computed
    assert "Printed in" not in computed


def test_each_article_is_named_once_and_no_more_than_five():
    articles = [f"Gazette {i}" for i in (1, 1, 2, 3, 4, 5, 6, 7)]
    note = claim(printed_in=articles).note
    assert note.count("Gazette 1;") == 1
    assert "Gazette 5; and 2 more." in note


def test_figures_are_told_one_by_one_and_no_more_than_five():
    labels = [f"{i}00 people: desertions, Somebody {i}" for i in range(1, 8)]
    citation = cite_figures(MANIFEST, labels, ["Gazette", "Gazette"], "http://a/figures?x=y")
    assert (citation.title, citation.container) == ("7 figures", MANIFEST["title"])
    assert "Somebody 5; and 2 more. Printed by: Gazette. Shown together at http" in citation.note
    other = cite_figures(MANIFEST, labels[:1], [], "http://a/")
    assert other.title == "1 figure"
    assert other.key != citation.key  # both may stand in one bibliography


def test_a_release_is_a_dataset_with_its_own_date_and_version():
    citation = cite_release(MANIFEST)
    assert citation.iri == "https://w3id.org/refusals/release/0123456789abcdef"
    (item,) = json.loads(to_csl_json(citation))
    assert item["type"] == "dataset"
    assert item["issued"] == {"date-parts": [[2026, 11, 22]]}
    assert item["version"] == "0.1.0, release 0123456789abcdef"
    assert to_bibtex(citation).startswith("@dataset{refusals-0123456789abcdef,\n")
    assert to_text(citation).endswith(" " + citation.iri)


@pytest.mark.parametrize("date", ["2026", "2026-11"])
def test_a_date_may_be_less_than_a_day(date: str):
    citation = replace(claim(), date=date)
    parts = [int(part) for part in date.split("-")]
    assert json.loads(to_csl_json(citation))[0]["issued"] == {"date-parts": [parts]}
    fields = parse_string(to_bibtex(citation), "bibtex").entries[citation.key].fields
    assert fields["year"] == "2026"
    assert ("month" in fields) == (len(parts) > 1)


@given(HOSTILE)
@example("100% {of} $1 & #2_3 ~ ^ \\ -- --- `` '' ,, << >> ?` !`")
@example("}, note = {Not ours")
@example("@misc{other, title = {x}}")
@example("Хочу жить «Идите лесом» — їхати")
def test_bibtex_is_read_back_by_two_parsers_as_it_was(title: str):
    citation = claim(title)
    written = to_bibtex(citation)
    entries = parse_string(written, "bibtex").entries
    assert list(entries) == [citation.key]
    fields = entries[citation.key].fields
    assert printed(fields["title"]) == plain(title)
    assert set(fields) == set(
        "title howpublished version date year month publisher url note".split()
    )
    library = bibtexparser.parse_string(written)
    assert not library.failed_blocks
    (entry,) = library.entries
    assert (entry.key, entry.entry_type) == (citation.key, "misc")
    assert printed(entry["title"]) == plain(title)
    assert entry["url"] == citation.iri


@pytest.mark.parametrize(
    "title", ["100% of $1 & #2_3 ~ \\", "a--b ``c'' ,,d", "Хочу жить «Идите лесом»"]
)
def test_tex_prints_the_title_as_it_is(title: str):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        decoded = bibtexparser.parse_string(
            to_bibtex(claim(title)), append_middleware=[LatexDecodingMiddleware()]
        )
    assert decoded.entries[0]["title"] == title


@given(HOSTILE, HOSTILE, st.lists(HOSTILE, max_size=9))
def test_csl_json_holds_any_text_and_is_the_same_each_time(title, speaker, articles):
    citation = claim(title, speaker=speaker, printed_in=articles)
    (item,) = json.loads(to_csl_json(citation))
    assert item["title"] == plain(title)
    assert plain(speaker) in item["note"]
    for format in CITATION_FORMATS:
        again = claim(title, speaker=speaker, printed_in=articles)
        assert render(citation, format) == render(again, format)
    assert len(to_text(citation).splitlines()) == 1


@pytest.mark.parametrize("citation", [cite_release(MANIFEST), claim("Хочу & <b>_x_</b>")])
def test_a_citation_processor_formats_the_csl_json(citation: Citation):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the processor does not know, it says and leaves out
        from citeproc import Citation as Cited
        from citeproc import (
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON

        source = CiteProcJSON(json.loads(to_csl_json(citation)))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Cited([CitationItem(citation.key)]))
        (entry,) = (str(item) for item in bibliography.bibliography())
    assert "The Refusals project" in entry
    assert "(2026)" in entry
    assert citation.iri in entry
    assert citation.title in entry
