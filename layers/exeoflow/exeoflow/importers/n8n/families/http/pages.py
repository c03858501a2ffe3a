"""The three ways in which HTTP Request reads page after page, as the pagination of `http_request`.

n8n evaluates expressions over the answer of each page; here their usual forms are known: a number that
grows, something in the body that is sent with the next request, an address in the body.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.importers.n8n.expressions.javascript.parsing import parse
from exeoflow.importers.n8n.expressions.javascript.syntax import (
    Binary,
    Call,
    Constant,
    Enclosed,
    Index,
    Member,
    Name,
    Node,
    Unary,
)
from exeoflow.importers.n8n.expressions.templates import Code, split
from exeoflow.importers.n8n.expressions.values import NoMeaning, NoRule
from exeoflow.importers.n8n.families.calls import of_item
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.model.state_room import MOST_PAGES

_SETTING: Final = "options.pagination.pagination"
_ADDRESS: Final = "responseContainsNextURL"
_PARAMETER: Final = "updateAParameterInEachRequest"
_PLACES: Final[Mapping[str, str]] = {"qs": "query", "body": "body"}


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number that grows with each page: `step` times the number of pages so far, and `start`."""

    step: int
    start: int


def pages_of(place: Place, request: dict[str, Any]) -> dict[str, Any] | None:
    """The `pagination` of a request, None if the node reads one page only.

    What is sent with every page is put into the request.
    """
    if not place.parameter(_SETTING):
        return None
    mode = _mode(place)
    if mode == "off":
        return None
    if mode == _ADDRESS:
        found = {"mode": "next_url", "next": _path(place, place.parameter(f"{_SETTING}.nextURL"))}
    elif mode == _PARAMETER:
        found = _by_parameter(place, request)
    else:
        raise Refused("setting-unsupported", setting=f"paginationMode: {mode}")
    place.note("setting-approximated", setting="options.pagination")
    return {**found, "keep": "pages", "max_pages": _most(place), **_end(place, found, request)}


def _mode(place: Place) -> str:
    """How the node finds the next page; one that n8n does not have is told by its field of an address."""
    written = place.chosen(f"{_SETTING}.paginationMode", _PARAMETER)
    if written in {"off", _ADDRESS, _PARAMETER} or not place.parameter(f"{_SETTING}.nextURL"):
        return written
    place.note("operation-inferred", setting=f"{_SETTING}.paginationMode", written=written, meant=_ADDRESS)
    return _ADDRESS


def _most(place: Place) -> int | str:
    """How many pages are read at most; where that is computed, nothing and 0 are no limit, as in n8n."""
    if not place.flag(f"{_SETTING}.limitPagesFetched"):
        return MOST_PAGES
    written = place.parameter(f"{_SETTING}.maxRequests", 100)
    if is_computed(written):
        most = f"($v := $n8_number({place.value(written)}); $exists($v) and $v != 0 ? $v : {MOST_PAGES})"
        return f"{{{{ {of_item(place, f'$max([1, $min([{MOST_PAGES}, $ceil({most})])])')} }}}}"
    return max(1, min(MOST_PAGES, int(place.number(f"{_SETTING}.maxRequests", 100))))


def _varying(place: Place, request: dict[str, Any]) -> tuple[Mapping[str, Any], str, str]:
    """The one parameter that each page has anew, its name, and where it goes; others are sent with all."""
    found = []
    for row in place.rows(f"{_SETTING}.parameters.parameters"):
        name, where = row.get("name"), _PLACES.get(str(row.get("type", "qs")))
        if not isinstance(name, str) or not name or where is None:
            raise Refused("setting-unsupported", setting="options.pagination: parameters")
        sent = request.get(where, {})
        if is_computed(row.get("value")) or not isinstance(sent, Mapping):
            found.append((row, name, where))
        else:
            request[where] = {**sent, name: row.get("value", "")}
    if len(found) != 1:
        raise Refused("setting-unsupported", setting="options.pagination: parameters")
    return found[0]


def _by_parameter(place: Place, request: dict[str, Any]) -> dict[str, Any]:
    row, name, where = _varying(place, request)
    counted = _counted(_parsed(row.get("value")), name, request.get(where))
    if counted is None or counted.step == 0:
        found: dict[str, Any] = {"mode": "cursor", "next": _path(place, row.get("value"))}
    else:
        place.understand(str(row.get("value")))
        found = {"mode": "page", "start": counted.start, "step": counted.step}
    return {**found, "parameter": name, "in": where}


def _counted(node: Node | None, name: str, sent: object) -> _Counted | None:
    """`$pageCount + 1`, `$pageCount * 50`, or `$request.qs.page + 1` beside what is sent first."""
    match node:
        case Enclosed(value=inner):
            return _counted(inner, name, sent)
        case Name(name="$pageCount"):
            return _Counted(1, 0)
        case Constant(value=int(number)) if not isinstance(number, bool) and number >= 0:
            return _Counted(0, number)
        case Member(value=Member(value=Name(name="$request")), name=read) if read == name:
            first = sent.get(name, 0) if isinstance(sent, Mapping) else 0
            return _Counted(1, int(first)) if str(first).isdecimal() else None
        case Binary(operator="+" | "*" as operator, left=left, right=right):
            one, other = _counted(left, name, sent), _counted(right, name, sent)
            if one is None or other is None:
                return None
            if operator == "+":
                return _Counted(one.step + other.step, one.start + other.start)
            if one.step and other.step:
                return None
            return _Counted(one.step * other.start + other.step * one.start, one.start * other.start)
    return None


def _parsed(written: object) -> Node | None:
    """The one expression that a parameter is."""
    parts = split(written[1:]) if is_computed(written) else ()
    if len(parts) != 1 or not isinstance(parts[0], Code):
        return None
    try:
        return parse(parts[0].source)
    except (NoMeaning, NoRule):
        return None


