"""What is done before something is served: a release is opened and tried, a port is taken."""

from __future__ import annotations

import errno
import socket
from pathlib import Path

from kg.archive import open_verified
from kg.errors import KgError
from kg.query import RunningEngine
from kg.release import Release
from kg.search import open_index

BACKLOG = 2048


def open_whole(path: Path) -> Release:
    """Open a release that has all that is served.

    :raises KgError: otherwise
    """
    release = open_verified(path)
    open_index(release.path)
    return release


def try_engine(engine: RunningEngine, release: Release) -> None:
    """Ask a first query.

    :raises KgError: if the engine does not answer, or not as the manifest says
    """
    expected, found = release.manifest["counts"]["default_graph_triples"], engine.count_triples()
    if found != expected:
        raise KgError(f"{found} triples answer, but the manifest says {expected}")


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    :param port: 0 takes any free one
    :raises KgError: if it cannot be had
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise KgError(f"port {port} is in use; choose another with PORT=…") from None
        raise KgError(f"cannot listen on {host}, port {port}: {error.strerror}") from None
    return listener
