"""Nobody private gets into the graph: attempts to smuggle somebody in, and what stops each.

All persons and traits are invented. What the check of the files lets through, the shapes must stop;
their own attempts are the fixtures tests/shapes/bad/.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Triple

from kg.build.entities import NAMELESS_CLASSES, NEVER_TOGETHER
from kg.checks.privacy import check_own_text, own_texts
from kg.load import Project, load_project
from kg.model import NAMELESS
from kg.reason import check_inferred, infer
from kg.terms import VOCABULARIES, term, thing

ANNOTATIONS = "graph/annotations/example-gazette.yaml"
ENTITIES = "graph/entities/example.yaml"
SOURCE = "graph/sources/example-gazette.yaml"
SAYS = "says: The Harbour Office has long been counting who arrives."
SAILOR = """  - id: anonymous-source-1
    type: anonymous-source
"""
EVENT = """events:
  - id: invented-event
    kind: statement
    name: {en: An event, ru: Событие, uk: Подія}
    documents: example-gazette
"""


@pytest.fixture
def attempt(gazette: Path, edit, check) -> Callable[[str, str, str, str], None]:
    """Edit a file of the worked example and expect a refusal that names it and the reason."""

    def run(file: str, old: str, new: str, words: str) -> None:
        edit(gazette, file, old, new)
        check(gazette, file, words)

    return run


def test_the_worked_example_itself_passes(gazette: Path, check):
    check(gazette)


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("Ezra Quillfeather left his post in the harbour.", "'Ezra' is no name"),
        ("A sailor called Quillfeather left the office.", "'Quillfeather' is no name"),
        ("The Harbour Office counts Оверчук among the arrivals.", "'Оверчук' is no name"),
        ("A sailor from Lower Snoring left the office.", "'Snoring' is no name"),
        ("A 23-year-old sailor left the office.", "gives the age of a person"),
        ("A sailor aged 23 left the office.", "gives the age of a person"),
        ("A sailor aged twenty-three left the office.", "gives the age of a person"),
        ("A sailor, 23 years of age, left the office.", "gives the age of a person"),
        ("A sailor of brigade number 9 left the office.", "gives a numbered unit"),
        ("A sailor called ezRA left the office.", "'ezRA' is no name"),
        ("A sailor, E.Q., left the office.", "gives the initial of a name"),
        ("A sailor, 23, left the office.", "gives the age of a person"),
        ("A 23-yr-old sailor left the office.", "gives the age of a person"),
        ("A sailor in his twenties left the office.", "gives the age of a person"),
        ("A sailor of войсковой части 9 left the office.", "gives a numbered unit"),
        ("Counted are the моряки.", "'моряки' is no English word"),
        ("A sailor of the 9th Example Brigade left the office.", "gives a numbered unit"),
        ("A sailor born in a harbour left the office.", "gives a birth"),
        ("A sailor who writes as @quill left the office.", "gives a way to contact"),
        ("The office can be reached at quill@example.org by sailors.", "gives a way to contact"),
        ("The list of sailors is at hochuzhit.com for the office.", "gives the address of a page"),
    ],
)
def test_a_statement_cannot_tell_of_a_private_person(attempt, says: str, words: str):
    attempt(ANNOTATIONS, SAYS, f'says: "{says}"', words)


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (ANNOTATIONS, "The office calls its number", "Quillfeather calls the number", "no name"),
        (ANNOTATIONS, "note: For how long", "note: For how long Quillfeather and", "no name"),
        (SOURCE, "language: en", "language: en\nnote: Written on Quillfeather.", "no name"),
        (ENTITIES, "An office that counts", "Quillfeather is one who counts", "no name"),
        (ENTITIES, "uk: моряк", "uk: моряк Оверчук", "no name"),
        (ENTITIES, "ru: моряк", "ru: 23-летний моряк", "age of a person"),
        (ENTITIES, "sailor quoted", "sailor from Snoring quoted", "no name"),
    ],
)
def test_no_other_text_of_ours_can_either(attempt, file: str, old: str, new: str, words: str):
    attempt(file, old, new, words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("    name: {en: Ezra Quillfeather}\n", "a role and nothing else; remove name"),
        ("    also: [Ezra]\n", "a role and nothing else; remove also"),
        ("    member of: harbour-office\n", "a role and nothing else; remove member of"),
        ("    website: https://example.org/ezra\n", "a role and nothing else; remove website"),
        ("    description: {en: a sailor}\n", "a role and nothing else; remove description"),
        ("    documents: example-gazette\n", "a role and nothing else; remove documents"),
        ("    birth date: 2001-01-01\n", "unknown key 'birth date'"),
        ("    health: wounded\n", "unknown key 'health'"),
    ],
)
def test_a_speaker_without_a_name_has_a_role_and_nothing_else(attempt, line: str, words: str):
    attempt(ENTITIES, SAILOR, SAILOR + line, words)


@pytest.mark.parametrize("identifier", ["ezra-quillfeather", "anonymous-source-ezra", "sailor-23"])
def test_the_address_of_a_speaker_without_a_name_says_nothing(attempt, identifier: str):
    new = SAILOR.replace("anonymous-source-1", identifier)
    attempt(ENTITIES, SAILOR, new, "says nothing: write")


@pytest.mark.parametrize(
    ("printed", "fragment", "words"),
    [
        (
            "A sailor, Ezra Quillfeather, has kept such books",
            "sailor, Ezra",
            "'Ezra' in these words",
        ),
        ("as a sailor of 23 years of age said", "23 years of age", "give the age of a person"),
        ("as a sailor of the 9th Example Brigade said", "9th Example Brigade", "a numbered unit"),
        ("said E. Q. to the paper", "said E. Q.", "give the initial of a name"),
    ],
)
def test_no_words_of_an_article_tell_of_a_private_person(
    gazette: Path, edit, check, printed: str, fragment: str, words: str
):
    text = gazette / "texts" / "example-gazette.txt"
    before = hashlib.sha256(text.read_bytes()).hexdigest()
    edit(gazette, "texts/example-gazette.txt", "Page 3", f"{printed}.\nPage 3")
    edit(gazette, SOURCE, before, hashlib.sha256(text.read_bytes()).hexdigest())
    edit(gazette, ANNOTATIONS, "evidence: has kept such books", f"evidence: {fragment}")
    check(gazette, ANNOTATIONS, words)


def test_a_public_person_needs_a_public_role(attempt):
    new = SAILOR.replace("type: anonymous-source", "type: public-person") + (
        "    name: {en: Ezra Quillfeather}\n"
    )
    attempt(ENTITIES, SAILOR, new, "has a role kind")


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (ANNOTATIONS, SAYS, "says: Wilma Berth counts, and so do Berth's clerks.", ""),
        (ANNOTATIONS, SAYS, "says: A sailor called Wilma left the office.", "'Wilma' is no name"),
        (ANNOTATIONS, SAYS, "says: Berth, whom Wilma knew, left.", "'Wilma' is no name"),
        (ENTITIES, "ru: моряк", "ru: моряк Вильмы Берт", ""),
        (ENTITIES, "ru: моряк", "ru: моряк Вильма", "'Вильма' is no name"),
    ],
)
def test_the_first_name_of_a_public_person_names_nobody_else(
    gazette: Path, edit, check, file: str, old: str, new: str, words: str
):
    person = """  - id: wilma-berth
    type: public-person
    role kind: office-holder
    name: {en: Wilma Berth, ru: Вильма Берт, uk: Вільма Берт}
    role: {en: head of the office, ru: глава управления, uk: голова управління}
    documents: example-gazette
