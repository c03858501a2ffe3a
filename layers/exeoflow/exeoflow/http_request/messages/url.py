"""A URL taken apart once, so that what is checked and what is called cannot differ."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url as split_url

from exeoflow.http_request.errors import RequestInvalid

# RFC 3986 lets a name hold more, but no host of the internet does; an international name is in ASCII by now.
_HOST = re.compile(r"[A-Za-z0-9._-]+|\[[^\]]+\]")
# A percent sign that encodes nothing, as in `discount=100%`.
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Url:
    """An absolute HTTP URL; `host` is in ASCII without brackets, `target` is path and query as sent."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> tuple[str, str, int]:
        """Return what decides whether two URLs lead to the same server."""
        return self.scheme, self.host, self.port

    @property
    def has_default_port(self) -> bool:
        """Return whether the port goes without saying."""
        return self.port == _DEFAULT_PORTS[self.scheme]

    @property
    def authority(self) -> str:
        """Return host and port as the header `Host` names them (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.has_default_port else f"{host}:{self.port}"

    def __str__(self) -> str:
        """Return the URL as it is sent."""
        return f"{self.scheme}://{self.authority}{self.target}"

    def with_query(self, query: str) -> "Url":
        """Return the URL with further query parameters, already encoded."""
        if not query:
            return self
        return replace(self, target=f"{self.target}{'&' if '?' in self.target else '?'}{query}")

    def join(self, location: str) -> "Url":
        """Return where a redirect leads from here; raises RequestInvalid."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        try:
            joined = urljoin(f"{self.scheme}://{host}:{self.port}{self.target}", location)
        except ValueError:
            raise RequestInvalid("the place to which it redirects cannot be read") from None
        return parse_url(joined)


def parse_url(value: object) -> Url:
    """Read an absolute URL; raises RequestInvalid, whose message repeats nothing of it."""
    if not isinstance(value, str) or not value.strip():
        raise RequestInvalid("url must be a text such as https://example.com/path")
    try:
        # Else all others would be encoded as well, for the library takes them for as many mistakes.
        parts = split_url(_BARE_PERCENT.sub("%25", value.strip()))
    except (LocationParseError, UnicodeError):
        raise RequestInvalid("url cannot be read; its host or port is wrong") from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise RequestInvalid("url must begin with http:// or https://")
    if parts.auth is not None:
        raise RequestInvalid("url must not hold a user name or password; use `credential`")
    if not parts.host or not _HOST.fullmatch(parts.host) or parts.port == 0:
        raise RequestInvalid("url needs a host, and a port between 1 and 65535 if it names one")
    return Url(
        scheme=parts.scheme,
        host=parts.host.strip("[]").rstrip("."),
        port=parts.port or _DEFAULT_PORTS[parts.scheme],
        target=parts.request_uri,
    )
