"""The documentation of the ontology as one HTML page, which pyLODE lays out: `kg docs`.

Left to itself, pyLODE runs the labels of all languages together, makes anchors from labels, lists
functional properties twice and caches other vocabularies in its own installation. So it is given a
graph made for it, each text marked with its language and English first, and anchors that are the
names of the terms, as on the site. The page loads nothing, from this server or any other. pyLODE is
the optional extra `docs`.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.build.vocabulary import FILES, read_turtle
from kg.errors import KgError
from kg.terms import ONTOLOGY, VOCABULARIES

LANGUAGES = ("en", "ru", "uk")
NAMESPACE = ONTOLOGY + "#"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
# Two rows that pyLODE has on every term and this ontology does not need for what they are.
LABELS_ROW, AXIOMS_ROW = DCTERMS.provenance, SKOS.note
ROWS = {
    DCTERMS.title: "Title",
    DCTERMS.description: "Definition",
    SKOS.scopeNote: "Note",
    LABELS_ROW: "Labels",
    AXIOMS_ROW: "Axioms",
    RDFS.subClassOf: "Under",
    RDFS.subPropertyOf: "Under",
    RDFS.domain: "From (every subject is one)",
    RDFS.range: "To (every value is one)",
    URIRef(VOCABULARIES["schema"] + "domainIncludes"): "From (expected)",
    URIRef(VOCABULARIES["schema"] + "rangeIncludes"): "To (expected)",
    DCTERMS.creator: "Creator",
    DCTERMS.created: "Created",
    DCTERMS.license: "Licence",
    OWL.versionIRI: "IRI of this version",
    OWL.versionInfo: "Version",
    VANN.preferredNamespacePrefix: "Prefix",
    VANN.preferredNamespaceUri: "Namespace",
}
PYLODE_ROWS = {
    DCTERMS.title: "Title",
    "superClassOf": "Above",
    "superPropertyOf": "Above",
    "restriction": "Restrictions",
    "inDomainOf": "Properties",
    "inDomainIncludesOf": "Properties (expected)",
    "inRangeOf": "Value of",
    "inRangeIncludesOf": "Value of (expected)",
}
CHARACTERISTICS = {
    OWL.FunctionalProperty: "At most one value for each subject (functional).",
    OWL.InverseFunctionalProperty: "At most one subject for each value (inverse functional).",
    OWL.TransitiveProperty: "Goes on over several steps (transitive).",
    OWL.AsymmetricProperty: "Never holds in both directions (asymmetric).",
    OWL.IrreflexiveProperty: "Never holds between a thing and itself (irreflexive).",
}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
STYLE = """
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem 3rem; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.2; }
h2 { margin-top: 2.5rem; border-top: 2px solid; padding-top: .75rem; }
h3 sup { margin-left: .3rem; font-weight: normal; }
#toc ul.second { columns: 14rem; list-style: none; padding: 0; }
#toc ul.first { list-style: none; padding: 0; }
.entity { margin: 1rem 0; border-top: 1px solid GrayText; }
.entity table { width: 100%; border-collapse: collapse; }
th, td { padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top; }
.entity th { width: 11rem; font-weight: normal; }
td p, dd p { margin: 0; }
td ul, dd ul { margin: 0; padding: 0; list-style: none; }
.cardinality { margin: 0 .3rem; font-style: italic; }
.hover_property { color: inherit; text-decoration: none; }
#pylode { margin-top: 3rem; font-size: .85rem; }
"""


def document_ontology(root: Path) -> str:
    """The page as HTML: the same text for the same ontology, on any machine.

    :raises InvalidData: if the ontology is no Turtle
    :raises KgError: if pyLODE is not installed
    """
    path = root / "ontology" / FILES["ontology"]
    read_turtle(path, root)  # says where it is broken
    pylode, dominate = _generator()
    ontology = Graph(bind_namespaces="none").parse(path)
    anchors = _anchors(ontology)
    rows = ROWS | {pylode.ONTDOC[name]: title for name, title in PYLODE_ROWS.items()}

    class Page(pylode.OntPub):
        """pyLODE's page, without the vocabularies that it would read from its own installation."""

        def __init__(self) -> None:
            self.ont = _displayed(ontology, anchors)
            self._ontdoc_inference(self.ont)
            self.back_onts = Graph(bind_namespaces="none")
            labels = {"description": "", "ont_title": ""}
            self.props_labeled = {row: {"title": title, **labels} for row, title in rows.items()}
            self.toc, self.fids = {}, dict(anchors)
            self.ns = ("ref", NAMESPACE)
            self.doc = dominate.document(title="Refusals ontology", lang="en")
            with self.doc:
                self.content = dominate.tags.div(id="content")

        def _make_head(self, *_: object, **__: object) -> None:
            viewport = "width=device-width, initial-scale=1"
            with self.doc.head:
                dominate.tags.meta(charset="utf-8")
                dominate.tags.meta(http_equiv="Content-Security-Policy", content=POLICY)
                dominate.tags.meta(name="viewport", content=viewport)
                dominate.tags.style(dominate.util.raw(STYLE))

    page = Page()
    page.make_html()
    for heading in page.doc.get(cls="hover_property"):
        heading.children[:] = [rows[URIRef(heading["href"])]]
        heading.tagname, heading.attributes = "span", {}
    body = page.doc.main
    content, maker, contents = body.children
    contents.tagname, content.tagname, maker.tagname = "nav", "main", "footer"
    body.children[:] = [contents, content, maker]
    return page.doc.render() + "\n"


