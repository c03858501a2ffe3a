"""Why a request failed, one tree; Lambda hands the name of the class to Step Functions as the error's name.

HttpRequestFailed
├── RequestInvalid         Http.InvalidRequest       the node's words are wrong
├── CredentialNotFound     Http.CredentialNotFound   no such secret for this workspace
├── AddressNotAllowed      Http.AddressNotAllowed    the host is private, or no place for a workflow
├── RedirectNotAllowed     Http.RedirectNotAllowed   the answer leads to another scheme
├── TooManyRedirects       Http.TooManyRedirects
├── ConnectionFailed       Http.ConnectionFailed     no address, no connection, no TLS, no proper answer
├── RequestTimedOut        Http.Timeout              the whole exchange took too long
├── ResponseTooLarge       Http.ResponseTooLarge     more than a state may carry
└── StatusRefused          Http.Status404 ...        the server answered 400 or above
"""


class HttpRequestFailed(Exception):
    """The request has no usable answer; the message names method and host, never path, query or secret."""

    def __init_subclass__(cls, *, code: str) -> None:
        """Rename the class to the code, because Lambda reports `type(error).__name__` as `errorType`."""
        cls.__name__ = code


class RequestInvalid(HttpRequestFailed, code="Http.InvalidRequest"):
    """The node asks for something that is no proper HTTP request."""


class CredentialNotFound(HttpRequestFailed, code="Http.CredentialNotFound"):
    """The workspace has no secret of this name."""


class AddressNotAllowed(HttpRequestFailed, code="Http.AddressNotAllowed"):
    """The host has an address that a workflow must not reach."""


class RedirectNotAllowed(HttpRequestFailed, code="Http.RedirectNotAllowed"):
    """The answer leads to a scheme that is less safe, or no HTTP."""


class TooManyRedirects(HttpRequestFailed, code="Http.TooManyRedirects"):
    """The answers lead on and on."""


class ConnectionFailed(HttpRequestFailed, code="Http.ConnectionFailed"):
    """The server could not be reached or does not speak HTTP properly."""


class RequestTimedOut(HttpRequestFailed, code="Http.Timeout"):
    """The whole exchange, redirects included, took longer than it may."""


class ResponseTooLarge(HttpRequestFailed, code="Http.ResponseTooLarge"):
    """The answer is larger than a state's output may be."""


class StatusRefused(HttpRequestFailed, code="Http.Status"):
    """The server answered with a status of 400 or above."""


def refusal_of_status(status: int, message: str) -> StatusRefused:
    """Return the error of one status, such as `Http.Status404`, which `retry` and `on_error` can name."""

    class Refused(StatusRefused, code=f"Http.Status{status}"):
        """An answer with this status."""

    return Refused(message)
