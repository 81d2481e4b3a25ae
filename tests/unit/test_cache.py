"""The result cache: what was asked last stays, and it never grows beyond its size."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.query.cache import ResultCache
from kg.query.messages import Header

HEADER = Header("boolean", "text/csv", "")


def test_what_was_used_last_stays() -> None:
    cache = ResultCache(16 * 2024)
    for key in range(16):
        cache.put(b"%d" % key, HEADER, b"x" * 1000)
    assert cache.get(b"0") == (HEADER, b"x" * 1000)
    cache.put(b"one more", HEADER, b"y" * 1000)
    assert cache.get(b"0") and not cache.get(b"1") and cache.get(b"one more")
    assert (cache.hits, cache.misses) == (3, 1)


def test_what_would_fill_it_is_not_kept_and_zero_keeps_nothing() -> None:
    cache = ResultCache(80_000)
    cache.put(b"long", HEADER, b"x" * 10_000)
    assert cache.get(b"long") is None and cache.size == 0
    nothing = ResultCache(0)
    nothing.put(b"short", HEADER, b"")
    assert nothing.get(b"short") is None


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20_000))))
def test_it_never_exceeds_its_size(puts) -> None:
    cache = ResultCache(100_000)
    for key, size in puts:
        cache.put(b"%d" % key, HEADER, bytes(size))
        assert 0 <= cache.size <= 100_000
        found = cache.get(b"%d" % key)
        assert found is None or not any(found[1])
