"""The command `kg`: new, lock, check, withdrawn, link, build, release, diff, serve, mcp, schema,
docs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg import __version__
from kg.checks.project import check_project
from kg.differences.command import diff
from kg.errors import InvalidData, KgError
from kg.load import load_project
from kg.lock import make_lock, read_text, write_lock
from kg.settings import Settings, describe
from kg.suggestions.command import link
from kg.withdrawal import unknown_releases


class _Commands(click.Group):
    """A group whose commands end with one clear message, never with a traceback."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except InvalidData as error:
            for problem in error.problems:
                click.echo(str(problem), err=True)
            count = len(error.problems)
            click.echo(f"{count} problem{'s' if count > 1 else ''}; nothing was written.", err=True)
        except KgError as error:
            click.echo(str(error), err=True)
        except OSError as error:
            click.echo(f"{error.filename or 'the system'}: {error.strerror}", err=True)
        raise SystemExit(1)


def _settings_table() -> str:
    rows = "\n".join(
        f"  {name:<22} {meaning} [{default or 'empty'}]" for name, default, meaning in describe()
    )
    return f"\b\nSettings (environment variables):\n{rows}"


@click.group(cls=_Commands, epilog=_settings_table())
@click.version_option(__version__, prog_name="kg")
@click.pass_context
def main(context: click.Context) -> None:
    """Refusals: what has been reported about desertion from the Russian army, and by whom."""
    context.obj = Settings.from_environment()


main.add_command(link)
main.add_command(diff)


@main.command()
@click.argument("text", type=click.Path(path_type=Path))
@click.option("--slug", help="Name of the source's files; by default that of the text file.")
@click.option("--language", default="en", show_default=True, help="Language of the text.")
@click.pass_obj
def new(settings: Settings, text: Path, slug: str | None, language: str) -> None:
    """Start a source: its files, with every number found in TEXT to claim or to set aside."""
    from kg.new import start_source

    for path in start_source(settings.root_path, text, slug, language):
        click.echo(f"wrote {path}")
    click.echo("Fill in the first, claim or set aside each number in the second, then: kg lock")


@main.command()
@click.argument("slugs", nargs=-1)
@click.pass_obj
def lock(settings: Settings, slugs: tuple[str, ...]) -> None:
    """Find numbers and fragments in the texts and write the lock files (all, or SLUGS)."""
    project = load_project(settings.root_path)
    known = project.articles
    unknown = [slug for slug in slugs if slug not in known]
    if unknown:
        from kg.errors import nearest

        raise KgError(f"no source is called {unknown[0]!r} ({nearest(unknown[0], list(known))})")
    problems, locks = [], []
    for slug in slugs or known:
        try:
            found = read_text(settings.texts_path, known[slug])
            if found:
                locks.append(make_lock(known[slug], *found))
            else:
                folder = settings.texts_path or "texts/ (or the folder in KG_TEXTS)"
                click.echo(
                    f"{slug}: the text {known[slug].source.file} is not in {folder}; "
                    "its lock file stays as it is"
                )
        except InvalidData as error:
            problems += error.problems
    if problems:
        raise InvalidData(problems)
    for made in locks:
        changed = write_lock(settings.root_path, made)
        click.echo(
            f"{made.slug}: {len(made.numbers)} numbers, {len(made.places)} anchors, "
            f"{'written' if changed else 'unchanged'}"
        )


