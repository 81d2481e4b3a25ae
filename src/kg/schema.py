"""JSON Schemas of the curated files, generated from the model, for completion and hover help."""

from __future__ import annotations

import json
from pathlib import Path

from kg.model import FILE_KINDS


def schemas() -> dict[str, str]:
    """The text of each schema file, by name."""
    texts = {}
    for name, kind in FILE_KINDS.items():
        schema = kind.model_json_schema(by_alias=True)
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
        texts[f"{name}.schema.json"] = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
    return texts


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema into a folder and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in schemas().items():
        path = folder / name
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths
