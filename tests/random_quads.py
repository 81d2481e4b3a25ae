"""Random quads of few terms, and the solutions of queries over them."""

from __future__ import annotations

from collections import Counter

from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

BASE = "http://a/"
TERMS = [NamedNode(f"{BASE}{name}") for name in "stuvw"] + [Literal("x"), Literal("y")]
PROPERTIES = [NamedNode(f"{BASE}{name}") for name in "pqr"]
GRAPHS = [NamedNode(f"{BASE}g"), NamedNode(f"{BASE}h")]

quads = st.lists(
    st.builds(
        Quad,
        st.sampled_from(TERMS[:5]),
        st.sampled_from(PROPERTIES),
        st.sampled_from(TERMS),
        st.sampled_from(GRAPHS),
    ),
    max_size=24,
)


def solutions(store: Store, text: str) -> Counter[str]:
    """The solutions of a query and how often each of them comes; variables by name."""
    results = store.query(text, base_iri=BASE, use_default_graph_as_union=True)
    names = [variable.value for variable in results.variables]
    return Counter(
        " ".join(sorted(f"{name}={term}" for name, term in zip(names, row, strict=True)))
        for row in results
    )
