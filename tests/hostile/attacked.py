"""The limits of the server that is attacked: little time and little memory for a query."""

QUERY_SECONDS = 1.2
READER_SECONDS = 0.5
"""Time that a client may keep a query waiting by not reading its result."""
MEMORY_MB = 256
CACHE_MB = 8
"""Room for results that are kept: what they take is no leak, so it is little."""
