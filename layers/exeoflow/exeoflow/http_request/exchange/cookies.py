"""Cookies that servers set while one node runs: for the next redirect or page, and forgotten after it."""

from dataclasses import replace
from email.message import Message
from typing import TYPE_CHECKING

from urllib3.response import BaseHTTPResponse

from exeoflow.http_request.messages.request import Request

if TYPE_CHECKING:
    from http.cookiejar import CookieJar
    from urllib.request import Request as UrllibRequest


class Cookies:
    """The jar of one run; which server gets which cookie is for the standard library to know."""

    def __init__(self) -> None:
        self._jar: CookieJar | None = None

    def keep(self, request: Request, response: BaseHTTPResponse) -> None:
        """Take what an answer sets."""
        lines = response.headers.getlist("set-cookie")
        if not lines:
            return
        headers = Message()
        for line in lines:
            headers["set-cookie"] = line
        self._opened().extract_cookies(_Headers(headers), _urllib_request(request))  # type: ignore[arg-type]

    def sent_with(self, request: Request) -> Request:
        """Return the request with the cookies for its server, behind those of the author."""
        if self._jar is None:
            return request
        asked = _urllib_request(request)
        self._jar.add_cookie_header(asked)
        found = asked.get_header("Cookie")
        if not found:
            return request
        given = request.headers.get("cookie")
        return replace(
            request, headers={**request.headers, "cookie": f"{given}; {found}" if given else found}
        )

    def _opened(self) -> "CookieJar":
        from http.cookiejar import CookieJar, DefaultCookiePolicy  # noqa: PLC0415 - few servers set any

        if self._jar is None:
            policy = DefaultCookiePolicy(
                strict_domain=True, strict_ns_domain=DefaultCookiePolicy.DomainStrict
            )
            self._jar = CookieJar(policy)
        return self._jar


class _Headers:
    """An answer as the jar reads it."""

    def __init__(self, headers: Message) -> None:
        self._headers = headers

    def info(self) -> Message:
        return self._headers


def _urllib_request(request: Request) -> "UrllibRequest":
    from urllib.request import Request as UrllibRequest  # noqa: PLC0415 - as above

    url = request.url
    host = f"[{url.host}]" if ":" in url.host else url.host
    return UrllibRequest(f"{url.scheme}://{host}:{url.port}{url.target}")  # noqa: S310 - nothing is opened
