"""How a release, or a claim as it stands in a release, is cited.

A citation names what was read by its version IRI and carries the date of the release, so it is the
same whenever it is asked for. A claim is cited as what it is: a claim made in a source, with who
says so and where it is printed. Rendered as one line of text, BibTeX (for bibtex and biber) and
CSL-JSON (CSL 1.0.2, schema csl-data.json).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import quote

from kg.formats import CITATION, Format
from kg.terms import BASE

AUTHOR = "The Refusals project"
DATASET, CLAIM = "dataset", "claim"
MOST_ARTICLES = 5
"""So many of the articles that print a claim are named in its citation."""
MOST_FIGURES = 5
"""So many of several figures that are cited together are told one by one."""

CITATION_FORMATS = (
    Format("bibtex", "BibTeX", CITATION, ("application/x-bibtex",), "bib", ("bib",)),
    Format("csl", "CSL-JSON", CITATION,
           ("application/vnd.citationstyles.csl+json",), "csl.json", ("csl-json",)),
    Format("citation", "text", CITATION, ("text/x-bibliography",), "txt", ("txt",)),
)  # fmt: skip

# Characters that mean something to TeX. BibTeX counts braces even behind a backslash, so braces
# are written as commands.
TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
}  # fmt: skip
# Between these TeX would make a dash, a quotation mark or an inverted mark of two characters.
LIGATURE = r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=<)(?=<)|(?<=>)(?=>)|(?<=,)(?=,)|(?<=[?!])(?=`)"
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True)
class Citation:
    """What a reference to a release or to a claim in it says.

    :ivar kind: DATASET, or CLAIM of one claim or of several
    :ivar key: of the entry in BibTeX and CSL; letters, digits and hyphens
    :ivar title: plain text in English or in the language of an article
    :ivar authors: names of bodies; nobody private is ever one
    :ivar date: of the release, ISO 8601
    :ivar version: of the edition
    :ivar release: identifier of the release
    :ivar iri: version IRI: of the release, or of the claim in it
    :ivar licence: its IRI
    :ivar note: what a reader must know besides; empty if there is nothing
    :ivar container: title of the data set that a claim stands in; empty for the data set itself
    """

    kind: str
    key: str
    title: str
    authors: tuple[str, ...]
    date: str
    version: str
    release: str
    iri: str
    publisher: str
    licence: str
    note: str = ""
    container: str = ""


def cite_release(manifest: Mapping[str, object]) -> Citation:
    """The citation of a release, from its manifest."""
    release = str(manifest["release"])
    return Citation(
        kind=DATASET,
        key=_key(release),
        title=_line(str(manifest["title"])),
        authors=(AUTHOR,),
        date=str(manifest["date"]),
        version=str(manifest["version"]),
        release=release,
        iri=version_iri(release),
        publisher=AUTHOR,
        licence=str(manifest["licence"]),
    )


def cite_claim(
    manifest: Mapping[str, object],
    slug: str,
    label: str,
    speaker: str,
    printed_in: Iterable[str],
    *,
    computed: bool = False,
) -> Citation:
    """The citation of a claim as it stands in a release.

    :param slug: of the claim
    :param label: the claim in words
    :param speaker: label of who says so: a name, or the role of somebody who has none here; empty
        where the articles credit nobody
    :param printed_in: labels of the articles that print it; repetitions are dropped
    :param computed: whether the project computed it from printed figures
    """
    whole = cite_release(manifest)
    shown = _first(dict.fromkeys(printed_in), MOST_ARTICLES)
    if computed:
        note = "Computed by the project from printed figures, reported by nobody."
    else:
        said = f"Said by: {_line(speaker)}." if speaker else "Credited to nobody."
        note = f"A claim made in a source, not an established fact. {said}"
    note += f" Printed in: {shown}." if shown else ""
    note += f" Read in release {whole.release}."
    return Citation(
        kind=CLAIM,
        key=_key(whole.release, slug),
        title=_line(label),
        authors=whole.authors,
        date=whole.date,
        version=whole.version,
        release=whole.release,
        iri=version_iri(whole.release, slug),
        publisher=whole.publisher,
        licence=whole.licence,
        note=note,
        container=whole.title,
    )


def cite_figures(
    manifest: Mapping[str, object], labels: Sequence[str], printed_by: Iterable[str], address: str
) -> Citation:
    """The citation of several figures that are shown together; other figures have another key.

    :param labels: each in words, with who says so
    :param printed_by: names of the outlets that print them; repetitions are dropped
    :param address: where they are shown together
    """
    whole = cite_release(manifest)
    digest = sha256("\n".join(labels).encode()).hexdigest()
    note = f"Claims made in sources, not established facts: {_first(labels, MOST_FIGURES)}."
    if outlets := _first(sorted(set(printed_by)), MOST_ARTICLES):
        note += f" Printed by: {outlets}."
    note += f" Shown together at {_line(address)}. Read in release {whole.release}."
    return replace(
        whole,
        kind=CLAIM,
        key=_key(whole.release, f"figures-{digest[:8]}"),
        title=f"{len(labels):,} figure{'s' if len(labels) != 1 else ''}",
        note=note,
        container=whole.title,
    )


def version_iri(release: str, claim: str = "") -> str:
    """The IRI of a release, or of a claim as it stands in it.

    >>> version_iri("0123456789abcdef", "proekt-convictions-2023")
    'https://w3id.org/refusals/release/0123456789abcdef/claim/proekt-convictions-2023'
    """
    path = f"release/{quote(release, safe='')}"
    return BASE + (f"{path}/claim/{quote(claim, safe='')}" if claim else path)


def render(citation: Citation, format: Format) -> bytes:
    """The citation in one of CITATION_FORMATS, as UTF-8."""
    renderings = {"bibtex": to_bibtex, "csl": to_csl_json, "citation": to_line}
    return renderings[format.name](citation).encode()


def to_text(citation: Citation) -> str:
    """The suggested citation: one line of plain English."""
    who = "; ".join(citation.authors)
    edition = (
        f"Version {citation.version}, release {citation.release} "
        f"[Data set, licence {citation.licence}]. {citation.iri}"
    )
    if citation.kind == DATASET:
        return f"{who} ({citation.date}). {citation.title}. {edition}"
    whole = f"{who} ({citation.date}). {citation.container}. {edition}"
    return f"“{citation.title}”. {citation.note} In: {whole}"


def to_line(citation: Citation) -> str:
    """The suggested citation as a text file."""
    return to_text(citation) + "\n"


def to_bibtex(citation: Citation) -> str:
    """A BibTeX entry; `@misc` is known to every style, and biblatex reads `@dataset` besides.

    Cyrillic stays as it is: biber and today's bibtex styles read UTF-8.
    """
    year, month, *_ = (*citation.date.split("-"), "")
    fields = {
        "author": " and ".join(f"{{{_tex(author)}}}" for author in citation.authors),
        "title": f"{{{_tex(citation.title)}}}",  # braces keep a style from changing its capitals
        "howpublished": f"In: {_tex(citation.container)}" if citation.container else "Data set",
        "version": f"{_tex(citation.version)}, release {_tex(citation.release)}",
        "date": citation.date,
        "year": year,
        "publisher": f"{{{_tex(citation.publisher)}}}",
        "url": citation.iri,
        "note": _tex(" ".join(filter(None, (citation.note, f"Licence: {citation.licence}")))),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items()]
    if month:
        lines.append(f"  month = {MONTHS[int(month) - 1]},\n")
    entry = "dataset" if citation.kind == DATASET else "misc"
    return f"@{entry}{{{citation.key},\n{''.join(lines)}}}\n"


def to_csl_json(citation: Citation) -> str:
    """A CSL-JSON array of one item: a dataset, or an entry of one."""
    item = {
        "id": citation.key,
        "citation-key": citation.key,
        "type": "dataset" if citation.kind == DATASET else "entry",
        "title": citation.title,
        "author": [{"literal": author} for author in citation.authors],
        "issued": {"date-parts": [[int(part) for part in citation.date.split("-")]]},
        "version": f"{citation.version}, release {citation.release}",
        "publisher": citation.publisher,
        "URL": citation.iri,
        "note": " ".join(filter(None, (citation.note, f"Licence: {citation.licence}"))),
    }
    if citation.container:
        item["container-title"] = citation.container
    return json.dumps([item], indent=2, ensure_ascii=False) + "\n"


def _key(release: str, claim: str = "") -> str:
    """Stable, and without what BibTeX forbids in a key."""
    return "-".join(
        re.sub(r"[^A-Za-z0-9]+", "-", part) for part in ("refusals", claim, release) if part
    )


def _first(texts: Iterable[str], most: int) -> str:
    """The first of some texts in one line, and how many more there are."""
    lines = [_line(text) for text in texts]
    more = [f"and {len(lines) - most} more"] if len(lines) > most else []
    return "; ".join(lines[:most] + more)


def _line(text: str) -> str:
    """The text in one line, without line breaks, tabs and controls, which no format can hold."""
    return " ".join(
        re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]", " ", text).split()
    )


def _tex(text: str) -> str:
    """The text so that TeX prints it as it is: specials escaped, and no ligatures."""
    parts = re.split(LIGATURE, text)
    return "{}".join("".join(TEX.get(one, one) for one in part) for part in parts)
