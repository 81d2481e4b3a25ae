"""The description of a release: a catalogue (DCAT 3) and the statistics of its graph (VoID).

Identities are our IRIs; what can be fetched stands at the address that the client asked, since our
IRIs may be redirected there later than the release is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode, Triple

from kg.catalogue.dcat import catalogue
from kg.catalogue.void import statistical


def describe(manifest: Mapping, address: str, is_newest: bool = True) -> Iterator[Triple]:
    """The catalogue and the statistics of a release.

    :param manifest: of the release; what it lacks is not described
    :param address: of the site, as the client asked it, without a slash at its end
    :param is_newest: False where only this version of the dataset is meant, whatever came later
    :raises ValueError: if the address is none
    """
    NamedNode(address)
    yield from catalogue(manifest, address, is_newest)
    yield from statistical(manifest, address)
