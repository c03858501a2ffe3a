"""What belongs to one run of a node beside its request: which server it is for, what was learned there."""

import ssl
from dataclasses import dataclass, field

from urllib3.response import BaseHTTPResponse

from exeoflow.http_request.authentication.scheme import NONE, Authentication
from exeoflow.http_request.exchange.cookies import Cookies
from exeoflow.http_request.messages.request import Request
from exeoflow.http_request.messages.url import Url


@dataclass
class Session:
    """Authorizes what goes to the server that the node names, and nothing that goes elsewhere.

    `tls` holds for that server alone, too: None for settings that trust public authorities.
    """

    home: Url
    authentication: Authentication = NONE
    tls: ssl.SSLContext | None = None
    cookies: Cookies = field(default_factory=Cookies)

    def is_at_home(self, request: Request) -> bool:
        """Return whether a request goes to the server that the node names, and was never led away from it.

        Who may redirect could otherwise lead the credential to any path of its server.
        """
        return not request.was_led_away and is_same_server(self.home, request.url)

    def prepared(self, request: Request) -> Request:
        """Return the request as it is to be sent: with cookies, and authorized last, for it may be signed."""
        with_cookies = self.cookies.sent_with(request)
        return self.authentication.authorized(with_cookies) if self.is_at_home(request) else with_cookies

    def note(self, request: Request, response: BaseHTTPResponse) -> None:
        """Keep what an answer brings along."""
        self.cookies.keep(request, response)

    def tls_for(self, request: Request) -> ssl.SSLContext | None:
        """Return the node's own settings where they hold."""
        return self.tls if self.is_at_home(request) else None


def is_same_server(before: Url, after: Url) -> bool:
    """Return whether two URLs lead to the same server, if need be to its better port."""
    is_upgrade = (before.scheme, before.port, after.scheme, after.port) == ("http", 80, "https", 443)
    return before.host == after.host and (before.origin == after.origin or is_upgrade)
