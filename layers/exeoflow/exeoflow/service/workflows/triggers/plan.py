"""The triggers of a graph, as values: what must be in place while the workflow is active."""

from dataclasses import fields
from datetime import timedelta
from typing import TYPE_CHECKING, assert_never, cast

from exeoflow.model import moment
from exeoflow.model.policies import defaults
from exeoflow.model.webhooks.options import read_setting
from exeoflow.model.webhooks.webhook import WebhookSettings
from exeoflow.model.workflows.trigger import (
    EventTrigger,
    MissedTimes,
    ScheduleTrigger,
    Trigger,
    WebhookTrigger,
)
from exeoflow.service.workflows.triggers.cancelling import cancelling_triggers
from exeoflow.service.workflows.triggers.choice import mode_of, triggers_of

if TYPE_CHECKING:
    from exeoflow.model.json import JsonObject
    from exeoflow.model.workflows.stored_workflow import Graph


def trigger_plan(graph: "Graph") -> tuple[Trigger, ...]:
    """Return the triggers in the author's order; manual ones need nothing. The graph must be checked.

    Behind them are those that cancel what runs.
    """
    catch_up = _catch_up(graph)
    planned = (_planned(node, catch_up) for node in triggers_of(graph))
    return (*(trigger for trigger in planned if trigger is not None), *cancelling_triggers(graph))


def _planned(node: "JsonObject", catch_up: MissedTimes | None) -> Trigger | None:
    node_id = str(node["id"])
    match mode_of(node):
        case "manual":
            return None
        case "webhook":
            name = str(node.get("name") or node_id)
            return _webhook(node_id, name, cast("JsonObject", node["config"]))
        case "schedule":
            return _schedule(node_id, cast("dict[str, str]", node["config"]), catch_up)
        case "event":
            config = cast("JsonObject", node["config"])
            return EventTrigger(node_id, cast("JsonObject", config["pattern"]))
        case other:
            assert_never(other)


def _webhook(node_id: str, name: str, config: "JsonObject") -> WebhookTrigger:
    method, wait = config.get("method"), config.get("wait")
    methods = [method] if isinstance(method, str) else cast("list[str]", method or [])
    # A field that is null is one that the node says nothing of.
    settings = {
        field.name: read_setting(field.name, config[field.name])
        for field in fields(WebhookSettings)
        if config.get(field.name) is not None
    }
    return WebhookTrigger(
        node_id,
        name,
        methods=tuple(dict.fromkeys(methods)) or None,
        wait_seconds=wait if isinstance(wait, int) else None,
        settings=settings,
    )


def _schedule(node_id: str, config: dict[str, str], catch_up: MissedTimes | None) -> ScheduleTrigger:
    start, end = config.get("start"), config.get("end")
    return ScheduleTrigger(
        node_id,
        _expression(config),
        timezone=config.get("timezone") or "UTC",
        start=moment.read(start) if start else None,
        end=moment.read(end) if end else None,
        catch_up=catch_up,
    )


def _catch_up(graph: "Graph") -> MissedTimes | None:
    given = cast("dict[str, int] | None", (graph.settings or {}).get("catch_up"))
    if given is None:
        return None
    within = timedelta(seconds=given.get("within", defaults.MADE_UP_FOR_SECONDS))
    return MissedTimes(given.get("max", defaults.MADE_UP_FOR), within)


def _expression(config: dict[str, str]) -> str:
    rate = config.get("rate")
    if rate:
        number, _, unit = rate.partition(" ")
        # Scheduler, other than rules, wants the plural whatever the number is.
        return f"rate({number} {unit.removesuffix('s')}s)"
    # Not at the top: the nodes bring the JSONata parser along, and most requests see no cron expression.
    from exeoflow.nodes.formats.cron import aws_cron  # noqa: PLC0415

    return f"cron({aws_cron(config['cron'])})"
