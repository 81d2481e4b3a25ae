"""The catalogue of a release, made from its manifest: what it is, what is in it (VoID), and what
of it can be had where (DCAT 3)."""

from kg.catalogue.counting import statistics
from kg.catalogue.dcat import files_by_part
from kg.catalogue.description import describe
from kg.catalogue.listing import sitemap
from kg.catalogue.names import CATALOGUE, DATASET, PREFIXES, SPARQL_SERVICE, texts, version

__all__ = [
    "CATALOGUE",
    "DATASET",
    "PREFIXES",
    "SPARQL_SERVICE",
    "describe",
    "files_by_part",
    "sitemap",
    "statistics",
    "texts",
    "version",
]
