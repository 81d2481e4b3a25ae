"""Guards against private people in our own words: unknown names, ages, units, contact channels.

Free text (statements, notes, roles, descriptions) may name only what the graph describes: people in
public roles, organisations, places, events. A capitalised word that no label holds is refused, so a
name cannot slip in unseen; so is the wording of an age, a numbered unit or a way to contact anyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise, zip_longest
from pathlib import Path

from kg.errors import InvalidData, Problem, read_utf8, relative
from kg.load import Bundle, Located, PathInFile, Project
from kg.lock import Lock, anchors
from kg.model import Entry

WORDS_FILE = "graph/words.txt"

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_OPENING = " \"'«“„‘([—–-"
_CYRILLIC = re.compile(r"\w*[а-яёіїєґ]\w*", re.IGNORECASE)
_PART = re.compile("[’'-]")
_AGE = (
    r"\b(?:aged?|at the age of|в возрасте|віком|у віці)\s+(?:\d+"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)(?:ty|teen)|eighteen)"
    r"|\b\d+[- ](?:(?:years?|yrs?)[- ]old|years? of age|y\.?/?o\b|летн|річн)"
    r"|\bin (?:his|her|their) (?:teens|(?:twen|thir|for|fif|six|seven)ties)\b"
    r"|,\s(?:1[6-9]|[2-6]\d),"
)
_UNIT = (
    r"\b\d+(?:st|nd|rd|th|-?[йяі])?\s+(?:\w+\s+){0,3}"
    r"(?:brigade|regiment|battalion|division|бригад|полк|батальон|батальйон|дивизи|дивізі)"
    r"|\b(?:brigade|regiment|battalion|military unit|в/ч|войсков\w+ част\w+|військов\w+ частин\w+)"
    r"\s+(?:no\.?|number|№|n)?\s*\d+"
)
_INITIAL = r"\b(?-i:[A-ZА-ЯЁІЇЄҐ])\.(?=\W|$)"
_ROMAN = frozenset("IVXІХ")
_KEYS = ("note", "issued_note", "date_note", "content", "scope_note", "description", "role")
_FORBIDDEN = tuple(
    (re.compile(pattern, re.IGNORECASE), what)
    for pattern, what in (
        (_AGE, "the age of a person"),
        (_UNIT, "a numbered unit"),
        (_INITIAL, "the initial of a name"),
        (r"\bborn (?:in|on)\b|\bродил(?:ся|ась|ись)|\bнародив(?:ся)|\bнародил", "a birth"),
        (r"(?:^|\s)@\w+|\bt\.me/|\+\d[\d ()-]{7,}|\S+@\S+\.\w+", "a way to contact somebody"),
        (r"hochuzhit\.com", "the address of a page with lists or contacts"),
    )
)


def check_own_text(project: Project) -> list[Problem]:
    """Names that the graph does not know, and wordings that tell of a private person."""
    problems = []
    known, people = _known_names(project), _full_names(project)
    common = _common_words(project)
    for located, path, text in own_texts(project):
        for pattern, what in _FORBIDDEN:
            if match := pattern.search(text):
                message = f"{match.group().strip()!r} gives {what}, which is never kept"
                problems.append(located.problem(message, "leave it out", path))
        if path[-1] not in ("ru", "uk") and (match := _CYRILLIC.search(text)):
            message = f"{match.group()!r} is no English word, and these words are read as English"
            problems.append(located.problem(message, "write it in English", path))
        for word in _unknown_names(text, known, people, common):
            message = f"{word!r} is no name that the graph knows"
            fix = (
                "leave out a private person; describe an organisation or place among the entities; "
                f"add an ordinary word to {WORDS_FILE}"
            )
            problems.append(located.problem(message, fix, path))
    return problems


def check_fragments(project: Project, locks: Mapping[str, Lock]) -> list[Problem]:
    """Words of an article, stored with their context, that tell of a private person.

    The first word of a passage may have its capital from the sentence that it begins.
    """
    problems = []
    known, people = _known_names(project), _full_names(project)
    common = _common_words(project)
    fix = "keep what tells who a private person is by position, `at: START-END`; "
    add = f"{fix}describe an organisation or place; add an ordinary word to {WORDS_FILE}"
    for bundle in project.bundles:
        places = locks[bundle.slug].places if bundle.slug in locks else {}
        for path, anchor in anchors(bundle):
            if anchor.fragment is None:
                continue
            place = places.get(anchor.key)
            beside = (place.prefix, place.suffix) if place else ("", "")
            for text in (f"{beside[0]}{anchor.fragment}{beside[1]}", anchor.after or ""):
                for pattern, what in _FORBIDDEN:
                    if match := pattern.search(text):
                        message = f"the words {match.group().strip()!r} give {what}"
                        problems.append(bundle.problem(path, message, fix.removesuffix("; ")))
                for word in _unknown_names(text, known, people, common):
                    if text.lstrip(_OPENING).startswith(word) or _ROMAN.issuperset(word):
                        continue
                    message = f"{word!r} in these words is no name that the graph knows"
                    problems.append(bundle.problem(path, message, add))
    return problems


def check_private_spans(bundle: Bundle, lock: Lock) -> list[Problem]:
    """Stored words that hold a detail of a private person which is set aside by its position."""
    problems, places = [], lock.places
    private = [
        (places[anchor.key].start, places[anchor.key].end)
        for path, anchor in anchors(bundle)
        if anchor.at is not None and anchor.key in places and path[0] == "set aside"
    ]
    for path, anchor in anchors(bundle):
        place = places.get(anchor.key)
        if anchor.fragment is None or place is None:
            continue
        span = (place.start - len(place.prefix), place.end + len(place.suffix))
        if any(span[0] < hidden[1] and hidden[0] < span[1] for hidden in private):
            message = "these words hold a detail of a private person that is set aside"
            problems.append(bundle.problem(path, message, "take fewer words"))
    return problems


def own_texts(project: Project) -> Iterator[tuple[Located, PathInFile, str]]:
    """Every text that we wrote: the record, the path within it, and the text."""
    for bundle in project.bundles:
        yield from own_annotations(bundle)
        source = Located(bundle.source, bundle.source_file, ())
        yield from _texts(source, ("note", "issued_note"))
    for kind in (
        "agents",
        "places",
        "events",
        "provisions",
        "documents",
        "computations",
        "relations",
    ):
        for located in getattr(project, kind).values():
            named = kind in ("events", "provisions")  # what they are called is our own wording too
            yield from _texts(located, (*_KEYS, "name") if named else _KEYS)


def own_annotations(bundle: Bundle) -> Iterator[tuple[Located, PathInFile, str]]:
    """The texts among them that stand in the annotations of one article."""
    for located in (*bundle.printed(), *bundle.located("set_aside")):
        yield from _texts(located, ("says", "scope_note", "note"))
        for k, caveat in enumerate(getattr(located.record, "caveats", ())):
            yield located, ("caveats", k, "text"), caveat.text


def _texts(located: Located, keys: Iterable[str]) -> Iterator[tuple[Located, PathInFile, str]]:
    for key in keys:
        value = getattr(located.record, key, None)
        path = key.replace("_", " ")
        if isinstance(value, str):
            yield located, (path,), value
        elif isinstance(value, dict):
            for language, text in value.items():
                yield located, (path, language), text


def _unknown_names(
    text: str, known: set[str], people: Mapping[str, set[str]], common: set[str]
) -> Iterator[str]:
    """Capitalised words that are in no known name and are no ordinary words; a first name is known
    only where the rest of that person's name follows it."""
    words = list(_WORD.finditer(text))
    for match, following in zip_longest(words, words[1:]):
        parts = [part for part in _PART.split(match.group()) if len(part) > 1]
        after = _forms(_PART.split(following.group())[0]) if following else frozenset()
        capitalised = any(part != part.lower() for part in parts)
        if capitalised and not all(
            _forms(part) & known
            or _inflected(part) & common
            or any(people.get(form, set()) & after for form in _forms(part))
            for part in parts
        ):
            yield match.group()


