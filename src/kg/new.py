"""Starting a source: its two files, with every number of the text listed to be dealt with."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from kg.errors import KgError
from kg.model import SLUG
from kg.numbers import find_numbers

_SOURCE = """\
# yaml-language-server: $schema=../schema/source.schema.json
title: # the headline
published by: # id of an agent in graph/entities/
# issued: 2024-03-20   (leave out where the date is not known)
language: {language}
# url: https://example.org/the-article
file: {file}
sha256: {sha256}
"""

_ANNOTATIONS = """\
# yaml-language-server: $schema=../schema/annotations.schema.json
# Move each number below into `claims`, or into `set aside` with a reason; then remove it here.
claims: []
set aside: []
to do:
"""


def start_source(root: Path, text_file: Path, slug: str | None, language: str) -> list[Path]:
    """Write graph/sources/<slug>.yaml and graph/annotations/<slug>.yaml for a text.

    :return: the two paths, relative to the project
    :raises KgError: if the text cannot be read or the slug is taken or malformed
    """
    try:
        raw = text_file.read_bytes()
        text = raw.decode("utf-8")
    except OSError:
        raise KgError(f"{text_file}: the text cannot be read") from None
    except UnicodeDecodeError:
        raise KgError(f"{text_file}: not UTF-8; save the text as UTF-8") from None
    if not text.strip():
        raise KgError(f"{text_file}: the text is empty")
    slug = slug or re.sub(r"[^a-z0-9]+", "-", text_file.stem.lower()).strip("-")
    if not re.fullmatch(SLUG, slug):
        what = f"{slug!r} is" if slug else f"{text_file.name!r} gives"
        raise KgError(f"{what} no name for a source; give one with --slug, in lower-case words of "
                      "a-z and hyphens")  # fmt: skip
    source = Path("graph") / "sources" / f"{slug}.yaml"
    annotations = Path("graph") / "annotations" / f"{slug}.yaml"
    for path in (source, annotations):
        if (root / path).exists():
            raise KgError(f"{path} is there already; choose another name with --slug")
    numbers = find_numbers(text, language)
    rows = "".join(
        f"  - {{at: {number.start}-{number.end}, number: {_quoted(number.text)}}}\n"
        for number in numbers
    )
    contents = {
        source: _SOURCE.format(
            language=language,
            file=_quoted(text_file.name),
            sha256=hashlib.sha256(raw).hexdigest(),
        ),
        annotations: _ANNOTATIONS.replace("to do:\n", "") if not rows else _ANNOTATIONS + rows,
    }
    for path, content in contents.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        aside = (root / path).with_suffix(".new")
        aside.write_text(content, encoding="utf-8")
        aside.replace(root / path)
    return [source, annotations]


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
