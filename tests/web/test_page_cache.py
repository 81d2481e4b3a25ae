"""Pages are made once for a release, and every answer is the one that would have been made."""

from __future__ import annotations

import pytest
from http_client import Client

PAGE = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address)


def varied(answer) -> tuple:
    return (
        answer.status_code,
        answer.data,
        {name: value for name, value in answer.headers.items() if name.lower() != "date"},
    )


@pytest.mark.parametrize("path", ["/claim/proekt-convictions-2023", "/ru/measure/convictions"])
def test_the_second_answer_is_the_first(client, path):
    assert varied(client.get(path, headers=PAGE)) == varied(client.get(path, headers=PAGE))


def test_what_is_kept_for_one_client_is_not_sent_to_one_who_accepts_something_else(client):
    path = "/claim/proekt-convictions-2021"
    for _ in range(2):
        assert client.get(path, headers=PAGE).content_type == "text/html; charset=utf-8"
        turtle = client.get(path, headers={"Accept": "text/turtle"})
        assert turtle.content_type.startswith("text/turtle")
        for coding in ("gzip", "zstd", "identity"):
            answer = client.get(path, headers=PAGE | {"Accept-Encoding": coding})
            assert answer.headers.get("content-encoding", "identity") == coding


def test_languages_and_queries_are_told_apart(client):
    texts = [
        client.get(path, headers=PAGE).text
        for _ in range(2)
        for path in ("/checks", "/ru/checks", "/search?q=mediazona", "/search?q=proekt")
    ]
    assert texts[:4] == texts[4:] and len(set(texts)) == 4


def test_who_has_it_gets_nothing_again(client):
    answer = client.get("/checks", headers=PAGE)
    for tag in (answer.headers["etag"], f'"x", {answer.headers["etag"]}'):
        again = client.get("/checks", headers=PAGE | {"If-None-Match": tag})
        assert again.status_code == 304 and again.data == b""
    assert client.get("/checks", headers=PAGE | {"If-None-Match": '"x"'}).status_code == 200


def test_the_host_that_was_asked_stands_in_addresses(client):
    for host in ("a.example", "b.example", "a.example"):
        text = client.get("/checks", headers=PAGE | {"Host": host}).text
        assert f'hreflang="ru" href="http://{host}/ru/checks"' in text
