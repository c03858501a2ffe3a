"""Under which names a server on this machine may be asked without a secret.

A page of the web can lead its own name to 127.0.0.1 (DNS rebinding), and its browser then lets it read what
is answered. It knows no key but the one that `make run` makes for everybody.
"""

import ipaddress
from collections.abc import Callable
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from exeoflow.diagnostics import Diagnostic
from local.gateway.asgi import Application, Message, Receive, Send
from local.gateway.heads import first_line
from local.gateway.response import refusal, send_response
from local.options import DEMO_KEY

_LONGEST_NAME_LOGGED: Final = 100
# Nobody can lead these elsewhere: RFC 6761, 6.3, and what containers call the machine that they are on.
_OWN_NAMES: Final = ("localhost", "docker.internal")


def names_this_machine(host: str) -> bool:
    """Say whether a header `Host` names an address, which nobody can lead elsewhere, or this machine.

    >>> names_this_machine("127.0.0.1:3000"), names_this_machine("example.com:3000")
    (True, False)
    """
    name = host_name(host)
    if name is None:
        return False
    # Only HTTP/1.0 has none, and no browser speaks that.
    return not name or _is_address(name) or f".{name}".endswith(tuple(f".{own}" for own in _OWN_NAMES))


def host_name(host: str) -> str | None:
    """Return the name of a header `Host` without its port; None if it cannot be read."""
    try:
        return (urlsplit(f"//{host}").hostname or "").removesuffix(".")
    except ValueError:
        return None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class KnownKeyAtHome:
    """Serves a gateway; the key that everybody knows counts under names of this machine and of `url` only."""

    def __init__(self, gateway: Application, url: str | None, log: Callable[[str], None]) -> None:
        self._gateway = gateway
        self._name = urlsplit(url).hostname if url else None
        self._log = log

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request (the ASGI protocol)."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "")
        if _is_known_key(headers.get("authorization", "")) and not self._is_ours(host):
            language = headers.get("accept-language")
            # Quoted: the name may hold what steers a terminal.
            named = repr(host[:_LONGEST_NAME_LOGGED])
            self._log(
                f"{first_line(scope)} {HTTPStatus.UNAUTHORIZED} the key that everybody knows, under {named}"
            )
            refused = refusal(HTTPStatus.UNAUTHORIZED, "UNAUTHORIZED", language, fault=_fault(host))
            await send_response(refused, send)
        else:
            await self._gateway(scope, receive, send)

    def _is_ours(self, host: str) -> bool:
        return names_this_machine(host) or host_name(host) == self._name


def _fault(host: str) -> Diagnostic:
    return Diagnostic("key-known-to-all", "", values={"host": host})


def _is_known_key(authorization: str) -> bool:
    return authorization.split()[-1:] == [DEMO_KEY]
