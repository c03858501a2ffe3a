"""Finds the route of a request as an HTTP API of API Gateway does.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html: a full
match wins over one with a greedy variable, which wins over `$default`; a method wins over ANY. Variables
match whole path segments.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from local.functions import Invocable
from local.template import Route
from local.template.stack import CATCH_ALL


@dataclass(frozen=True, slots=True)
class Match:
    """The route that takes a request, its function, and the URL-decoded values of its path variables."""

    route: Route
    function: Invocable
    path_parameters: Mapping[str, str]


class Router:
    """All routes of a stack."""

    def __init__(self, functions: Iterable[Invocable]) -> None:
        routes = [(route, function) for function in functions for route in function.declared.routes]
        self._routes = sorted(routes, key=lambda entry: _precedence(entry[0]))

    def find(self, method: str, raw_path: str) -> Match | None:
        """Return the match for a still encoded path; None if there is not even a `$default` route."""
        segments = _segments(raw_path)
        for route, function in self._routes:
            if route.path == CATCH_ALL:
                return Match(route, function, {})
            parameters = _parameters(_segments(route.path), segments)
            if parameters is not None and route.method in {method, "ANY"}:
                return Match(route, function, parameters)
        return None


def _precedence(route: Route) -> tuple[bool, list[int], bool]:
    kinds = [_segment_kind(segment) for segment in _segments(route.path)]
    return route.path == CATCH_ALL, kinds, route.method == "ANY"


def _segment_kind(segment: str) -> int:
    """Order literals before variables before greedy variables."""
    if not segment.startswith("{"):
        return 0
    return 2 if segment.endswith("+}") else 1


def _segments(path: str) -> list[str]:
    return path.removeprefix("/").split("/")


def _parameters(pattern: Sequence[str], segments: Sequence[str]) -> dict[str, str] | None:
    parameters: dict[str, str] = {}
    for position, expected in enumerate(pattern):
        kind = _segment_kind(expected)
        if position >= len(segments) or (kind == 1 and not segments[position]):
            return None
        if kind == 2:  # noqa: PLR2004  the rest of the path
            parameters[expected[1:-2]] = unquote("/".join(segments[position:]))
            return parameters
        if kind == 1:
            parameters[expected[1:-1]] = unquote(segments[position])
        elif expected != segments[position]:
            return None
    return parameters if len(segments) == len(pattern) else None
