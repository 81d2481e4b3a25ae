"""The command `kg link suggest`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from kg.settings import Settings

if TYPE_CHECKING:  # what takes long to import waits until the command runs
    from kg.load import Project
    from kg.suggestions.proposals import Proposal
    from kg.suggestions.service import Service
    from kg.suggestions.wanted import Wanted

WIKIDATA = "https://wikidata.reconci.link/{language}/api"


@click.group()
def link() -> None:
    """Links to other datasets: graph/links.sssom.tsv."""


@link.command()
@click.argument("things", nargs=-1)
@click.option(
    "--service", metavar="URL", help=f"Reconciliation API, 0.1 or 0.2.  [default: {WIKIDATA}]"
)
@click.option(
    "--language",
    type=click.Choice(["en", "ru", "uk"]),
    default="en",
    show_default=True,
    help="Language in which names are asked; choose that of the service.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    help="What to ask for: agent, outlet, place, topic …; may be repeated.  "
    "[default: agent, place, event, provision]",
)
@click.option(
    "--type",
    "types",
    multiple=True,
    help="Type of items to look for, as the service calls it, such as Q11032; may be repeated.",
)
@click.option(
    "--candidates",
    type=click.IntRange(1, 50),
    default=5,
    show_default=True,
    help="At most so many.",
)
@click.option("--linked", is_flag=True, help="Also ask for what is linked to that dataset already.")
@click.option("--author", help="Who the links are said to be by.  [default: as in the file]")
@click.option("--json", "json_only", is_flag=True, help="Only show the proposals, as JSON.")
@click.option(
    "--input/--no-input",
    "dialogue",
    default=None,
    help="Whether to ask what to do with each proposal.  [default: yes at a terminal]",
)
@click.pass_obj
def suggest(
    settings: Settings,
    things: tuple[str, ...],
    service: str | None,
    language: str,
    kinds: tuple[str, ...],
    types: tuple[str, ...],
    candidates: int,
    linked: bool,
    author: str | None,
    json_only: bool,
    dialogue: bool | None,
) -> None:
    """Propose items of another dataset for things that are not linked to it: for THINGS such as
    agent/proekt, or for all of some kinds.

    The names are sent to the service. Nothing is written unless you choose an item, say where you
    saw its identifier beside the name, and confirm.
    """
    from kg.load import load_project
    from kg.suggestions.display import as_json, as_lines
    from kg.suggestions.proposals import OWN, dataset_of, propose
    from kg.suggestions.service import open_service
    from kg.suggestions.wanted import wanted

    if json_only and dialogue:
        raise click.UsageError("--json only shows proposals; leave out --input")
    if things and kinds:
        raise click.UsageError("name things or kinds, not both")
    if dialogue is None:
        dialogue = not json_only and sys.stdin.isatty() and sys.stdout.isatty()
    project = load_project(settings.root_path)
    known = wanted(project, language, kinds, things)
    opened = open_service(service or WIKIDATA.format(language=language), language)
    dataset = dataset_of(opened)
    asked = [thing for thing in known if linked or not thing.links_to(dataset)]
    _say_what_is_asked(opened, dataset, asked, known, bool(things))
    if dialogue and dataset == OWN:
        click.echo("The service holds this graph itself, and nothing is linked to itself: the "
                   "proposals are only shown.", err=True)  # fmt: skip
        dialogue = False
    proposals = propose(opened, asked, candidates, types)
    if json_only:
        click.echo(json.dumps(as_json(opened, dataset, proposals), ensure_ascii=False, indent=2))
    elif dialogue and asked:
        _converse(project, opened, dataset, author, proposals, len(asked))
    else:
        for proposal in proposals:
            click.echo("\n".join(as_lines(opened, dataset, proposal)) + "\n")
        if asked and dataset != OWN:
            click.echo("Only shown: to link, run this in a terminal, or with --input.", err=True)


def _say_what_is_asked(
    service: Service, dataset: str, asked: list[Wanted], known: list[Wanted], by_name: bool
) -> None:
    """On standard error: names leave the machine, so it is said whereto."""
    from kg.suggestions.proposals import dataset_name

    already = f"linked to {dataset_name(dataset)} already"
    if by_name:
        for thing in known:
            if thing not in asked:
                links = thing.links_to(dataset)
                items = ", ".join(f"{link.predicate} {link.identifier}" for link in links)
                click.echo(f"{thing.id} is {already}: {items} (--linked asks again)", err=True)
    elif not asked:
        what = f"all {len(known)} of these are {already}" if known else "there are none of these"
        click.echo(f"nothing to ask: {what}", err=True)
    if asked:
        names = f"{len(asked)} name{'s' if len(asked) > 1 else ''}"
        click.echo(f"{service.name} at {service.address} is asked for {names}.\n", err=True)


def _converse(
    project: Project,
    service: Service,
    dataset: str,
    author: str | None,
    proposals: Iterable[Proposal],
    count: int,
) -> None:
    """Show each proposal and ask; at the end say what was written, also where it ends early."""
    from kg.links import FILE
    from kg.suggestions.dialogue import Dialogue, Left
    from kg.suggestions.display import as_lines
    from kg.suggestions.plain import plain
    from kg.suggestions.rows import read_link_file

    by = plain(author) if author else read_link_file(project).author()
    dialogue = Dialogue(project, service, dataset, by)
    written = 0
    try:
        for number, proposal in enumerate(proposals, start=1):
            click.echo(f"{number} of {count}")
            click.echo("\n".join(as_lines(service, dataset, proposal)))
            written += dialogue.decide(proposal)
            click.echo()
    except Left:
        pass
    finally:
        links = f"{written} link{'' if written == 1 else 's'}"
        told = f"{links} written to {FILE}; look at them, then: kg check"
        click.echo(told if written else "nothing was written", err=True)
