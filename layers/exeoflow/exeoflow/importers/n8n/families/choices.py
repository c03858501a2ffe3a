"""If, Filter and Switch: the items are parted, and several outputs may fire."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from exeoflow.importers.n8n.families.comparisons import all_of, any_of, filter_fails, filter_holds
from exeoflow.importers.n8n.families.old_comparisons import old_condition, old_rule
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import AT, OWN, Exit, Link, Piece, Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_OLD_KINDS: Final = ("boolean", "dateTime", "number", "string")
_MAX_OUTPUTS: Final = 50
_OLD_OUTPUTS: Final = 4
"""How many the first Switch has."""
_FAILED: Final = -1
"""Marks an item that fails among the outputs that items leave by."""


def translate_if(place: Place) -> Piece:
    """Output 0 for what holds, 1 for what does not."""
    if place.node.version < 2:
        holds = _old_conditions(place, place.chosen("combineOperation", "all") == "any")
    else:
        holds = filter_holds(place, place.parameter("conditions"), loose=_is_loose(place, 2.1))
    return parted(place, Parts((holds,), rest=1))


def translate_filter(place: Place) -> Piece:
    """Output 0 for what holds; what is discarded leaves by output 1, on which nothing hangs as a rule."""
    if place.node.version < 2:
        holds = _old_conditions(place, place.chosen("combineConditions", "AND") == "OR")
    else:
        holds = filter_holds(place, place.parameter("conditions"), loose=_is_loose(place, 2.1))
    if place.node.on_error == "error":
        # n8n counts one output, so that for errors takes the place of what is discarded; no error gets there.
        return parted(place, Parts((holds,), rest=None, outputs=(0, 1)))
    return parted(place, Parts((holds,), rest=1))


def _is_loose(place: Place, since: float) -> bool:
    """Where the switch for types stands depends on the version."""
    path = "looseTypeValidation" if place.node.version >= since else "options.looseTypeValidation"
    return place.flag(path)


def _old_conditions(place: Place, is_any: bool) -> str:  # noqa: FBT001  how conditions are combined
    conditions = [
        old_condition(place, kind, row) for kind in _OLD_KINDS for row in place.rows(f"conditions.{kind}")
    ]
    combine = any_of if is_any else all_of
    return combine(conditions, softly=False)


def translate_switch(place: Place) -> Piece:
    """An output for each rule, or the one that an expression says."""
    mode = place.chosen("mode", "rules")
    if mode == "expression":
        return _by_number(place)
    if mode != "rules":
        place.note("setting-unknown", setting=f"mode: {mode}")
        return parted(place, Parts((), None))
    if place.node.version < 3:
        return parted(place, _old_rules(place))
    loose = _is_loose(place, 3.1)
    conditions = [row.get("conditions") for row in _rules(place)]
    holds = tuple(filter_holds(place, each, loose=loose) for each in conditions)
    parts = Parts(holds, _fallback(place, len(holds)), is_all=place.flag("options.allMatchingOutputs"))
    softly = conditions if place.fails_softly() else []
    fails = [filter_fails(place, each, loose=loose) for each in softly]
    if not any(fails):
        return parted(place, parts)
    if parts.is_all:
        raise Refused("failure-unsupported")
    return _parted_or_failed(place, _failing_first(parts, fails), parts.all_outputs, len(holds))


def _rules(place: Place) -> Sequence[Mapping[str, Any]]:
    """The rules; the one that stands in n8n's new node finds two empty texts equal."""
    return place.rows("rules.values") if place.parameter("rules") is not None else ({},)


def _failing_first(parts: "Parts", fails: Sequence[str | None]) -> "Parts":
    """Parts in which an item that a rule fails for gets no further."""
    found = [
        each
        for number, (fail, holds) in enumerate(zip(fails, parts.holds, strict=True))
        for each in ((fail, _FAILED), (holds, number))
    ]
    known = [(text, output) for text, output in found if text is not None]
    return replace(
        parts, holds=tuple(text for text, _ in known), outputs=tuple(output for _, output in known)
    )


