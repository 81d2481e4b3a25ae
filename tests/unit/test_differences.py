"""Two releases are compared by what a reader cares for; what is withdrawn comes back in no
difference, neither at once nor later."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from editions import BASE, edited, tiny
from pyoxigraph import RdfFormat, parse
from withdrawals import names_of

from kg.cli import main
from kg.differences import compare
from kg.differences.comparing import MOST_DERIVED, MOST_LISTED
from kg.differences.difference import Difference, folded, read_difference
from kg.differences.history import FOLDER, history, kept_difference
from kg.differences.text import change_words, lines_of
from kg.load import load_project
from kg.pipeline import keep_history
from kg.release import CURRENT, PUBLISHED, Release, open_release
from kg.tombstones import hash_of

ONE, TWO, THREE = "1" * 16, "2" * 16, "3" * 16
OFFICE = (
    "id:agent/office rdf:type ref:Organisation",
    'id:agent/office rdfs:label "Harbour office"@en',
)


def section(found: Difference, name: str):
    return next(section for section in found.sections if section.group == name)


def published(folder: Path, *names: str) -> Release:
    """Publish releases of a folder one after the other; the last is current."""
    (folder / PUBLISHED).write_text("".join(f"{n} 2026-11-2{n[0]}T10:00:00Z\n" for n in names))
    (folder / CURRENT).unlink(missing_ok=True)
    (folder / CURRENT).symlink_to(names[-1])
    return open_release(folder / CURRENT)


def kg(folder: Path, *arguments: str):
    return CliRunner(env={"KG_RELEASES": str(folder)}).invoke(main, ["diff", *arguments])


# Comparing


def test_a_release_says_the_same_as_itself(release: Release):
    assert compare(release, release).is_empty


def test_what_was_added_changed_and_removed_is_told_in_words(release: Release, tmp_path: Path):
    claim, gone = f"<{BASE}id/claim/proekt-convictions-2023>", f"<{BASE}id/place/germany>"
    assert gone in (release.path / "dataset.nq").read_text(encoding="utf-8")

    def edit(line: str) -> str | None:
        if line.startswith(f"{gone} "):
            return None
        if line.startswith(claim) and '"4373' in line:
            return line.replace('"4373', '"4375')
        if line.startswith(f"<{BASE}id/caveat/newsmax-2024-03-20/proekt-convictions-2023/1>"):
            return line.replace('"@en', ' Twice."@en')
        if line.startswith(f"<{BASE}id/quote/newsmax-2024-03-20/proekt-convictions-2023/1>"):
            return line.replace('exact> "', 'exact> "x')
        return line

    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    new = f"<{BASE}id/agent/new-office>"
    more = [f'{new} {label} "New office"@en .\n', f"{new} {kind} <{BASE}ontology#Outlet> .\n"]
    found = compare(release, edited(release, tmp_path, ONE, edit, *more))
    assert {one.group for one in found.sections} == {"figures", "organisations", "places"}
    (item,) = section(found, "figures").changed
    words = list(map(change_words, item.changes))
    assert "caveat, note: " in "\n".join(words)
    # The bounds, and the number as a program reads it, only say that again.
    told = ["stated value as text: «4373» → «4375»"]
    assert [word for word in words if "4373" in word] == told
    assert "words of the evidence: changed in 1 place" in words
    assert item.says[0].labels["uk"] and item.origins == 1
    (item,) = section(found, "organisations").added
    assert (item.iri, item.labels) == (f"{BASE}id/agent/new-office", {"en": "New office"})
    (item,) = section(found, "places").removed
    assert (item.iri, item.labels, item.changes) == (f"{BASE}id/place/germany", {}, ())
    assert read_difference(json.loads(json.dumps(found.as_dict()))) == found


def test_names_of_blank_nodes_and_graphs_mean_nothing(tmp_path: Path):
    old = tiny(tmp_path, ONE, [*OFFICE, "id:agent/office ref:partOf _:b1", '_:b1 rdfs:label "A"'])
    new = tiny(tmp_path, TWO, [*OFFICE, "id:agent/office ref:partOf _:b2", '_:b2 rdfs:label "A"'])
    path = new.path / "dataset.nq"
    path.write_text(path.read_text().replace("graph/entities", "graph/external"))
    assert compare(old, new).is_empty


def test_whoever_has_no_name_is_not_told_of_and_people_are_not_listed(tmp_path: Path):
    def named(name: str, kind: str) -> list[str]:
        return [f"id:agent/{name} rdf:type ref:{kind}", f'id:agent/{name} rdfs:label "{name}"@en']

    kinds = {"officer": "AnonymousSource", "men": "UnnamedGroup", "unknown": "UnknownAgent"}
    hidden = [line for name, kind in kinds.items() for line in named(name, kind)]
    was_named = named("somebody", "PublicPerson")
    now = [line.replace("PublicPerson", "AnonymousSource") for line in was_named]
    old = tiny(tmp_path, ONE, [*OFFICE, *was_named])
    new = tiny(tmp_path, TWO, [*OFFICE, *hidden, *now, *named("head", "PublicPerson")])
    found = compare(old, new)
    assert [one.group for one in found.sections] == ["people"]
    assert (found.sections[0].counts["added"], found.sections[0].added) == (1, ())
    told = json.dumps(found.as_dict())
    assert not any(name in told for name in (*kinds, "somebody", "head"))


def test_much_that_the_program_makes_anew_is_counted(tmp_path: Path):
    def checks(verdict: str, number: int) -> list[str]:
        return [f"id:check/a/{i} ref:verdict id:verdict/{verdict}" for i in range(number)]

    origins = 'id:claim/x ref:independentOrigins "{}"'
    claim = "id:claim/x rdf:type ref:ReportedCount"
    for number, listed in ((MOST_DERIVED, MOST_DERIVED), (MOST_DERIVED + 1, 0)):
        folder = tmp_path / str(number)
        old = tiny(folder, ONE, [claim, origins.format(1), *checks("consistent", number)])
        new = tiny(folder, TWO, [claim, origins.format(2), *checks("tension", number)],
                   built_with="kg 0.2.0")  # fmt: skip
        found = compare(old, new)
        (only,) = found.sections
        assert (only.counts["changed"], len(only.changed)) == (number, listed)
        assert list(found.derived.values()) == [1]
        assert "made by kg 0.2.0 instead of kg 0.1.0" in "\n".join(lines_of(found))


def test_names_that_the_program_makes_anew_are_counted(tmp_path: Path):
    def figure(label: str, stated: str) -> list[str]:
        return ["id:claim/x rdf:type ref:ReportedCount", f'id:claim/x rdfs:label "{label}"@en',
                f'id:claim/x ref:statedText "{stated}"']  # fmt: skip

    old = tiny(tmp_path, ONE, figure("7 cases, 2023-01", "7"))
    found = compare(old, tiny(tmp_path, TWO, figure("7 cases, January 2023", "7")))
    assert not found.sections and list(found.derived.values()) == [1]
    (only,) = compare(old, tiny(tmp_path, THREE, figure("8 cases, January 2023", "8"))).sections
    assert [len(item.changes) for item in only.changed] == [1]  # and not the name, too


def test_the_same_change_of_many_things_is_told_once_but_never_of_claims(tmp_path: Path):
    """What somebody without a name says is not put together by that it is his."""
    names = [*(f"id:claim/c{i}" for i in range(2)), *(f"id:place/p{i}" for i in range(2))]
    speaker = "id:agent/nobody rdf:type ref:AnonymousSource"
    old = tiny(tmp_path, ONE, [f"{name} rdf:type ref:Statement" for name in names])
    said = [f"{name} ref:producedBy id:agent/nobody" for name in names[:2]]
    said += [f"{name} ref:within id:place/p9" for name in names[2:]]
    new = tiny(tmp_path, TWO, [*(f"{n} rdf:type ref:Statement" for n in names), *said, speaker])
    found = compare(old, new)
    together = {one.group: [len(same) for same in folded(one.changed)] for one in found.sections}
    assert together == {"statements": [1, 1], "places": [2]}


def test_lists_end_and_counts_do_not(tmp_path: Path):
    places = [f"id:place/p{i} rdf:type ref:Place" for i in range(MOST_LISTED + 2)]
    found = compare(tiny(tmp_path, ONE, OFFICE), tiny(tmp_path, TWO, [*OFFICE, *places]))
    (only,) = found.sections
    assert (only.counts["added"], len(only.added)) == (MOST_LISTED + 2, MOST_LISTED)
    assert "  2 of them are counted, not listed" in list(lines_of(found))


def test_a_dataset_that_is_only_kept_compressed_is_read(tmp_path: Path):
    old, new = tiny(tmp_path, ONE, OFFICE), tiny(tmp_path, TWO, OFFICE[:1])
    path = old.path / "dataset.nq"
    (old.path / "dataset.nq.gz").write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    (item,) = section(compare(old, new), "organisations").changed
    assert change_words(item.changes[0]) == "name: «Harbour office» → nothing"


# Withdrawn


@pytest.fixture(scope="module")
def needles(root: Path) -> set[str]:
    """What tells of what is withdrawn in `withdrawn_release`."""
    found = names_of(load_project(root))
    return {needle.casefold() for needles in found.values() for needle in needles}


@pytest.mark.slow
def test_nothing_withdrawn_is_in_a_difference_or_in_an_earlier_one(
    release: Release, withdrawn_release: tuple[Release, Path], tmp_path: Path, needles: set[str]
):
    """An earlier difference, whose words were kept, forgets them at the next publication; and the
    one that is made then never has them."""
    folder, after = tmp_path, withdrawn_release[0]
    gone = [f"<{BASE}id/{thing}> " for thing in ("claim/istories-declared-absent-2025",
            "agent/grigory-sverdlin", "article/alexeev-survival-and-revolution")]  # fmt: skip
    first = edited(release, folder, ONE,
                   lambda line: None if line.startswith(tuple(gone)) else line)  # fmt: skip
    for made in (release, after):
        shutil.copytree(made.path, folder / made.id)
    keep_history(published(folder, first.id, release.id))
    path = folder / FOLDER / f"{first.id}-{release.id}.json"
    before = path.read_text(encoding="utf-8")
    assert "istories-declared-absent-2025" in before and "survival" in before.casefold()
    keep_history(published(folder, first.id, release.id, after.id))
    kept = sorted((folder / FOLDER).iterdir())
    assert len(kept) == 2
    said = [path.read_text(encoding="utf-8") for path in kept]
    for arguments in ((release.id, after.id), (after.id, first.id, "--format", "json")):
        result = kg(folder, *arguments)
        assert result.exit_code == 0
        said.append(result.output)
    for text in said:
        assert not [needle for needle in needles if needle in text.casefold()]
    found = read_difference(
        json.loads((folder / FOLDER / f"{release.id}-{after.id}.json").read_text())
    )
    assert set(found.withdrawn) == {"error", "privacy", "source-retracted"}
    assert read_difference(json.loads(path.read_text())).revised


def test_of_a_release_that_is_not_kept_nothing_is_told_once_something_is_withdrawn(tmp_path: Path):
    """Nobody can see any more whether it held that."""
    tiny(tmp_path, ONE, [*OFFICE, 'id:agent/office dcterms:description "Of old"@en'])
    new = tiny(tmp_path, TWO, [*OFFICE, 'id:agent/office dcterms:description "Of now"@en'])
    keep_history(published(tmp_path, ONE, TWO))
    shutil.rmtree(tmp_path / ONE)
    keep_history(published(tmp_path, ONE, TWO))
    path = tmp_path / FOLDER / f"{ONE}-{TWO}.json"
    assert "Of old" in path.read_text() and "Of now" in path.read_text()
    last = tiny(tmp_path, THREE, OFFICE)
    stone = {"date": "2026-11-28", "why": "privacy"}
    record = {"things": {hash_of(f"{BASE}id/agent/x"): stone}, "releases": {},
              "reasons": {"privacy": {"en": "to protect a person's privacy"}}}  # fmt: skip
    (last.path / "withdrawn.json").write_text(json.dumps(record))
    keep_history(published(tmp_path, ONE, TWO, THREE))
    assert "Of old" not in path.read_text()
    later = kept_difference(tmp_path, history(tmp_path)[-1])
    assert later.new.release == THREE and "Of now" in json.dumps(later.as_dict())  # it may be read
    assert new.path.is_dir()


def test_a_release_that_is_withdrawn_as_a_whole_takes_its_words_with_it(tmp_path: Path):
    tiny(tmp_path, ONE, OFFICE)
    tiny(tmp_path, TWO, [*OFFICE, 'id:agent/office dcterms:description "Bad"@en',
                         "id:agent/bad rdf:type ref:Outlet"])  # fmt: skip
    last = tiny(tmp_path, THREE, OFFICE)
    record = {"things": {}, "releases": {TWO: {"date": "2026-11-28", "why": "legal"}},
              "reasons": {"legal": {"en": "for a legal reason"}}}  # fmt: skip
    (last.path / "withdrawn.json").write_text(json.dumps(record))
    keep_history(published(tmp_path, ONE, TWO, THREE))
    for path in (tmp_path / FOLDER).iterdir():
        assert "bad" not in path.read_text().casefold()


def test_a_kept_difference_that_is_damaged_is_made_anew_or_goes(tmp_path: Path):
    tiny(tmp_path, ONE, OFFICE)
    tiny(tmp_path, TWO, OFFICE[:1])
    current = published(tmp_path, ONE, TWO)
    keep_history(current)
    path = tmp_path / FOLDER / f"{ONE}-{TWO}.json"
    whole = path.read_text()
    path.write_text(whole[:50])
    assert kept_difference(tmp_path, history(tmp_path)[-1]) is None
    keep_history(current)
    assert not path.exists()
    keep_history(current)
    assert path.read_text() == whole


# The history and the command


def test_a_release_that_is_published_again_is_told_once_and_its_time_is_the_first(tmp_path: Path):
    (tmp_path / PUBLISHED).write_text(
        f"{ONE}\n{TWO} 2026-11-22T10:00:00Z\n{TWO} 2026-11-23T10:00:00Z\n"
        f"{ONE} 2026-11-24T10:00:00Z\n../../etc 2026-11-25T10:00:00Z\n"
    )
    told = [(one.release, one.previous, one.when, one.number) for one in history(tmp_path)]
    assert told == [(ONE, "", "", 1), (TWO, ONE, "2026-11-22T10:00:00Z", 1),
                    (ONE, TWO, "2026-11-24T10:00:00Z", 2)]  # fmt: skip


def test_the_command_takes_names_beginnings_folders_and_tells_what_it_cannot(tmp_path: Path):
    tiny(tmp_path, ONE, OFFICE)
    tiny(tmp_path, TWO, OFFICE[:1])
    tiny(tmp_path, "12" * 8, OFFICE)
    published(tmp_path, ONE, TWO)
    first = kg(tmp_path)
    assert first.exit_code == 0 and "name: «Harbour office» → nothing" in first.output
    for arguments in (["111", "current"], [str(tmp_path / ONE), TWO], ["previous", "2"]):
        assert kg(tmp_path, *arguments).output == first.output
    told = json.loads(kg(tmp_path, "--format", "json").output)
    assert told["sections"][0]["counts"] == {"added": 0, "changed": 1, "removed": 0}
    assert "are the same release" in kg(tmp_path, "current", TWO).output
    (tmp_path / ONE / "manifest.json").write_text("{")
    shutil.rmtree(tmp_path / TWO)
    for arguments, words in {
        ("1", "2"): f"'1' begins {ONE} and {'12' * 8}",
        ("none", "12"): "no release is called 'none', nor is there such a folder",
        ("111", "12"): "the manifest is damaged",
        (): "no release here",
    }.items():
        result = kg(tmp_path, *arguments)
        assert result.exit_code == 1 and words in result.output and "Traceback" not in result.output


def test_a_dataset_that_is_none_is_refused(tmp_path: Path):
    tiny(tmp_path, ONE, OFFICE)
    for content, words in {"": None, "b\na\n": "not sorted", "<x\n": "not N-Quads"}.items():
        shutil.rmtree(tmp_path / TWO, ignore_errors=True)
        new = tiny(tmp_path, TWO, OFFICE)
        (new.path / "dataset.nq").write_text(content)
        result = kg(tmp_path, ONE, TWO)
        assert result.exit_code == (1 if words else 0) and (words or "removed") in result.output
    (new.path / "dataset.nq").unlink()
    assert "no dataset.nq here" in kg(tmp_path, ONE, TWO).output


def test_a_built_release_holds_no_difference(release: Release):
    """They lie beside releases and are no part of one."""
    assert not any("difference" in name for name in release.manifest["files"])
    quads = parse(path=release.path / "dataset.nq", format=RdfFormat.N_QUADS)
    assert next(iter(quads))
