"""Withdrawing: one entry, and no file of a release holds a byte that tells what it was."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse
from withdrawals import ARTICLE, CLAIM, EVENT, PERSON, files_of, names_of

from kg.build import BuiltProject, build_project
from kg.checks.findings import find
from kg.checks.project import CheckOutcome, check_project
from kg.checks.triples import CHECKS, build_findings
from kg.cli import main
from kg.dumps import to_nquads
from kg.gone import check_gone, dated, released, stages, tombstones
from kg.model import FILE_KINDS, REASONS, Entry
from kg.release import Release
from kg.tables.ledger import ledger_rows
from kg.terms import BASE
from kg.tombstones import FILE, Tombstones, hash_of, read_tombstones
from kg.withdrawal import Remainder, reasons, withdraw
from kg.withdrawal.cascade import rules
from kg.withdrawal.traces import Traces, find_traces

LIST = "graph/withdrawn.yaml"


@pytest.fixture(scope="module")
def outcome(root: Path) -> CheckOutcome:
    """The whole project, checked."""
    return check_project(root, None)


@pytest.mark.slow
def test_no_file_of_a_release_tells_of_what_is_withdrawn(
    outcome: CheckOutcome, release: Release, withdrawn_release: tuple[Release, Path]
):
    whole = "\n".join(text for _, text in files_of(release))
    left = dict(files_of(withdrawn_release[0]))
    assert set(left) >= {"manifest.json", "report.ttl", "questions.json", "inferred.nq", FILE}
    for what, needles in names_of(outcome.project).items():
        stood = [needle for needle in needles if needle.casefold() in whole]
        assert len(stood) >= len(needles) // 2, what  # so that the search can find something
        for needle in needles:
            found = [name for name, text in left.items() if needle.casefold() in text]
            assert not found, f"{needle!r} of the {what} is in {found}"


def quads_of(release: Release) -> set:
    """What a release asserts in named graphs, but for what is worked out from all of it."""
    worked_out = {CHECKS, NamedNode(f"{BASE}graph/catalogue")}
    content = (release.path / "dataset.nq").read_bytes()
    named = (quad for quad in parse(content, format=RdfFormat.N_QUADS)
             if isinstance(quad.graph_name, NamedNode))  # fmt: skip
    return {quad for quad in named if quad.graph_name not in worked_out}


@pytest.mark.slow
def test_everything_else_is_as_it_was(release: Release, withdrawn_release: tuple[Release, Path]):
    new, root = withdrawn_release
    stones = read_tombstones((new.path / FILE).read_bytes())
    before, after = quads_of(release), quads_of(new)
    assert {quad.predicate.value.rpartition("#")[2] for quad in after - before} <= {"private"}
    result = CliRunner(env={"KG_ROOT": str(root), "KG_TEXTS": ""}).invoke(main, ["check"])
    told = result.output.partition("withdrawn on")[2]
    assert "question what-sverdlin-says" in told and "2025-11-21 (privacy): " + PERSON in told
    for quad in before - after:
        gone = any(isinstance(node, NamedNode) and stones.of(node.value) for node in quad)
        kind, _, path = quad.subject.value.removeprefix(f"{BASE}id/").partition("/")
        evidence = kind == "evidence" and f"claim/{path.split('/')[1]} in" in told
        assert gone or evidence or f"of {kind}/{path}: " in told, quad


@pytest.mark.slow
def test_tombstones_say_when_and_why_and_not_what(withdrawn_release: tuple[Release, Path]):
    content = (withdrawn_release[0].path / FILE).read_bytes()
    stones = read_tombstones(content)
    assert stones.of(f"{BASE}id/{PERSON}") == {"date": "2025-11-21", "why": "privacy"}
    assert stones.of(f"{BASE}id/agent/g-sverdlin") == {"date": "2025-11-21", "why": "privacy"}
    assert stones.of(f"{BASE}id/{EVENT}") == {"date": "2025-11-24", "why": "error"}
    assert stones.of(f"{BASE}id/{CLAIM}") == {"date": "2025-11-20", "why": "error"}
    for kind, tail in (
        ("mention", ""), ("evidence", "/1"), ("position", "/1"), ("quote", "/1"), ("caveat", "/1")
    ):  # fmt: skip
        path = f"{kind}/kontur-2025-06-09/{CLAIM.partition('/')[2]}{tail}"
        assert stones.of(f"{BASE}id/{path}"), path
    assert stones.of(f"{BASE}id/ledger/kontur-2025-06-09/597-603")["why"] == "error"
    assert stones.of(f"{BASE}graph/source/{ARTICLE.partition('/')[2]}")
    assert stones.of(f"{BASE}id/claim/idite-lesom-requests-2023-autumn") is None
    assert stones.releases["0123456789abcdef"] == {"date": "2025-11-23", "why": "legal"}
    record = json.loads(content)
    assert set(record) == {"reasons", "releases", "things"}
    assert list(record["things"]) == sorted(record["things"])
    assert all(re.fullmatch("[0-9a-f]{64}", name) for name in record["things"])
    assert {frozenset(stone) for stone in record["things"].values()} == {frozenset({"date", "why"})}
    assert set(record["reasons"]["privacy"]) == {"en", "ru", "uk"}


@pytest.mark.slow
def test_an_older_release_is_known_to_hold_what_is_withdrawn(
    release: Release, withdrawn_release: tuple[Release, Path]
):
    stones = read_tombstones((withdrawn_release[0].path / FILE).read_bytes())
    assert stones.latest_in((release.path / "dataset.nq").read_bytes())
    assert not stones.latest_in((withdrawn_release[0].path / "dataset.nq").read_bytes())


def test_a_release_without_withdrawals_has_an_empty_list(release: Release):
    stones = read_tombstones((release.path / FILE).read_bytes())
    assert (stones.things, stones.releases, stones.reasons) == ({}, {}, {})


# Whatever is withdrawn


def built(left: Remainder | CheckOutcome) -> BuiltProject:
    """The graphs of a project, checks included."""
    found = build_project(left.project, left.locks)
    found.graphs[CHECKS] = set(build_findings(left.project, find(left.project)))
    return found


def nodes(found: BuiltProject) -> tuple[set[str], set[str]]:
    """The IRIs of a project that are described, and all that stand anywhere."""
    triples = [triple for graph in found.graphs.values() for triple in graph]
    every = {node.value for triple in triples for node in triple if isinstance(node, NamedNode)}
    return {t.subject.value for t in triples}, {iri for iri in every if iri.startswith(BASE)}


THINGS = ("agents", "claims", "statements", "computations", "events", "documents", "provisions")
KIND = {"statements": "claim", "computations": "claim"}


@hypothesis_settings(
    max_examples=3, deadline=None, database=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(data=st.data())
def test_whatever_is_withdrawn_nothing_leads_to_it(outcome: CheckOutcome, data: st.DataObject):
    table = data.draw(st.sampled_from(THINGS))
    slug = data.draw(st.sampled_from(sorted(set(getattr(outcome.project, table)) - {"refusals"})))
    thing = f"{KIND.get(table, table.removesuffix('s'))}/{slug}"
    left = withdraw(outcome.project, outcome.locks, [thing])
    described, every = nodes(built(left))
    assert f"{BASE}id/{thing}" not in every
    assert every - described <= {f"{BASE}ontology/0.1.0", f"{BASE}graph/catalogue"}
    assert not {iri for iri in every if iri.removeprefix(f"{BASE}id/") in left.gone}


def test_a_figure_that_another_article_prints_too_stays_with_it(outcome: CheckOutcome):
    left = withdraw(outcome.project, outcome.locks, ["article/moscow-times-2023-12-05"])
    claim = left.project.claims["idite-lesom-requests-2023-autumn"]
    assert left.project.article_of[claim.record.id] == "daily-digest-crisis-in-the-ranks"
    assert claim.source.file == "graph/annotations/daily-digest-crisis-in-the-ranks.yaml"
    assert claim.record.evidence[0].fragment == "577 requests for help"
    line = claim.source.line((*claim.path, "evidence"))
    text = (outcome.project.root / claim.source.file).read_text(encoding="utf-8").splitlines()
    assert text[line - 1].strip().startswith("evidence")
    assert "claim/idite-lesom-requests-2023-summer" in left.gone


def test_a_caveat_on_what_is_withdrawn_goes_and_the_others_keep_their_numbers(
    outcome: CheckOutcome,
):
    found = [
        (located.record.claim_id, caveat)
        for bundle in outcome.project.bundles
        for located in (*bundle.located("claims"), *bundle.located("statements"))
        for caveat in located.record.caveats[:-1]
        if caveat.conflicts_with or caveat.tension_with
    ]
    claim, caveat = found[0]
    other = (*caveat.conflicts_with, *caveat.tension_with)[0]
    left = withdraw(outcome.project, outcome.locks, [f"claim/{other}"])
    numbers = [rest.number for rest in left.project.printed[claim].record.caveats]
    before = [rest.number for rest in outcome.project.printed[claim].record.caveats]
    assert numbers == [number for number in before if number != caveat.number]


def test_a_relay_that_is_withdrawn_leaves_its_link_in_the_chain(outcome: CheckOutcome):
    def chain(*things: str) -> tuple[str, ...]:
        project = withdraw(outcome.project, outcome.locks, things).project
        return project.claims["mobilization-dpr-list-2024-12"].record.through

    assert chain() == ("anonymous-source-2", "istories-2025-05-20")
    assert chain("document/istories-2025-05-20") == ("anonymous-source-2", "istories")
    assert chain("agent/anonymous-source-2") == ("unknown", "istories-2025-05-20")


def test_every_key_of_every_record_has_its_rule():
    kinds: dict[str, type[Entry]] = {}
    pending = [FILE_KINDS["annotations"], FILE_KINDS["entities"], FILE_KINDS["source"]]
    pending += Entry.__subclasses__()
    while pending:
        kind = pending.pop()
        kinds[kind.__name__] = kind
        pending += kind.__subclasses__()
    for name, table in rules().items():
        keys = {field.alias or key for key, field in kinds[name].model_fields.items()}
        assert set(table) == keys, name
    without = {"Printed", "Reserved", "Shown", "Annotations", "EntityFile", "Edition", "ToDo",
               "Anchor", "Evidence", "StatementEvidence", "EveryOccurrence",
               "Withdrawal", "Withdrawals"}  # fmt: skip
    assert set(kinds) - without == set(rules())


def test_every_reason_has_its_words():
    assert tuple(reasons()) == REASONS
    assert all(set(words) == {"en", "ru", "uk"} for words in reasons().values())


# Names


@pytest.mark.parametrize(
    "text",
    ["Sverdlin’s group", "said by SVERDLIN", "слова Свердлина", "зі Свердліним", "x-sverdlin-says",
     "Григорием Свердлиным", "https://example.org/%D0%A1%D0%B2%D0%B5%D1%80%D0%B4%D0%BB%D0%B8%D0%BD"],
)  # fmt: skip
def test_a_name_is_found_in_any_case_and_in_an_address(outcome: CheckOutcome, text: str):
    assert find_traces(outcome.project, [PERSON]).names_in(text)


@pytest.mark.parametrize("text", ["Grigory alone", "сверло", "swerdlow", "Sverdlinograd"])
def test_another_word_is_no_name(outcome: CheckOutcome, text: str):
    assert not find_traces(outcome.project, [PERSON]).names_in(text)


def test_an_ordinary_word_is_no_case_of_a_name(outcome: CheckOutcome):
    izvestia = find_traces(outcome.project, ["agent/izvestia"])
    assert izvestia.names_in("по сообщению «Известий»") and not izvestia.names_in("что известно")
    hodlevsky = find_traces(outcome.project, ["agent/serhii-hodlevsky"])
    assert hodlevsky.names_in("слова Годлевского") and hodlevsky.names_in("за Годлевським")


@pytest.mark.parametrize(
    "text",
    ["В «Проекте» посчитали", "листинг \"проект\"", "Proekt counted", "PROEKT", "proekt",
     "proekt-convictions-2023", "as-proekt.says", "https://www.proekt.media/x", "id/agent/proekt",
     "at @proekt_media",
     "https://example.org/%D0%BF%D1%80%D0%BE%D0%B5%D0%BA%D1%82"],
)  # fmt: skip
def test_a_name_that_is_a_word_is_found_by_its_capital_its_quotation_marks_or_in_an_address(
    outcome: CheckOutcome, text: str
):
    assert find_traces(outcome.project, ["agent/proekt"]).names_in(text).casefold() in (
        "proekt", "проекте", "проект"
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["руководитель проекта «Идите лесом»", "проєкт", "«проект закона»", "the proekt of a law",
     "proekty-2023", "lesproekt-2023", "project-2023"],
)  # fmt: skip
def test_an_ordinary_word_is_no_name(outcome: CheckOutcome, text: str):
    assert not find_traces(outcome.project, ["agent/proekt"]).names_in(text)


def test_a_short_word_tells_as_a_whole_slug_only(outcome: CheckOutcome):
    traces = find_traces(outcome.project, ["agent/united-nations"])  # also called UN
    assert traces.names_in("un") and traces.names_in("the UN says")
    assert not traces.names_in("losses-un-2023") and not traces.names_in("un soldat")
    assert traces.names_in("united-nations-report")
    military_police = find_traces(outcome.project, ["agent/russian-military-police"])
    assert military_police.names_in("by military police")  # as its name is written


def test_a_person_does_not_go_with_an_outlet_called_by_a_word_of_the_role(outcome: CheckOutcome):
    left = withdraw(outcome.project, outcome.locks, ["agent/proekt"])
    assert "grigory-sverdlin" in left.project.agents
    assert "claim/proekt-convictions-2023" in left.gone


def test_everything_that_goes_says_why(outcome: CheckOutcome):
    left = withdraw(outcome.project, outcome.locks, ["agent/idite-lesom", CLAIM])
    assert set(left.why) >= (left.gone | left.left_out) - {"agent/idite-lesom", CLAIM}
    assert left.why[PERSON] == "its `role` holds «Idite Lesom»"
    assert {why.rpartition(" names ")[2] for why in left.why.values()} >= {CLAIM, PERSON}
    assert all(left.why.values())


def test_a_number_tells_of_a_figure_only_where_no_other_has_it():
    assert Traces(numbers=frozenset({49000})).names_in("49 000 имён")
    assert Traces(numbers=frozenset({1000000})).names_in("a million men")
    assert not Traces(numbers=frozenset({49000})).names_in("149,000 and 49,0001")


# What is written wrongly


def run(project: Path, *arguments: str) -> tuple[int, str]:
    texts = project / "texts"
    environment = {"KG_ROOT": str(project), "KG_RELEASES": str(project / "releases"),
                   "KG_TEXTS": str(texts) if texts.exists() else ""}  # fmt: skip
    result = CliRunner(env=environment).invoke(main, arguments)
    assert "Traceback" not in result.output
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("thing: claim/example-arivals-2024-03", "no claim is called.*example-arrivals-2024-03"),
        ("thing: statement/example-office-keeps-books", "did you mean claim/example-office-keeps"),
        ("thing: category/people", "no kind 'category' that can be withdrawn"),
        ("thing: example-gazette", "kind and name"),
        ("thing: agent/refusals", "is this project itself"),
        ("thing: agent/harbour-office, release: 0123456789abcdef", "exactly one"),
        ("note: nothing", "exactly one"),
        ("thing: agent/harbour-office, reason: x", "unknown key 'reason'"),
        ("release: 0123", "release.*'0123'"),
        ("thing: agent/harbour-office, formerly: [Office]", "formerly.*'Office'"),
        ("thing: agent/harbour-office, formerly: harbour-office", "in these files, and no former"),
        ("release: 0123456789abcdef, formerly: office", "is of a `thing:`"),
        ("hashes: [abc]", "'abc'.*docs/withdrawing.md"),
        ("release: nothex", "'nothex'.*docs/withdrawing.md"),
        ("thing: Harbour Office", "'Harbour Office'.*agent, article, claim, .* or provision"),
        ("thing: agent/unknown", "'agent/unknown' is nobody: .*cannot be withdrawn"),
        ("thing: agent/harbour-office, spare: agent/harbour-office", "withdrawn and spared"),
        ("thing: agent/harbour-office, spare: agent/harbor", "no agent is called 'harbor'"),
        ("thing: agent/harbour-office, spare: category/people", "kind 'category'.*be spared"),
        ("release: 0123456789abcdef, spare: agent/harbour-office", "is of a `thing:`"),
    ],
)
def test_a_withdrawal_that_would_do_nothing_is_refused(gazette: Path, entry: str, words: str):
    text = f"withdrawn:\n  - {{{entry}, date: 2025-11-28, why: error}}\n"
    (gazette / LIST).write_text(text, encoding="utf-8")
    run(gazette, "lock")
    status, output = run(gazette, "check")
    assert status == 1
    assert re.search(rf"{LIST}:2: .*{words}", output), output


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{thing: agent/harbour-office, date: 2026-11, why: error}", "give the day"),
        ("{thing: agent/harbour-office, date: 2025-11-28, why: whim}", "'privacy', 'safety'"),
        ("{thing: agent/harbour-office, date: 2999-01-01, why: error}", "is in the future"),
        ("{thing: agent/harbour-office, why: error}", "'date' is missing"),
        ("{thing: agent/harbour-office, date: 2025-11-28, why: error}\n" * 2, "already by line 2"),
    ],
)
def test_a_date_a_reason_and_only_one_of_each(gazette: Path, entry: str, words: str):
    lines = "".join(f"  - {line}\n" for line in entry.splitlines())
    (gazette / LIST).write_text(f"withdrawn:\n{lines}", encoding="utf-8")
    run(gazette, "lock")
    status, output = run(gazette, "check")
    assert status == 1 and re.search(words, output), output


def test_a_release_that_is_not_there_is_told_with_those_that_are(gazette: Path):
    for name in ("fedcba9876543210", "0123456789abcdee", "lost+found"):
        (gazette / "releases" / name).mkdir(parents=True)
    entry = "  - {release: 0123456789abcdef, date: 2025-11-28, why: legal}\n"
    (gazette / LIST).write_text(f"withdrawn:\n{entry}", encoding="utf-8")
    run(gazette, "lock")
    status, output = run(gazette, "check")
    told = f"warning: {LIST}:2: release '0123456789abcdef' is not in the folder of releases"
    assert status == 0 and f"{told}; there: 0123456789abcdee, fedcba9876543210\n" in output
    (gazette / "releases" / "0123456789abcdef").mkdir()
    assert "warning" not in run(gazette, "check")[1]


def spared_by(project: Path, things: str) -> tuple[int, str, list[str]]:
    """What `kg check` says where an outlet called by an ordinary word is withdrawn and `things` are
    spared, and what would be found in the release."""
    entry = f"thing: agent/tide, spare: {things}, date: 2025-11-28, why: error"
    (project / LIST).write_text(f"withdrawn:\n  - {{{entry}}}\n", encoding="utf-8")
    status, output = run(project, "check")
    return status, output, buried(project)[1] if status == 0 else []


def test_what_is_spared_may_hold_the_word(gazette: Path):
    text = """places:
  - {id: tide, kind: country, name: {en: Ebb, ru: Отлив, uk: Відплив}}
  - {id: tower, kind: country, name: {en: Tower, ru: Башня «Прилив», uk: Вежа}}
