"""Limits on what is stored of an article: a few words a fragment, and never a whole sentence.

Facts are free, sentences are not. The sum of all fragments, of the words that make them unique and
of the numbers in the ledger may not cover any sentence; and our own wording may not follow the
article's.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.anchor import occurrences, sentences
from kg.checks.privacy import own_annotations
from kg.errors import Problem
from kg.load import Bundle, PathInFile
from kg.lock import Lock, Span, anchors, word_limit
from kg.model import MAX_WORDS, WORD, EveryOccurrence, count_words
from kg.numbers import find_numbers

SENTENCE_WORDS = 3
SHARED_WORDS = 6


def check_limits(bundle: Bundle, lock: Lock) -> list[Problem]:
    """Anchors that store more words than they may. Needs no text."""
    problems = []
    for path, anchor in anchors(bundle):
        if anchor.fragment is None:
            continue
        numbers = bool(find_numbers(anchor.fragment, bundle.source.language))
        limit = word_limit(anchor, numbers)
        place = lock.places.get(anchor.key)
        beside = f"{place.prefix} {place.suffix}" if place else ""
        words = max(count_words(anchor.stored_words), count_words(f"{beside} {anchor.fragment}"))
        if words > limit:
            message = f"{words} words of the article are stored; at most {limit} may be"
            problems.append(bundle.problem(path, message, "shorten the fragment"))
        if "\n" in anchor.stored_words:
            problems.append(bundle.problem(path, "a fragment stays on one line of the text"))
    for i, aside in enumerate(bundle.annotations.set_aside):
        for k, number in enumerate(aside.numbers):
            if isinstance(number, EveryOccurrence) and count_words(number.every) > MAX_WORDS:
                path = ("set aside", i, "numbers", k)
                problems.append(bundle.problem(path, f"at most {MAX_WORDS} words may be stored"))
    return problems


def check_sentences(bundle: Bundle, lock: Lock, text: str) -> list[Problem]:
    """Sentences of which every word is stored somewhere. Needs the text."""
    stored = sorted(_stored(bundle, lock, text), key=lambda item: item[0])
    problems = []
    for start, end in sentences(text):
        words = [(start + m.start(), start + m.end()) for m in WORD.finditer(text[start:end])]
        inside = [(path, span) for span, path in stored if span[0] < end and start < span[1]]
        if len(words) < SENTENCE_WORDS or not inside:
            continue
        spans = [span for _, span in inside]
        if all(any(s[0] < word[1] and word[0] < s[1] for s in spans) for word in words):
            message = f"what is stored adds up to the whole sentence at {start}-{end} of the text"
            problems.append(bundle.problem(inside[0][0], message, "shorten the fragments"))
    return problems


def _stored(bundle: Bundle, lock: Lock, text: str) -> Iterator[tuple[Span, PathInFile]]:
    for path, anchor in anchors(bundle):
        place = lock.places.get(anchor.key)
        if anchor.fragment is None or place is None:
            continue
        yield (place.start - len(place.prefix), place.end + len(place.suffix)), path
        if anchor.after:
            for start in occurrences(text, anchor.after):
                yield (start, start + len(anchor.after)), path
    for spans in lock.every.values():
        for span in spans:
            yield span, ("set aside",)
    for span, number in lock.numbers.items():
        if number is not None:
            yield span, ()


def check_own_words(bundle: Bundle, text: str) -> list[Problem]:
    """Statements, notes and caveats that repeat a run of the article's words. Needs the text."""
    runs = _runs([m.group().lower() for m in WORD.finditer(text)])
    problems = []
    for located, path, own in own_annotations(bundle):
        shared = runs & _runs([m.group().lower() for m in WORD.finditer(own)])
        if shared:
            run = " ".join(min(shared))
            message = f"these are the article's words: {run!r}"
            problems.append(located.problem(message, "say it in your own words", path))
    return problems


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + SHARED_WORDS]) for i in range(len(words) - SHARED_WORDS + 1)}
