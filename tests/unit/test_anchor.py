"""Evidence stands where it is said to stand, to the letter and only there."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.anchor import AnchorError, context, locate, sentences

TEXT = "In May 129 came and 31 left.\nIn June 31 came; 1,310 had gone. Then 31 left."


def test_a_fragment_is_found_at_its_code_points():
    start, end = locate("«Ёж» 😀 129 came", "129 came")
    assert (start, end) == (7, 15)


def test_a_note_mark_does_not_belong_to_the_number_before_it():
    assert locate("It fell to 887.² Then 887² more", "fell to 887") == (3, 14)


@pytest.mark.parametrize(
    ("fragment", "options", "start"),
    [
        ("31 came", {}, 37),
        ("31 left", {"after": "Then"}, 67),
        ("31 left", {"occurrence": 1}, 20),
        ("31 left", {"occurrence": 2}, 67),
    ],
)
def test_what_stands_twice_is_told_apart(fragment, options, start):
    assert locate(TEXT, fragment, **options)[0] == start


@pytest.mark.parametrize(
    ("fragment", "options", "words"),
    [
        ("31 left", {}, "stands 2 times"),
        ("32 left", {}, "not in the text"),
        ("310 had", {}, "not in the text"),
        ("13", {}, "not in the text"),
        ("31 left", {"occurrence": 3}, "only 2 times"),
        ("31 left", {"after": "In"}, "stand 2 times"),
        ("129", {"after": "June"}, "not in the text after"),
    ],
)
def test_no_place_or_several_is_an_error(fragment, options, words):
    with pytest.raises(AnchorError, match=words):
        locate(TEXT, fragment, **options)


def test_context_is_the_fewest_words_that_make_a_passage_unique():
    start, end = locate(TEXT, "31 left", occurrence=2)
    assert context(TEXT, start, end, 5) == ("Then ", "")
    assert context(TEXT, start, end, 0) == ("", "")
    assert context(TEXT, 37, 44, 5) == ("", "")


@given(st.text(alphabet="ab 1.\n", max_size=60), st.integers(0, 59), st.integers(1, 6))
def test_context_never_leaves_the_line_and_is_unique_or_empty(text, start, length):
    end = min(start + length, len(text))
    if start >= end or "\n" in text[start:end]:
        return
    prefix, suffix = context(text, start, end, 4)
    assert text[start - len(prefix) : start] == prefix
    assert text[end : end + len(suffix)] == suffix
    assert "\n" not in prefix + suffix
    if prefix or suffix:
        assert text.count(prefix + text[start:end] + suffix) == 1


@given(st.text(alphabet="ab .!?”\n", max_size=80))
def test_sentences_hold_every_letter_once(text):
    spans = sentences(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    inside = "".join(text[start:end] for start, end in spans)
    assert [c for c in inside if c.isalpha()] == [c for c in text if c.isalpha()]


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        ("129 game and", "the nearest words there are '129 came and'"),
        ("in june 31", "the nearest words there are 'In June 31'"),
        ("310 had", "only inside a longer word or number"),
    ],
)
def test_a_mistyped_fragment_is_told_what_it_probably_means(fragment, words):
    with pytest.raises(AnchorError, match=words):
        locate(TEXT, fragment)


@pytest.mark.parametrize(
    ("printed", "fragment", "words"),
    [
        (
            "almost 1\u00a0000 of them",
            "almost 1 000",
            "NO-BREAK SPACE where the fragment has SPACE",
        ),
        ("some 3–5 days", "3-5 days", "EN DASH where the fragment has HYPHEN-MINUS"),
        ("the mean, 31 months.", "31 m\u043enths", "LATIN SMALL LETTER O where .* CYRILLIC"),
        ("ещё 3 дней,", "3 дне\u0438\u0306", "composed otherwise"),
        ("ещё 3 дне\u0438\u0306,", "3 дней", "composed otherwise"),
        ("the office’s list", "office's list", "RIGHT SINGLE QUOTATION MARK where"),
        ("he has 31 men", "he has 32 men", "are 'he has 31 men'$"),
    ],
)
def test_a_difference_that_no_reader_sees_is_named(printed: str, fragment: str, words: str) -> None:
    with pytest.raises(AnchorError, match=words):
        locate(printed, fragment)
