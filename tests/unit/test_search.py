"""The search index of the project's own release: every name finds its thing, in any script and
through a slip; nothing without a name is found."""

from __future__ import annotations

import re
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build.entities import NEVER_TOGETHER
from kg.errors import KgError
from kg.leaks import find_leaks
from kg.release import Release
from kg.search import FILE, MOST_CHARACTERS, SearchIndex, TextTooLong, open_index
from kg.search.build import FIGURES, fields
from kg.search.folding import folded, stems, words_of
from kg.terms import BASE
from kg.tombstones import Tombstones, hash_of, tombstones_of

MEANINGS = yaml.safe_load(files("kg.search").joinpath("meanings.yaml").read_text("utf-8"))
CYRILLIC = "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я".split()
LATIN = "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".split()
ROMAN = {letter: latin.strip("-") for letter, latin in zip(CYRILLIC, LATIN, strict=True)}


@pytest.fixture(scope="module")
def index(release: Release) -> SearchIndex:
    return open_index(release.path)


@pytest.fixture(scope="module")
def names(release: Release) -> list[tuple[str, str, str, str]]:
    """Every name of what is called by one: id, most specific class, name, language."""
    with sqlite3.connect(release.path / FILE) as connection:
        rows = connection.execute(
            "SELECT entry.id, entry.type, name.text, name.language, name.kind FROM name"
            " JOIN entry ON entry.number = name.entry"
        ).fetchall()
    sentences = fields()["sentences"]
    return [row[:4] for row in rows if row[1] not in sentences and row[4] != "number"]


def first_ids(index: SearchIndex, text: str, count: int = 3) -> list[str]:
    return [hit.entry.id for hit in index.search(text).hits[:count]]


@pytest.mark.parametrize(
    "text",
    ["mediazona", "Медиазона", "Медіазона", "MEDIAZONA", "медиазона", "mediazonna", "mediozona",
     "медиазонa", "mediazon", "Mediazona.", "«Медиазона»", "Media\u00adzona\u200b"],
)  # fmt: skip
def test_one_thing_is_found_however_it_is_written(index, text):
    assert first_ids(index, text, 1) == ["agent/mediazona"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("mediaz", "Mediazona"), ("медиаз", "Медиазона"), ("медіаз", "Медіазона"),
     ("get lo", "Get Lost"), ("general s", "General Staff of the Armed Forces of Ukraine")],
)  # fmt: skip
def test_a_name_is_completed_in_the_letters_that_are_typed(index, text, name):
    assert index.suggest(text)[0].name == name


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Hochu Zhyt", "agent/hochu-zhit"),
        ("Khochu zhit", "agent/hochu-zhit"),
        ("Хочу жити", "agent/hochu-zhit"),
        ("Get Lost", "agent/idite-lesom"),
        ("idite lessom", "agent/idite-lesom"),
        ("Путіну", "agent/vladimir-putin"),
        ("4373", "claim/proekt-convictions-2023"),
        ("4 373", "claim/proekt-convictions-2023"),
        ("4,373 convictions", "claim/proekt-convictions-2023"),
        ("365-FZ", "provision/federal-law-365-2022"),
        ("365-ФЗ", "provision/federal-law-365-2022"),
        ("decree on partial mobilization", "provision/decree-647-2022"),
        ("указ о частичной мобилизации", "provision/decree-647-2022"),
        ("Article 337", "provision/criminal-code-337"),
        ("Article 337 of the Criminal Code", "provision/criminal-code-337"),
        ("статья 337", "provision/criminal-code-337"),
        ("RFERL", "agent/rferl"),
        ("U.N.", "agent/united-nations"),
        ("media zona", "agent/mediazona"),
        ("сколько осужденных в 2023", "claim/proekt-convictions-2023"),
        ("how many soldiers quit?", "measure/soldiers-quitting"),
    ],
)
def test_what_people_type_finds_what_they_mean(index, text, id):
    assert id in first_ids(index, text)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("deserters doubled", "claim/idite-lesom-requests-almost-doubled-2023"),
        ("doubled", "claim/awol-statutory-maximum-doubled-2022"),
        ("twofold", "claim/cases-opened-double-2022"),
        ("×2", "claim/cases-opened-double-2022"),
        ("вдвічі", "claim/cases-opened-double-2022"),
        ("втрое", "claim/cases-opened-three-times-2021"),
        ("tripled", "claim/cases-opened-three-times-2021"),
        ("в девять раз", "claim/proekt-convictions-almost-ninefold"),
        ("ninefold", "claim/proekt-convictions-almost-ninefold"),
    ],
)
def test_how_many_times_as_many_is_one_word_however_it_is_said(index, text, id):
    assert id in first_ids(index, text)


