"""The AWS endpoint of the local stack: an ASGI application before moto.

`AWS_ENDPOINT_URL=http://127.0.0.1:3001` leads boto3 and the AWS CLI of other processes to the same tables
and state machines as the handlers of this one.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from botocore.awsrequest import AWSPreparedRequest
from botocore.compat import HTTPHeaders
from moto.core.models import botocore_stubber

from local.gateway.asgi import Message, Receive, Send

_HEADERS_OF_THE_SERVER: Final = frozenset({b"content-length", b"date", b"server"})


class AwsDoor:
    """Answers what `SignedAtHome` lets through, for any service, by the moto of this process."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="aws")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request (the ASGI protocol)."""
        if scope["type"] != "http":
            return
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return  # half a body may well be readable, and do something else
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        loop = asyncio.get_running_loop()
        status, headers, content = await loop.run_in_executor(self._threads, _answer, scope, bytes(body))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def close(self) -> None:
        """Wait for the requests that are being answered."""
        self._threads.shutdown()


def _answer(scope: Message, body: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    headers = HTTPHeaders()
    for name, value in scope["headers"]:
        headers[name.decode("latin-1")] = value.decode("latin-1")
    region, service = scope["signed_for"]
    query = f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""
    url = f"https://{service}.{region}.amazonaws.com{scope['raw_path'].decode('latin-1')}{query}"
    request = AWSPreparedRequest(scope["method"], url, headers, body, stream_output=False)
    response = botocore_stubber("before-send", request)
    if response is None:
        return 404, [(b"content-type", b"text/plain")], b"The local stack does not have this service."
    content: bytes = response.content
    answered = [
        (str(name).encode(), str(value).encode("latin-1")) for name, value in response.headers.items()
    ]
    kept = [(name, value) for name, value in answered if name.lower() not in _HEADERS_OF_THE_SERVER]
    return response.status_code, [*kept, (b"content-length", str(len(content)).encode())], content
