// What the IRIs of this project and of well-known vocabularies begin with, and the few terms that
// scripts know by name.

/** Of things, such as claims and articles. */
export const THINGS = "https://w3id.org/refusals/id/";
/** Of classes and properties. */
export const ONTOLOGY = "https://w3id.org/refusals/ontology#";
/** Of named graphs. */
export const GRAPHS = "https://w3id.org/refusals/graph/";
/** Of releases. */
export const RELEASES = "https://w3id.org/refusals/release/";

export const DCTERMS = "http://purl.org/dc/terms/";
export const PROV = "http://www.w3.org/ns/prov#";
export const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
export const RDFS = "http://www.w3.org/2000/01/rdf-schema#";
export const SKOS = "http://www.w3.org/2004/02/skos/core#";
export const XSD = "http://www.w3.org/2001/XMLSchema#";

export const TYPE = `${RDF}type`;
export const LABEL = `${RDFS}label`;
/** The datatype of texts that have a language (RDF 1.1 Concepts §3.3). */
export const TEXT_WITH_LANGUAGE = `${RDF}langString`;
