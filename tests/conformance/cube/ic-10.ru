# A slice without the value that it fixes.

PREFIX ex: <http://example.org/>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:north ex:place ex:north-town } ;
INSERT DATA { ex:one ex:place ex:north-town . ex:two ex:place ex:north-town }
