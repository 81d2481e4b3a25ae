"""The code keeps its shape: imports point one way, and files fit a few screens."""

from __future__ import annotations

import ast
import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "kg"

# Each module may import only from what stands before it (and from its own package).
ORDER = """
    errors settings terms tombstones jsonld interval quantity dates yamlfile wording numbers
    anchor model faults schema concepts
    load references links sssom lock ledger question_languages questions withdrawal
    build reason catalogue checks cube gone suggestions leaks tables
    consistency documentation memoized validate dumps
    release search contents archive differences
    store query
    formats citation
    plot
    opened
    web
    mcp
    new pipeline cli
""".split()
LONGEST_FILE = 300


def modules() -> dict[Path, str]:
    """Every source file and the name of the module or package right under `kg` that it is in."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if name != "__init__":
            found[path] = name
    return found


def imported(path: Path) -> set[str]:
    """Names right under `kg` that a file imports anywhere."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kg."):
            names.add(node.module.split(".")[1])
        elif isinstance(node, ast.Import):
            names.update(n.name.split(".")[1] for n in node.names if n.name.startswith("kg."))
    return names


def test_every_module_has_its_place_in_the_order():
    assert sorted(set(modules().values())) == sorted(ORDER)


def test_the_overview_tells_of_every_module_in_that_order():
    overview = (PACKAGE.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    _, _, section = overview.partition("## The parts")
    told = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)))
    assert told[: len(ORDER)] == ORDER


def test_what_the_overview_names_is_there():
    overview = (PACKAGE.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    for name in re.findall(r"`?kg\.([a-z_.]+[a-z_])", overview):
        path = PACKAGE / name.replace(".", "/")
        parent = path.parent
        assert any(
            one.exists() for one in (path, path.with_suffix(".py"), parent.with_suffix(".py"))
        )
    for name in re.findall(
        r"`((?:tests|frontend|web|plot|checks|wording|tables|model|references)/[^`*]+)`", overview
    ):
        assert any((root / name).exists() for root in (PACKAGE, PACKAGE.parents[1])), name


def test_imports_point_one_way():
    for path, name in modules().items():
        later = {other for other in imported(path) if ORDER.index(other) > ORDER.index(name)}
        assert not later, f"{path.name} imports {sorted(later)}"


def test_files_are_short_enough_to_read():
    for path in modules():
        lines = path.read_text(encoding="utf-8").count("\n")
        assert lines <= LONGEST_FILE, f"{path.name} has {lines} lines"
