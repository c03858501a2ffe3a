"""Edit Fields (Set): the fields that are set, over what is kept of each item."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from exeoflow.importers.n8n.expressions import Translated
from exeoflow.importers.n8n.expressions.beyond_json import may_make_other_numbers, may_make_other_objects
from exeoflow.importers.n8n.families.fields.sharing import note_sharing
from exeoflow.importers.n8n.families.fields.written import (
    OLD_KINDS,
    is_lone,
    is_written,
    may_be_no_json,
    written_object,
)
from exeoflow.importers.n8n.families.parting import parted_by_failure
from exeoflow.importers.n8n.jsonata import FieldPath, assigned, key_of, literal, looked_up, path_of, without
from exeoflow.importers.n8n.parameters import is_computed, is_of_kind
from exeoflow.importers.n8n.pieces import AT, Piece, Step, links_along
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

CONVERSIONS: Final[Mapping[str, str]] = {
    "string": "$n8_set_text",
    "number": "$n8_need_number",
    "boolean": "$n8_need_boolean",
    "array": "$n8_need_list",
    "object": "$n8_need_object",
}
_CHECKS: Final[Mapping[str, str]] = {"number": "$n8_can_be_number", "boolean": "$n8_can_be_boolean"}
_LOOKS: Final[Mapping[str, str]] = {"array": "$n8_looks_like_list", "object": "$n8_looks_like_object"}
"""Whether a value can be one as far as its look tells: what is between the brackets may be no JSON."""
_NOTHING_IS_NULL: Final = 3.2
"""From this version on a text field without a value is null."""


def translate_set(place: Place) -> Piece:
    """The fields that are set, over what is kept of the item."""
    if place.flag("duplicateItem"):
        # Only what is run by hand in n8n's editor is there several times.
        place.note("setting-approximated", setting="duplicateItem")
    fields = _Fields(place)
    body = fields.body()
    if place.fails_softly() and fields.checks:
        return _softly(place, body, " and ".join(fields.checks))
    if len(body) > _MOST_AT_ONCE and not place.node.executes_once and (parts := fields.parts()):
        return _in_parts(place, parts)
    return place.listed(place.each(body))


_MOST_AT_ONCE: Final = 5_000
"""Characters of the fields that one step sets."""


def _in_parts(place: Place, parts: Sequence[str]) -> Piece:
    """Several steps; each sets some fields of the items `j`, as far as they are set in `o`."""
    row = f'($o := {{}}; {{"j": $j, "o": {parts[0]}}})'
    steps = [Step("transform", {"expression": place.list_of(place.each(row))}, "part0")]
    for number, part in enumerate(parts[1:], 1):
        row = f'($j := $r.j; $o := $r.o; {{"j": $j, "o": {part}}})'
        rows = f"$rows := $input; $in := [$rows.j]; [$map($rows, function($r, $i) {{ {row} }})]"
        steps.append(Step("transform", {"expression": place.whole(rows)}, f"part{number}"))
    last = Step("transform", {"expression": place.whole(place.outgoing("[$input.o]"))}, stops_when_empty=True)
    links = links_along(each.suffix for each in (*steps, last))
    return Piece((*steps, last), links, entries={0: "part0"}, begins=("part0",), pairs={0: AT})


def _softly(place: Place, body: str, check: str) -> Piece:
    """Items that cannot be converted become an error in their place, or leave by an output of their own."""
    place.note("error-text")
    text = '"The value could not be converted."'
    if place.node.on_error == "regular":
        return place.listed(place.each(f'({check}) ? {body} : {{"error": {text}}}'))
    parted = f'({check}) ? {{"good": {body}}} : {{"bad": $merge([$j, {{"error": {text}}}])}}'
    return parted_by_failure(place, place.each(parted))


class _Fields:
    """The object that an item becomes, as JSONata."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.version = place.node.version
        self.checks: list[str] = []
        self.dots = place.flag("options.dotNotation", default=True)

    def body(self) -> str:
        if self.version >= 3 and self.place.chosen("mode", "manual") == "raw":
            return self._raw()
        note_sharing(self.place)
        kept = self._kept()
        if self.version >= 3:
            return self._assigned(kept, self._assignments())
        return self._assigned(self._without_computed(kept), self._old_values())

    def parts(self) -> list[str]:
        """The same as objects one after another, of which each sets fields of the one before, `$o`."""
        if self.version >= 3 and self.place.chosen("mode", "manual") == "raw":
            return []
        is_old = self.version < 3
        rows = self._old_values() if is_old else self._assignments()
        kept = self._without_computed(self._kept()) if is_old else self._kept()
        parts: list[str] = []
        some: list[tuple[Any, str]] = []
        for row in rows:
            if some and sum(len(text) for _, text in [*some, row]) > _MOST_AT_ONCE:
                parts.append(self._assigned("$o" if parts else kept, some))
                some = []
            some.append(row)
        return [*parts, self._assigned("$o" if parts else kept, some)]

    def _kept(self) -> str:
        """What stays of the item's own fields."""
        if self.version < 3:
            return "{}" if self.place.flag("keepOnlySet") else "$j"
        if self.version >= 3.3 and not self.place.flag("includeOtherFields"):
            return "{}"
        match self.place.chosen("include", "all"):
            case "all":
                return "$j"
            case "none":
                return "{}"
            case "selected":
                return self._selected(self.place.names("includeFields"))
            case "except":
                text = "$j"
                for name in self.place.names("excludeFields"):
                    text = without(text, self._path(name))
                return text
            case other:
                raise Refused("setting-unsupported", setting=f"include: {other}")

    def _selected(self, names: list[str]) -> str:
        pairs = {self._path(name).names[-1]: looked_up("$j", self._path(name)) for name in names}
        return f"{{{', '.join(f'{literal(name)}: {text}' for name, text in pairs.items())}}}"

    def _path(self, name: str) -> FieldPath:
        return path_of(name) if self.dots else key_of(name)

    def _assignments(self) -> list[tuple[Any, str]]:
        if self.version >= 3.3:
            rows = self.place.rows("assignments.assignments")
            return [self._field(row.get("name", ""), row.get("type"), row.get("value")) for row in rows]
        rows = self.place.rows("fields.values")
        fields = []
        for row in rows:
            kind = row.get("type") or "stringValue"
            value = row.get(kind, _OLD_DEFAULTS.get(kind)) if isinstance(kind, str) else None
            if kind == "objectValue" and is_written(value):
                fields.append((row.get("name", ""), f"$n8_need_object({self._parsed(value)})"))
                continue
            fields.append(self._field(row.get("name", ""), str(kind).removesuffix("Value"), value))
        return fields

    def _field(self, name: Any, kind: Any, written: Any) -> tuple[Any, str]:  # noqa: ANN401 - any JSON
        if kind not in CONVERSIONS:
            kind = "string" if kind is None else kind
        if kind not in CONVERSIONS:
            self.place.note("setting-unknown", setting=f"type: {kind}")
            # The versions that have a field of its own for each type know of no such field.
            return name, f"$n8_or_null({self.place.value(written)})" if self.version >= 3.3 else "null"
        if written is None and kind == "string":
            written = ""
        if kind in _LOOKS or (kind == "number" and "Infinity" in str(written)):
            self._note_beyond_json(written)
        ignores = kind != "string" and self.place.flag("options.ignoreConversionErrors")
        spell = self.place.in_text_field if kind == "string" else self.place.spelled
        spelled = None if ignores else spell(written)
        return name, self._converted(spelled or self.place.value(written), kind, written)

    def _note_beyond_json(self, written: Any) -> None:  # noqa: ANN401 - any JSON
        """Note a value that n8n keeps as it is, though JSON has none for it."""
        if not is_computed(written):
            return
        found = self.place.translated(written)
        holds_dates = isinstance(found, Translated) and found.holds_dates
        is_made = is_lone(written) and (may_make_other_numbers(written) or may_make_other_objects(written))
        if holds_dates or is_made:
            self.place.note("beyond-json")

    def _converted(self, value: str, kind: str, written: Any) -> str:  # noqa: ANN401 - any JSON
        if not is_computed(written) and is_of_kind(kind, written):
            return value
        if kind == "object" and (known := written_object(written)) is not None:
            return literal(known)
        convert = CONVERSIONS[kind]
        if self.place.flag("options.ignoreConversionErrors") and kind != "string":
            check = _CHECKS.get(kind) or _LOOKS[kind]
            if kind in _LOOKS:
                self.place.note("error-of-expression")
            return f"($v := {value}; {check}($v) ? ($n8_is_nothing($v) ? null : {convert}($v)) : $v)"
        if self.place.fails_softly() and kind in _CHECKS:
            self.checks.append(f"{_CHECKS[kind]}({value})")
        elif self.place.fails_softly() and kind in {"array", "object"} and is_computed(written):
            self.place.note("error-of-expression")
        if kind == "string" and self.version < _NOTHING_IS_NULL:
            return f"($v := {value}; $n8_is_nothing($v) ? ({self._text_of_nothing()}) : {convert}($v))"
        return f"($v := {value}; $n8_is_nothing($v) ? null : {convert}($v))"

    def _text_of_nothing(self) -> str:
        """What a text field without a value is before it was null."""
        if self.version == 3:
            return '$exists($v) ? "null" : "undefined"'
        return (
            "null" if self.place.flag("options.ignoreConversionErrors") else '$error("A text was expected.")'
        )

    def _old_values(self) -> list[tuple[Any, str]]:
        """Version 1 and 2: types come in this order, and what is missing leaves no field behind."""
        fields = []
        for kind in OLD_KINDS:
            for row in self.place.rows(f"values.{kind}"):
                value = self.place.value(row.get("value", _OLD_DEFAULTS[kind]))
                if kind != "boolean":
                    self._note_beyond_json(row.get("value"))
                fields.append((row.get("name", "propertyName"), self._as_before(kind, value)))
        return fields

    def _as_before(self, kind: str, value: str) -> str:
        """A value of version 1 or 2: only a boolean always is one; texts may be numbers since version 2."""
        match kind:
            case "boolean":
                return f"$not($n8_falsy({value}))"
            case "number" if self.version >= 2:
                number = "$type($v) = 'string' ? $n8_number($v) : $v"
                return f"($v := {value}; $n := {number}; $exists($n) ? $n : $v)"
        return value

    def _without_computed(self, kept: str) -> str:
        """What is kept without the fields whose new values may be missing: they are gone then."""
        if kept == "{}":
            return kept
        for kind in ("number", "string"):
            for row in self.place.rows(f"values.{kind}"):
                name = row.get("name")
                if isinstance(name, str) and is_computed(row.get("value")) and not is_computed(name):
                    kept = without(kept, self._path(name))
        return kept

    def _assigned(self, kept: str, fields: list[tuple[Any, str]]) -> str:
        if replaced := _replaced(fields):
            # The last value of a name counts, in the place of the first; the others may still fail.
            unused = "".join(f"$unused := {text}; " for text in replaced)
            return f"({unused}{self._assigned(kept, list(dict(fields).items()))})"
        if all(
            isinstance(name, str) and not is_computed(name) and self._path(name).is_key for name, _ in fields
        ):
            last = dict(fields)
            pairs = ", ".join(f"{literal(name)}: {text}" for name, text in last.items())
            return f"{{{pairs}}}" if kept == "{}" else f"$merge([{kept}, {{{pairs}}}])"
        steps = [] if kept == "$o" else [f"$o := {kept}"]
        for name, text in fields:
            steps.append(f"$o := {self._with(name, text)}")
        return f"({'; '.join(steps)}; $o)"

    def _with(self, name: Any, text: str) -> str:  # noqa: ANN401 - any JSON
        if not isinstance(name, str):
            raise Refused("setting-unsupported", setting="name")
        if is_computed(name):
            computed = f"$n8_text({self.place.value(name)})"
            if self.dots:
                return f"($name := {computed}; $n8_set($o, $name, $n8_path($name), {text}))"
            return f"$merge([$o, {{{computed}: {text}}}])"
        return assigned("$o", self._path(name), text)

    def _parsed(self, written: Any) -> str:  # noqa: ANN401 - any JSON
        """What is written as JSON; expressions in it are replaced one by one."""
        if may_be_no_json(written):
            self.place.note("json-mended")
        value = self.place.raw_text(written) if is_written(written) else self.place.value(written)
        return f'($v := {value}; $type($v) = "string" ? $parse($n8_mended($v)) : $v)'

    def _raw(self) -> str:
        """An object that is written as JSON, perhaps with expressions in it."""
        made = self._parsed(self.place.parameter("jsonOutput", _NEW_JSON))
        need = '($r := {made}; $type($r) = "object" ? $r : $error("An object was expected."))'
        if self.place.fails_softly():
            self.place.note("error-of-expression")
        kept = self._kept()
        put = "$n8_put_all" if self.dots else "$n8_merged"
        return f"{put}({kept}, {need.replace('{made}', made)})"


_NEW_JSON: Final = '{"my_field_1": "value", "my_field_2": 1}'
"""What stands in n8n's new node."""
_OLD_DEFAULTS: Final[Mapping[str, Any]] = {
    "string": "",
    "number": 0,
    "boolean": False,
    "stringValue": "",
    "numberValue": "",
    "booleanValue": "true",
    "arrayValue": "",
    "objectValue": "={}",
}


def _replaced(fields: Sequence[tuple[Any, str]]) -> list[str]:
    """The values that another one of the same written name follows."""
    names = [name for name, _ in fields if isinstance(name, str) and not is_computed(name)]
    if len(names) < len(fields) or len(set(names)) == len(names):
        return []
    return [text for at, (name, text) in enumerate(fields) if name in names[at + 1 :]]