@cache
def _forms(word: str) -> frozenset[str]:
    """A word without case, and as far as it may be declined: an English one without its plural, a
    Cyrillic one without up to three letters of its ending."""
    word = word.casefold()
    if re.fullmatch(r"[а-яёіїєґ]+", word):
        return frozenset(word[: len(word) - k] for k in range(4) if not k or len(word) - k >= 4)
    return frozenset({word, word.removesuffix("s")})


def _inflected(word: str) -> set[str]:
    """A word without case and without the endings of an English verb or plural."""
    word = word.casefold()
    return {word, *(word.removesuffix(ending) for ending in ("s", "es", "d", "ed", "ing"))}


def _known_names(project: Project) -> set[str]:
    """The words of every name of an agent, a place or a concept; of a person's the last one."""
    names: list[str] = []
    for kind in ("agents", "places"):
        for located in getattr(project, kind).values():
            own = _own_names(located.record)
            person = getattr(located.record, "type", "") == "public-person"
            names += (name.split()[-1] for name in own) if person else own
    for concepts in project.concepts.values():
        names += (concept.label for concept in concepts.values())
    return {
        form
        for name in names
        for part in re.findall(r"[^\W\d_]+", name)
        for form in _longest_forms(part)
    }


def _own_names(record: Entry) -> list[str]:
    return [*(record.name or {}).values(), *getattr(record, "also", ())]


def _full_names(project: Project) -> dict[str, set[str]]:
    """For each word in the name of a person, but the last, the words that may follow it."""
    following: dict[str, set[str]] = {}
    for located in project.agents.values():
        if located.record.type != "public-person":
            continue
        for name in _own_names(located.record):
            words = re.findall(r"[^\W\d_]+", name)
            for word, after in pairwise(words):
                for form in _longest_forms(word):
                    following.setdefault(form, set()).update(_longest_forms(after))
    return following


def _longest_forms(word: str) -> list[str]:
    return sorted(_forms(word), key=len)[-3:]


def _common_words(project: Project) -> set[str]:
    """Ordinary words: those that our own texts use without a capital, and graph/words.txt."""
    words: set[str] = set()
    texts = [text for _, _, text in own_texts(project)]
    for path in sorted((project.root / "ontology").glob("*.ttl")):
        texts.append(_read(path, project.root))
    for text in texts:
        words.update(word for word in re.findall(r"[^\W\d_]+", text) if word.islower())
    listed = _read(project.root / WORDS_FILE, project.root).splitlines()
    words.update(word.casefold() for line in listed if line[:1] != "#" for word in line.split())
    return words


def _read(path: Path, root: Path) -> str:
    try:
        return read_utf8(path, relative(path, root)) if path.exists() else ""
    except InvalidData:
        return ""
