"""Which requests the AWS endpoint takes: all that are signed, under names of this machine."""

import re
from typing import Final

from local.gateway.asgi import Application, Message, Receive, Send
from local.gateway.names import names_this_machine
from local.gateway.response import Response, send_response

_SCOPE: Final = re.compile(r"Credential=[^/]+/\d+/([\w-]+)/([\w-]+)/aws4_request")


class SignedAtHome:
    """Serves what answers for AWS, which may come into being with the first request that is taken.

    It finds region and service in the scope; the signature itself says nothing here.
    """

    def __init__(self, door: Application) -> None:
        self._door = door

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request (the ASGI protocol)."""
        if not names_this_machine(_header(scope, b"host")):
            # Anybody can sign with any credentials, a page of the web that leads its name here, too.
            await send_response(_refused("Call this endpoint as 127.0.0.1 or localhost."), send)
        elif found := _SCOPE.search(_header(scope, b"authorization")):
            await self._door({**scope, "signed_for": found.groups()}, receive, send)
        else:
            await send_response(_refused("Sign the request with any AWS credentials."), send)


def _header(scope: Message, name: bytes) -> str:
    value: bytes = dict(scope["headers"]).get(name, b"")
    return value.decode("latin-1")


def _refused(reason: str) -> Response:
    return Response(403, (("content-type", "text/plain"),), reason.encode())