def test_figures_come_before_statements_where_they_are_asked_for(index):
    for text in ("how many were convicted in 2023", "requests for help", "doubled"):
        kinds = [hit.entry.type for hit in index.search(text, limit=1000).hits]
        places = [place for place, kind in enumerate(kinds) if kind in FIGURES]
        statements = [place for place, kind in enumerate(kinds) if kind == "Statement"]
        assert places and max(places) < min(statements, default=len(kinds))


def test_words_of_a_measure_lead_to_it_and_nothing_else_does(index):
    for text in ("desertion attempts", "попытки дезертировать", "спроби дезертирувати"):
        assert index.meaning(text).measures == ("measure/desertion-attempts",)
    assert index.meaning("convict recruits").categories == ("category/convict-recruits",)
    years = index.meaning("from 2022 to 2024")
    assert (years.first, years.last) == ("2022", "2024")
    for text in ("attempts", "mediazona 2023", "365-FZ desertion", "577", "how many", ""):
        assert index.meaning(text) is None


def test_further_words_are_of_measures_that_there_are(index):
    for id in MEANINGS["other words"]:
        assert index.entry(id).type == "Measure", id


def test_every_name_finds_its_thing(index, names):
    """Among the first ten, since several things may have one name."""
    lost = [(id, name) for id, _, name, _ in names if id not in first_ids(index, name[:200], 10)]
    assert not lost


