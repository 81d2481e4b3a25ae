# An observation in two data sets. Also breaks: ic-11 ic-14 ic-17

PREFIX ex: <http://example.org/>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { ex:lion-height qb:dataSet ex:visits }
