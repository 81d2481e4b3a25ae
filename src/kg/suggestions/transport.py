"""One request to a service and its answer as JSON, within limits of time and size.

Whatever goes wrong is one message that names the service and says what to do.
"""

from __future__ import annotations

import json
import queue
import re
import socket
import ssl
from collections.abc import Callable, Mapping
from email.message import Message
from http.client import HTTPException
from threading import Thread
from typing import IO, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from kg import __version__
from kg.errors import KgError
from kg.suggestions.plain import plain
from kg.terms import BASE

Answer = TypeVar("Answer")

SECONDS = 60.0
MAX_BYTES = 4_000_000
USER_AGENT = f"Refusals/{__version__} (kg link suggest; {BASE})"
_HINTS = {
    401: "it asks who you are, which `kg` cannot answer",
    403: "it refuses; its documentation may say whom it answers",
    404: "is this the address of a Reconciliation API?",
    405: "is this the address of a Reconciliation API?",
    413: "it takes smaller batches than its manifest says",
    429: "it is asked too often; try again later",
}


class ServiceError(KgError):
    """A service that cannot be asked, or an answer that is not what the specification says."""

    def __init__(self, address: str, fault: str, fix: str = "") -> None:
        super().__init__(f"{address}: {fault}" + (f" ({fix})" if fix else ""))


def check_address(address: str) -> None:
    """Refuse what is no http or https address of a host.

    :raises ServiceError: with what is wrong
    """
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError as error:
        raise ServiceError(plain(address), f"not an address: {error}") from None
    if not usable:
        fix = "such as https://wikidata.reconci.link/en/api"
        raise ServiceError(
            plain(address), "not an address that begins with http:// or https://", fix
        )
    if parts.username is not None or parts.password is not None:
        shown = f"{parts.scheme}://{parts.hostname}"
        raise ServiceError(shown, "names and passwords in addresses are not sent", "leave them out")
    if not re.fullmatch(r"[!-~]+", address) or parts.fragment:
        fix = "write other characters percent-encoded, and nothing after #"
        raise ServiceError(plain(address), "not an address as it is sent", fix)


def ask_json(
    address: str,
    form: Mapping[str, str] | None = None,
    language: str = "en",
    seconds: float = SECONDS,
    max_bytes: int = MAX_BYTES,
) -> tuple[str, object]:
    """The JSON that a service answers, and the address that answered after redirects.

    :param form: fields to be sent by POST as application/x-www-form-urlencoded; GET if None
    :param seconds: for all of it, from the look-up of the name to the last byte
    :raises ServiceError: if there is no such answer in time
    """
    check_address(address)
    headers = {"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Language": language}
    data = None if form is None else urlencode(form).encode("ascii")
    request = Request(address, data, headers)
    final, media_type, body = _in_time(lambda: _read(request, seconds, max_bytes), address, seconds)
    if len(body) > max_bytes:
        raise ServiceError(address, f"its answer is larger than {max_bytes} bytes")
    try:
        return final, json.loads(body, parse_constant=_no_number)
    except (ValueError, RecursionError):
        what = f"its answer is no JSON but {plain(media_type, 60) or 'of no type'}"
        if "json" in media_type:
            what = "its answer is said to be JSON and is none"
        raise ServiceError(address, what, _HINTS[404]) from None


def _read(request: Request, seconds: float, max_bytes: int) -> tuple[str, str, bytes]:
    """Address, media type and body of an answer, of which one byte too many is read at most."""
    address = request.full_url
    try:
        with build_opener(_Redirects(address)).open(request, timeout=seconds) as answer:
            media_type = answer.headers.get_content_type()
            return answer.url, media_type, answer.read(max_bytes + 1)
    except HTTPError as error:
        what = f"it answers {error.code} {plain(error.reason or '', 120)}".rstrip()
        told = _told(error, max_bytes)
        raise ServiceError(
            address, what + (f": {told}" if told else ""), _HINTS.get(error.code, "")
        ) from None
    except URLError as error:
        raise ServiceError(address, _reason(error.reason)) from None
    except HTTPException:
        raise ServiceError(address, "its answer is no HTTP, or is cut off") from None
    except (OSError, ValueError) as error:
        raise ServiceError(address, _reason(error)) from None


def _reason(error: object) -> str:
    """Why there is no connection, in words."""
    match error:
        case TimeoutError():
            return "it does not answer in time"
        case socket.gaierror():
            return "its name cannot be resolved: there is no such host, or no network"
        case ssl.SSLCertVerificationError():
            return f"its certificate cannot be trusted: {error.verify_message}"
        case ssl.SSLError():
            return "it does not speak TLS as it should"
        case ConnectionRefusedError():
            return "nothing answers at this address"
        case OSError(strerror=str(strerror)):
            return f"it cannot be reached: {strerror.lower()}"
    return f"it cannot be reached: {plain(str(error))}"


def _told(error: HTTPError, max_bytes: int) -> str:
    """What an answer to a failed request says, where it is JSON of a common form (RFC 9457 too)."""
    try:
        with error:
            value = json.loads(error.read(max_bytes))
    except (OSError, HTTPException, ValueError, RecursionError):
        return ""
    if not isinstance(value, dict):
        return ""
    texts = [value.get(key) for key in ("title", "message", "error", "detail", "details")]
    return plain(": ".join(text for text in texts if isinstance(text, str) and text))


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _in_time(run: Callable[[], Answer], address: str, seconds: float) -> Answer:
    """What `run` returns or raises, if it does so in time: a limit on each wait for a byte would
    not end a service that sends one now and then, nor a look-up of its name that hangs."""
    done: queue.SimpleQueue[tuple[Answer | None, Exception | None]] = queue.SimpleQueue()

    def work() -> None:
        try:
            done.put((run(), None))
        except Exception as error:
            done.put((None, error))

    Thread(target=work, daemon=True).start()
    try:
        answer, error = done.get(timeout=seconds)
    except queue.Empty:
        raise ServiceError(address, f"it does not answer within {seconds:g} seconds") from None
    if error:
        raise error
    return answer


class _Redirects(HTTPRedirectHandler):
    """Follows redirects of GET to the same scheme or from http to https, and no others.

    Names are sent where the manifest was, so a POST is never sent on.
    """

    max_redirections = 5

    def __init__(self, address: str) -> None:
        self.address = address

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        target = urljoin(req.full_url, newurl)
        if req.data is not None:
            what = f"it sends names on to {plain(target)}"
            raise ServiceError(self.address, what, "give that address with --service")
        check_address(target)
        if (urlsplit(req.full_url).scheme, urlsplit(target).scheme) == ("https", "http"):
            raise ServiceError(self.address, f"it leads from https to {plain(target)}")
        return super().redirect_request(req, fp, code, msg, headers, target)
