"""The store: one release read into memory, from where queries are answered (see `kg.query`)."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.errors import KgError

DATASET_FILES = ("dataset.nq", "inferred.nq")


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
