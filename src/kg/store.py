"""The stores: one release read into memory, from where queries are answered (see `kg.query`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat, Store

from kg.errors import KgError

DATASET_FILES = ("dataset.nq", "inferred.nq")


@dataclass(frozen=True)
class Stores:
    """A release in memory, twice.

    The engine's index of a subject, or of a property, is a list of its quads in all graphs. Each
    triple of the default graph also stands in a named one, so a query of the default graph alone
    has lists of half the length to go through in a store of its own.

    :param everything: the default graph and every named graph
    :param default: the default graph alone
    """

    everything: Store
    default: Store


def load_stores(release: Path) -> Stores:
    """Read a release directory into memory.

    :raises KgError: as `load` does
    """
    everything, default = load(release), Store()
    default.bulk_extend(everything.quads_for_pattern(None, None, None, DefaultGraph()))
    return Stores(everything, default)


def load(release: Path) -> Store:
    """Read a release directory into an in-memory store.

    The default graph then holds every asserted, computed and checked triple once; what rules
    inferred is only in the named graphs that `inferred.nq` brings.

    :param release: a directory with `dataset.nq` and `inferred.nq`
    :raises KgError: if a file is missing or is not N-Quads
    """
    store = Store()
    for name in DATASET_FILES:
        path = release / name
        if not path.is_file():
            raise KgError(f"{release}: no {name} here, so this is not a release; build one first")
        try:
            store.bulk_load(path=path, format=RdfFormat.N_QUADS)
        except SyntaxError as error:
            raise KgError(f"{path}:{error.lineno or 0}: not N-Quads: {error.msg}") from None
    return store
