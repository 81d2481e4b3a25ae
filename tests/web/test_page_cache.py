"""Pages are made once for a release, and every answer is the one that would have been made."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from http_client import Client
from werkzeug.test import create_environ, run_wsgi_app
from werkzeug.wrappers import Response

from kg.web.kept_pages import KeptPages
from kg.web.page_cache import NEVER, remember
from kg.web.site import SCOPE_KEY

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


@pytest.mark.parametrize(
    ("path", "times"),
    [("/checks", 1), *((f"{slashes}{path}", 2) for path in NEVER for slashes in ("", "/", "//"))],
)
def test_what_depends_on_more_than_the_release_is_made_each_time(path: str, times: int):
    made, scope = [], {SCOPE_KEY: SimpleNamespace(pages=KeptPages())}

    def application(environ, start_response):
        made.append(environ["PATH_INFO"])
        page = Response("page", mimetype="text/html", headers={"ETag": 'W/"x"'})
        return page(environ, start_response)

    for _ in range(2):
        environ = create_environ() | {"PATH_INFO": path, "asgi.scope": scope}
        run_wsgi_app(remember(application), environ)
    assert len(made) == times