agents:
  - {id: tide, type: outlet, kind: news-outlet, name: {en: Tide, ru: Прилив, uk: Приплив}}
"""
    (gazette / "graph/entities/more.yaml").write_text(text, encoding="utf-8")
    run(gazette, "lock")
    status, output, _ = spared_by(gazette, "[]")
    assert status == 0 and "  place/tide: its `id` holds «tide»\n" in output, output
    assert "  place/tower: its `name` holds «Прилив»\n" in output
    status, output, wrong = spared_by(gazette, "[place/tower, place/tide]")
    assert (status, wrong) == (0, []) and "place/" not in output, output


def test_what_is_spared_is_searched_for_names_of_other_things(outcome: CheckOutcome):
    hur, ministry = "agent/hur", "agent/ministry-of-defence-of-ukraine"  # a name holds the other

    def has_yusov(spared_of: str) -> bool:
        spared = {"agent/andriy-yusov": frozenset({spared_of})}
        left = withdraw(outcome.project, outcome.locks, [hur, ministry], spared)
        return "andriy-yusov" in left.project.agents

    assert has_yusov(hur) and not has_yusov(ministry)


def test_what_rests_on_the_withdrawn_cannot_be_spared(gazette: Path):
    entry = "thing: article/example-gazette, spare: claim/example-arrivals-2023-03"
    text = f"withdrawn:\n  - {{{entry}, date: 2025-11-28, why: error}}\n"
    (gazette / LIST).write_text(text, encoding="utf-8")
    run(gazette, "lock")
    status, output = run(gazette, "check")
    told = "'claim/example-arrivals-2023-03' cannot be spared: article/example-gazette prints it"
    assert status == 1 and f"{LIST}:2: {told}" in output, output


def test_a_release_that_holds_it_under_a_former_name_is_known(gazette: Path, edit):
    entities = "graph/entities/example.yaml"
    place = "{id: pier, kind: country, name: {en: Pier, ru: Пирс, uk: Пірс}}"
    with (gazette / entities).open("a", encoding="utf-8") as file:
        file.write(f"places:\n  - {place}\n")
    run(gazette, "lock")
    earlier = to_nquads(built(check_project(gazette, None)).graphs)
    edit(gazette, entities, "id: pier", "id: long-pier")

    def held(more: str) -> Mapping[str, str] | None:
        entry = f"  - {{thing: place/long-pier, date: 2025-11-28, why: error{more}}}\n"
        (gazette / LIST).write_text(f"withdrawn:\n{entry}", encoding="utf-8")
        things, wrong, _ = buried(gazette)
        assert not wrong
        return Tombstones(things, {}, {}).latest_in(earlier)

    assert held("") is None
    assert held(", formerly: pier") == {"date": "2025-11-28", "why": "error"}
    status, printed = run(gazette, "withdrawn", "place/long-pier")
    assert status == 0 and hash_of(f"{BASE}id/place/pier") in printed


# Erased for good


def buried(project: Path) -> tuple[Mapping, list[str], str]:
    """The tombstones of a project, what stands that should not, and its table of numbers."""
    outcome = check_project(project, project / "texts")
    assert not outcome.problems
    found = stages(outcome.project, outcome.locks)
    left = released(outcome.project, outcome.locks, found)
    graphs = built(left)
    wrong = [str(problem) for problem in check_gone(graphs, found)]
    return read_tombstones(tombstones(found, graphs)).things, wrong, str(ledger_rows(graphs))


def test_a_record_that_is_erased_keeps_its_tombstone(gazette: Path):
    thing = "claim/example-arrivals-2023-03"
    entry = f"withdrawn:\n  - {{thing: {thing}, date: 2025-11-28, why: privacy}}\n"
    run(gazette, "lock")
    (gazette / LIST).write_text(entry, encoding="utf-8")
    before, wrong, table = buried(gazette)
    assert before and not wrong and "590" not in table and "1,200" in table
    status, printed = run(gazette, "withdrawn", thing)
    assert status == 0 and "arrivals" not in printed

    (gazette / LIST).write_text(f"withdrawn:\n{printed}", encoding="utf-8")
    wrong = buried(gazette)[1]
    assert any("is withdrawn by its hash but still in these files" in told for told in wrong)

    file = "graph/annotations/example-gazette.yaml"
    text = (gazette / file).read_text(encoding="utf-8")
    for slug in ("example-arrivals-2023-03", "example-arrivals-doubled"):
        text = re.sub(rf"  - id: {slug}\n(?:    .*\n)+\n", "", text)
    article = (gazette / "texts" / "example-gazette.txt").read_text(encoding="utf-8")
    words = "twice the 590 of a year earlier"
    start = article.index(words)
    text += f"  - reason: withdrawn\n    numbers:\n      - at: {start}-{start + len(words)}\n"
    (gazette / file).write_text(text, encoding="utf-8")
    assert run(gazette, "lock")[0] == 0
    after, wrong, erased = buried(gazette)
    assert (after, wrong, erased) == (before, [], table)
    assert "590" not in (gazette / "graph/locks/example-gazette.lock").read_text(encoding="utf-8")


def test_what_went_with_an_earlier_withdrawal_has_no_entry_of_its_own(gazette: Path):
    entries = """withdrawn:
  - {thing: claim/example-share-without-fee, date: 2025-11-28, why: error}
  - {thing: article/example-gazette, date: 2025-11-27, why: legal}