def _parted_or_failed(place: Place, parts: "Parts", outputs: tuple[int, ...], rules: int) -> Piece:
    """The parting where items fail: each leaves as its error, by the first output or the one for errors."""
    place.note("error-text")
    extra = place.parameter("options.fallbackOutput") == "extra"
    error = 0 if place.node.on_error == "regular" else rules + int(extra)
    failed = f"{_FAILED} in $rows[$i].to"
    items = f"[$map($in, function($j, $i) {{ {failed} ? {{'error': 'The item failed.'}} : $j }})]"
    leaving = tuple(sorted({*outputs, error} - {_FAILED}))
    ways = {output: (output, _FAILED) if output == error else (output,) for output in leaving}
    which = place.list_of(_which(parts, items, ways))
    return parted_by(place, Parts((), None, outputs=leaving), which)


def _fallback(place: Place, rules: int) -> int | None:
    fallback = place.parameter("options.fallbackOutput", "none")
    match fallback:
        case "none":
            return None
        case "extra":
            return rules
        case int() if 0 <= fallback < _MAX_OUTPUTS and not isinstance(fallback, bool):
            return fallback
    raise Refused("setting-computed", setting="options.fallbackOutput")


def _old_rules(place: Place) -> "Parts":
    kind = place.chosen("dataType", "number")
    left = place.value(
        place.parameter("value1", {"string": "", "boolean": False, "dateTime": ""}.get(kind, 0))
    )
    order: list[tuple[int, str]] = []
    for position, row in enumerate(place.rows("rules.rules")):
        output = _rule_output(row) if place.node.version < 2 else position
        order.append((output, old_rule(place, kind, left, row).holds))
    rest = _old_fallback(place, _OLD_OUTPUTS if place.node.version < 2 else len(order))
    if rest == _FAILED:
        order.append((0, "$error('No such output.')"))
    return Parts(
        tuple(text for _, text in order),
        None if rest == _FAILED else rest,
        outputs=tuple(output for output, _ in order),
    )


def _old_fallback(place: Place, count: int) -> int | None:
    """The output of what no rule holds for; `_FAILED` for one that is not, such as the later `extra`."""
    written = place.parameter("fallbackOutput", -1)
    is_known = isinstance(written, int) or is_computed(written)
    fallback = place.number("fallbackOutput", -1 if is_known else count)
    if fallback < 0:
        return None
    if fallback < count:
        return int(fallback)
    if place.fails_softly():
        raise Refused("failure-unsupported")
    return _FAILED


def _rule_output(row: Mapping[str, object]) -> int:
    written = row.get("output", 0)
    if isinstance(written, int) and not isinstance(written, bool) and 0 <= written < _OLD_OUTPUTS:
        return written
    raise Refused("setting-computed", setting="output")


def _by_number(place: Place) -> Piece:
    path = "numberOutputs" if place.node.version >= 3 else "outputsAmount"
    count = int(place.number(path, 4))
    if not 0 < count <= _MAX_OUTPUTS:
        raise Refused("setting-unsupported", setting=path)
    written = place.parameter("output", 0 if place.node.version < 2 else None)
    output = place.missing("output") if written is None else place.value(written)
    nothing = "$n8_is_nothing($o)" if place.node.version >= 3 else '$not($type($o) in ["number", "string"])'
    number = f"($o := {output}; {nothing} ? [][0] : $n8_number($o))"
    holds = tuple(f"$n8_same({number}, {index})" for index in range(count))
    if place.fails_softly():
        outputs = tuple(range(count))
        return _parted_or_failed(place, Parts(holds, _FAILED), outputs, count)
    exists = f"$exists($n) and $n in [0..{count - 1}]"
    checked = f"($n := {number}; {exists} ? false : $error('No such output.'))"
    return parted(place, Parts((*holds, checked), None, outputs=(*range(count), 0)))


