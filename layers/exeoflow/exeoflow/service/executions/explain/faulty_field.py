"""Which field of a node failed, and what it missed: its texts evaluated again over what the step had."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from exeoflow.diagnostics import Diagnostic, field_diagnostics
from exeoflow.diagnostics.path import join_path
from exeoflow.expressions import Expression, Reference
from exeoflow.expressions.bounded_evaluation import NotEvaluated, Reason, YieldsNothing
from exeoflow.model.workflows.workflow import Node
from exeoflow.nodes.table import NODE_TYPES, parse_config
from exeoflow.nodes.texts import ConfigText, Path, texts_of
from exeoflow.service.executions.explain.roots import Recall, Roots

_STEP: Final = re.compile(r"\.(?:`([^`]+)`|([A-Za-z_][A-Za-z0-9_]*))")
_MOST_NAMES: Final = 10


@dataclass(frozen=True, slots=True)
class MissingPart:
    """The first step of a path that is not there: `path` as written up to it, and the names there are."""

    path: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FaultyField:
    """A field of a node whose expression yields nothing, or fails for a `reason`.

    If it yields something, that is `unfit`, as the check says that would have met it in the workflow itself.
    """

    field: str
    expression: str
    reason: Reason | None = None
    missing: MissingPart | None = None
    unfit: Diagnostic | None = None


def faulty_field(node: Node, roots: Roots) -> FaultyField | None:
    """Return the field of a node that cannot be evaluated over the roots; None if all can.

    The first one whose expression fails; else the first one that yields nothing where a value is needed.
    """
    model = NODE_TYPES[node.type].config
    faults = [found for text in texts_of(model, parse_config(node)) for found in _faults_of(text, roots)]
    # What yields nothing may be allowed to: a case of a switch, say, does not hold then.
    found = next((each for each in faults if each.reason is not None), next(iter(faults), None))
    return found or next(_unfit_fields(node, roots), None)


def _unfit_fields(node: Node, roots: Roots) -> Iterator[FaultyField]:
    """The fields whose expression yields what they could not hold: 0.5 where a whole number is needed."""
    model = NODE_TYPES[node.type].config
    for text in texts_of(model, parse_config(node)):
        is_value = text.whole is None and text.language is None and not text.is_joined
        if not is_value or text.path[0] not in node.config:
            continue
        for expression in text.parse():
            value = _value_or_none(expression, roots)
            fault = None if value is None else _fault_of(node, text.path, value)
            if fault is not None:
                yield FaultyField(join_path(*text.path), expression.source, unfit=fault)


def _value_or_none(expression: Expression, roots: Roots) -> Any:
    """What it yields, for all of them can be evaluated; None for what would be read as an expression."""
    value = Recall(roots).expression(expression)
    return None if isinstance(value, str) and "{{" in value else value


def _fault_of(node: Node, path: Path, value: Any) -> Diagnostic | None:
    """What a check says of the node if the value stood where its expression stands."""
    config = _with_value(node.config, path, value)
    try:
        parse_config(node.model_copy(update={"config": config}))
    except ValidationError as fault:
        model = NODE_TYPES[node.type].config
        found = field_diagnostics(fault, config, model=model, at=(), node_id=node.id)
        return next((each for each in found if each.path == join_path(*path)), None)
    return None


def _with_value(config: Any, path: Path, value: Any) -> Any:
    """The configuration with a value where a path leads."""
    if not path:
        return value
    name, *rest = path
    if isinstance(config, Mapping):
        return {**config, name: _with_value(config[name], tuple(rest), value)}
    return [_with_value(each, tuple(rest), value) if at == name else each for at, each in enumerate(config)]


def _faults_of(text: ConfigText, roots: Roots) -> Iterator[FaultyField]:
    if text.language is not None:
        return  # code, whose values are the other fields'
    if text.whole is not None and text.whole.binds_item:
        return  # evaluated for each item of a list, which no root holds
    field = join_path(*text.path)
    for expression in text.parse():
        try:
            Recall(roots).expression(expression)
        except YieldsNothing:
            if not text.is_joined:
                yield FaultyField(field, expression.source, None, _missing_part(expression, roots))
        except NotEvaluated as fault:
            yield FaultyField(field, expression.source, fault.reason, _missing_part(expression, roots))


def _missing_part(expression: Expression, roots: Roots) -> MissingPart | None:
    """The first reference with a path that leads nowhere."""
    for reference in expression.references:
        found = _missing_of(expression.source, reference, roots)
        if found is not None:
            return found
    return None


def _missing_of(source: str, reference: Reference, roots: Roots) -> MissingPart | None:
    value, end = roots.value(reference), reference.end
    while (step := _STEP.match(source, end)) is not None:
        name = step[1] or step[2]
        if not isinstance(value, dict) or name not in value:
            return MissingPart(source[reference.start : step.end()].strip(), _names_of(value))
        value, end = value[name], step.end()
    return None


def _names_of(value: Any) -> tuple[str, ...]:
    return tuple(value)[:_MOST_NAMES] if isinstance(value, dict) else ()
