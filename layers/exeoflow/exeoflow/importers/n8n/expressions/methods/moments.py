"""The rules of dates: luxon's DateTime and JavaScript's Date, which are milliseconds here.

They hold in UTC. A workflow with another time zone has them evaluated by code, and so are dates that keep a
zone of their own (n8n's `toDateTime`, unless only its moment or its text counts), and parts of milliseconds.
A date that may be none has the kind of NaN, too: it is null then.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from exeoflow.importers.n8n.expressions.javascript.syntax import (
    Call,
    Constant,
    Enclosed,
    Member,
    Node,
    ObjectOf,
    Pair,
)
from exeoflow.importers.n8n.expressions.kinds import (
    MOMENT,
    NOTHING,
    Kind,
    Value,
    all_of,
    atom,
    quoted,
    written,
)
from exeoflow.importers.n8n.expressions.operators import made
from exeoflow.importers.n8n.expressions.values import NoRule

if TYPE_CHECKING:
    from exeoflow.importers.n8n.expressions.rules import Rules

_UTC = frozenset(
    {"UTC", "Etc/UTC", "Etc/GMT", "GMT", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "Zulu", "Universal"}
)

_MILLISECONDS: Mapping[str, int] = {
    "weeks": 604_800_000,
    "days": 86_400_000,
    "hours": 3_600_000,
    "minutes": 60_000,
    "seconds": 1_000,
    "milliseconds": 1,
}
_MONTHS: Mapping[str, int] = {"years": 12, "quarters": 3, "months": 1}
_SHORT_UNITS: Mapping[str, str] = {
    "ms": "milliseconds",
    "sec": "seconds",
    "secs": "seconds",
    "hr": "hours",
    "hrs": "hours",
    "min": "minutes",
    "mins": "minutes",
}
_PICTURES: Mapping[str, str] = {
    "yyyy": "[Y0001]",
    "yy": "[Y01]",
    "y": "[Y1]",
    "LLLL": "[MNn]",
    "MMMM": "[MNn]",
    "LLL": "[MNn,*-3]",
    "MMM": "[MNn,*-3]",
    "LL": "[M01]",
    "MM": "[M01]",
    "L": "[M1]",
    "M": "[M1]",
    "dd": "[D01]",
    "d": "[D1]",
    "cccc": "[FNn]",
    "EEEE": "[FNn]",
    "ccc": "[FNn,*-3]",
    "EEE": "[FNn,*-3]",
    "E": "[F1]",
    "c": "[F1]",
    "HH": "[H01]",
    "H": "[H1]",
    "hh": "[h01]",
    "h": "[h1]",
    "mm": "[m01]",
    "m": "[m1]",
    "ss": "[s01]",
    "s": "[s1]",
    "SSS": "[f001]",
    "a": "[PN]",
    "o": "[d1]",
    "ooo": "[d001]",
}
_FORMAT = re.compile(r"'([^']*)'|(([A-Za-z])\3*)|([^A-Za-z']+)")
_PARTS: Mapping[str, str] = {
    "year": "[Y1]",
    "month": "[M1]",
    "day": "[D1]",
    "hour": "[H1]",
    "minute": "[m1]",
    "second": "[s1]",
    "weekday": "[F1]",
    "ordinal": "[d1]",
}
_OTHER_PARTS = frozenset(
    [
        "isValid",
        "invalidReason",
        "invalidExplanation",
        "locale",
        "numberingSystem",
        "outputCalendar",
        "zone",
        "zoneName",
        "quarter",
        "weekYear",
        "weekNumber",
        "localWeekday",
        "localWeekNumber",
        "localWeekYear",
        "isWeekend",
        "monthShort",
        "monthLong",
        "weekdayShort",
        "weekdayLong",
        "offset",
        "offsetNameShort",
        "offsetNameLong",
        "isOffsetFixed",
        "isInDST",
        "isInLeapYear",
        "daysInMonth",
        "daysInYear",
        "weeksInWeekYear",
        "weeksInLocalWeekYear",
        "c",
        "o",
        "loc",
        "ts",
        "invalid",
        "weekData",
        "localWeekData",
        "isLuxonDateTime",
        "_zone",
        "json",
        "item",
        "length",
    ]
)
_DAY = 86_400_000
NONE = "Invalid DateTime"
"""What luxon writes of a date that is none."""


def moment(rules: "Rules", text: str, kind: Kind, *operands: Value) -> Value:
    """A moment from its milliseconds."""
    if rules.scope.timezone not in _UTC:
        raise NoRule
    return made(text, kind, *operands)


def floored(text: str, size: int) -> str:
    """Milliseconds at the begin of their day, hour or minute."""
    return f"$floor({atom(text)} / {size}) * {size}"


def part(rules: "Rules", value: Value, name: str) -> Value:
    """A property of a moment."""
    if value.may_be(Kind.NAN):
        return _part_unless_none(rules, value, name)
    if value.is_only(Kind.DATE):
        if picture := _PARTS.get(name):
            text = f'$number($fromMillis({written(value)}, "{picture}"))'
            return made(text, Kind.NUMBER, moment(rules, value.text, Kind.DATE, value))
        if name == "millisecond":
            return made(f"{atom(written(value))} - {floored(written(value), 1000)}", Kind.NUMBER, value)
        if name not in _OTHER_PARTS and name not in METHODS:
            return made(NOTHING, Kind.UNDEFINED, value)
    raise NoRule


def _part_unless_none(rules: "Rules", value: Value, name: str) -> Value:
    known = rules.fresh()
    found = part(rules, Value(known, value.kinds & ~Kind.NAN), name)
    if found.is_only(Kind.UNDEFINED):
        return made(NOTHING, Kind.UNDEFINED, value)
    if not found.is_only(Kind.NUMBER):
        raise NoRule
    text = f"({known} := {written(value)}; {known} = null ? null : {found.text})"
    return made(text, Kind.NUMBER | Kind.NAN, value)


def call(rules: "Rules", value: Value, name: str, arguments: tuple[Node, ...]) -> Value:
    """A method of a moment: luxon's, JavaScript's, or one that n8n adds to both."""
    if value.may_be(Kind.NAN):
        return _call_unless_none(rules, value, name, arguments)
    is_luxon = value.is_only(Kind.DATE)
    match name, arguments:
        case (("plus" | "minus"), _):
            return _shifted(rules, value, arguments, 1 if name == "plus" else -1)
        case (("toFormat" | "format"), (Constant(value=str(fmt)),)) if is_luxon or name == "format":
            return made(f"$fromMillis({written(value)}, {quoted(picture(fmt))})", Kind.STRING, value)
        case (("startOf" | "beginningOf" | "endOf"), (Constant(value=str(unit)),)) if is_luxon:
            return _edge(rules, value, unit, is_end=name == "endOf")
        case (("toUTC" | "toLocal" | "setZone"), ()):
            return value
        case "setZone", (Constant(value=str(zone)),) if zone.upper() in _UTC or zone in _UTC:
            return value
        case _, ():
            return _answer(value, name)
    raise NoRule


def _answer(value: Value, name: str) -> Value:
    """What a method answers that is given nothing."""
    answer = _ANSWERS.get(name)
    if answer is None or not answer.of & (Kind.DATE if value.is_only(Kind.DATE) else Kind.JS_DATE):
        raise NoRule
    text = written(value)
    return made(answer.text.format(text, atom=atom(text)), answer.kind, value)


def _call_unless_none(rules: "Rules", value: Value, name: str, arguments: tuple[Node, ...]) -> Value:
    """A method of a date that may be none: of that one all figures are NaN, and what it writes says so."""
    known = rules.fresh()
    result = call(rules, Value(known, value.kinds & ~Kind.NAN), name, arguments)
    if name == "toISOString":  # which throws
        written_date = made(f"$fromMillis({written(value)})", Kind.STRING, value)
        is_date = f"{atom(written(value))} != null"
        return replace(written_date, requires=(*written_date.requires, is_date), is_silent=False)
    of_number = value.may_be(Kind.DATE) and "$js_date(" in value.text
    if result.is_only(Kind.BOOLEAN) or (of_number and result.is_only(Kind.NUMBER)):
        raise NoRule  # luxon keeps parts of milliseconds
    none, kinds = _of_none(result, name)
    bound = f"{known} := {written(value)}"
    found = made(f"({bound}; {known} = null ? {none} : {result.text})", kinds, value)
    if not result.requires:
        return found
    return replace(
        found, requires=(*found.requires, f"({bound}; {all_of(result.requires)})"), is_silent=False
    )


def of_text(rules: "Rules", node: Node) -> Value | None:
    """What n8n's `toDateTime()` makes a date of, in the zone that is written; None if it is no such call."""
    while isinstance(node, Enclosed):
        node = node.value
    match node:
        case Call(
            function=Member(name="toDateTime", optional=False, value=before), arguments=(), optional=False
        ):
            value = rules.value(before)
            if not value.may_be(MOMENT | Kind.NAN | Kind.ITEM) and rules.scope.timezone in _UTC:
                rules.approximations.add("expression-date-form")
                return value
    return None