def _generator() -> tuple[ModuleType, ModuleType]:
    """The modules pylode and dominate."""
    try:
        with _logging_as_it_is():
            import dominate
            import dominate.tags
            import dominate.util
            import pylode
    except ImportError as error:
        fix = "pip install 'refusals[docs]'"
        raise KgError(f"documenting the ontology needs {error.name}: {fix}") from None
    return pylode, dominate


@contextmanager
def _logging_as_it_is() -> Iterator[None]:
    """Undo what pyLODE does when imported: it sends every debug message to the terminal."""
    log = logging.getLogger()
    level, handlers = log.level, log.handlers[:]
    try:
        yield
    finally:
        log.setLevel(level)
        log.handlers[:] = handlers


def _anchors(ontology: Graph) -> dict[str, str]:
    """The anchor of each declared term: its name; for a reused term with its prefix before it.

    In the order of the page: own terms by their English labels, then the reused ones.
    """
    found = {}
    terms = {term for kind in KINDS for term in ontology[: RDF.type : kind]}
    for term in (term for term in terms if isinstance(term, URIRef)):
        own = str(term).startswith(NAMESPACE)
        prefix, _, name = ontology.compute_qname(term, generate=False)
        labels = _texts(ontology, term, RDFS.label)
        place = (not own, (labels[0] if labels else name).lower(), str(term))
        found[place] = name if own else f"{prefix}-{name}"
    return {place[-1]: found[place] for place in sorted(found)}


def _displayed(ontology: Graph, anchors: dict[str, str]) -> Graph:
    """The ontology as pyLODE is to show it, in the order in which it is to show it."""
    shown = Graph(bind_namespaces="none")
    for prefix, namespace in ontology.namespaces():
        shown.bind(prefix, namespace)
    for iri in (URIRef(ONTOLOGY), *map(URIRef, anchors)):
        for predicate, values in _shown_of(ontology, iri, anchors).items():
            for value in values:
                shown.add((iri, predicate, value))
    for restriction in ontology[: RDF.type : OWL.Restriction]:
        for triple in ontology.triples((restriction, None, None)):
            shown.add(triple)
    return shown


def _shown_of(ontology: Graph, iri: URIRef, anchors: dict[str, str]) -> dict[URIRef, list[Node]]:
    """The values of one term by row: texts as marked-up paragraphs, everything else as it is."""
    labels = _texts(ontology, iri, RDFS.label, DCTERMS.title)
    definitions = _texts(ontology, iri, SKOS.definition, DCTERMS.description)
    shown: dict[URIRef, list[Node]] = {
        RDF.type: [kind for kind in ontology[iri : RDF.type] if kind in (*KINDS, OWL.Ontology)],
        DCTERMS.title: [Literal(labels[0] if labels else ontology.qname(iri))],
        DCTERMS.description: [_paragraph(text) for text in definitions],
        SKOS.scopeNote: [_paragraph(text) for text in _texts(ontology, iri, SKOS.scopeNote)],
        LABELS_ROW: [_paragraph(text) for text in labels],
        AXIOMS_ROW: [Literal(f"<p>{text}</p>") for text in _axioms(ontology, iri, anchors)],
    }
    for row in (row for row in ROWS if row not in shown):
        values = [v for v in ontology[iri:row] if (v, OWL.oneOf, None) not in ontology]
        shown[row] = [_paragraph(v) if isinstance(v, Literal) else v for v in values]
    return shown


def _texts(ontology: Graph, iri: URIRef, *predicates: URIRef) -> list[Literal]:
    """The texts of a term, English first, by the first of some properties that it has."""
    for predicate in predicates:
        if texts := list(ontology[iri:predicate]):
            return sorted(texts, key=lambda text: (LANGUAGES.index(text.language), text))
    return []


def _paragraph(text: Literal) -> Literal:
    """A text in the form that pyLODE, which reads Markdown, passes on unread: an HTML block."""
    language = f' lang="{text.language}"' if text.language else ""
    return Literal(f"<p{language}>{html.escape(text, quote=False)}</p>")


def _axioms(ontology: Graph, iri: URIRef, anchors: dict[str, str]) -> Iterator[str]:
    """The axioms of a term for which pyLODE has no row of its own, as HTML."""

    def names(nodes: Iterable[Node], between: str = ", ") -> str:
        return between.join(_name(ontology, node, anchors) for node in nodes)

    kinds = set(ontology[iri : RDF.type])
    yield from (text for kind, text in CHARACTERISTICS.items() if kind in kinds)
    for predicate, lead in ((OWL.inverseOf, "Inverse of"), (OWL.disjointWith, "Disjoint with")):
        both = {*ontology[iri:predicate], *ontology[:predicate:iri]}
        if both:
            yield f"{lead} {names(sorted(both))}."
    for chain in ontology[iri : OWL.propertyChainAxiom]:
        yield f"Follows from {names(Collection(ontology, chain), ' then ')}."
    for predicate, lead in ((OWL.equivalentClass, "Has as members"), (RDFS.range, "Is one of")):
        for node in ontology[iri:predicate]:
            for members in ontology[node : OWL.oneOf]:
                yield f"{lead} {names(Collection(ontology, members))}."


def _name(ontology: Graph, node: Node, anchors: dict[str, str]) -> str:
    """A term as a link to its place on the page; a value as it is."""
    text = html.escape(node, quote=False)
    if isinstance(node, Literal):
        return f"“{text}”"
    if str(node) not in anchors:
        return f"<code>{text}</code>"
    labels = _texts(ontology, node, RDFS.label)
    label = html.escape(labels[0], quote=False) if labels else ontology.qname(node)
    return f'<a href="#{anchors[str(node)]}">{label}</a>'
