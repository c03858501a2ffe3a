"""How bytes on a connection become requests: HTTP/1.1, whose faults are answered in the API's envelope."""

import asyncio
import sys
from http import HTTPStatus
from typing import Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from local.gateway.heads import head_too_large
from local.gateway.response import Response, refusal

# In this time a request has arrived whole, and a client has taken more of its answer, or the connection is
# closed: unfinished ones would pile up.
_ARRIVAL_SECONDS: Final = 60
# So long is listened to a client whose request was refused in its middle.
_FAREWELL_SECONDS: Final = 2
_EMPTY_LINE: Final = b"\r\n"


class EnvelopeProtocol(H11Protocol):
    """uvicorn's HTTP, which answers even what is no HTTP request in the API's envelope.

    It does not wait for ever for the rest of a request, nor for a client that reads no further. A client that
    closes its sending side has asked all that it asks, and is answered (RFC 9112, 9.6). One that is refused
    while it sends is listened to until it has read why.
    """

    arrival_seconds: float = _ARRIVAL_SECONDS
    _patience: asyncio.TimerHandle | None = None
    _patience_with_reader: asyncio.TimerHandle | None = None
    _has_all: bool = False
    _is_refused: bool = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait_for_arrival()

    def data_received(self, data: bytes) -> None:
        """Take a part of a request; with the last one the waiting is over."""
        if self._is_refused:
            return  # thrown away: a connection that is closed over it is reset, and the answer lost
        super().data_received(data)
        if self.conn.their_state in {h11.IDLE, h11.SEND_BODY}:
            self._wait_for_arrival()
        else:
            self._stop_waiting()

    def handle_events(self) -> None:
        """Read what has arrived, but for empty lines, which some send after a body (RFC 9112, 2.2)."""
        if self.conn.their_state is h11.IDLE:
            while self.conn.trailing_data[0].startswith(_EMPTY_LINE):
                # h11 takes such a line for a request without a first line, and lets nobody take it away.
                self.conn._receive_buffer.maybe_extract_at_most(len(_EMPTY_LINE))  # noqa: SLF001
            if self.conn.trailing_data[0] == _EMPTY_LINE[:1]:
                return
        super().handle_events()

    def eof_received(self) -> bool | None:  # type: ignore[override]
        """Keep the connection for the answers to what has arrived; refuse what ends in the middle."""
        self._has_all = True
        if self._is_refused:
            return None
        if self._is_answering():
            return True
        if self.conn.their_state is h11.SEND_BODY or self.conn.trailing_data[0]:
            self.send_400_response("")
        return None

    def on_response_complete(self) -> None:
        """Go on with the next request, or end where there is none and none can come."""
        super().on_response_complete()
        if self._has_all and not self._is_answering() and not self.transport.is_closing():
            self.eof_received()
            self.transport.close()

    def _is_answering(self) -> bool:
        is_whole = self.conn.their_state not in {h11.IDLE, h11.SEND_BODY}
        return is_whole and self.cycle is not None and not self.cycle.response_complete

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._stop_waiting()
        self._stop_waiting_for_reader()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Begin to wait until the client takes what was written."""
        super().pause_writing()
        self._wait_for_reader()

    def resume_writing(self) -> None:
        """Go on with a client that reads again."""
        self._stop_waiting_for_reader()
        super().resume_writing()

    def _wait_for_arrival(self) -> None:
        if self._patience is None:
            self._patience = self.loop.call_later(self.arrival_seconds, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _wait_for_reader(self) -> None:
        left = self.transport.get_write_buffer_size()
        self._patience_with_reader = self.loop.call_later(self.arrival_seconds, self._look_at_reader, left)

    def _look_at_reader(self, left: int) -> None:
        if self.transport.get_write_buffer_size() < left:
            self._wait_for_reader()
        else:
            self.transport.abort()  # to close would wait for the client, too

    def _stop_waiting_for_reader(self) -> None:
        if self._patience_with_reader is not None:
            self._patience_with_reader.cancel()
            self._patience_with_reader = None

    def shutdown(self) -> None:
        """End when the server does; h11 ends nothing that was refused."""
        if self._is_refused:
            self.transport.close()
        else:
            super().shutdown()

    def send_400_response(self, msg: str) -> None:
        """Answer a request that cannot be read, or not for its length, and end the connection."""
        del msg  # English, and about HTTP
        fault = sys.exception()  # what h11 said, which uvicorn does not hand on
        is_too_large = getattr(fault, "error_status_hint", 0) == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        unreadable = refusal(HTTPStatus.BAD_REQUEST, "INVALID_REQUEST", None)
        self.transport.write(_last_answer(head_too_large(None) if is_too_large else unreadable))
        self._refuse()

    def _refuse(self) -> None:
        """Say and ask nothing more; close when the client does, or soon."""
        self._is_refused = True
        if self.cycle is not None:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self._has_all or self.transport.is_closing():
            self.transport.close()
            return
        self.transport.write_eof()
        self.loop.call_later(_FAREWELL_SECONDS, self.transport.close)


def _last_answer(answer: Response) -> bytes:
    head = (
        f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}\r\n"
        "content-type: application/json\r\n"
        f"content-length: {len(answer.body)}\r\n"
        "connection: close\r\n\r\n"
    )
    return head.encode() + answer.body
