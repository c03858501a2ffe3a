"""Gap: rules of moto reach queues, logs and buses, but no function, and disabled ones work like enabled ones.

Source of the input transformer: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

import copy
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from moto.events.models import Rule

from local.aws.replacement import replaced

_PLACEHOLDER: Final = re.compile(r"<([^<>\s]+)>")
_TEXT_OR_PLACEHOLDER: Final = re.compile(r'"(?:[^"\\]|\\.)*"|<[^<>\s]+>')

Invoke = Callable[[str, Any], None]


@contextmanager
def rules_reach_functions(invoke: Invoke) -> Iterator[None]:
    """Let `invoke` have the ARN and the input of every function that is the target of a matching rule."""
    send = Rule.send_to_targets

    def send_to_all(rule: Rule, original_event: Mapping[str, Any], transform_input: bool = True) -> None:  # noqa: FBT001, FBT002  as moto calls it
        event = _as_delivered(original_event)
        if rule.state != "ENABLED" or not rule.event_pattern.matches_event(event):
            return
        for target in rule.targets:
            if ":lambda:" in target["Arn"]:
                invoke(target["Arn"], target_input(target, event, rule))
        others = copy.copy(rule)
        others.targets = [target for target in rule.targets if ":lambda:" not in target["Arn"]]
        send(others, original_event, transform_input)

    with replaced(Rule, "send_to_targets", send_to_all):
        yield


def target_input(target: Mapping[str, Any], event: Mapping[str, Any], rule: Rule) -> Any:
    """Return what a target gets: its constant input, its transformed one, or the event."""
    if target.get("Input"):
        return json.loads(target["Input"])
    transformer = target.get("InputTransformer")
    if not transformer:
        return event
    values = {
        "aws.events.event.json": event,
        "aws.events.event": event,
        "aws.events.event.ingestion-time": event["time"],
        "aws.events.rule-arn": rule.arn,
        "aws.events.rule-name": rule.name,
        **{name: _at(path, event) for name, path in transformer.get("InputPathsMap", {}).items()},
    }
    return json.loads(_filled(transformer["InputTemplate"], values))


def _filled(template: str, values: Mapping[str, Any]) -> str:
    """Put values in place of their names: JSON as such, and within a quoted text as part of that text."""

    def fill(found: re.Match[str]) -> str:
        is_text = found[0].startswith('"')
        return _PLACEHOLDER.sub(lambda name: _written(name, is_text=is_text), found[0])

    def _written(name: re.Match[str], *, is_text: bool) -> str:
        if name[1] not in values:
            return name[0]
        value = values[name[1]]
        if not is_text:
            return json.dumps(value)
        return json.dumps(value if isinstance(value, str) else json.dumps(value))[1:-1]

    return _TEXT_OR_PLACEHOLDER.sub(fill, template)


def _at(path: str, event: Any) -> Any:
    value = event
    for name in path.removeprefix("$").split(".")[1:]:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _as_delivered(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the event as EventBridge delivers it: with its time as text, and nothing of moto's own."""
    delivered = {name: value for name, value in event.items() if name != "ingestion-time"}
    if isinstance(delivered.get("time"), (int, float)):
        moment = datetime.fromtimestamp(delivered["time"], UTC)
        delivered["time"] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return delivered
