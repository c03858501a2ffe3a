"""Which pages of other origins may read answers (CORS), told to browsers.

The stack answers itself, not API Gateway: so it is the same on every machine, and a stack that allows nobody
has nothing of it. Keys are sent as headers, so that no answer needs credentials of the browser.
https://fetch.spec.whatwg.org/#http-cors-protocol
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from http import HTTPStatus
from typing import Final

from exeoflow.api.answers import Answer
from exeoflow.api.request import Request

ANYBODY: Final = "*"
_READABLE: Final = (
    *("ETag", "Retry-After", "X-Request-Id"),
    *("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"),
)
_SENT: Final = ("Accept-Language", "Authorization", "Content-Type", "Idempotency-Key", "If-Match")
# Chromium keeps a permission no longer.
_SECONDS: Final = 7200


def origins_of(text: str) -> frozenset[str]:
    """Read a list of origins separated by commas; none of an empty text.

    >>> sorted(origins_of("https://app.example.com,http://localhost:5173"))
    ['http://localhost:5173', 'https://app.example.com']
    """
    return frozenset(each.strip() for each in text.split(",") if each.strip())


def reading_headers(request: Request, allowed: AbstractSet[str]) -> dict[str, str]:
    """Return what lets the page that sent the request read its answer."""
    if not allowed:
        return {}
    if ANYBODY in allowed:
        return {"Access-Control-Allow-Origin": ANYBODY, **_readable()}
    # Whatever keeps answers must tell one page's from another's.
    origin = request.headers.get("origin", "")
    varies = {"Vary": "Origin"}
    if not _is_among(origin, allowed):
        return varies
    return {"Access-Control-Allow-Origin": origin, **_readable(), **varies}


def permission(
    request: Request, allowed: AbstractSet[str], methods: Sequence[str], more_headers: Sequence[str] = ()
) -> Answer | None:
    """Answer a browser that asks before it sends; None where it does not ask, or may not be told yes.

    `more_headers` may be sent beside those of the API.
    """
    asks = request.method == "OPTIONS" and "access-control-request-method" in request.headers
    origin = request.headers.get("origin", "")
    if not (asks and methods and (ANYBODY in allowed or _is_among(origin, allowed))):
        return None
    headers = {
        "Access-Control-Allow-Methods": ", ".join(methods),
        "Access-Control-Allow-Headers": ", ".join(dict.fromkeys([*_SENT, *more_headers])),
        "Access-Control-Max-Age": str(_SECONDS),
    }
    return Answer(HTTPStatus.NO_CONTENT, "", headers)


def _is_among(origin: str, allowed: AbstractSet[str]) -> bool:
    """Tell whether an origin is allowed, by its name or as one below a host (`https://*.example.com`)."""
    return origin in allowed or any(_is_below(origin, each) for each in allowed if "://*." in each)


def _is_below(origin: str, pattern: str) -> bool:
    scheme, _, parent = pattern.partition("*")
    below = origin.removeprefix(scheme).removesuffix(parent)
    return origin == f"{scheme}{below}{parent}" and below != "" and "/" not in below


def _readable() -> dict[str, str]:
    return {"Access-Control-Expose-Headers": ", ".join(_READABLE)}
