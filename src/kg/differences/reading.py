"""Two datasets of releases side by side, subject by subject.

`dataset.nq` is sorted (`kg.dumps`), so both files are read once, a subject at a time, and memory
holds no more than that subject. Blank nodes, and the IRIs that stand for them (RDF 1.1 Concepts
§3.5), are passed over: their names mean nothing.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, parse

from kg.archive import DATASET
from kg.errors import KgError
from kg.jsonld import RDF_TYPE
from kg.terms import BASE, graph

GENID = f"{BASE}.well-known/genid/"
LINKS = graph("links")
_THINGS = f"{BASE}id/"
_LINK = f"<{_THINGS}link/".encode()


@dataclass(frozen=True)
class Facts:
    """What a dataset says of one subject.

    :ivar values: by property; none of blank nodes
    """

    values: Mapping[NamedNode, Set[NamedNode | Literal]]

    @property
    def types(self) -> Set[NamedNode]:
        """Its classes, as they are asserted."""
        return self.values.get(RDF_TYPE, frozenset())


@dataclass(frozen=True)
class Changed:
    """A subject of which two datasets say different things.

    :ivar old: None where only the new one has it
    :ivar new: None where only the old one has it
    """

    iri: str
    old: Facts | None
    new: Facts | None

    @property
    def kind(self) -> str:
        """The first step of its address, such as `claim`."""
        return kind_of(self.iri)


def kind_of(iri: str) -> str:
    """The first step of an address of ours, after `id/`; "" of any other.

    >>> kind_of(f"{BASE}id/claim/x"), kind_of(f"{BASE}ontology#Claim"), kind_of("http://x.test/")
    ('claim', 'ontology', '')
    """
    if not iri.startswith(BASE):
        return ""
    return iri.removeprefix(_THINGS).removeprefix(BASE).replace("#", "/").partition("/")[0]


@contextmanager
def folder_with_dataset(release: Path) -> Iterator[Path]:
    """A folder that holds the dataset of a release as it is: where it is only kept compressed, one
    for the time of the block.

    :raises KgError: if the release has none, or a damaged one
    """
    packed = release / f"{DATASET}.gz"
    if (release / DATASET).is_file():
        yield release
        return
    if not packed.is_file():
        raise KgError(f"{release}: no {DATASET} here, so this is not a whole release")
    with TemporaryDirectory(prefix="kg-diff-") as folder:
        try:
            with gzip.open(packed) as source, (Path(folder) / DATASET).open("wb") as target:
                shutil.copyfileobj(source, target)
        except (EOFError, gzip.BadGzipFile):
            raise KgError(f"{packed} is damaged") from None
        yield Path(folder)


def changed_subjects(old: Path, new: Path) -> Iterator[Changed]:
    """The subjects of which two datasets say different things, in the order of their IRIs.

    :param old: a folder with a dataset
    :param new: another one
    :raises KgError: if one is not sorted N-Quads
    """
    with (old / DATASET).open("rb") as first, (new / DATASET).open("rb") as second:
        olds, news = _subjects(first, old / DATASET), _subjects(second, new / DATASET)
        before, after = next(olds, None), next(news, None)
        while before or after:
            if not after or (before and before[0] < after[0]):
                yield from _compared(before, None, old, new)
                before = next(olds, None)
            elif not before or after[0] < before[0]:
                yield from _compared(None, after, old, new)
                after = next(news, None)
            else:
                if before[1] != after[1]:
                    yield from _compared(before, after, old, new)
                before, after = next(olds, None), next(news, None)


Block = tuple[bytes, list[bytes]]


def _subjects(lines: Iterator[bytes], path: Path) -> Iterator[Block]:
    """The lines of each subject that has an IRI which is not for a blank node."""
    subject, block = b"", []
    for line in lines:
        found = line.partition(b" ")[0]
        if found != subject:
            if block:
                yield subject, block
            if found < subject:
                raise KgError(f"{path} is not sorted, so it is no file of a release")
            subject, block = found, []
        if found.startswith(b"<") and not found.startswith(f"<{GENID}".encode()):
            block.append(line)
    if block:
        yield subject, block


def _compared(before: Block | None, after: Block | None, old: Path, new: Path) -> Iterator[Changed]:
    iri = (before or after)[0][1:-1].decode("utf-8", "replace")
    found = Changed(
        iri,
        _facts(before[1], old / DATASET) if before else None,
        _facts(after[1], new / DATASET) if after else None,
    )
    if found.old != found.new:  # it may only be in another graph now
        yield found


def _facts(block: list[bytes], path: Path) -> Facts:
    """
    :raises KgError: if the lines are no N-Quads
    """
    graphs: dict[tuple[NamedNode, NamedNode | Literal], set[object]] = {}
    try:
        for quad in parse(b"".join(block), format=RdfFormat.N_QUADS):
            if not _is_blank(quad.object):
                graphs.setdefault((quad.predicate, quad.object), set()).add(quad.graph_name)
    except SyntaxError as error:
        raise KgError(f"{path}: not N-Quads: {error.msg}") from None
    values: dict[NamedNode, set[NamedNode | Literal]] = {}
    is_link = block[0].startswith(_LINK)
    for (name, value), found in graphs.items():
        # A link is a thing of its own, and what it says of its ends is not theirs too.
        if is_link or found - {DefaultGraph()} != {LINKS}:
            values.setdefault(name, set()).add(value)
    return Facts(values)


def _is_blank(node: object) -> bool:
    return isinstance(node, BlankNode) or (
        isinstance(node, NamedNode) and node.value.startswith(GENID)
    )
