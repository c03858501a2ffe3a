"""Notifications over HTTP, under the same rules as the node: checked addresses, and secrets in no message."""

from collections.abc import Mapping

from exeoflow.http_request.errors import HttpRequestFailed, RequestInvalid
from exeoflow.http_request.exchange.addresses import AllowedHosts
from exeoflow.http_request.exchange.client import HttpClient
from exeoflow.http_request.messages.request import Request
from exeoflow.http_request.messages.url import Url, parse_url
from exeoflow.service.ports.receivers import Reception

TIMEOUT = 10.0


class HttpReceivers:
    """Posts to public hosts, and to private ones that are allowed; without TLS only to those."""

    def __init__(self, client: HttpClient, allowed_hosts: AllowedHosts) -> None:
        self._client = client
        self._allowed_hosts = allowed_hosts

    def fault_of(self, url: str) -> str | None:
        """Return the rule that an address breaks by its form; its host is looked up when it is called."""
        try:
            parsed = parse_url(url)
        except RequestInvalid:
            return "address-invalid"
        return None if self._is_safe(parsed) else "address-not-https"

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Reception:
        """Send a message once; of the answer only its status is read, and redirects are not followed."""
        try:
            parsed = parse_url(url)
            if not self._is_safe(parsed):
                return Reception(reason="the host may not be called without TLS any more")
            request = Request("POST", parsed, headers, body, timeout=TIMEOUT, follow_redirects=False)
            return Reception(status=self._client.status(request))
        except HttpRequestFailed as failure:
            return Reception(reason=f"{type(failure).__name__}: {failure}")

    def _is_safe(self, url: Url) -> bool:
        return url.scheme == "https" or self._allowed_hosts.names_host(url.host)