@dataclass(frozen=True, slots=True)
class Parts:
    """What leaves where: a condition for each part, by default for the output of its number."""

    holds: Sequence[str]
    rest: int | None
    is_all: bool = False
    outputs: tuple[int, ...] | None = None

    def output(self, part: int) -> int:
        """The output of a part."""
        return part if self.outputs is None else self.outputs[part]

    @property
    def all_outputs(self) -> tuple[int, ...]:
        """Every output that something may leave by."""
        parts = range(len(self.holds)) if self.outputs is None else self.outputs
        found = set(parts) | ({self.rest} - {None})
        return tuple(sorted(each for each in found if each is not None))


def parted(place: Place, parts: Parts) -> Piece:
    """First which outputs each item leaves by, then the parting."""
    return parted_by(place, parts, place.list_of(which_of(parts)))


def outputs_with_items(place: Place, outputs: Iterable[int], key: str) -> Step:
    """A switch: an output fires if it has items under `key`; the first one always, if the node is set so."""
    cases = [
        {"handle": f"output{output}", "expression": f"$count($input.{key}{output}) > 0"}
        if output or not place.node.always_outputs
        else {"handle": "output0", "expression": "true"}
        for output in outputs
    ]
    return Step("switch", {"cases": cases, "mode": "all"})


def _items_at(place: Place, output: int, which: str = "$input") -> str:
    """JSONata for the items that leave by an output, of what the step `which` yields."""
    items = f"[$map({which}.at{output}, function($i) {{ {which}.items[$i] }})]"
    return place.outgoing(items) if output == 0 else items


def parted_by(place: Place, parts: Parts, which: str) -> Piece:
    """The parting of what the expression `which` yields, as `which_of` says it.

    The positions of an output's items are kept: by them later expressions find what an item comes from.
    """
    outputs = parts.all_outputs or (0,)
    first = Step("transform", {"expression": which}, "which")
    lists = [
        Step("transform", {"expression": _items_at(place, output)}, f"output{output}") for output in outputs
    ]
    links = [Link("which", "")]
    links += [Link("", f"output{output}", f"output{output}") for output in outputs]
    return Piece(
        (first, outputs_with_items(place, outputs, "at"), *lists),
        tuple(links),
        entries={0: "which"},
        exits={output: Exit(f"output{output}") for output in outputs},
        pairs={output: f"$nodes.`{OWN}which`.at{output}[{AT}]" for output in outputs},
        readable={output: f"output{output}" for output in outputs},
        lists={output: f"({_items_at(place, output, f'$nodes.`{OWN}which`')})" for output in outputs},
        begins=("which",),
    )


def which_of(parts: Parts, items: str = "$in") -> str:
    """JSONata for the items, and for each output the positions of those that leave by it, over `$in`."""
    return _which(parts, items, {output: (output,) for output in parts.all_outputs or (0,)})


def _which(parts: Parts, items: str, ways: Mapping[int, tuple[int, ...]]) -> str:
    """The same; of each output the marks by which items leave by it."""
    chosen = _chosen_all(parts) if parts.is_all else _chosen_first(parts)
    rows = f"[$map($in, function($j, $i) {{ {{'to': [{chosen}]}} }})]"
    tests = {output: " or ".join(f"{mark} in $r.to" for mark in marks) for output, marks in ways.items()}
    positions = ", ".join(
        f'"at{output}": [$map($rows, function($r, $i) {{ {test} ? $i }})]' for output, test in tests.items()
    )
    return f'($rows := {rows}; {{"items": {items}, {positions}}})'


def _chosen_first(parts: Parts) -> str:
    text = "" if parts.rest is None else str(parts.rest)
    if not parts.holds:
        return text
    for part in reversed(range(len(parts.holds))):
        otherwise = f" : {text}" if text else ""
        text = f"({parts.holds[part]}) ? {parts.output(part)}{otherwise}"
        text = f"({text})"
    return f"({text})"


def _chosen_all(parts: Parts) -> str:
    texts = [f"(({holds}) ? {parts.output(part)})" for part, holds in enumerate(parts.holds)]
    found = f"[{', '.join(texts)}]"
    if parts.rest is None:
        return f"({found})"
    return f"($found := {found}; $count($found) = 0 ? [{parts.rest}] : $found)"
