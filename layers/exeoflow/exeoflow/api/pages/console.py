"""The console: its built files, as they lie packed in the layer `console`."""

import base64
import gzip
import mimetypes
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType
from typing import Final

from exeoflow.api.answers import Answer
from exeoflow.api.console import SHOW_CONSOLE_DOOR
from exeoflow.api.request import Request
from exeoflow.errors import RouteNotFound

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_INDEX: Final = "index.html"
# Their names tell their content, so they never change.
_HASHED: Final = "assets/"
_PACKED: Final = ".gz"
_PAGE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": CONTENT_SECURITY_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }
)


def console_answer(folder: Path, request: Request) -> Answer:
    """Answer with the file that the path names, and with the page itself for any other path.

    The page decides by its address what it shows. A hashed name that is no file is that of an older build: a
    page in its place would be read as a script.
    """
    name = request.path_parameters.get("path", "")
    if not name and request.path.endswith(SHOW_CONSOLE_DOOR.path):
        # Relative, for a gateway may serve all below a path of its own; browsers keep the key behind `#`.
        return Answer(HTTPStatus.FOUND, "", {"Location": "./", "Cache-Control": "no-cache"})
    paths = _paths(folder)
    if name.startswith(_HASHED) and name not in paths:
        raise RouteNotFound
    shown = name if name in paths else _INDEX
    packed = paths[shown].read_bytes()
    if "gzip" in request.headers.get("accept-encoding", ""):
        return _answer(packed, {**_headers(shown), "Content-Encoding": "gzip"})
    return _answer(gzip.decompress(packed), _headers(shown))


def _answer(content: bytes, headers: Mapping[str, str]) -> Answer:
    return Answer(HTTPStatus.OK, base64.b64encode(content).decode(), headers, is_base64=True)


def _headers(name: str) -> dict[str, str]:
    kind = mimetypes.guess_type(name)[0]
    about = {"Content-Type": f"{kind}; charset=utf-8", "Vary": "Accept-Encoding"}
    if name.startswith(_HASHED):
        # A script's own policy is what a worker that it starts is held to.
        policy = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
        return {**about, **policy, "Cache-Control": "public, max-age=31536000, immutable"}
    return {**about, **_PAGE}


@cache
def _paths(folder: Path) -> Mapping[str, Path]:
    """Return the files by name; a path that is no key reads nothing."""
    packed = folder.rglob(f"*{_PACKED}")
    return {path.relative_to(folder).as_posix().removesuffix(_PACKED): path for path in packed}
