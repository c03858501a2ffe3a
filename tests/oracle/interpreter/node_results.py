"""What the nodes without side effects yield: outputs and fired handles by docs/semantics.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tests.oracle.errors import EVALUATION_ERROR, LoopLeft, WorkflowError
from tests.oracle.interpreter.collection_results import KINDS, collection_output
from tests.oracle.interpreter.joins import Arrival, merged
from tests.oracle.interpreter.templates import (
    calls_for_list,
    required,
    resolve,
    resolve_expression,
    resolve_text,
)
from tests.oracle.json_value import Json
from tests.oracle.jsonata_engine import UNDEFINED, Undefined, evaluate

ORDINARY: Final = (None,)
_WEEK: Final = 604_800
Roots = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Result:
    """A node's output and the handles that it fires."""

    output: Json
    handles: tuple[str | None, ...] = ORDINARY
    parts: Mapping[str | None, Json] | None = None
    """What each handle carries, where that is not the output."""


def pure_result(node: Json, roots: Roots, arrivals: Sequence[Arrival]) -> Result:
    """Return what a node yields that neither takes time nor runs others; raises `WorkflowError`."""
    config = node["config"]
    match node["type"]:
        case "condition":
            return Result(roots["input"], ("true" if holds(config["expression"], roots) else "false",))
        case "switch":
            return Result(roots["input"], _switch_handles(config, roots))
        case "partition":
            return _parted(config, roots)
        case "stop":
            return Result(roots["input"], _stop(config, roots))
        case "respond":
            return Result(_response(config, roots), ())
    return Result(_output(node["type"], config, roots, arrivals))


def _output(kind: str, config: Json, roots: Roots, arrivals: Sequence[Arrival]) -> Json:
    match kind:
        case "trigger":
            return roots["input"]
        case "merge":
            return merged(config.get("mode", "object"), arrivals)
        case "set":
            return _set_values(config, roots)
        case "transform":
            value = resolve_expression(config["expression"], roots)
            return _as_list(value) if calls_for_list(config["expression"]) else required(value)
        case "filter":
            return _filtered(config, roots)
        case _ if kind in KINDS:
            return collection_output(kind, config, roots)
        case "placeholder":
            raise WorkflowError(*EVALUATION_ERROR)
    raise NotImplementedError(kind)


def _as_list(value: Json | Undefined) -> Json:
    if isinstance(value, Undefined):
        return []
    return value if isinstance(value, list) else [value]


def holds(expression: Json, roots: Roots) -> bool:
    """Return whether an expression holds: its value as a JSONata boolean, nothing being false."""
    value = resolve_expression(expression, roots)
    return value is not UNDEFINED and evaluate("$boolean($value)", {"value": value}) is True


def items_of(value: Json | Undefined) -> list[Json]:
    """Return a value as the items to go through: nothing is no item, what is no list is one."""
    if value is UNDEFINED:
        return []
    return value if isinstance(value, list) else [value]


def resolved_items(config: Json, roots: Roots) -> list[Json]:
    """Return the items of a for_each or filter; `$input` where the configuration names none."""
    items = config.get("items")
    if items is None:
        return items_of(roots["input"])
    return items_of(resolve_text(items, roots) if isinstance(items, str) else resolve(items, roots))


def wait_seconds(config: Json, roots: Roots, now: float, start: datetime) -> float:
    """Return how long a `wait` takes that begins at virtual time `now` of an execution begun at `start`."""
    if config.get("seconds") is not None:
        seconds = resolve(config["seconds"], roots)
        if isinstance(seconds, bool) or not isinstance(seconds, int) or seconds < 0:
            raise WorkflowError(*EVALUATION_ERROR)
        return seconds
    until = datetime.fromisoformat(resolve(config["until"], roots))
    return max(0.0, (until - start).total_seconds() - now)


def patience(node: Json) -> float | None:
    """Return how long a node waits for an answer from outside; None if it waits for none."""
    config = node["config"]
    if node["type"] == "approval" or (node["type"] == "wait" and config.get("call")):
        seconds: float = config.get("timeout", _WEEK)
        return seconds
    return None


def question(node: Json, roots: Roots) -> Json:
    """Return what a node that waits for an answer asks."""
    if node["type"] == "wait":
        return {"kind": "call"}
    asked = {"message": node["config"].get("message", ""), "data": node["config"].get("data")}
    return {"kind": "approval", **resolve(asked, roots)}


def late_result(node: Json) -> Result:
    """Return what a node yields when no answer has come in time."""
    output = {"decision": "timeout", "data": None, "decided_at": None} if node["type"] == "approval" else None
    return Result(output, ("timeout",))


def _switch_handles(config: Json, roots: Roots) -> tuple[str, ...]:
    cases = config.get("cases", ())
    if config.get("mode", "first") == "all":
        fired = tuple(case["handle"] for case in cases if holds(case["expression"], roots))
        return fired or ("default",)
    return (next((case["handle"] for case in cases if holds(case["expression"], roots)), "default"),)


def _parted(config: Json, roots: Roots) -> Result:
    parts: dict[str | None, list[Json]] = {case["handle"]: [] for case in config["cases"]}
    default = config.get("default")
    if default is not None:
        parts[default] = []
    for index, item in enumerate(resolved_items(config, roots)):
        bound = {**roots, "item": item, "index": index}
        matching = (case["handle"] for case in config["cases"] if holds(case["expression"], bound))
        taken = (
            list(matching)
            if config.get("mode") == "all"
            else [handle for handle in [next(matching, None)] if handle]
        )
        if not taken and default is not None:
            taken = [default]
        for handle in taken:
            parts[handle].append(item)
    return Result(parts, tuple(handle for handle, items in parts.items() if items), parts)


def _set_values(config: Json, roots: Roots) -> Json:
    values = resolve(config.get("values", {}), roots)
    if not config.get("keep_input"):
        return values
    if not isinstance(roots["input"], dict):
        raise WorkflowError(*EVALUATION_ERROR)
    return {**roots["input"], **values}


def _filtered(config: Json, roots: Roots) -> list[Json]:
    return [
        item
        for index, item in enumerate(resolved_items(config, roots))
        if holds(config["expression"], {**roots, "item": item, "index": index})
    ]


def _response(config: Json, roots: Roots) -> Json:
    answer = {
        "status": config.get("status", 200),
        "headers": config.get("headers") or {},
        "body": config.get("body", "{{ $input }}"),
    }
    if config.get("body_encoding"):
        answer["body_encoding"] = config["body_encoding"]
    return {"exeoflow:response": resolve(answer, roots)}


def _stop(config: Json, roots: Roots) -> tuple[str | None, ...]:
    if config.get("status") == "break":
        raise LoopLeft(roots["input"])
    if config.get("status", "success") == "failed":
        code = resolve(config.get("code") or "Workflow.Stopped", roots)
        raise WorkflowError(code, resolve(config.get("message") or "", roots))
    return ()