def from_number(rules: "Rules", value: Value, factor: int) -> Value:
    """A date of milliseconds or seconds, without parts of milliseconds; luxon throws at what is no number."""
    condition = f'$type({written(value)}) = "number"'
    found = moment(
        rules, rules.call("date", f"{atom(written(value))} * {factor}"), Kind.DATE | Kind.NAN, value
    )
    if value.is_only(Kind.NUMBER):
        return found
    return replace(
        found,
        text=f"({condition} ? {found.text})",
        requires=(*found.requires, condition),
        is_silent=not found.requires,
    )


def _of_none(result: Value, name: str) -> tuple[str, Kind]:
    if not result.is_only(Kind.STRING):
        return "null", result.kinds | Kind.NAN
    if name in ("toISO", "toISODate", "toJSON"):
        return "null", Kind.STRING | Kind.NULL
    return f'"{NONE}"', Kind.STRING


METHODS = frozenset(
    """plus minus toFormat format toISO toString toJSON toISODate toMillis valueOf toSeconds
    toUnixInteger startOf endOf toUTC toLocal setZone toJSDate toDateTime diff diffNow set setLocale
    toLocaleString toISOTime toISOWeekDate toHTTP toSQL toSQLDate toRFC2822 toBSON toObject equals
    hasSame until toRelative get toRelativeCalendar resolvedLocaleOptions reconfigure
    getPossibleOffsets toSQLTime constructor toLocaleParts""".split()  # noqa: SIM905 - the list is long
)


