"""Triggers by time: schedules in n8n's three forms."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.expressions.bounded_evaluation import NotEvaluated, YieldsNothing, evaluated
from exeoflow.expressions.scanner import scan
from exeoflow.importers.n8n.computed_values import ITEM, ITEMS
from exeoflow.importers.n8n.expressions import Translated
from exeoflow.importers.n8n.families.triggers.calls import trigger_piece
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_SCHEDULE_ITEM: Final = '[{"timestamp": $exists($trigger.scheduled_at) ? $trigger.scheduled_at : $now()}]'


def translate_schedule(place: Place) -> Piece:
    """A schedule, of each of its rules."""
    rules = place.rows("rule.interval") or [{}]
    place.note("trigger-data")
    first, *more = (
        _schedule(place, {name: _settled(place, name, written) for name, written in rule.items()})
        for rule in rules
    )
    return trigger_piece(first, _SCHEDULE_ITEM, *more)


_CHANGING: Final = frozenset({"$now", "$millis", "$nodes", "$execution", "$workflow", "$input", ITEMS, ITEM})
"""What nobody knows when a workflow is imported."""


def _settled(place: Place, setting: str, written: object) -> object:
    """A setting that n8n computes when a workflow is activated, as it is at the import; chance is a half."""
    if isinstance(written, list):
        return [_settled(place, setting, each) for each in written]
    if not is_computed(written):
        return written
    found = place.translated(written)
    if not isinstance(found, Translated) or _changes(found.jsonata):
        raise Refused("setting-computed", setting=setting)
    try:
        value = evaluated(place.whole(f"$random := function() {{ 0.5 }}; {found.jsonata}"), {})
    except (NotEvaluated, YieldsNothing) as fault:
        raise Refused("setting-computed", setting=setting) from fault
    place.note("setting-at-import", setting=setting)
    return value


def _changes(jsonata: str) -> bool:
    """Whether an expression is another value at another time: by what it reads, not by words in its texts."""
    return any(token.text in _CHANGING for token in scan(jsonata))


def _schedule(place: Place, rule: Mapping[str, Any]) -> dict[str, Any]:
    field = rule.get("field", "days")
    hour, minute = _whole(rule, "triggerAtHour", 0, 23), _whole(rule, "triggerAtMinute", 0, 59)
    match field:
        case "seconds":
            _every(place, rule, "secondsInterval", 30, 1000)
            place.note("schedule-seconds")
            return {"mode": "schedule", "rate": "1 minutes"}
        case "minutes":
            return {"mode": "schedule", "rate": f"{_every(place, rule, 'minutesInterval', 5, 1000)} minutes"}
        case "hours":
            return _each_hours(place, rule, minute)
        case "days":
            return _each_days(place, _every(place, rule, "daysInterval", 1, 364), hour, minute)
        case "weeks":
            if _every(place, rule, "weeksInterval", 1, 52) != 1:
                place.note("setting-approximated", setting="weeksInterval")
            return _cron(place, f"{minute} {hour} * * {_days_of_week(rule.get('triggerAtDay', [0]))}")
        case "months":
            day = _whole(rule, "triggerAtDayOfMonth", 1, 28)
            every = _every(place, rule, "monthsInterval", 1, 12)
            return _cron(place, f"{minute} {hour} {day} {'*' if every == 1 else f'1/{every}'} *")
        case "cronExpression":
            return _written_cron(place, rule.get("expression"))
    raise Refused("setting-unsupported", setting=f"field: {field}")


def _each_hours(place: Place, rule: Mapping[str, Any], minute: int) -> dict[str, Any]:
    if place.node.version < _LIMITED_SINCE and _count(rule.get("hoursInterval")) == _HOURS_OF_A_DAY:
        # n8n runs it once only, since no hour is a day away from the last one.
        place.note("setting-approximated", setting="hoursInterval: 24")
        return _cron(place, f"{minute} 0 * * *")
    every = _every(place, rule, "hoursInterval", 1, _HOURS_OF_A_DAY - 1)
    if _HOURS_OF_A_DAY % every == 0:
        return _cron(place, f"{minute} */{every} * * *" if every > 1 else f"{minute} * * * *")
    return {"mode": "schedule", "rate": f"{every} hours"}


def _each_days(place: Place, every: int, hour: int, minute: int) -> dict[str, Any]:
    if every == 1:
        return _cron(place, f"{minute} {hour} * * *")
    place.note("setting-approximated", setting="daysInterval")
    return {"mode": "schedule", "rate": f"{every} days"}


def _days_of_week(days: object) -> str:
    """The days as cron numbers them; Sunday where none is chosen."""
    given = days if isinstance(days, list) else []
    chosen = sorted({int(day) for day in given if isinstance(day, int) and 0 <= day <= 6})
    return ",".join(map(str, chosen or [0]))


def _whole(rule: Mapping[str, Any], name: str, default: int, most: int) -> int:
    value = rule.get(name, default)
    if is_computed(value):
        raise Refused("setting-computed", setting=name)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most:
        return int(value)
    return default


_LIMITED_SINCE: Final = 1.3
"""The version since which n8n does not run what has more of a unit than it takes."""
_HOURS_OF_A_DAY: Final = 24
_MOST: Final[Mapping[str, int]] = MappingProxyType(
    {"secondsInterval": 59, "minutesInterval": 59, "hoursInterval": 23, "daysInterval": 31}
)
"""How many it takes since then."""


def _every(place: Place, rule: Mapping[str, Any], name: str, default: int, most: int) -> int:
    """How many of a unit lie between two runs; by none, or by more than it knows, n8n never runs it."""
    if place.node.version >= _LIMITED_SINCE:
        most = min(most, _MOST.get(name, most))
    written = rule.get(name)
    every = default if written is None else _count(written)
    if every is None or not 1 <= every <= most:
        raise Refused("setting-unsupported", setting=f"{name}: {written}")
    return every


def _count(written: object) -> int | None:
    """A whole number, which may be written as a text."""
    match written:
        case str() if written.strip().isdecimal():
            return int(written)
        case int() | float() if not isinstance(written, bool) and float(written).is_integer():
            return int(written)
    return None


def _cron(place: Place, cron: str) -> dict[str, Any]:
    return {"mode": "schedule", "cron": cron, "timezone": place.timezone}


def _written_cron(place: Place, written: object) -> dict[str, Any]:
    if not isinstance(written, str) or is_computed(written):
        raise Refused("setting-computed", setting="expression")
    fields = written.split()
    if len(fields) == 6:
        if fields[0] not in {"0", "*"}:
            place.note("schedule-seconds")
        fields = fields[1:]
    if len(fields) != 5:
        raise Refused("setting-unsupported", setting=f"expression: {written}")
    return _cron(place, " ".join(fields))


def translate_cron(place: Place) -> Piece:
    """The older schedule."""
    first, *more = configs_of_times(place, "triggerTimes")
    place.note("trigger-data")
    return trigger_piece(first, _SCHEDULE_ITEM, *more)


def configs_of_times(place: Place, setting: str, usual: str = "everyDay") -> list[dict[str, Any]]:
    """The schedules in a setting of the older form; raises `Refused` if there is none for one of them."""
    return [_old_schedule(place, row) for row in place.rows(f"{setting}.item") or [{"mode": usual}]]


def _old_schedule(place: Place, row: Mapping[str, Any]) -> dict[str, Any]:
    hour, minute = _whole(row, "hour", 14, 23), _whole(row, "minute", 0, 59)
    match row.get("mode", "everyDay"):
        case "everyMinute":
            return _cron(place, "* * * * *")
        case "everyHour":
            return _cron(place, f"{minute} * * * *")
        case "everyDay":
            return _cron(place, f"{minute} {hour} * * *")
        case "everyWeek":
            return _cron(place, f"{minute} {hour} * * {_weekday(row)}")
        case "everyMonth":
            return _cron(place, f"{minute} {hour} {_whole(row, 'dayOfMonth', 1, 31)} * *")
        case "everyX":
            unit = row.get("unit", "hours")
            if unit not in {"minutes", "hours"}:
                raise Refused("setting-unsupported", setting=f"unit: {unit}")
            return {"mode": "schedule", "rate": f"{_whole(row, 'value', 2, 1000)} {unit}"}
        case "custom":
            return _written_cron(place, row.get("cronExpression"))
    raise Refused("setting-unsupported", setting=f"mode: {row.get('mode')}")


def _weekday(row: Mapping[str, Any]) -> int:
    day = row.get("weekday", "1")
    return int(day) % 7 if isinstance(day, str | int) and str(day).isdigit() else 1


def translate_interval(place: Place) -> Piece:
    """The oldest schedule: every so many seconds, minutes or hours."""
    place.note("trigger-data")
    unit, every = place.chosen("unit", "seconds"), int(place.number("interval", 1))
    if unit == "seconds":
        place.note("schedule-seconds")
        unit, every = "minutes", max(1, round(every / 60))
    if unit not in {"minutes", "hours"} or every < 1:
        raise Refused("setting-unsupported", setting=f"unit: {unit}")
    return trigger_piece({"mode": "schedule", "rate": f"{every} {unit}"}, _SCHEDULE_ITEM)
