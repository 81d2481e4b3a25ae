"""`python -m kg.tables > docs/tables.md`: write the tables' documentation."""

import sys

from kg.tables.documentation import document_tables

sys.stdout.write(document_tables())