"""
    edit(gazette, ENTITIES, SAILOR, person + SAILOR)
    edit(gazette, file, old, new)
    check(gazette, file if words else "", words)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "    said by: harbour-office\n",
            "    said by: anonymous-source-1\n",
            "kept by position only",
        ),
        (
            "    produced by: unknown\n    evidence: the 590",
            "    produced by: anonymous-source-1\n    evidence: the 590",
            "kept by position only",
        ),
        (
            "    subject: agent/harbour-office\n",
            "    subject: agent/anonymous-source-1\n",
            "has no name and is described by no statement",
        ),
        (
            "    subject: agent/harbour-office\n",
            "    subject: agent/harbour-office\n    object: agent/anonymous-source-1\n",
            "has no name and is described by no statement",
        ),
        (
            "    evidence: has kept such books\n",
            "    evidence: has kept such books for 40 years\n",
            "7 words of the article are stored; at most 5",
        ),
    ],
)
def test_the_words_of_a_private_person_are_not_kept(attempt, old: str, new: str, words: str):
    attempt(ANNOTATIONS, old, new, words)


def test_words_around_a_private_detail_are_not_kept_either(gazette: Path, edit, check):
    text = (gazette / "texts" / "example-gazette.txt").read_text(encoding="utf-8")
    start = text.index("40 years")
    aside = f"  - reason: private-person\n    numbers: [{{at: {start}-{start + 2}}}]\n"
    old = (
        "  - reason: biography\n    note: For how long the office has kept books.\n"
        "    numbers: for 40 years\n"
    )
    edit(gazette, ANNOTATIONS, old, aside)
    check(gazette)
    new = "evidence: books for 40 years"
    edit(gazette, ANNOTATIONS, "evidence: has kept such books", new)
    check(gazette, ANNOTATIONS, "hold a detail of a private person that is set aside")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("    agents: anonymous-source-1\n", "has no name and takes part in no event"),
        ("    concerns: agent/anonymous-source-1\n", "has no name and takes part in no event"),
        ("    date note: It was Quillfeather.\n", "'Quillfeather' is no name"),
        ("    note: It was he.\n", "unknown key 'note'"),
    ],
)
def test_no_event_is_about_a_private_person(attempt, line: str, words: str):
    attempt(ENTITIES, "agents:\n", EVENT + line + "agents:\n", words)


def test_no_event_is_named_after_one(attempt):
    new = EVENT.replace("An event,", "Ezra Quillfeather leaves,") + "agents:\n"
    attempt(ENTITIES, "agents:\n", new, "'Ezra' is no name")


def test_a_private_person_holds_no_post(attempt):
    old = "    also: [the office]\n"
    new = old + "    led by: [{person: anonymous-source-1, documents: example-gazette}]\n"
    attempt(ENTITIES, old, new, "is no public person")


@pytest.mark.parametrize("subject", ["agent/anonymous-source-1", "agent/grigory-sverdlin"])
def test_nobody_is_linked_but_holders_of_public_office(copy: Path, check, subject: str):
    row = f"refusals:{subject}\tx\tskos:exactMatch\twikidata:Q1\tx\tsemapv:LexicalMatching"
    with (copy / "graph" / "links.sssom.tsv").open("a", encoding="utf-8") as file:
        file.write(f"{row}\tx\t0.9\t2026-11-22\t\tseen in a register\n")
    check(copy, "graph/links.sssom.tsv", "is no holder of a public office")


@pytest.mark.parametrize(
    ("conclusion", "words"),
    [
        ("a ref:Deserter", "is no object property"),
        ('schema:name "Ezra"', "is no object property"),
        ('ref:about "Ezra"', "is nothing that the graph describes"),
        ("ref:about <http://www.wikidata.org/entity/Q1>", "is nothing that the graph describes"),
        ("ref:about <https://w3id.org/refusals/id/category/b>", "joins a person to a category"),
    ],
)
def test_no_rule_makes_anybody_a_deserter(tmp_path: Path, conclusion: str, words: str):
    (tmp_path / "graph" / "rules").mkdir(parents=True)
    prefixes = "".join(f"PREFIX {name}: <{VOCABULARIES[name]}>\n" for name in ("ref", "schema"))
    rule = f"{prefixes}CONSTRUCT {{ ?p {conclusion} }} WHERE {{ ?p a ref:AnonymousSource }}"
    (tmp_path / "graph" / "rules" / "evil.rq").write_text(rule, encoding="utf-8")
    kinds = {
        thing("agent", "anonymous-source-1"): "ref:AnonymousSource",
        thing("category", "b"): "ref:SoldierCategory",
        term("ref:about"): "owl:ObjectProperty",
    }
    facts = [Triple(node, term("rdf:type"), term(kind)) for node, kind in kinds.items()]
    problems = check_inferred(facts, infer(facts, tmp_path))
    assert any(words in str(problem) for problem in problems)


@pytest.fixture(scope="module")
def project(root: Path) -> Project:
    """The real project."""
    return load_project(root)


def test_every_text_of_ours_is_looked_at(project: Project):
    kinds = {path[-1] for _, path, _ in own_texts(project)}
    assert {"says", "text", "note", "scope note", "role", "description"} <= kinds | {
        path[0] for _, path, _ in own_texts(project)
    }
    assert check_own_text(project) == []


def test_who_is_nameless_is_said_in_one_place(root: Path):
    """Whatever keeps their words apart asks the same, so that no guard forgets one of them."""
    assert {term("ref:AnonymousSource"), term("ref:UnnamedGroup")} == NAMELESS_CLASSES
    assert {term("ref:UnknownAgent")} == NEVER_TOGETHER - NAMELESS_CLASSES
    naming = [
        path.name
        for path in (root / "src").rglob("*.py")
        if re.search("AnonymousSource|UnnamedGroup|UnknownAgent", path.read_text(encoding="utf-8"))
    ]
    assert naming == ["entities.py"]


def test_speakers_without_a_name_are_told_apart_and_never_named(project: Project):
    nameless = [a.record for a in project.agents.values() if a.record.type in NAMELESS]
    assert len(nameless) >= 13
    for agent in nameless:
        assert agent.model_fields_set == {"id", "type", "role"}
