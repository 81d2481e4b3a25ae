"""The command `kg diff`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import KgError, nearest
from kg.settings import Settings

if TYPE_CHECKING:  # what takes long to import waits until the command runs
    from kg.release import Release

PREVIOUS = "previous"


@click.command()
@click.argument("old", default=PREVIOUS)
@click.argument("new", default="current")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.pass_obj
def diff(settings: Settings, old: str, new: str, form: str) -> None:
    """Say what release NEW added, changed and withdrew against OLD.

    Each is an identifier or its beginning, a folder, `current`, or `previous`, the release that was
    published before it; by default `previous` and `current`. Writes nothing."""
    from kg.differences.comparing import compare
    from kg.differences.text import lines_of
    from kg.differences.withholding import telling_between

    folder = settings.releases_path
    first, second = find_release(folder, old), find_release(folder, new)
    if first.id == second.id and form == "text":
        click.echo(f"{old} and {new} are the same release, {first.id}")
        return
    telling = telling_between(first, second, folder)
    found = telling.limit(compare(first, second, telling.stones))
    if form == "json":
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
        return
    for line in lines_of(found):
        click.echo(line)


def find_release(folder: Path, name: str) -> Release:
    """The release that an argument names.

    :raises KgError: if there is none, or more than one, or if it is damaged
    """
    from kg.release import CURRENT, ID_PATTERN, open_release

    if name == PREVIOUS:
        name = _previous(folder)
    if name == CURRENT:
        return open_release(folder / CURRENT)
    known = sorted(path.name for path in folder.glob("*") if ID_PATTERN.fullmatch(path.name))
    found = [known_name for known_name in known if name and known_name.startswith(name)]
    if len(found) == 1:
        return open_release(folder / found[0])
    if found:
        raise KgError(f"{name!r} begins {' and '.join(found)}; write more of it")
    if Path(name).is_dir():
        return open_release(Path(name))
    hint = nearest(name, known) if known else f"{folder} holds none; run `kg release` first"
    raise KgError(f"no release is called {name!r}, nor is there such a folder ({hint})")


def _previous(folder: Path) -> str:
    """The identifier of the release that was published before the current one.

    :raises KgError: if there was none
    """
    from kg.differences.history import history
    from kg.release import CURRENT, open_release

    current = open_release(folder / CURRENT).id
    before = [entry.previous for entry in history(folder) if entry.release == current]
    if not before or not before[-1]:
        raise KgError(f"no release was published before {current}; name the two to be compared")
    if not (folder / before[-1]).is_dir():
        raise KgError(f"release {before[-1]}, published before {current}, is not kept any more")
    return before[-1]
