"""What each release added, changed and withdrew, as pages, JSON and a feed (Atom, RFC 4287)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from flask import Blueprint, Response, abort, render_template
from flask_babel import gettext

from kg.differences.difference import WAYS, Difference, Section
from kg.differences.text import address_of, reason_words
from kg.release import CURRENT
from kg.terms import BASE
from kg.web.addresses import path_of
from kg.web.documents import page_number
from kg.web.languages import current_language, page_address
from kg.web.names import name_of
from kg.web.site import current_site
from kg.web.site_address import asked_address
from kg.web.told import (
    Entry,
    Told,
    as_read,
    entries,
    given,
    is_here,
    part_title,
    property_labels,
    publications_told,
    title_of,
    told,
    words_of,
)

ENTRIES_PER_PAGE = 20
MOST_ENTRIES = 50
"""Entries of the feed, and of the list as JSON."""
MOST_SHOWN = 5
"""Things of a group that the list shows; the page of a release shows all."""
MOST_LINES = 40
ATOM_TYPE = "application/atom+xml; charset=utf-8"
JSON_TYPE = "application/json"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 §2.2 has not."""

blueprint = Blueprint("changes", __name__)
blueprint.add_app_template_global(told, "told_of")
blueprint.add_app_template_global(as_read)
blueprint.add_app_template_global(words_of)
blueprint.add_app_template_global(title_of, "group_title")
blueprint.add_app_template_global(part_title)
blueprint.add_app_template_global(property_labels)
blueprint.add_app_template_global(is_here)
blueprint.add_app_template_global(reason_words)
blueprint.add_app_template_global(given, "given_name")


@blueprint.get("/changes")
def changes() -> str:
    """The publications, newest first."""
    number = page_number()
    found = publications_told()
    begin = (number - 1) * ENTRIES_PER_PAGE
    if begin and begin >= len(found):
        abort(404, f"The {len(found)} releases do not fill {number} pages; begin with the first")
    return render_template(
        "changes.html",
        entries=entries(found[begin : begin + ENTRIES_PER_PAGE]),
        most=MOST_SHOWN,
        number=number,
        has_next=begin + ENTRIES_PER_PAGE < len(found),
        feed=page_address("/changes.atom"),
    )


@blueprint.get("/changes/<release>")
def change(release: str) -> str:
    """All that one release changed."""
    return render_template(
        "change.html", entry=_entry(release), most=None, feed=page_address("/changes.atom")
    )


@blueprint.get("/changes.json")
def changes_json() -> Response:
    """The newest publications, each with how much it changed."""
    found = entries(publications_told()[:MOST_ENTRIES])
    return _json({"releases": [_summary(entry) for entry in found]})


@blueprint.get("/changes/<release>.json")
def change_json(release: str) -> Response:
    """All that one release changed, as data."""
    entry = _entry(release)
    found = entry.difference.as_dict() if entry.difference else {}
    names = ("sections", "derived", "inferred")
    return _json(_summary(entry) | {name: found[name] for name in names if found})


@blueprint.get("/changes.atom")
def feed() -> Response:
    """The newest publications whose time is known, as a feed."""
    found = [entry for entry in entries(publications_told()[:MOST_ENTRIES]) if entry.updated]
    manifest = current_site().release.manifest
    text = render_template(
        "changes.atom.xml",
        entries=[
            {"entry": entry, "id": _iri(entry), "summary": _lines(entry), "title": _title(entry)}
            for entry in found
        ],
        id=f"{BASE}changes{_language_mark()}",
        updated=max((entry.updated for entry in found), default=f"{manifest['date']}T00:00:00Z"),
        licence=manifest.get("licence"),
        site=asked_address(),
    )
    return Response(_NO_XML.sub("�", text), content_type=ATOM_TYPE)


def _entry(release: str) -> Entry:
    """The latest publication of a release; 404 where it never was published here.

    :param release: its identifier, or `current` for the one that is served
    """
    wanted = current_site().release_id if release == CURRENT else release
    found = [one for one in publications_told() if one.release == wanted]
    if not found:
        abort(404, f"No release {release[:40]} was published here; /changes lists those that were")
    return entries(found[:1])[0]


