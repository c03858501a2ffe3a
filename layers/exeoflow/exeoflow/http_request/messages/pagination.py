"""Answers that come in pages: where the next one is, what of each is gathered, and when it is over."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from exeoflow.http_request.errors import PaginationFailed, RequestInvalid
from exeoflow.http_request.messages.body_fields import with_field, with_pair
from exeoflow.http_request.messages.request import Request, header_field
from exeoflow.http_request.messages.url import Url
from exeoflow.http_request.messages.values import scalar
from exeoflow.model.state_room import MOST_PAGES

MODES: Final = ("link_header", "next_url", "page", "offset", "cursor")
KEEPS: Final = ("items", "pages")
PLACES: Final = ("query", "body", "header")
DEFAULT_MAX_PAGES: Final = 100

_FIELDS = frozenset(
    {
        "mode",
        "next",
        "next_header",
        "items",
        "more",
        "parameter",
        "in",
        "start",
        "step",
        "keep",
        "size",
        "size_parameter",
        "max_pages",
        "max_items",
        "end_statuses",
    }
)
# RFC 8288, 3: an address between angle brackets, then parameters; commas may stand in quotes.
_LINK = re.compile(r'<([^>]*)>((?:\s*;\s*[^\s;,="]+\s*(?:=\s*(?:"[^"]*"|[^\s;,"]*))?)*)')
_REL = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)


@dataclass(frozen=True)
class Pagination:
    """What a node says of pages; paths lead through the body, keys and positions parted by dots.

    What comes next stands in the body at `next`, or in the header `next_header` (in lower case). A page
    behind the first that is refused with one of `end_statuses` is none, which some servers say no other way.
    """

    mode: str
    next: str = ""
    next_header: str = ""
    items: str = ""
    more: str = ""
    parameter: str = ""
    place: str = "query"
    start: int = 0
    step: int = 1
    keep: str = "items"
    size: int | None = None
    size_parameter: str = ""
    max_pages: int = DEFAULT_MAX_PAGES
    max_items: int | None = None
    end_statuses: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Page:
    """One page as it was answered: what asked for it, and how many items it had."""

    asked: Request
    headers: Mapping[str, str]
    body: object
    count: int


@dataclass
class Gathered:
    """The pages so far; `seen` are the places that were asked."""

    items: list[Any] = field(default_factory=list)
    pages: int = 0
    seen: set[str] = field(default_factory=set)

    def most(self, pagination: Pagination) -> float:
        """Return how many items there may be."""
        return math.inf if pagination.max_items is None else pagination.max_items

    def is_enough(self, pagination: Pagination) -> bool:
        """Return whether no more pages may be asked for."""
        return self.pages >= pagination.max_pages or len(self.items) >= self.most(pagination)

    def output(self, last: Mapping[str, Any], pagination: Pagination, *, is_over: bool) -> dict[str, Any]:
        """Return the node's output: that of the last page, with the items of all."""
        return {
            **last,
            "body": self.items[: pagination.max_items],
            "pages": self.pages,
            "complete": is_over and len(self.items) <= self.most(pagination),
        }


def parse_pagination(value: object) -> Pagination | None:
    """Read the node's words; raises RequestInvalid."""
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise RequestInvalid("pagination must be an object")
    if unknown := set(value) - _FIELDS:
        raise RequestInvalid(f"pagination has no such field as {min(unknown)[:100]}")
    mode = _word(value, "mode", MODES)
    found = Pagination(
        mode=mode,
        next=_text(value, "next"),
        next_header=_text(value, "next_header").lower(),
        items=_text(value, "items"),
        more=_text(value, "more"),
        parameter=_text(value, "parameter", "" if mode in {"link_header", "next_url"} else mode),
        place=_word(value, "in", PLACES, "query"),
        keep=_word(value, "keep", KEEPS, "items"),
        **_counts(value, mode),
    )
    if mode in {"next_url", "cursor"} and not (found.next or found.next_header):
        raise RequestInvalid(f"pagination by {mode} needs next: where the body says what comes next")
    return found


def _counts(value: Mapping[str, Any], mode: str) -> dict[str, Any]:
    """Read what is counted: where it begins, how large pages are, and when it is over."""
    return {
        "start": _whole(value, "start", 1 if mode == "page" else 0, least=0),
        "step": _whole(value, "step", 1),
        "size": _whole(value, "size", None),
        "size_parameter": _text(value, "size_parameter", "limit" if value.get("size") is not None else ""),
        "max_pages": min(_whole(value, "max_pages", DEFAULT_MAX_PAGES), MOST_PAGES),
        "max_items": _whole(value, "max_items", None),
        "end_statuses": _statuses(value.get("end_statuses")),
    }


def _word(value: Mapping[str, Any], name: str, known: tuple[str, ...], default: str = "") -> str:
    found = _text(value, name, default)
    if found not in known:
        raise RequestInvalid(f"pagination.{name} must be one of {', '.join(known)}")
    return found


def _statuses(value: object) -> frozenset[int]:
    statuses = [] if value is None else value
    if not (isinstance(statuses, list) and all(isinstance(each, int) for each in statuses)):
        raise RequestInvalid("pagination.end_statuses must be a list of numbers")
    return frozenset(statuses)


def _text(value: Mapping[str, Any], name: str, default: str = "") -> str:
    found = value.get(name)
    if found is None:
        return default
    if not isinstance(found, str):
        raise RequestInvalid(f"pagination.{name} must be a text")
    return found


