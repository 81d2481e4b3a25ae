"""How an opened release and the claims in it are cited (`kg.citation`)."""

from __future__ import annotations

from kg.citation import CITATION_FORMATS, Citation, cite_claim, cite_release, render, to_text
from kg.errors import KgError
from kg.opened.claims import Claim
from kg.opened.lookup import UNKNOWN, label_of
from kg.release import Release

TEXT = "text"


def cite(release: Release, claim: Claim | None, format: str) -> str:
    """The citation of a claim as it stands in a release; of the release where none is given.

    :param format: TEXT, or the name of one of the formats of `kg.citation`
    :raises KgError: if there is no such format
    """
    citation = _citation(release, claim)
    if format == TEXT:
        return to_text(citation)
    formats = {one.name: one for one in CITATION_FORMATS if one.name != "citation"}
    if format not in formats:
        raise KgError(f"no citation is in {format!r}; ask for {', '.join([TEXT, *formats])}")
    return render(citation, formats[format]).decode()


def _citation(release: Release, claim: Claim | None) -> Citation:
    if claim is None:
        return cite_release(release.manifest)
    return cite_claim(
        release.manifest,
        claim.slug,
        claim.label,
        "" if claim.produced_by == UNKNOWN else claim.produced_by,
        [label_of(release.path, mention.article) for mention in claim.mentions],
        computed=claim.is_computed,
    )
