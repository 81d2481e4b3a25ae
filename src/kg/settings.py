"""Settings: one table of names, defaults and meanings, read from the environment once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from kg.errors import KgError

_MAIL = re.compile(
    r"[A-Za-z0-9.!#$&'*+/=^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}"
)
_WEB = re.compile(r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::[0-9]{1,5})?(?:[/?#][!-~]*)?")
_BOOLEANS = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


def _setting(default: object, help: str) -> object:
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True)
class Settings:
    """What an operator can set. Each field `x` is read from the variable `KG_X`."""

    root: str = _setting("", "project folder; empty: the nearest one above that holds graph/")
    texts: str = _setting("", "folder of the source texts; empty: texts/, else ../shared/sources")
    releases: str = _setting("releases", "folder that holds the releases and the link `current`")
    host: str = _setting("127.0.0.1", "address that the server listens on")
    port: int = _setting(8000, "port that the server listens on; 0: any free one")
    web_threads: int = _setting(8, "threads that make pages")
    web_queue: int = _setting(
        64,
        "pages that may wait for a thread, at most a quarter one client's; the next one gets 503",
    )
    proxies: str = _setting(
        "127.0.0.1,::1", "addresses of reverse proxies, whose X-Forwarded-For tells clients apart"
    )
    access_log: bool = _setting(False, "write a line of JSON for each request to standard error")
    drain_seconds: float = _setting(15.0, "time for requests under way when the server is stopped")
    contact: str = _setting(
        "", "where errors are reported: an e-mail address or an https address; empty: nowhere"
    )
    query_seconds: float = _setting(10.0, "time that one query may take")
    query_reader_seconds: float = _setting(
        30.0, "time that the reader of a result may keep its query waiting, in all"
    )
    query_memory_mb: int = _setting(512, "address space that one query may add, in MiB")
    query_concurrency: int = _setting(2, "queries that run at the same time, before they are long")
    query_quick_seconds: float = _setting(
        0.25, "time after which a query is long: it makes room, and goes on in the background"
    )
    query_long: int = _setting(2, "long queries that run at the same time; the others take turns")
    query_queue: int = _setting(
        64, "queries that may wait; then the newest of who has most is answered 503"
    )
    query_bytes: int = _setting(65536, "longest query text, in bytes of UTF-8")
    query_nesting: int = _setting(64, "deepest nesting of brackets in a query")
    query_cache_mb: int = _setting(64, "results that are kept for who asks again, in MiB; 0: none")
    site_concurrency: int = _setting(2, "queries of the site's own pages that run at the same time")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read every `KG_…` variable that is set.

        :raises KgError: if a value is not of the setting's type, or not one that it may have
        """
        values: dict[str, object] = {}
        for entry in fields(cls):
            name = f"KG_{entry.name.upper()}"
            if name not in environment:
                continue
            values[entry.name] = _parse(name, environment[name], type(entry.default))
        if values.get("port", 0) > 65535:
            raise KgError(f"KG_PORT={values['port']}: a port is at most 65535")
        contact = values.get("contact", "")
        if contact and not (_MAIL.fullmatch(contact) or _WEB.fullmatch(contact)):
            raise KgError(
                f"KG_CONTACT={contact!r}: give an e-mail address, such as data@example.org, or an "
                "address that begins with https://"
            )
        return cls(**values)

    @property
    def root_path(self) -> Path:
        """The project folder, absolute.

        :raises KgError: if neither `root` nor the current folder belongs to a project
        """
        start = Path(self.root).resolve() if self.root else Path.cwd()
        for folder in [start] if self.root else [start, *start.parents]:
            if (folder / "graph").is_dir() and (folder / "ontology").is_dir():
                return folder
        raise KgError(f"{start}: no project here (no graph/ and ontology/); set KG_ROOT")

    @property
    def texts_path(self) -> Path | None:
        """The folder of the source texts, or None where the texts are not at hand.

        :raises KgError: if the folder was set by hand and does not exist
        """
        if self.texts:
            folder = Path(self.texts).resolve()
            if not folder.is_dir():
                raise KgError(f"KG_TEXTS={self.texts}: no such folder")
            return folder
        candidates = [self.root_path / "texts", self.root_path.parent / "shared" / "sources"]
        return next((folder for folder in candidates if folder.is_dir()), None)

    @property
    def releases_path(self) -> Path:
        """The folder of releases, absolute; it need not exist yet."""
        return (self.root_path / self.releases).resolve()


def _parse(name: str, text: str, kind: type) -> object:
    """A setting's value.

    :raises KgError: if the text is none
    """
    if kind is bool:
        if text.lower() not in _BOOLEANS:
            raise KgError(f"{name}={text!r}: give one of {', '.join(_BOOLEANS)}")
        return _BOOLEANS[text.lower()]
    try:
        value = kind(text)
    except ValueError:
        value = None
    may_be_zero = name in ("KG_PORT", "KG_QUERY_CACHE_MB")
    if value is None or (kind is not str and not (value > 0 or (may_be_zero and value == 0))):
        expected = {int: "a whole number", float: "a number"}[kind]
        raise KgError(f"{name}={text!r}: give {expected} above zero")
    return value


def describe() -> list[tuple[str, str, str]]:
    """Rows of (variable, default, meaning) for the help text and the documentation."""
    return [(f"KG_{e.name.upper()}", str(e.default), e.metadata["help"]) for e in fields(Settings)]
