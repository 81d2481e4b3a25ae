"""Link suggestions: what a Reconciliation API proposes for things that are not linked yet.

A service only ever proposes. A link is written by a person who confirms it and says where the
identifier was seen beside the name (`kg link suggest`, docs/linking.md). `wanted` chooses what is
asked for, `service` asks, `proposals` brings both together, `display` and `dialogue` show them to a
person, and `rows` writes.
"""
