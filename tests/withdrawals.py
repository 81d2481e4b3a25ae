"""A claim, a person, an article and an event that tests withdraw, and what tells of each."""

from __future__ import annotations

import gzip
import html
import io
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import unquote

from pyarrow import parquet

from kg.load import Project
from kg.release import Release

CLAIM = "claim/istories-declared-absent-2025"
PERSON = "agent/grigory-sverdlin"
ARTICLE = "article/alexeev-survival-and-revolution"
EVENT = "event/partial-mobilisation"  # which ontology/concepts.ttl names too
ENTRIES = f"""withdrawn:
  - {{thing: {CLAIM}, date: 2025-11-20, why: error}}
  - {{thing: {ARTICLE}, date: 2025-11-22, why: source-retracted}}
  - {{thing: {PERSON}, date: 2025-11-21, why: privacy, note: As asked.,
     formerly: [g-sverdlin]}}
  - {{release: 0123456789abcdef, date: 2025-11-23, why: legal}}
  - {{thing: {EVENT}, date: 2025-11-24, why: error}}
"""


def names_of(project: Project) -> dict[str, list[str]]:
    """What tells of each withdrawn thing, written down here and not asked of the program."""
    bundles = project.articles
    article = bundles[ARTICLE.partition("/")[2]]
    others = " ".join(
        evidence.fragment or ""
        for bundle in project.bundles
        if bundle is not article
        for located in bundle.printed()
        for evidence in located.record.evidence
    )
    printed = [located.record for located in article.printed()]
    fragments = [e.fragment for record in printed for e in record.evidence if e.fragment]
    return {
        "claim": [CLAIM.partition("/")[2], "49,000", "49000", "49 000", "49\u00a0000",
                  "At least 49,000 Russian fighting men", "different names in two overlapping",
                  "Covers both labels"],
        "person": ["grigory-sverdlin", "sverdlin", "Grigory", "Свердлин", "Свердлін", "Григорій"],
        "article": [article.slug, article.source.title, article.source.url, article.source.file,
                    article.source.sha256, *(record.id for record in printed),
                    *(record.says for record in printed if hasattr(record, "says")),
                    *(text for text in fragments if text not in others and text.count(" ") > 2)],
        "event": [EVENT, EVENT.partition("/")[2], "Partial mobilisation in Russia",
                  "Частичная мобилизация в России", "Часткова мобілізація в Росії",
                  "print the month; the day is that of the decree"],
    }  # fmt: skip


def files_of(release: Release) -> Iterator[tuple[str, str]]:
    """Every file of a release as text: as it is, and with every way of escaping undone."""
    for path in sorted(release.path.iterdir()):
        yield path.name, readable(path.name, path.read_bytes())


def readable(name: str, content: bytes) -> str:
    """Bytes as text in which words can be searched for, whatever they are packed in."""
    if name.endswith(".gz"):
        content = gzip.decompress(content)
    if name.endswith(".parquet"):
        table = parquet.read_table(io.BytesIO(content))
        content = f"{table.schema.metadata} {table.to_pylist()}".encode()
    if name.endswith(".sqlite"):
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(content)
            content = "\n".join(database.iterdump()).encode()
    text = html.unescape(content.decode("utf-8"))
    plain = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda match: chr(int(match[1], 16)), text)
    return f"{text}\n{plain}\n{unquote(plain)}".casefold()
