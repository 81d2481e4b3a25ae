"""Checks on the curated data, one module each; every one returns problems and writes nothing."""
