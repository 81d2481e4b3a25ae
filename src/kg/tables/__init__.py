"""The tables of a release: each as CSV and Parquet, with csv-metadata.json to describe them.

`schema.yaml` says what every column holds; one module per table makes its rows from the curated
files and the findings; `metadata`, `parquet` and `documentation` follow the schema alone.
"""

from kg.tables.files import release_tables, table_facts

__all__ = ["release_tables", "table_facts"]