def _json(record: dict[str, Any]) -> Response:
    text = json.dumps(record, ensure_ascii=False, indent=1)
    return Response(f"{text}\n", content_type=JSON_TYPE)


def _summary(entry: Entry) -> dict[str, Any]:
    found, edition = entry.difference, entry.edition
    return {
        "release": entry.release,
        "previous": entry.publication.previous or None,
        "published": entry.publication.when or None,
        "updated": entry.updated or None,
        "version": edition.version if edition else None,
        "date": edition.date if edition else None,
        "address": f"{asked_address()}/changes/{entry.release}",
        "is_readable": entry.is_readable,
        "counts": {s.group: dict(s.counts) for s in found.sections} if found else None,
        "withdrawn": dict(found.withdrawn) if found else None,
        "release_withdrawn": dict(entry.stone) if entry.stone else None,
    }


def _iri(entry: Entry) -> str:
    """What identifies an entry of the feed for good (RFC 4287 §4.2.6)."""
    again = f"#{entry.publication.number}" if entry.publication.number > 1 else ""
    return f"{BASE}changes/{entry.release}{_language_mark()}{again}"


def _language_mark() -> str:
    language = current_language()
    return "" if language == "en" else f"?language={language}"


def _title(entry: Entry) -> str:
    if entry.is_first:
        return gettext("First release, %(release)s", release=entry.release)
    return gettext("Release %(release)s", release=entry.release)


def _lines(entry: Entry) -> str:
    """An entry of the feed as plain text."""
    if entry.is_first:
        return gettext("The first release that was published here.")
    if not (found := entry.difference):
        return gettext("What it changed is not known here.")
    if found.is_empty:
        return gettext("It says the same as the release before it.")
    lines = [*_counts(found), ""]
    listed = [line for section in found.sections for line in _listed(entry, section)]
    lines += listed[:MOST_LINES] + ["…"] * (len(listed) > MOST_LINES)
    return "\n".join(lines).strip()


def _counts(found: Difference) -> Iterator[str]:
    """How much was added, changed and removed of each group, and how much was withdrawn."""
    for section in found.sections:
        words = {
            "added": gettext("added: %(count)s", count=section.counts["added"]),
            "changed": gettext("changed: %(count)s", count=section.counts["changed"]),
            "removed": gettext("not there any more: %(count)s", count=section.counts["removed"]),
        }
        told_words = ", ".join(words[way] for way in WAYS if section.counts[way])
        yield f"{title_of(section.group)}: {told_words}"
    for why, count in found.withdrawn.items():
        reason = reason_words(why, current_language())
        yield gettext("withdrawn %(reason)s: %(count)s", reason=reason, count=count)


def _listed(entry: Entry, section: Section) -> Iterator[str]:
    """The things of a section that still stand, a line each."""
    signs = {"added": gettext("Added"), "changed": gettext("Changed")}
    lists = told(entry, section, MOST_LINES)
    for way, sign in signs.items():
        for one in chain.from_iterable(lists[way]):
            if one.stands:
                page = asked_address() + page_address(path_of(one.item.iri))
                yield f"{sign}: {_line(one)} — {page}"


def _line(one: Told) -> str:
    """A thing in words: of a figure also how many independent origins it has, and whether its
    producer is a party to the war."""
    if not one.figure:
        said = ", ".join(words_of(v.labels, address_of(v.text)).text for v in one.item.says)
        name = words_of(one.item.labels, address_of(one.item.iri)).text
        return f"{name} ({said})" if said else name
    words = [one.figure.title]
    if one.figure.is_weak:
        words.append(name_of(f"{BASE}id/modality/{one.figure.modality}").text)
    if one.figure.origins:
        words.append(gettext("independent origins: %(count)s", count=one.figure.origins))
    if one.figure.party:
        words.append(gettext("its producer belongs to a party to the war"))
    return "; ".join(words)
