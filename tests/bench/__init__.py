"""Benchmarks: the time of the checks, and the SPARQL server beside others (see README.md)."""
