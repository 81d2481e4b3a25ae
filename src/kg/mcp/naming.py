"""From what an agent calls a thing to its IRI; what never was there is told from what was
withdrawn."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.errors import KgError, nearest
from kg.mcp.asking import THINGS, ask, id_of
from kg.opened import OpenRelease
from kg.opened.finding import id_in, refuse_withdrawn


def find_thing(release: OpenRelease, name: str, kind: str = "") -> NamedNode:
    """The thing with an id, an IRI or a version IRI.

    :param kind: of a thing for which the last part of its id will do
    :raises KgError: if it was withdrawn, or is not there; then with the names next to it
    """
    id = id_in(name.strip().strip("<>"), release.id).strip("/")
    if kind and not id.startswith(f"{kind}/"):
        id = f"{kind}/{id}"
    try:
        thing = NamedNode(THINGS + id)
    except ValueError:
        raise KgError(f"{name!r} is not the id of a thing, such as claim/x") from None
    refuse_withdrawn(release.path, id)
    if not ask(release, "exists", thing):
        raise KgError(f"there is no {id or name} in this release ({_nearest(release, id)})")
    return thing


def _nearest(release: OpenRelease, id: str) -> str:
    kind, _, rest = id.partition("/")
    rows = ask(release, "of-a-kind", NamedNode(f"{THINGS}{kind}/")) if rest else []
    known = [id_of(row["found"]) for row in rows]
    if not known:
        return "use `search` to find its id"
    return nearest(id, known) if len(known) < 100 else f"{nearest(id, known)}; or use `search`"