@main.command()
@click.option("--consistency", is_flag=True, help="Also reason over all data with HermiT (OWL 2).")
@click.option("--findings", is_flag=True, help="Also say every relation between claims.")
@click.pass_obj
def check(settings: Settings, consistency: bool, findings: bool) -> None:
    """Check every file against the model, its lock and, where at hand, its text; then say what of
    the reports does not hold together. Writes nothing."""
    from kg import gone
    from kg.checks.report import report

    outcome = check_project(settings.root_path, settings.texts_path)
    for line in outcome.lines:
        click.echo(line)
    if outcome.problems:
        raise InvalidData(outcome.problems)
    for line in report(outcome.project, every=findings):
        click.echo(line)
    for line in gone.report(gone.stages(outcome.project, outcome.locks)):
        click.echo(line)
    for line in unknown_releases(settings.root_path, settings.releases_path):
        click.echo(line)
    if consistency:
        from kg.pipeline import check_ontology

        check_ontology(outcome)
        click.echo("ontology and data are consistent, and every class can have members (HermiT)")


@main.command()
@click.argument("thing")
@click.pass_obj
def withdrawn(settings: Settings, thing: str) -> None:
    """Print the entry that keeps the tombstone of THING, such as `agent/somebody`, when its record
    is erased: it stands in graph/withdrawn.yaml for the one with `thing:`. Writes nothing."""
    from kg.gone import hashes_entry

    outcome = check_project(settings.root_path, settings.texts_path)
    if outcome.problems:
        raise InvalidData(outcome.problems)
    click.echo(hashes_entry(outcome.project, outcome.locks, thing), nl=False)


@main.command()
@click.option("--output", type=click.Path(path_type=Path), help="Folder of releases.")
@click.pass_obj
def build(settings: Settings, output: Path | None) -> None:
    """Check, build and validate; write a release directory without publishing it."""
    from kg.pipeline import make_release

    folder = output.resolve() if output else settings.releases_path
    release = make_release(settings, folder)
    click.echo(f"{release.path}: {release.manifest['counts']['default_graph_triples']} triples")


@main.command()
@click.option("--if-changed", is_flag=True, help="Do nothing where the published one is current.")
@click.pass_obj
def release(settings: Settings, if_changed: bool) -> None:
    """Build and validate, then publish: what `kg serve` serves."""
    from kg.pipeline import publish_release

    made, fresh = publish_release(settings, if_changed)
    triples = made.manifest["counts"]["default_graph_triples"]
    state = "published" if fresh else "is up to date"
    click.echo(f"release {made.id} {state}: {triples} triples")
    for line in unknown_releases(settings.root_path, settings.releases_path):
        click.echo(line)


@main.command(epilog=_settings_table())
@click.option("--watch", is_flag=True, help="Make a release whenever a curated file is saved.")
@click.pass_obj
def serve(settings: Settings, watch: bool) -> None:
    """Serve the published release: the site, its tables and the SPARQL endpoint.

    A release that is published meanwhile is served from then on. SIGHUP tries a refused one again;
    SIGTERM lets requests end first."""
    from kg.pipeline import serve_release

    sys.exit(serve_release(settings, watch))


@main.command()
@click.option("--output", type=click.Path(path_type=Path), default=Path("graph/schema"))
@click.pass_obj
def schema(settings: Settings, output: Path) -> None:
    """Write the JSON Schemas that editors use for completion and hover help."""
    from kg.schema import write_schemas

    for path in write_schemas(settings.root_path / output):
        click.echo(f"wrote {path}")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def docs(settings: Settings, folder: Path) -> None:
    """Write the documentation of the ontology into FOLDER, as one page of HTML."""
    from kg.documentation import document_ontology

    text = document_ontology(settings.root_path)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "ontology.html"
    path.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"wrote {path}")


@main.command(epilog=_settings_table())
@click.option(
    "--questions",
    type=click.Choice(["each", "one"]),
    default="each",
    show_default=True,
    help="A tool for each stored question, or one by which all are asked: for clients that take "
    "only some dozens of tools.",
)
@click.pass_obj
def mcp(settings: Settings, questions: str) -> None:
    """Answer agents from the published release: a read-only server of the Model Context Protocol.

    A client starts it and speaks with it over standard input and output (docs/agents.md). It ends
    when its input does."""
    from kg.pipeline import serve_agents

    serve_agents(settings, questions == "each")