def test_every_name_is_completed_from_its_beginning(index, names):
    lost = []
    for id, type, name, _ in names:
        beginning = name[: max(4, len(name) * 2 // 3)].rstrip()
        found = index.suggest(beginning, types=[type], limit=40)
        if words_of(beginning) and id not in [hit.entry.id for hit in found]:
            lost.append((id, beginning))
    assert not lost


def test_every_name_has_its_thing_as_first_candidate(index, names):
    wrong = []
    for id, type, name, _ in names[::4]:  # each takes a while
        found = index.candidates(name[:MOST_CHARACTERS], types=[type])
        best = [hit for hit in found if hit.score == found[0].score]
        if id not in [hit.entry.id for hit in best]:
            wrong.append((id, name, [(hit.entry.id, hit.score) for hit in found[:3]]))
    assert not wrong


def test_russian_names_are_found_in_latin_letters(index, names):
    """The measured rate is the promise: it is to be no worse."""
    asked = [
        (id, type, "".join(ROMAN.get(letter, letter) for letter in name.lower()))
        for id, type, name, language in names
        if language == "ru" and re.search("[а-я]", name.lower())
    ]
    missed = [
        (id, text)
        for id, type, text in asked
        if id not in [hit.entry.id for hit in index.candidates(text[:200], types=[type], limit=3)]
    ]
    assert len(asked) > 400
    assert len(missed) <= len(asked) * 0.01, missed


def test_a_slip_is_forgiven(index, names):
    """One letter left out in the middle of the longest word of each name."""
    asked = []
    for id, type, name, _ in names[::4]:
        longest = max(re.findall(r"[^\W\d_]+", name) or [""], key=len)
        if len(longest) >= 6:
            slip = longest[: len(longest) // 2] + longest[len(longest) // 2 + 1 :]
            asked.append((id, type, name.replace(longest, slip)[:200]))
    missed = [
        (id, text)
        for id, type, text in asked
        if id not in [hit.entry.id for hit in index.candidates(text, types=[type], limit=5)]
    ]
    assert len(asked) > 300
    assert len(missed) <= len(asked) * 0.01, missed


@pytest.mark.parametrize(
    "name", ["John Smith", "Иван Петров", "xyzzy", "Acme Corporation", "1", "?"]
)
def test_what_is_not_there_is_no_match(index, name):
    assert not [hit for hit in index.candidates(name) if hit.match]


def test_a_surname_alone_is_not_taken_for_a_person(index):
    best = index.candidates("Putin", types=["PublicPerson"])[0]
    assert (best.entry.id, best.score, best.match) == ("agent/vladimir-putin", 100, False)
    assert index.candidates("Vladimir Putin")[0].match
    assert index.candidates("Владимир Путин")[0].match


@pytest.mark.parametrize(
    "name", ["Kyiv", "Киев", "Генпрокуратура", "the Prosecutor General's Office", "Сармат"]
)
def test_a_name_that_others_share_is_a_candidate_and_no_match(index, name):
    best = index.candidates(name)[0]
    assert best.score >= 97 and not best.match


def test_people_are_found_by_name_and_not_listed(index):
    assert index.search("Putin", types=["PublicPerson"]).total
    for word in ("public person", "person", "agent", "публичное лицо"):
        assert not index.search(word, types=["PublicPerson"]).total
    for word in ("of", "и"):  # "of" may be the beginning of "officer"
        assert index.search(word, types=["PublicPerson"]).total < 2


def test_a_name_of_two_things_is_no_match(index):
    found = index.candidates("mobilisation")
    assert [hit.score for hit in found[:2]] == [100, 100]
    assert not any(hit.match for hit in found)
    assert index.candidates("mobilisation", types=["Topic"])[0].match


def test_classes_hold_those_below_them(index):
    assert index.candidates("Mediazona", types=["Agent"])[0].entry.types[:2] == (
        "Outlet",
        "Organisation",
    )
    assert not index.candidates("Mediazona", types=["Place"])
    assert index.types["Organisation"].count > index.types["Outlet"].count > 0
    assert set(index.types["Outlet"].labels) == {"en", "ru", "uk"}


def test_counts_by_class_add_up_whatever_class_is_asked_for(index):
    everything = index.search("desertion")
    assert sum(everything.by_type.values()) == everything.total > 20
    statements = index.search("desertion", types=["Statement"], limit=1000)
    assert statements.by_type == everything.by_type
    assert len(statements.hits) == statements.total == everything.by_type["Statement"]
    pages = [index.search("desertion", limit=7, offset=7 * page).hits for page in range(3)]
    assert sum(pages, ()) == index.search("desertion", limit=21).hits


def test_nobody_without_a_name_is_found(index, release):
    nameless = {class_.value.rpartition("#")[2] for class_ in NEVER_TOGETHER}
    assert not nameless & set(index.types)
    with sqlite3.connect(release.path / FILE) as connection:
        everything = "\n".join(connection.iterdump())
    assert "anonymous-source" not in everything and "unnamed-group" not in everything
    assert index.entry("agent/unknown") is None


def test_a_correction_is_told_in_the_letters_of_the_word(index):
    assert index.search("mediasova").corrections == {"mediasova": ("mediazona",)}
    assert index.search("медиасова").corrections == {"медиасова": ("медиазона",)}
    assert index.search("mediazona").corrections == {}


def test_an_unfinished_word_is_not_corrected_to_what_it_does_not_begin(index):
    assert not index.suggest("верст")
    assert index.suggest("mediason")[0].entry.id == "agent/mediazona"


def test_every_claim_says_who_says_so(index, release):
    with sqlite3.connect(release.path / FILE) as connection:
        rows = connection.execute(
            "SELECT json_extract(descriptions, '$.en') FROM entry WHERE id LIKE 'claim/%'"
        ).fetchall()
    pattern = r"(Figure|Statement) reported, (from \S.*|credited to nobody)|Figure computed by .*"
    assert rows and all(re.fullmatch(pattern, text) for (text,) in rows)


def test_the_index_says_what_the_graph_says(index, release):
    """Each name stands in the graph, of the same thing."""
    quads = (release.path / "dataset.nq").read_text(encoding="utf-8")
    with sqlite3.connect(release.path / FILE) as connection:
        rows = connection.execute("SELECT id FROM entry").fetchall()
    assert len(rows) > 500
    assert all(f"<{BASE}id/{id}> <" in quads for (id,) in rows)


def test_what_is_withdrawn_is_not_found(withdrawn_release):
    release, _ = withdrawn_release
    stones = tombstones_of(release.path)
    with sqlite3.connect(release.path / FILE) as connection:
        ids = [id for (id,) in connection.execute("SELECT id FROM entry")]
    assert stones.things and not [id for id in ids if stones.of(f"{BASE}id/{id}")]


def test_what_is_withdrawn_would_be_noticed_in_the_index(release):
    content = (release.path / FILE).read_bytes()
    stones = Tombstones({hash_of(f"{BASE}id/agent/mediazona"): {"date": "2026-01-01"}}, {}, {})
    assert "agent/mediazona is withdrawn" in str(next(find_leaks({FILE: content}, stones)))


@given(st.text(max_size=MOST_CHARACTERS))
@settings(max_examples=150, deadline=None)
def test_any_text_is_searched_for(index, text):
    index.search(text)
    index.suggest(text)
    for hit in index.candidates(text):
        assert 0 <= hit.score <= 100


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '" OR "',
        "NEAR(a b)",
        "names:war",
        "-war",
        "war*",
        "^war",
        "{a b}: c",
        "\0",
        "\ud800",
        "'; --",
    ],
)
def test_operators_are_words(index, text):
    for answer in (index.search(text).hits, index.suggest(text), index.candidates(text)):
        assert all(hit.name for hit in answer)


def test_a_long_text_is_refused(index):
    with pytest.raises(TextTooLong, match="at most 256"):
        index.search("ж" * (MOST_CHARACTERS + 1))


def test_threads_search_at_the_same_time(index):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: first_ids(index, "Медиазона", 1), range(64)))
        words = [f"{beginning}{n}ами" for n in "абвгдежзиклмно" for beginning in ("слов", "дел")]
        stemmed = list(pool.map(stems.__wrapped__, words * 20))
    assert found == [["agent/mediazona"]] * 64
    assert stemmed == [stems(word) for word in words] * 20


