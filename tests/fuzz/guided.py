"""Coverage-guided fuzzing of what reads strangers' text first, for as long as one likes:

    pip install atheris
    python tests/fuzz/guided.py -max_total_time=600

Not a test: it needs a compiler's run-time that not every Python has. What it finds becomes an
example in `test_fuzz_text.py`.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Fuzz until told to stop: each text as a query, an Accept header and the engine's message."""
    import atheris

    with atheris.instrument_imports(include=["kg", "werkzeug.http", "werkzeug.datastructures"]):
        from kg.formats import GRAPH_FORMATS, HTML, SOLUTION_FORMATS, NotAcceptable, choose
        from kg.query import QueryError, QueryLimits
        from kg.query.syntax import readable
        from kg.query.text import check
    limits, offer = QueryLimits(), (*SOLUTION_FORMATS, *GRAPH_FORMATS, HTML)

    def one_input(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        try:
            check(text, limits)
        except QueryError:
            pass
        try:
            choose(text, None, offer)
        except NotAcceptable:
            pass
        assert readable(text, f"error at 1:2: expected one of {text}")

    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
