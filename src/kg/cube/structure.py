"""What the cube is made of: its components (components.ttl) and its data sets (datasets.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

import yaml
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg.build.describe import named, to_term
from kg.terms import BASE, term, thing

NAMESPACE = f"{BASE}cube#"
QB = "http://purl.org/linked-data/cube#"


def own(name: str) -> NamedNode:
    """A component, code list, code or structure of this cube.

    >>> own("producer").value
    'https://w3id.org/refusals/cube#producer'
    """
    return NamedNode(NAMESPACE + name)


def qb(name: str) -> NamedNode:
    """A term of the RDF Data Cube vocabulary."""
    return NamedNode(QB + name)


SLICE_KEY = own("byProducerAndMeasure")
NOT_STATED = own("notStated")


@dataclass(frozen=True)
class DataSet:
    """A data set of the cube and the names of its components.

    :ivar holds: status, kind and form of the numbers in it, such as "reported count number"
    :ivar required: attributes that every observation has; `optional`: those that some have
    """

    slug: str
    holds: str
    label: Mapping[str, str]
    dimensions: tuple[str, ...]
    measures: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def iri(self) -> NamedNode:
        """The data set itself."""
        return thing("cube", self.slug)

    @property
    def structure(self) -> NamedNode:
        """Its data structure definition."""
        return own(f"{self.slug}-structure")

    @property
    def components(self) -> tuple[str, ...]:
        """The names of all its components."""
        return (*self.dimensions, *self.measures, *self.required, *self.optional)


@cache
def data_sets() -> dict[str, DataSet]:
    """Every data set by what it holds, in the order of the file."""
    declared, found = _declared(), {}
    for entry in declared["datasets"]:
        status, kind, form = entry["holds"].split()
        parts = (declared, declared["kinds"][kind], declared["statuses"][status])

        def gather(role: str, parts: tuple[Mapping, ...] = parts) -> tuple[str, ...]:
            return tuple(name for part in parts for name in part.get(role, ()))

        found[entry["holds"]] = DataSet(
            entry["slug"],
            entry["holds"],
            entry["label"],
            (*gather("dimensions"), declared["identity"]),
            tuple(declared["forms"][form]),
            gather("required"),
            gather("optional"),
        )
    return found


def comment() -> str:
    """What every data set says of itself, in English."""
    return _declared()["comment"]


@cache
def _declared() -> dict:
    text = files("kg.cube").joinpath("datasets.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@cache
def declarations() -> dict[NamedNode, tuple[Triple, ...]]:
    """What components.ttl says, by subject."""
    content = files("kg.cube").joinpath("components.ttl").read_bytes()
    found: dict[NamedNode, tuple[Triple, ...]] = {}
    for quad in parse(content, format=RdfFormat.TURTLE):
        found[quad.subject] = (*found.get(quad.subject, ()), quad.triple)
    return found


@cache
def code_lists() -> dict[str, NamedNode]:
    """The code list of every coded component, by the component's name."""
    return {
        node.value.removeprefix(NAMESPACE): triple.object
        for node, triples in declarations().items()
        for triple in triples
        if triple.predicate == qb("codeList")
    }


def describe_data_set(data_set: DataSet) -> Iterator[Triple]:
    """A data set and its structure (RDF Data Cube §6): one component specification a component.

    Specifications are shared between structures, and none is attached to anything higher than the
    observation, which so says everything itself.
    """
    node, structure = data_set.iri, data_set.structure
    yield Triple(node, term("rdf:type"), qb("DataSet"))
    yield Triple(node, qb("structure"), structure)
    yield Triple(structure, term("rdf:type"), qb("DataStructureDefinition"))
    yield Triple(structure, qb("sliceKey"), SLICE_KEY)
    for text in named(data_set.label):
        yield Triple(node, term("rdfs:label"), to_term(text))
    yield from declarations()[SLICE_KEY]
    order = _order()
    for role in ("dimensions", "measures", "required", "optional"):
        for name in getattr(data_set, role):
            yield from declarations()[own(name)]
            optional = role == "optional"
            attribute = optional or role == "required"
            specification = own(f"{name}-{'optional' if optional else 'component'}")
            kind = "attribute" if attribute else role.removesuffix("s")
            yield Triple(structure, qb("component"), specification)
            yield Triple(specification, term("rdf:type"), qb("ComponentSpecification"))
            yield Triple(specification, qb(kind), own(name))
            yield Triple(specification, qb("order"), to_term(order[name]))
            if attribute:
                yield Triple(specification, qb("componentRequired"), to_term(not optional))


def _order() -> dict[str, int]:
    """The place of each component among all: dimensions, measures, attributes."""
    found = data_sets().values()
    groups = chain(
        (each.dimensions[:-1] for each in found),
        (each.dimensions[-1:] for each in found),  # the identity is the last one everywhere
        (each.measures for each in found),
        (each.required + each.optional for each in found),
    )
    names = dict.fromkeys(chain.from_iterable(groups))
    return {name: place for place, name in enumerate(names, start=1)}
