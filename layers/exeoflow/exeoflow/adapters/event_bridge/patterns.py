"""Event patterns of EventBridge, read once.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html, and what it
matches with: https://github.com/aws/event-ruler (lists of objects, `exists`)
"""

import ipaddress
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

Matches: TypeAlias = Callable[[Any], bool]

_ABSENT: Final = object()
_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}
_IGNORING_CASE: Final = "equals-ignore-case"


def pattern_of(pattern: Mapping[str, Any]) -> Matches:
    """Return what tells whether an event matches. Raises `ValueError` for a pattern that is none.

    >>> pattern_of({"detail": {"n": [{"numeric": [">", 1]}]}})({"detail": {"n": 2}})
    True
    """
    tests = [_member(name, wanted) for name, wanted in pattern.items()]
    return lambda event: all(test(event) for test in tests)


def _member(name: str, wanted: Any) -> Matches:
    if name == "$or" and isinstance(wanted, list):
        alternatives = [pattern_of(each) for each in wanted]
        return lambda event: any(matches(event) for matches in alternatives)
    if isinstance(wanted, Mapping):
        matches = pattern_of(wanted)
        return lambda event: any(matches(each) for each in _objects(_at(event, name)))
    if not isinstance(wanted, list) or not wanted:
        raise ValueError(f"{name!r} must be an object or an array that is not empty")
    tests = [_filter(each) for each in wanted]
    return lambda event: any(test(_at(event, name)) for test in tests)


def _at(event: Any, name: str) -> Any:
    return event.get(name, _ABSENT) if isinstance(event, Mapping) else _ABSENT


def _objects(value: Any) -> Iterator[Any]:
    """What stands in the place of one object: several of a list are looked at one by one."""
    if isinstance(value, list) and value:
        for element in value:
            yield from _objects(element)
    else:
        yield value


def _is_leaf(value: Any) -> bool:
    return value is not _ABSENT and not any(isinstance(each, Mapping) for each in _objects(value))


def _filter(wanted: Any) -> Matches:
    if isinstance(wanted, Mapping):
        if len(wanted) != 1:
            raise ValueError(f"a filter has one operator, not {sorted(wanted)}")
        [(name, argument)] = wanted.items()
        if name == "exists":
            return lambda value: _is_leaf(value) == argument
        return _of_any_element(_operator(name, argument))
    return _of_any_element(
        lambda value: value == wanted and isinstance(value, bool) == isinstance(wanted, bool)
    )


def _of_any_element(test: Matches) -> Matches:
    """Let a test hold for a list if it holds for one of its elements; for nothing that is absent."""

    def matches(value: Any) -> bool:
        return any(test(each) for each in _objects(value) if _is_leaf(each) and not isinstance(each, list))

    return matches


def _operator(name: str, argument: Any) -> Matches:  # noqa: PLR0911  one case per operator
    match name, argument:
        case "anything-but", Mapping():
            [(inner, wanted)] = argument.items()
            test = _operator(inner, wanted)
            return lambda value: not test(value)
        case "anything-but", _:
            unwanted = argument if isinstance(argument, list) else [argument]
            return lambda value: value not in unwanted
        case "numeric", list():
            return _numeric(argument)
        case "cidr", str():
            network = ipaddress.ip_network(argument, strict=False)
            return lambda value: _is_in(value, network)
        case (("prefix" | "suffix" | "equals-ignore-case" | "wildcard"), list()):
            tests = [_operator(name, each) for each in argument]
            return lambda value: any(test(value) for test in tests)
        case (("prefix" | "suffix"), Mapping()):
            return _of_text(name, argument[_IGNORING_CASE].lower(), str.lower)
        case (("prefix" | "suffix" | "wildcard"), str()):
            return _of_text(name, argument, str)
        case "equals-ignore-case", str():
            return _of_text("equals", argument.lower(), str.lower)
    raise ValueError(f"there is no filter {name!r} with {argument!r}")


def _of_text(name: str, wanted: str, seen: Callable[[str], str]) -> Matches:
    match name:
        case "prefix":
            return lambda value: isinstance(value, str) and seen(value).startswith(wanted)
        case "suffix":
            return lambda value: isinstance(value, str) and seen(value).endswith(wanted)
        case "wildcard":
            pieces = re.findall(r"\\.|\*|[^\\*]+", wanted)
            pattern = re.compile("".join(map(_piece, pieces)), re.DOTALL)
            return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None
    return lambda value: isinstance(value, str) and seen(value) == wanted


def _piece(piece: str) -> str:
    return ".*" if piece == "*" else re.escape(piece.removeprefix("\\"))


def _numeric(terms: list[Any]) -> Matches:
    pairs = list(zip(terms[::2], terms[1::2], strict=True))
    tests = [(_COMPARISONS[comparison], number) for comparison, number in pairs]

    def matches(value: Any) -> bool:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return is_number and all(compare(value, number) for compare, number in tests)

    return matches


def _is_in(value: Any, network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    try:
        return isinstance(value, str) and ipaddress.ip_address(value) in network
    except ValueError:
        return False