def _path(place: Place, written: object) -> str:
    """The path within the body that an expression reads."""
    found = _path_in(_parsed(written))
    if not found:
        raise Refused("expression-unsupported", expression=str(written), what="expression-pagination")
    place.understand(str(written))
    return found


def _path_in(node: Node | None) -> str | None:
    """`a.b.0` of `$response.body.a.b[0]`; what stands behind `||` or `??` is for the first page."""
    match node:
        case Member(value=Name(name="$response"), name="body"):
            return ""
        case Member(value=value, name=name) if "." not in name:
            return _below(value, name)
        case Index(value=value, index=index) if (step := _step(value, index)) is not None:
            return _below(value, step)
        case Call(function=Member(value=value, name="first"), arguments=()):
            return _below(value, "0")
        case Call(function=Member(value=value, name="last"), arguments=()):
            return _below(value, "-1")
        case Binary(operator="||" | "??", left=left):
            return _path_in(left)
        case Enclosed(value=inner):
            return _path_in(inner)
    return None


def _below(node: Node, step: str) -> str | None:
    """The path of what lies one step further than a part."""
    before = _path_in(node)
    return None if before is None else f"{before}.{step}".removeprefix(".")


def _step(value: Node, index: Node) -> str | None:
    """What an index adds to a path: a position, a key, or the last position by the length of the list."""
    match index:
        case Constant(value=int(position)) if not isinstance(position, bool):
            return str(position)
        case Constant(value=str(key)) if key and "." not in key:
            return key
        case Binary(operator="-", left=Member(value=sized, name="length"), right=Constant(value=1)) if (
            sized == value
        ):
            return "-1"
    return None


def _end(place: Place, found: Mapping[str, Any], request: Mapping[str, Any]) -> dict[str, Any]:
    """When the pages are over: by default where one is empty."""
    when = place.chosen(f"{_SETTING}.paginationCompleteWhen", "responseIsEmpty")
    if when == "responseIsEmpty":
        return {}
    if when == "receiveSpecificStatusCodes":
        return {"end_statuses": _statuses(place)}
    if when != "other":
        raise Refused("setting-unsupported", setting=f"paginationCompleteWhen: {when}")
    written = place.parameter(f"{_SETTING}.completeExpression")
    node = _parsed(written)
    if found["mode"] == "page" and (last := _short(node, request.get(found["in"]))) is not None:
        place.understand(str(written))
        return last
    paths = _ends(node)
    # Where nothing comes next, or a page is empty, it is over in any case.
    told = None if paths is None else paths - {"", found.get("next")}
    if told is None or len(told) > 1:
        raise Refused("expression-unsupported", expression=str(written), what="expression-pagination")
    place.understand(str(written))
    return {"more": told.pop()} if told else {}


def _short(node: Node | None, sent: object) -> dict[str, Any] | None:
    """Pages of which one with fewer items is the last: `$response.body.rows.length < 100`.

    None if nothing that is sent says that there are so many on a page.
    """
    while isinstance(node, Enclosed):
        node = node.value
    match node:
        case (
            Binary(operator="<", left=Member(value=listed, name="length"), right=Constant(value=size))
            | Binary(operator=">", left=Constant(value=size), right=Member(value=listed, name="length"))
        ):
            path = _path_in(listed)
        case _:
            return None
    told = sent.items() if isinstance(sent, Mapping) else ()
    name = next((name for name, value in told if str(value) == str(size)), None)
    if path is None or name is None or not isinstance(size, int) or size < 1:
        return None
    return {"size": size, "size_parameter": name, **({"items": path} if path else {})}


def _statuses(place: Place) -> list[int]:
    """The statuses of an answer behind the last page, where they are those of a refusal."""
    written = place.chosen(f"{_SETTING}.statusCodesWhenComplete", "")
    found = [int(each) for each in written.split(",") if each.strip().isdecimal()]
    if not found or not all(400 <= each <= 599 for each in found):
        raise Refused("setting-unsupported", setting=f"statusCodesWhenComplete: {written}")
    return found


def _ends(node: Node | None) -> set[str] | None:
    """The paths of which each ends the pages where nothing is there; None if something else ends them."""
    match node:
        case Enclosed(value=inner):
            return _ends(inner)
        case Binary(operator="||", left=left, right=right):
            one, other = _ends(left), _ends(right)
            return None if one is None or other is None else one | other
        case Binary(operator=">=", left=Member(value=Name(name="$response")), right=Constant(value=400)):
            return set()  # such an answer is an error
        case Unary(operator="!", operand=operand):
            path = _path_in(_sized(operand)) or _asked_for(operand)
        case Binary(operator="!==" | "!=", left=left, right=Constant(value=True)):
            path = _path_in(left)
        case (
            Binary(operator="===" | "==", left=left, right=Constant(value=None | False | 0 | ""))
            | Binary(operator="===" | "==", left=left, right=Name(name="undefined"))
        ):
            path = _path_in(_sized(left))
        case Call(function=Member(value=value, name="isEmpty"), arguments=()):
            path = _path_in(value)
        case _:
            return None
    return None if path is None else {path}


def _asked_for(node: Node) -> str | None:
    """The path of a key whose presence is asked for: `'next' in $response.body`."""
    match node:
        case Enclosed(value=inner):
            return _asked_for(inner)
        case Binary(operator="in", left=Constant(value=str(key)), right=right) if key and "." not in key:
            return _below(right, key)
    return None


def _sized(node: Node) -> Node:
    """A list in the place of its length, which is nothing where the list is empty."""
    return node.value if isinstance(node, Member) and node.name == "length" else node
