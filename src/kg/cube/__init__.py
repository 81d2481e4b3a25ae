"""The figures as an RDF Data Cube: an export view of what is asserted and computed.

After the checks, from the built graph: `cube` makes the triples, `violations` holds them against
the specification's integrity constraints, `cube_turtle` writes them. See docs/cube.md.
"""

from kg.cube.constraints import violations
from kg.cube.triples import cube
from kg.cube.turtle import cube_turtle

__all__ = ["cube", "cube_turtle", "violations"]
