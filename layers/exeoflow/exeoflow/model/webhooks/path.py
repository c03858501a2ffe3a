"""A webhook's own path within its workspace: words, and parameters for whole parts (`orders/:id`)."""

from collections.abc import Mapping
from typing import Final

MAX_PARTS: Final = 10
MAX_LENGTH: Final = 200
PATTERN: Final = (
    r"^/?[A-Za-z0-9._~-]+(?:/(?:[A-Za-z0-9._~-]+|:[A-Za-z_][A-Za-z0-9_]*)){0," + str(MAX_PARTS - 1) + r"}/?$"
)
"""The form of a path. It begins with a word, by which it is found."""


def parts_of(path: str) -> list[str]:
    """Return the parts of a path; slashes at its ends are none of it.

    >>> parts_of("/orders/42/")
    ['orders', '42']
    """
    bare = path.strip("/")
    return bare.split("/") if bare else []


def shape_of(path: str) -> str:
    """Return a path without the names of its parameters: two of one shape could not be told apart.

    >>> shape_of("orders/:id")
    'orders/:'
    """
    return "/".join(":" if part.startswith(":") else part for part in parts_of(path))


def parameters_of(path: str) -> list[str]:
    """Return the names of a path's parameters, in their order."""
    return [part[1:] for part in parts_of(path) if part.startswith(":")]


def matched(pattern: str, path: str) -> Mapping[str, str] | None:
    """Return the values of the parameters of a path that is called; None if it is another path.

    >>> matched("orders/:id", "orders/42")
    {'id': '42'}
    """
    wanted, called = parts_of(pattern), parts_of(path)
    if len(wanted) != len(called):
        return None
    pairs = list(zip(wanted, called, strict=True))
    if any(not part.startswith(":") and part != given for part, given in pairs):
        return None
    if any(part.startswith(":") and not given for part, given in pairs):
        return None
    return {part[1:]: given for part, given in pairs if part.startswith(":")}


def precedence(pattern: str) -> list[bool]:
    """Return what sorts paths that match the same call: a word goes before a parameter in its place."""
    return [part.startswith(":") for part in parts_of(pattern)]
