"""Citations over HTTP: of the data set, of its release and of every kind of claim."""

from __future__ import annotations

import html
import json
import re

import pytest
from http_client import Client
from pybtex.database import parse_string
from serving import BASE

CLAIM = "/claim/proekt-convictions-2023"
MEDIA_TYPES = {
    "bib": "application/x-bibtex",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "txt": "text/x-bibliography; charset=utf-8",
}


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


def test_a_choice_of_figures_is_cited_with_who_says_each(client, release):
    page = client.get("/figures?measure=desertions").text
    assert 'href="/figures.bib?measure=desertions"' in page
    cited = client.get("/figures.txt?measure=desertions").text
    assert html.escape(cited.strip(), quote=False) in page
    assert cited.startswith("“3 figures”. Claims made in sources, not established facts: ")
    assert "iStories; " in cited and "Printed by: Kontur." in cited
    assert "/figures?measure=desertions. Read in release" in cited
    assert client.get("/figures.txt").text == client.get("/dataset.txt").text
    (entry,) = parse_string(client.get("/figures.bib?measure=desertions").text, "bibtex").entries
    assert re.fullmatch(f"refusals-figures-[0-9a-f]{{8}}-{release.id}", entry)
    assert client.get("/figures.bib?measure=desertion").status_code == 400


@pytest.mark.parametrize("extension", MEDIA_TYPES)
def test_a_citation_is_a_file_of_its_own_type_with_a_tag(client, release, extension):
    version = f"{BASE}release/{release.id}"
    paths = {
        f"{CLAIM}.{extension}": version + CLAIM,
        f"/dataset.{extension}": version,
        f"/release/{release.id}.{extension}": version,
    }
    for path, iri in paths.items():
        answer = client.get(path)
        assert (answer.status_code, answer.content_type) == (200, MEDIA_TYPES[extension])
        assert iri in answer.text
        assert release.manifest["date"] in answer.text or extension == "csl.json"
        tag = answer.headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        assert client.head(path).headers["ETag"] == tag


@pytest.mark.parametrize(
    ("slug", "kind"),
    [
        ("proekt-convictions-2023", "Said by: Proekt."),
        ("prisoners-captured-unnamed-person", "Credited to nobody."),
    ],
)
def test_a_citation_says_who_says_it_and_where_it_is_printed(client, slug, kind):
    (item,) = client.get(f"/claim/{slug}.csl.json").json()
    assert "A claim made in a source, not an established fact." in item["note"]
    assert kind in item["note"]
    assert "Printed in: " in item["note"]


def test_what_the_project_computed_is_cited_as_computed(client, release):
    text = (release.path / "dataset.nq").read_text(encoding="utf-8")
    computed = re.findall(rf"<{BASE}id(/claim/\S+)> \S+ <\S+#ComputedCount>", text)
    (item,) = client.get(f"{computed[0]}.csl.json").json()
    assert item["note"].startswith("Computed by the project")
    assert "Said by" not in item["note"]


@pytest.mark.parametrize(
    "path",
    [
        "/claim/none.bib",
        "/claim/a%00b.bib",
        "/claim/%3E%20%7D.csl.json",
        "/claim/..%2f..%2fetc.txt",
        "/release/0000000000000000.bib",
        "/agent/proekt.bib",
        "/claim/proekt-convictions-2023.ris",
    ],
)
def test_what_is_not_there_has_no_citation(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/", "/dataset", CLAIM, "/claim/prisoners-captured-unnamed-person"]
)
def test_a_page_says_by_which_iri_it_is_to_be_cited(client, release, path):
    answer = client.get(path)
    version = f"{BASE}release/{release.id}"
    iri = version + path if path.startswith("/claim") else version
    assert f'<{iri}>; rel="cite-as"' in answer.headers.get_all("Link")
    section = re.search(r'<details class="cite".*?</details>', answer.text, re.DOTALL).group()
    assert iri in section
    for link in re.findall(r'href="([^"]+)"', section):
        assert client.get(link).status_code == 200


def test_other_pages_are_not_cited_so(client):
    for path in ("/agent/proekt", "/checks", "/claim/none"):
        answer = client.get(path)
        assert "cite-as" not in str(answer.headers)
        assert "Cite this" not in answer.text


@pytest.mark.slow
def test_every_claim_of_the_release_is_cited_and_parsed(client, release):
    text = (release.path / "dataset.nq").read_text(encoding="utf-8")
    paths = set(
        re.findall(rf"<{BASE}id(/claim/[^\s>]+)> \S+ <\S+#(?:Reported|Computed)Count>", text)
    )
    paths |= set(re.findall(rf"<{BASE}id(/claim/[^\s>]+)> \S+ <\S+#Statement>", text))
    assert len(paths) > 250
    for path in sorted(paths)[::7]:
        entries = parse_string(client.get(f"{path}.bib").text, "bibtex").entries
        (item,) = json.loads(client.get(f"{path}.csl.json").data)
        assert list(entries) == [item["id"]]
        assert item["URL"].endswith(f"/release/{release.id}{path}")
