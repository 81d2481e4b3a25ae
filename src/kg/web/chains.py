"""How a claim comes to the articles that print it: who says it, who passes it on, who prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from kg import plot
from kg.dates import Date, DateError, parse_date
from kg.terms import UNKNOWN_AGENT
from kg.web.addresses import path_of
from kg.web.asking import Row
from kg.web.languages import page_address
from kg.web.names import name_of
from kg.web.plotting import Plot, words

ROLES = ORIGIN, SAYS, PASSES_ON, PRINTS = "origin", "says", "passes on", "prints"
LAST = "9999"


@dataclass(frozen=True)
class Step:
    """One who has a part in it.

    :ivar role: ORIGIN (the claim was found to come from him, whom the article does not credit),
        SAYS, PASSES_ON or PRINTS
    :ivar agent: IRI of an agent
    :ivar document: IRI of his document, None where none is known
    :ivar date: of that document (EDTF), None where it is not known
    :ivar repeats: whether he only repeats what another has published
    :ivar is_own: whether it is he who says it
    :ivar mention: IRI of the mention that he belongs to; "" for who says it
    :ivar is_uncredited: whether it is an ORIGIN of what is credited to nobody
    """

    role: str
    agent: str
    document: str | None
    date: str | None
    repeats: bool
    is_own: bool
    mention: str = ""
    is_uncredited: bool = False

    @property
    def key(self) -> str:
        """By this it is told apart from other steps."""
        return f"{self.agent} {self.document or self.role}"


@dataclass(frozen=True)
class Chain:
    """A citation chain.

    :ivar steps: from who says it to who prints it, by date; what has no date stands last
    :ivar links: keys of steps, of who is repeated and of who repeats; an arrow each
    """

    steps: tuple[Step, ...]
    links: tuple[tuple[str, str], ...]


def chain_of(rows: Sequence[Row]) -> Chain:
    """The chain of the rows of chain.rq."""
    steps = _steps(rows)
    links = {(one.key, step.key): None for step in steps for one in _before(step, steps)}
    # What passes it on to one article and prints it itself is one report.
    listed = {one.key: one for one in sorted(steps, key=_order)}
    return Chain(tuple(listed.values()), tuple(link for link in links if link[0] != link[1]))


def _steps(rows: Sequence[Row]) -> list[Step]:
    says = {row["agent"].value for row in rows if row["role"].value in (ORIGIN, SAYS)}
    # Whoever prints what somebody told him is the first to; whoever takes it from a report is not.
    from_report = any("document" in row for row in rows if row["role"].value in (ORIGIN, SAYS))
    relayed = {row["mention"].value for row in rows if row["role"].value == PASSES_ON}
    grouped: dict[tuple[str, str, int, str], list[Row]] = {}
    for row in rows:
        mention = row["mention"].value if "mention" in row else ""
        step = int(row["step"].value) if "step" in row else 0
        grouped.setdefault((row["role"].value, mention, step, row["agent"].value), []).append(row)
    steps = []
    for (role, mention, _, agent), same in grouped.items():
        documents = {row["document"].value: row for row in same if "document" in row}
        # Of several reports of his that the article cites, it is not known which one is meant.
        only = next(iter(documents.values())) if len(documents) == 1 else {}
        is_own = agent in says
        step = Step(
            role=role,
            agent=agent,
            document=only["document"].value if only else None,
            date=only["date"].value if "date" in only else None,
            repeats=role == PRINTS and not is_own and (from_report or mention in relayed),
            is_own=is_own,
            mention=mention,
            is_uncredited=role == ORIGIN and UNKNOWN_AGENT.value in says,
        )
        steps.append(step)
    if any(one.role == ORIGIN for one in steps):
        origins = {one.agent for one in steps if one.role == ORIGIN} | {UNKNOWN_AGENT.value}
        return [one for one in steps if one.role != SAYS or one.agent not in origins]
    return steps


def _before(step: Step, steps: Sequence[Step]) -> list[Step]:
    """Whom a step repeats."""
    origins = [one for one in steps if one.role == ORIGIN]
    said = [one for one in steps if one.role == SAYS] or origins
    relays = [one for one in steps if one.role == PASSES_ON and one.mention == step.mention]
    if step.role == PRINTS and not step.is_own:
        return relays[-1:] or said
    if step.role == PASSES_ON:
        at = relays.index(step)
        return relays[at - 1 : at] if at else said
    return origins if step.role == SAYS else []


def _order(step: Step) -> tuple[int, str]:
    """By role and date; those who pass it on stay in the order in which they do."""
    return ROLES.index(step.role), "" if step.role == PASSES_ON else step.date or LAST


def drawing_of(chain: Chain, name: str, wide: plot.Variant = plot.COLUMN) -> Plot | None:
    """The chain as a picture by date; None where nobody repeats anybody.

    :param name: what the picture shows
    :param wide: the variant for wide windows
    """
    if not chain.links:
        return None
    said = words(name)
    return Plot(draw(chain, said, wide), draw(chain, said, plot.NARROW))


def draw(
    chain: Chain, said: plot.Words, variant: plot.Variant, source: str = "", site: str = ""
) -> Markup:
    """The chain in one variant.

    :param source: the line under a file that stands alone; "" for a drawing in a page
    :param site: address of the site, for links of such a file
    """
    known = {one.key for one in chain.steps if one.document}
    links = [plot.Link(one, other, "", one not in known) for one, other in chain.links]
    lanes = {
        SAYS: gettext("says it"),
        PASSES_ON: gettext("passes it on"),
        PRINTS: gettext("prints it"),
    }
    taken = {_lane(step) for step in chain.steps}
    roles = [role for role in lanes if role in taken]
    nodes = [_node(step, roles.index(_lane(step)), site) for step in chain.steps]
    names = [lanes[role] for role in roles]
    return plot.citation_chain(nodes, links, names, said, variant, bool(source), source)


def _lane(step: Step) -> str:
    return SAYS if step.role == ORIGIN else step.role


def _node(step: Step, lane: int, site: str) -> plot.Node:
    agent = name_of(step.agent).text
    report = name_of(step.document).text if step.document else agent
    iri = step.document or step.agent
    href = "" if iri == UNKNOWN_AGENT.value else site + page_address(path_of(iri))
    return plot.Node(step.key, agent, href, report, lane, _date(step))


def _date(step: Step) -> Date | None:
    try:
        return parse_date(step.date) if step.date else None
    except DateError:
        return None