def _whole(value: Mapping[str, Any], name: str, default: Any, *, least: int = 1) -> Any:  # noqa: ANN401 - as given
    found = value.get(name)
    if found is None:
        return default
    if isinstance(found, bool) or not isinstance(found, int | float) or found != int(found) or found < least:
        raise RequestInvalid(f"pagination.{name} must be a whole number from {least} on")
    return int(found)


def first_request(request: Request, pagination: Pagination) -> Request:
    """Return the request for the first page."""
    if pagination.size is not None:
        request = _with(request, pagination, pagination.size_parameter, pagination.size)
    if pagination.mode in {"page", "offset"}:
        return _with(request, pagination, pagination.parameter, pagination.start)
    return request


def place_of(request: Request) -> str:
    """Return what tells one page from another."""
    return f"{request.url} {request.body!r} {request.headers!r}"


def gather(gathered: Gathered, pagination: Pagination, body: object) -> int:
    """Add what is kept of one page and return how many items it has; raises PaginationFailed."""
    found = _items_of(body, pagination)
    gathered.items += [body] if pagination.keep == "pages" else found
    gathered.pages += 1
    return len(found)


def _items_of(body: object, pagination: Pagination) -> list[Any]:
    found = at_path(body, pagination.items) if pagination.items else body
    if isinstance(found, list):
        return found
    if pagination.keep == "pages":
        return [found] if found else []
    if found is None:
        return []
    if pagination.items or pagination.mode in {"page", "offset"}:
        where = pagination.items or "the body"
        raise PaginationFailed(f"the pages have no list at {where[:100]}: `items` says where it is")
    return [found]


def next_request(first: Request, pagination: Pagination, gathered: Gathered, page: Page) -> Request | None:
    """Return the request for the page behind the one that was answered, None if it was the last.

    Raises PaginationFailed where it would lead in a circle.
    """
    if pagination.more and not at_path(page.body, pagination.more):
        return None
    following = _following(first, pagination, gathered, page)
    if following is None:
        return None
    place = place_of(following)
    if place in gathered.seen:
        raise PaginationFailed(f"{first.subject}: page {gathered.pages} leads to a page that was read before")
    gathered.seen.add(place)
    return following


def _following(first: Request, pagination: Pagination, gathered: Gathered, page: Page) -> Request | None:
    match pagination.mode:
        case "link_header":
            return _linked(page.asked, next_link(page.headers.get("link", "")))
        case "next_url":
            return _linked(page.asked, _told_next(pagination, page))
        case "cursor":
            cursor = _told_next(pagination, page)
            return None if _is_nothing(cursor) else _with(first, pagination, pagination.parameter, cursor)
        case _:
            if page.count == 0 or (pagination.size is not None and page.count < pagination.size):
                return None
            gone = gathered.pages * pagination.step if pagination.mode == "page" else len(gathered.items)
            return _with(first, pagination, pagination.parameter, pagination.start + gone)


def _told_next(pagination: Pagination, page: Page) -> Any:  # noqa: ANN401 - JSON
    if pagination.next_header:
        return page.headers.get(pagination.next_header)
    return at_path(page.body, pagination.next)


def _is_nothing(value: object) -> bool:
    return value is None or value == "" or value is False


def _linked(asked: Request, location: object) -> Request | None:
    if _is_nothing(location):
        return None
    if not isinstance(location, str):
        raise PaginationFailed(f"{asked.subject}: what should be the next address is none")
    try:
        url = asked.url.join(location)
    except RequestInvalid:
        raise PaginationFailed(f"{asked.subject}: what should be the next address is none") from None
    return replace(asked, url=url)


def next_link(header: str) -> str | None:
    """Return the address of the relation `next` in a `Link` header.

    >>> next_link('<https://a.example/?page=1>; rel="first", <?page=3>; rel="next"')
    '?page=3'
    """
    for found in _LINK.finditer(header):
        rel = _REL.search(found[2])
        if rel is not None and "next" in (rel[1] or rel[2] or "").lower().split():
            return found[1]
    return None


def at_path(value: object, path: str) -> Any:  # noqa: ANN401 - JSON
    """Return what stands at a path, None if nothing does; a key may itself have dots in it.

    >>> at_path({"@odata.nextLink": "x", "data": [{"id": 1}, {"id": 2}]}, "data.-1.id")
    2
    """
    if not path:
        return value
    if isinstance(value, list):
        position, _, rest = path.partition(".")
        is_there = position.removeprefix("-").isdecimal() and -len(value) <= int(position) < len(value)
        return at_path(value[int(position)], rest) if is_there else None
    if not isinstance(value, Mapping):
        return None
    parts = path.split(".")
    keys = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    key = next((each for each in keys if each in value), None)
    return None if key is None else at_path(value[key], path[len(key) + 1 :])


def _with(request: Request, pagination: Pagination, name: str, value: object) -> Request:
    if pagination.place == "body":
        return with_field(request, name, value)
    if pagination.place == "header":
        header, text = header_field(name, value)
        return replace(request, headers={**request.headers, header: text})
    text = scalar(value, f"the parameter {name}")
    return replace(request, url=_with_parameter(request.url, name, text))


def _with_parameter(url: Url, name: str, value: str) -> Url:
    path, _, query = url.target.partition("?")
    return replace(url, target=f"{path}?{with_pair(query, name, value)}")
