"""Citations: of the data set, of a release and of each claim, as files and at the foot of pages.

A page that has one also says so in its header: `Link: <version IRI>; rel="cite-as"` (RFC 8574).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, after_this_request
from pyoxigraph import Literal, NamedNode

from kg.citation import CITATION_FORMATS, Citation, cite_claim, cite_release, render, to_text
from kg.formats import Choice, Format
from kg.terms import UNKNOWN_AGENT, VOCABULARIES, term
from kg.web.asking import ask, title_of
from kg.web.descriptions import Description, labels_in
from kg.web.missing import kept_release
from kg.web.site import current_site

blueprint = Blueprint("citing", __name__)

CLAIM_CLASSES = {"ReportedCount", "ComputedCount", "Statement"}
EXTENSION = "<any(bib, 'csl.json', txt):extension>"


@blueprint.get(f"/dataset.{EXTENSION}")
def dataset(extension: str) -> Response:
    """The citation of the data set: of the release that is served."""
    return citation_file(release_citation(), extension)


@blueprint.get(f"/release/<identifier>.{EXTENSION}")
def release(identifier: str, extension: str) -> Response:
    """The citation of a release that is kept."""
    return citation_file(cite_release(kept_release(identifier).manifest), extension)


def citation_file(citation: Citation, extension: str) -> Response:
    """A citation as the file of an extension of CITATION_FORMATS."""
    return answer(citation, _format(extension))


def answer(citation: Citation, format: Format) -> Response:
    """A citation in a format, as a response."""
    content_type = Choice(format, format.media_types[0]).content_type
    response = Response(render(citation, format), content_type=content_type)
    response.headers["Content-Disposition"] = (
        f'inline; filename="{citation.key}.{format.extension}"'
    )
    return response


def release_citation() -> Citation:
    """The citation of the release that is served."""
    return cite_release(current_site().release.manifest)


def claim_citation(iri: str) -> Citation | None:
    """The citation of a claim of the release that is served; None if the IRI is of no claim."""
    facts = ask("facts", iri)
    return cite_facts(iri, facts, ask("printings", iri)) if is_claim(facts) else None


def is_claim(facts: Sequence[dict]) -> bool:
    """Whether these are the facts of a figure or of a statement."""
    return bool(CLAIM_CLASSES & _classes(facts))


def cite_facts(iri: str, facts: Sequence[dict], printings: Sequence[dict]) -> Citation:
    """The citation of a claim, from what its page asks for: the rows of facts.rq, printings.rq."""
    speakers = [
        row["valueLabel"].value
        for row in facts
        if row["property"].value == VOCABULARIES["ref"] + "producedBy"
        and row["value"] != UNKNOWN_AGENT
    ]
    return cite_claim(
        current_site().release.manifest,
        iri.rpartition("/")[2],
        title_of(iri, facts),
        ", ".join(speakers),
        [row["articleLabel"].value for row in printings],
        computed="ComputedCount" in _classes(facts),
    )


def cite_version(manifest: Mapping[str, object], found: Description) -> Citation | None:
    """The citation of a claim as a release has it; None of anything else."""
    classes = {node.value.removeprefix(VOCABULARIES["ref"]) for node in found.types}
    if not classes & CLAIM_CLASSES:
        return None
    labels = {node: name for node, name in labels_in(found).items() if node != UNKNOWN_AGENT}

    def named(predicate: str) -> list[str]:
        nodes = [quad.object for quad in found.facts if quad.predicate == term(predicate)]
        return [labels[node].value for node in dict.fromkeys(nodes) if node in labels]

    return cite_claim(
        manifest,
        found.thing.value.rpartition("/")[2],
        labels[found.thing].value if found.thing in labels else found.thing.value,
        ", ".join(named("ref:producedBy")),
        named("ref:inArticle"),
        computed="ComputedCount" in classes,
    )


def announce(citation: Citation) -> Citation:
    """Say in the header of the response by which IRI its subject is to be cited (RFC 8574)."""

    @after_this_request
    def add(response: Response) -> Response:
        if response.status_code == 200:
            response.headers.add("Link", f'<{citation.iri}>; rel="cite-as"')
        return response

    return citation


def _format(extension: str) -> Format:
    return next(format for format in CITATION_FORMATS if format.extension == extension)


def _classes(facts: Sequence[dict[str, NamedNode | Literal]]) -> set[str]:
    return {
        row["value"].value.removeprefix(VOCABULARIES["ref"])
        for row in facts
        if row["property"].value == VOCABULARIES["rdf"] + "type"
    }


@blueprint.app_template_filter("suggested")
def suggested(citation: Citation) -> str:
    """The suggested citation in one line."""
    return to_text(citation)


@blueprint.app_template_global("citation_formats")
def citation_formats() -> Sequence[Format]:
    """The formats of citations, for links to them."""
    return CITATION_FORMATS
