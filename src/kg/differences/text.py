"""A difference between two releases in English lines, for `kg diff`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.differences.difference import (
    WAYS,
    Change,
    Difference,
    Edition,
    Item,
    Labels,
    Value,
    folded,
)
from kg.differences.groups import groups, part_words, property_words
from kg.terms import BASE
from kg.withdrawal import reasons

SIGNS = {"added": "+", "changed": "~", "removed": "-"}
NOTHING = "nothing"


def lines_of(found: Difference) -> Iterator[str]:
    """The whole difference."""
    yield f"from {_edition(found.old)}"
    yield f"to   {_edition(found.new)}"
    if found.is_empty:
        yield "They say the same."
    for section in found.sections:
        yield ""
        yield f"{groups()[section.group].title['en']}: {counts_of(section.counts)}"
        lists = {way: getattr(section, way) for way in WAYS}
        for way, items in lists.items():
            for same in folded(items):
                yield from _items(SIGNS[way], same)
        hidden = sum(section.counts.values()) - sum(map(len, lists.values()))
        if hidden:
            yield f"  {hidden} of them {'is' if hidden == 1 else 'are'} counted, not listed"
    tail = list(_tail(found))
    yield from ["", *tail] if tail else ()


def counts_of(counts: dict[str, int]) -> str:
    """Numbers of things, such as `3 added, 1 removed`."""
    return ", ".join(f"{counts[way]} {way}" for way in WAYS if counts[way])


def name_in(labels: Labels, languages: Sequence[str] = ("en",)) -> str:
    """What something is called in the first of some languages, or in any."""
    chosen = (labels[language] for language in (*languages, "en", "") if language in labels)
    return next(chosen, next(iter(labels.values()), ""))


def address_of(iri: str) -> str:
    """An IRI of ours as its kind and name; any other as it is."""
    return iri.removeprefix(f"{BASE}id/").removeprefix(BASE)


def reason_words(why: str, language: str = "en") -> str:
    """For what something was withdrawn."""
    words = reasons().get(why, {})
    return words.get(language) or words.get("en") or why


def _edition(edition: Edition) -> str:
    parts = (edition.version, f"of {edition.date}" if edition.date else "", edition.built_with)
    return f"release {edition.release} ({', '.join(filter(None, parts))})"


def _items(sign: str, items: Sequence[Item]) -> Iterator[str]:
    """Things of which the same changed, and then what."""
    for item in items:
        says = ", ".join(map(_value, item.says))
        told = (address_of(item.iri), name_in(item.labels), f"[{says}]" if says else "")
        yield f"  {sign} {'  '.join(filter(None, told))}"
    for change in items[0].changes:
        yield f"      {change_words(change)}"


def change_words(change: Change) -> str:
    """What changed of one property, in a line."""
    name = name_in(change.labels) or address_of(change.property)
    if not change.property:
        return f"{name}: changed in {change.count} place{'s' if change.count > 1 else ''}"
    if change.part:
        name = f"{part_words(change.part)['en']}, {name}"
    if change.count:
        more = f" and {len(change.after)} more" if change.after else ""
        return f"{name}: {change.count} fewer{more}"
    before, after = (", ".join(map(_value, side)) for side in (change.before, change.after))
    return f"{name}: {before or NOTHING} → {after or NOTHING}"


def _value(value: Value) -> str:
    if value.is_thing:
        return name_in(value.labels) or address_of(value.text)
    text = " ".join(value.text.split())
    return f"«{text}»" + (f" ({value.language})" if value.language not in ("", "en") else "")


def _tail(found: Difference) -> Iterator[str]:
    """What is told of the whole."""
    for why, number in found.withdrawn.items():
        yield f"withdrawn {reason_words(why)}: {number}"
    for iri, number in found.derived.items():
        name = property_words().get(iri, {}).get("en") or address_of(iri).partition("#")[2]
        yield f"computed anew: {name} of {number} thing{'s' if number > 1 else ''}"
    more, less = (sum(counts[side] for counts in found.inferred.values()) for side in (0, 1))
    if more or less:
        yield f"rules infer {more} facts more and {less} fewer"
    if found.sections and found.old.built_with != found.new.built_with:
        yield f"made by {found.new.built_with} instead of {found.old.built_with}"