class _Answer(NamedTuple):
    """What a method answers: of which dates it is one, JSONata from their milliseconds, and its kind."""

    of: Kind
    text: str
    kind: Kind


def _field(mark: str, less: str = "") -> _Answer:
    return _Answer(Kind.JS_DATE, f'$number($fromMillis({{}}, "{mark}")){less}', Kind.NUMBER)


_ANSWERS: Mapping[str, _Answer] = {
    "toISO": _Answer(Kind.DATE, "$fromMillis({})", Kind.STRING),
    "toISOString": _Answer(Kind.JS_DATE, "$fromMillis({})", Kind.STRING),
    "toString": _Answer(Kind.DATE, "$fromMillis({})", Kind.STRING),
    "toJSON": _Answer(Kind.DATE, "$fromMillis({})", Kind.STRING),
    "toISODate": _Answer(Kind.DATE, '$fromMillis({}, "[Y0001]-[M01]-[D01]")', Kind.STRING),
    "toMillis": _Answer(Kind.DATE, "{}", Kind.NUMBER),
    "getTime": _Answer(Kind.JS_DATE, "{}", Kind.NUMBER),
    "valueOf": _Answer(MOMENT, "{}", Kind.NUMBER),
    "toInt": _Answer(MOMENT, "{}", Kind.NUMBER),
    "toFloat": _Answer(MOMENT, "{}", Kind.NUMBER),
    "toSeconds": _Answer(Kind.DATE, "{atom} / 1000", Kind.NUMBER),
    "toUnixInteger": _Answer(Kind.DATE, "$floor({atom} / 1000)", Kind.NUMBER),
    "toJSDate": _Answer(Kind.DATE, "{}", Kind.JS_DATE),
    "toDateTime": _Answer(MOMENT, "{}", Kind.DATE),
    "isEmpty": _Answer(MOMENT, "false", Kind.BOOLEAN),
    "isNotEmpty": _Answer(MOMENT, "true", Kind.BOOLEAN),
    "getFullYear": _field("[Y1]"),
    "getUTCFullYear": _field("[Y1]"),
    "getMonth": _field("[M1]", " - 1"),
    "getUTCMonth": _field("[M1]", " - 1"),
    "getDate": _field("[D1]"),
    "getUTCDate": _field("[D1]"),
    "getHours": _field("[H1]"),
    "getUTCHours": _field("[H1]"),
    "getMinutes": _field("[m1]"),
    "getUTCMinutes": _field("[m1]"),
    "getSeconds": _field("[s1]"),
    "getUTCSeconds": _field("[s1]"),
}


