"""The integrity constraints of the RDF Data Cube vocabulary, each on a cube that breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Store, Triple

from kg.cube.constraints import constraint_names, has_duplicates, is_broken, normalised, title
from kg.cube.structure import qb

CUBES = Path(__file__).parent / "cube"
CHANGES = sorted(path.stem for path in CUBES.glob("*.ru"))
NUMBERS = {f"IC-{number}" for number in range(1, 22)}


def changed(change: str | None = None) -> Store:
    """The good cube, changed and normalised."""
    store = Store()
    store.load(path=str(CUBES / "good.ttl"), format=RdfFormat.TURTLE)
    if change:
        store.update((CUBES / f"{change}.ru").read_text(encoding="utf-8"))
    return normalised(quad.triple for quad in store)


def broken(store: Store) -> set[str]:
    return {name for name in constraint_names() if is_broken(store, name)}


def expected(change: str) -> set[str]:
    """The constraint that a change is named after, and the others that its first line names."""
    if change.startswith("good"):
        return set()
    name = change if change in constraint_names() else change.rpartition("-")[0]
    first = (CUBES / f"{change}.ru").read_text(encoding="utf-8").partition("\n")[0]
    return {name, *first.partition("Also breaks: ")[2].split()}


def test_every_constraint_is_there_and_has_a_cube_that_breaks_it():
    assert {title(name).partition(".")[0] for name in constraint_names()} == NUMBERS
    assert set().union(*map(expected, CHANGES)) == set(constraint_names())


def test_the_good_cube_breaks_none():
    assert broken(changed()) == set()


@pytest.mark.parametrize("change", CHANGES)
def test_a_fault_breaks_its_constraint_and_no_other(change):
    store = changed(change)
    assert broken(store) == expected(change)
    assert has_duplicates(store) in (None, is_broken(store, "ic-12"))


def test_the_good_cube_needs_normalising():
    """Its abbreviated form would break constraints, so the algorithm is not there for nothing."""
    store = Store()
    store.load(path=str(CUBES / "good.ttl"), format=RdfFormat.TURTLE)
    assert {"ic-03", "ic-08"} <= broken(store)
    pushed = {
        str(quad.predicate.value) for quad in changed().quads_for_pattern(EX("one"), None, None)
    }
    assert {EX("place").value, EX("unit").value} <= pushed


def test_ic_17_as_the_specification_writes_it_finds_nothing():
    query = (Path(__file__).parents[2] / "src/kg/cube/constraints/ic-17.rq").read_text("utf-8")
    written = query.replace("HAVING (COUNT(?obs2) !=", "HAVING (?count !=")
    assert written != query
    assert bool(changed("ic-17").query(query)) and not bool(changed("ic-17").query(written))


def EX(name: str) -> NamedNode:  # noqa: N802 (a namespace)
    return NamedNode(f"http://example.org/{name}")


NAMES = st.sampled_from("abc")


@given(
    st.lists(
        st.tuples(
            st.sampled_from([("one",), ("one",), ("one",), ("two",), ("one", "two")]),
            st.lists(NAMES, min_size=0, max_size=2).map(tuple) | NAMES.map(tuple),
            NAMES.map(tuple),
        ),
        max_size=5,
    )
)
def test_the_quick_reading_of_ic_12_says_what_its_query_says(observations):
    """Of any few observations: some alike, some without a value, with two, or in two sets."""
    facts = set()
    for name in ("one", "two"):
        facts.add(Triple(EX(name), qb("structure"), EX("structure")))
    for name in ("row", "column"):
        facts.add(Triple(EX("structure"), qb("component"), EX(f"{name}-component")))
        facts.add(Triple(EX(f"{name}-component"), qb("dimension"), EX(name)))
    for number, (sets, rows, columns) in enumerate(observations):
        node = EX(str(number))
        facts.update(Triple(node, qb("dataSet"), EX(name)) for name in sets)
        facts.update(Triple(node, EX("row"), EX(value)) for value in rows)
        facts.update(Triple(node, EX("column"), EX(value)) for value in columns)
    store = normalised(facts)
    quick = has_duplicates(store)
    assert quick in (None, is_broken(store, "ic-12"))
    whole = all(len(each) == 1 for observation in observations for each in observation)
    assert (quick is not None) or not whole
