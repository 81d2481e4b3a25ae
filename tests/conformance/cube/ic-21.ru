# A place that is part of no root, in a list that is told from the parts upwards.

PREFIX ex: <http://example.org/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX qb: <http://purl.org/linked-data/cube#>

DELETE DATA { ex:places qb:parentChildProperty ex:contains . ex:country ex:contains ex:north-town } ;
INSERT DATA { ex:places qb:parentChildProperty [ owl:inverseOf ex:part-of ] . ex:country ex:part-of ex:north-town }
