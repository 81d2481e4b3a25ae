"""Looking up a subject in a sorted file finds exactly its lines, wherever they stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.archive import quads_of
from kg.dumps import to_nquads
from kg.terms import term

IRIS = st.lists(st.sampled_from("abc/é-"), min_size=1, max_size=4).map(
    lambda letters: NamedNode("http://x/" + "".join(letters))
)


@given(subjects=st.lists(IRIS, max_size=30), wanted=IRIS)
def test_a_subject_is_found_with_all_its_lines_and_no_other(tmp_path_factory, subjects, wanted):
    folder = tmp_path_factory.mktemp("release")
    triples = {
        Triple(subject, term("rdfs:label"), Literal("long " * (number % 7) + str(number)))
        for number, subject in enumerate(subjects)
    }
    (folder / "dataset.nq").write_bytes(to_nquads({None: triples}))
    for subject in {*subjects, wanted}:
        expected = {Quad(*triple) for triple in triples if triple.subject == subject}
        assert set(quads_of(folder, subject)) == expected