def test_an_index_of_another_version_is_told(release, tmp_path: Path):
    path = tmp_path / FILE
    path.write_bytes((release.path / FILE).read_bytes())
    assert open_index(path).format == release.manifest["search_index"] > 0
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(KgError, match=r"of another version; run `kg release` again"):
        open_index(path)


def test_a_damaged_index_is_told(release, tmp_path: Path):
    with pytest.raises(KgError, match="missing or damaged"):
        open_index(tmp_path / FILE)
    (tmp_path / FILE).write_bytes(b"no database")
    with pytest.raises(KgError, match="missing or damaged"):
        open_index(tmp_path / FILE)
    shutil.copy(release.path / FILE, tmp_path / "cut.sqlite")
    with (tmp_path / "cut.sqlite").open("r+b") as file:
        file.truncate(4096)
    with pytest.raises(KgError, match="missing or damaged"):
        open_index(tmp_path / "cut.sqlite")


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ'ʼ -", max_size=40))
@settings(deadline=None)
def test_folding_leaves_nothing_but_latin_letters(text):
    assert re.fullmatch(r"[a-z ]*", folded(text))


def test_scraps_of_names_do_not_list_people(opened):
    found = opened.search("se gr ma vl ol my an ji", types=["PublicPerson"])
    assert found.hits == ()
    assert opened.search("Sverdlin", types=["PublicPerson"]).total == 1


def test_a_number_that_is_asked_for_with_words_beside_it_is_found_first(opened):
    assert (
        opened.search("49,000 deserters").hits[0].entry.id == "claim/istories-declared-absent-2025"
    )