def picture(fmt: str) -> str:
    """Luxon's format as a picture of JSONata."""
    found: list[str] = []
    position = 0
    for match in _FORMAT.finditer(fmt):
        if match.start() != position:
            raise NoRule
        position = match.end()
        if match[2] is not None:
            if match[2] not in _PICTURES:
                raise NoRule
            found.append(_PICTURES[match[2]])
        else:
            literal = match[1] if match[1] is not None else match[4]
            found.append(literal.replace("[", "[[").replace("]", "]]"))
    if position != len(fmt):
        raise NoRule
    return "".join(found)


def _unit(name: str) -> str | None:
    """Luxon's name of a unit, in the plural; None where there is none."""
    name = _SHORT_UNITS.get(name, name).lower()
    name = name if name.endswith("s") else f"{name}s"
    return name if name in _MILLISECONDS or name in _MONTHS else None


def _amounts(arguments: tuple[Node, ...]) -> list[tuple[str, Node]]:
    """What `plus` and `minus` are given: amounts by unit, one with its unit, or one of milliseconds."""
    match arguments:
        case (ObjectOf(pairs=pairs),):
            amounts = [
                (pair.key, pair.value)
                for pair in pairs
                if isinstance(pair, Pair) and isinstance(pair.key, str)
            ]
            if len(amounts) == len(pairs):
                return amounts
        case (amount, Constant(value=str(unit))):
            return [(unit, amount)]
        case (amount,):
            return [("milliseconds", amount)]
    raise NoRule


def _shifted(rules: "Rules", value: Value, arguments: tuple[Node, ...], sign: int) -> Value:
    """A moment so much later, or earlier for the `sign` -1."""
    named = [(_unit(name), amount) for name, amount in _amounts(arguments)]
    known = [(unit, amount) for unit, amount in named if unit is not None]
    if len(known) != len(named):  # luxon throws, and nothing is left
        return _nothing(value)
    # luxon adds the years and months first, then the weeks and days, then what is shorter
    result = moment(rules, written(value), value.kinds, value)
    months = [(unit, amount) for unit, amount in known if unit in _MONTHS]
    if len(months) > 1:
        raise NoRule
    for unit, amount in months:
        count, operand = _amount(rules, amount, _MONTHS[unit] * sign)
        result = made(rules.call("plus_months", result.text, count), value.kinds, result, operand)
    for unit, amount in known:
        if unit in _MILLISECONDS:
            count, operand = _amount(rules, amount, _MILLISECONDS[unit] * sign)
            text = (
                f"{atom(result.text)} - {count[1:]}"
                if count.startswith("-")
                else f"{atom(result.text)} + {count}"
            )
            result = made(text, value.kinds, result, operand)
    return result


def _nothing(value: Value) -> Value:
    """What luxon throws at, once the moment is there."""
    requires = (*value.requires, f"$not($exists({written(value)}) or true)")
    return Value(NOTHING, value.kinds, (), requires)


def _amount(rules: "Rules", node: Node, factor: int) -> tuple[str, Value]:
    value = rules.value(node)
    match node:
        case Constant(value=int(number)) if not isinstance(number, bool):
            return str(number * factor), value
    if not value.is_only(Kind.NUMBER):
        raise NoRule
    # A broken number of days would have to be told apart by luxon's own rules.
    name = rules.fresh()
    broken = rules.error("a broken number of units")
    whole = f"$floor({name}) = {name} ? {name} * {factor} : {broken}"
    return f"({name} := {written(value)}; {whole})", value


def _edge(rules: "Rules", value: Value, unit: str, *, is_end: bool) -> Value:
    known = _unit(unit)
    if known is None:
        return _nothing(value)
    start = _start(written(value), known)
    if is_end:
        after = (
            rules.call("plus_months", start, str(_MONTHS[known]))
            if known in _MONTHS
            else f"{start} + {_MILLISECONDS[known]}"
        )
        start = f"{after} - 1"
    return moment(rules, start, value.kinds, value)


def _start(text: str, unit: str) -> str:
    match unit:
        case "weeks":  # 1970 began on a Thursday; luxon's weeks begin on Monday
            return f"$floor(({atom(text)} + {3 * _DAY}) / {7 * _DAY}) * {7 * _DAY} - {3 * _DAY}"
        case "months":
            return f'$toMillis($fromMillis({text}, "[Y0001]-[M01]-01"))'
        case "years":
            return f'$toMillis($fromMillis({text}, "[Y0001]-01-01"))'
        case "quarters":
            raise NoRule
    return floored(text, _MILLISECONDS[unit])
