"""The limits of the server that is attacked: little time and little memory for a query."""

QUERY_SECONDS = 1.2
READER_SECONDS = 0.5
"""Time that a client may keep a query waiting by not reading its result."""
MEMORY_MB = 256
