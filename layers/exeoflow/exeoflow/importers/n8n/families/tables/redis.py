"""Redis: a key and its value are an item of a table, which is read, and written again where it changes.

A value is kept as JSON with its kind, as Redis tells kinds apart; what has expired is not there, whether the
table has dropped it yet or not.

Source: https://redis.io/docs/latest/commands/.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.families.static_data import TABLE
from exeoflow.importers.n8n.families.tables.items import Asked, dropping, reading, writing
from exeoflow.importers.n8n.jsonata import assigned, key_of, literal, object_of, path_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import OWN, Piece, Step, behind_loop, listed
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_HELD: Final = (
    f"$row := $nodes.`{OWN}kept`; $lives := $exists($row.data) and "
    "($exists($row.expires_at) ? $row.expires_at * 1000 > $millis() : true); "
    "$old := $lives ? $parse($row.data) : {}; "
    "$of := function($kind) { $exists($old.kind) and $old.kind != $kind ? "
    "$error('WRONGTYPE Operation against a key holding the wrong kind of value') : $old.value }; "
)
"""JSONata that binds what a key holds, `$old` with its `kind` and `value`, and `$of` for one of a kind."""
_READ_AS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "automatic": "$exists($old.kind) ? $old.value : null",
        "string": '$exists($of("string")) ? $of("string") : null',
        "hash": '$exists($of("hash")) ? $of("hash") : {}',
        "list": '[$of("list")]',
        "sets": '[$of("sets")]',
    }
)
"""JSONata for what a key holds, by the type that it is read as."""
_KIND_OF_VALUE: Final = (
    '($t := $type($v); $t = "string" ? "string" : $t = "array" ? "list" : $t = "object" ? "hash" : '
    "$error('Could not identify the type to set. Please set it manually!'))"
)
_NEW: Final[Mapping[str, str]] = MappingProxyType(
    {
        "string": "$v = null ? $error('A key is set to nothing.') : $n8_text($v)",
        "hash": (
            '($o := $type($v) = "string" ? $parse($v) : $v; $type($o) != "object" ? '
            "$error('A hash is set to an object.') : $merge([$of('hash'), $each($o, function($e, $k) { "
            "{$k: $n8_text($e)} })]))"
        ),
        # Redis sets members that a list has, and no others.
        "list": (
            "($l := [$of('list')]; $n := $count($v); $type($v) != 'array' or $n > $count($l) ? "
            "$error('ERR no such key') : "
            "[$map($v, $n8_text), $filter($l, function($e, $k) { $k >= $n })])"
        ),
        "sets": "[$distinct([$of('sets'), $map([$v], $n8_text)])]",
    }
)
"""JSONata for what a key holds when it is set to `$v`, by its kind."""
_SET_AS: Final = " : ".join(f"$kind = {literal(kind)} ? {new}" for kind, new in _NEW.items())
_SET: Final = (
    f"$v := $n8_or_null($item.value); $kind := $item.kind = 'automatic' ? {_KIND_OF_VALUE} : $item.kind; "
    f"$new := {_SET_AS}; $stays := $kind != 'string'; "
)
_COUNT_UP: Final = (
    "$v := $exists($of('string')) ? $of('string') : '0'; $kind := 'string'; $stays := true; "
    "$new := $contains($v, /^-?[0-9]+$/) ? $string($number($v) + 1) : "
    "$error('ERR value is not an integer or out of range'); "
)
_PUSH: Final = (
    "$l := [$of('list')]; $kind := 'list'; $stays := true; "
    "$v := $type($item.value) = 'string' ? $item.value : $error('What is pushed is no text.'); "
    "$new := $item.tail ? [$l, $v] : [$v, $l]; "
)
_WRITTEN: Final = (
    # A key that is set anew stays for good, one that is changed as long as it would have.
    "$at := $item.expires ? $floor($millis() / 1000) + $item.seconds : $stays and $lives ? $row.expires_at; "
    '{"row": $merge([{"id": $item.id, "data": $string({"kind": $kind, "value": $new})}, '
    '$exists($at) ? {"expires_at": $at} : {}]), "said": %s}'
)
_GIVEN: Final = "$item.given"


def translate_redis(place: Place) -> Piece:
    """Keys and their values lie in a table: they are set, counted up, pushed to, read and deleted there."""
    operation = place.chosen("operation", "info")
    if operation not in _OPERATIONS:
        raise Refused("setting-unsupported", setting=f"operation: {operation}")
    place.note("redis-by-table", table=TABLE)
    place.fail_as_a_whole()
    asked = _OPERATIONS[operation](place)
    makes = Step("transform", {"expression": place.list_of(place.each(object_of(asked.parts)))}, "asked")
    way = dropping(place, asked.said) if operation == "delete" else _way(place, asked)
    return behind_loop(listed(place.whole(place.outgoing("$input"))), makes, *way)


def _way(place: Place, asked: Asked) -> tuple[Step, ...]:
    """The steps that read a key, write it if it changes, and say something."""
    if not asked.change:
        return reading(place, _HELD + asked.said)
    return writing(place, _HELD + asked.change + _WRITTEN % asked.said)


def _key(place: Place, setting: str = "key") -> dict[str, str]:
    """JSONata for a key, and for the id of its item."""
    written = place.parameter(setting, "")
    key = f"$n8_text({place.value(written)})" if written else place.missing(setting)
    return {"key": key, "id": f'"redis/" & {key}'}


def _lasting(place: Place) -> dict[str, str]:
    """JSONata for whether a key expires, and after how many seconds."""
    expires = place.value(place.parameter("expire", default=False))
    seconds = place.value(place.parameter("ttl", 60))
    return {"expires": f"$not($n8_falsy({expires}))", "seconds": f"$n8_need_number({seconds})"}


def _get(place: Place) -> Asked:
    kind = place.chosen("keyType", "automatic")
    if kind not in _READ_AS:
        raise Refused("setting-unsupported", setting=f"keyType: {kind}")
    name, value = place.parameter("propertyName", "propertyName"), f"({_READ_AS[kind]})"
    nests = place.flag("options.dotNotation", default=True)
    if not is_computed(name):
        return Asked(_key(place), assigned("{}", path_of(name) if nests else key_of(name), value))
    parts = {**_key(place), "name": f"$n8_text({place.value(name)})"}
    put = "$n8_set({}, $item.name, $n8_path($item.name), %s)" if nests else "{$item.name: %s}"
    return Asked(parts, put % value)


def _set(place: Place) -> Asked:
    kind = place.chosen("keyType", "automatic")
    if kind not in {"automatic", *_NEW}:
        raise Refused("setting-unsupported", setting=f"keyType: {kind}")
    if kind == "hash" and not place.flag("valueIsJSON", default=True):
        raise Refused("setting-unsupported", setting="valueIsJSON")
    value = {"value": place.value(place.parameter("value", "")), "kind": literal(kind), "given": "$j"}
    return Asked(_key(place) | value | _lasting(place), _GIVEN, _SET)


def _count_up(place: Place) -> Asked:
    return Asked(_key(place) | _lasting(place), "{$item.key: $number($new)}", _COUNT_UP)


def _push(place: Place) -> Asked:
    value = place.value(place.parameter("messageData", ""))
    tail = literal(place.flag("tail"))
    parts = _key(place, "list") | {"value": value, "tail": tail, "expires": "false", "given": "$j"}
    return Asked(parts, _GIVEN, _PUSH)


def _length(place: Place) -> Asked:
    return Asked(_key(place, "list"), "{$item.key: $count([$of('list')])}")


def _delete(place: Place) -> Asked:
    return Asked(_key(place) | {"given": "$j"}, _GIVEN)


_OPERATIONS: Final[Mapping[str, Callable[[Place], Asked]]] = MappingProxyType(
    {"get": _get, "set": _set, "incr": _count_up, "push": _push, "llen": _length, "delete": _delete}
)
"""By their names; a list's end that is taken off, patterns of keys and channels have no counterpart."""