"""
    (gazette / LIST).write_text(entries, encoding="utf-8")
    run(gazette, "lock")
    share = f"{BASE}id/claim/example-share-without-fee"
    assert buried(gazette)[0][hash_of(share)] == {"date": "2025-11-27", "why": "legal"}
    status, output = run(gazette, "withdrawn", "claim/example-share-without-fee")
    assert status == 1 and "went with an earlier withdrawal" in output


def test_only_what_is_withdrawn_has_an_entry_to_print(gazette: Path):
    run(gazette, "lock")
    status, output = run(gazette, "withdrawn", "claim/example-arrivals-2023-03")
    assert status == 1 and "is not withdrawn" in output


def test_a_release_without_something_is_of_the_day_of_the_withdrawal(gazette: Path):
    entry = (
        "withdrawn:\n  - {thing: claim/example-arrivals-2023-03, date: 2025-11-20, why: error}\n"
    )
    (gazette / LIST).write_text(entry, encoding="utf-8")
    run(gazette, "lock")
    outcome = check_project(gazette, gazette / "texts")
    found = stages(outcome.project, outcome.locks)
    for day, expected in (("2020-01-01", "2025-11-20"), ("2026-11-22", "2026-11-22")):
        edition = outcome.project.edition.model_copy(update={"date": day})
        assert dated(edition, found).date == expected
        assert dated(edition, ()).date == day
