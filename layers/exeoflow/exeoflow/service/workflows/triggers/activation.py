"""Keep what AWS was told of triggers in step with what is stored of their workflow.

Triggers are put in place before the revision that needs them is stored, and what is stale is removed after:
so an active workflow always has its triggers, and a failure in between leaves at most some too many, which
start nothing, for a start asks the stored workflow. They are removed at once if that is possible, else by the
sweep, to which the journal tells that a move did not end.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from exeoflow.errors import ExeoflowError
from exeoflow.model.webhooks.webhook import Webhook
from exeoflow.model.workflows.stored_workflow import StoredWorkflow, WorkflowStatus
from exeoflow.model.workflows.trigger import Trigger, WebhookTrigger, trigger_name
from exeoflow.service.ports import Ports
from exeoflow.service.ports.stores.trigger_journal import TriggerMove
from exeoflow.service.workflows.triggers.plan import trigger_plan
from exeoflow.service.workflows.triggers.webhook_naming import webhook_of
from exeoflow.service.workflows.triggers.webhook_settling import settle_webhook

_ROUNDS: Final = 6


@contextmanager
def moved_triggers(ports: Ports, current: StoredWorkflow, changed: StoredWorkflow) -> Iterator[None]:
    """Put the triggers of `changed` in place, let the caller store it, and remove what is stale.

    Whatever is raised within, the triggers are then those of the workflow as it is stored. Raises
    `TriggerRefused`, and `Unavailable` if AWS does not answer.
    """
    before, plan = active_plan(current), active_plan(changed)
    if plan == before:
        yield
        return
    # What does not change is not put again: a `rate` would begin anew.
    kept = tuple(trigger for trigger in before if trigger in plan)
    move = TriggerMove(ports.ids.new_id("move"), changed.workspace, changed.id, ports.clock.now())
    ports.journal.begin(move)
    made: list[Webhook] = []
    try:
        for trigger in plan:
            if trigger not in kept:
                made.extend(_put(ports, changed, trigger))
        yield
    except Exception:
        # The failure itself must reach the caller; what cannot be undone now, the sweep undoes.
        with suppress(ExeoflowError):
            for webhook in made:
                ports.webhooks.remove(webhook)
            settle_move(ports, move, placed=kept)
        raise
    with suppress(ExeoflowError):
        settle_move(ports, move, placed=plan)


def settle_move(ports: Ports, move: TriggerMove, placed: tuple[Trigger, ...] = ()) -> None:
    """Make the triggers those of the stored workflow, and note that the move is over.

    What is known to be `placed` is put again only if it is gone. As long as others change the workflow
    meanwhile, all is done again; after some rounds the rest is left to the sweep.
    """
    seen = None
    for _ in range(_ROUNDS):
        workflow = ports.workflows.get(move.workspace, move.workflow_id)
        if workflow is None:
            clear_triggers(ports, move.workspace, move.workflow_id)
            ports.journal.end(move)
            return
        if seen == workflow.revision:
            ports.journal.end(move)
            return
        _settle(ports, workflow, placed)
        seen, placed = workflow.revision, ()


def remove_triggers(ports: Ports, workflow: StoredWorkflow) -> None:
    """Remove the triggers of a workflow that was deleted just now; what fails here, the sweep does again."""
    with suppress(ExeoflowError):
        if active_plan(workflow):
            _clear_places(ports, workflow.id)
        _clear_webhooks(ports, workflow.workspace, workflow.id)


def clear_triggers(ports: Ports, workspace: str, workflow_id: str) -> None:
    """Remove all triggers and webhooks of a workflow that does not exist any more."""
    _clear_places(ports, workflow_id)
    _clear_webhooks(ports, workspace, workflow_id)


def active_plan(workflow: StoredWorkflow) -> tuple[Trigger, ...]:
    """Return the triggers that must be in place for the workflow; none unless it is active."""
    return trigger_plan(workflow.graph) if workflow.status is WorkflowStatus.ACTIVE else ()


def _put(ports: Ports, workflow: StoredWorkflow, trigger: Trigger) -> list[Webhook]:
    """Put one trigger in place; return the webhook if that made one."""
    now = ports.clock.now()
    if not isinstance(trigger, WebhookTrigger):
        ports.triggers.put(workflow.workspace, workflow.id, trigger, now)
        return []
    webhook = webhook_of(workflow, trigger, now)
    return [webhook] if settle_webhook(ports, webhook, trigger) else []


def _settle(ports: Ports, workflow: StoredWorkflow, placed: tuple[Trigger, ...]) -> None:
    plan = active_plan(workflow)
    names = ports.triggers.names(workflow.id)
    wanted = set()
    for trigger in plan:
        if isinstance(trigger, WebhookTrigger):
            _put(ports, workflow, trigger)
            continue
        name = trigger_name(workflow.id, trigger)
        wanted.add(name)
        if trigger not in placed or name not in names:
            _put(ports, workflow, trigger)
    for name in names - wanted:
        ports.triggers.remove(name)
    _remove_stale_webhooks(ports, workflow)


def _remove_stale_webhooks(ports: Ports, workflow: StoredWorkflow) -> None:
    """Remove webhooks whose node is gone; those of an inactive workflow stay, with address and token."""
    plan = trigger_plan(workflow.graph)
    nodes = {trigger.node_id for trigger in plan if isinstance(trigger, WebhookTrigger)}
    for webhook in _webhooks_of(ports, workflow.workspace, workflow.id):
        if webhook.is_of_trigger and webhook.node_id not in nodes:
            ports.webhooks.remove(webhook)


def _clear_places(ports: Ports, workflow_id: str) -> None:
    for name in ports.triggers.names(workflow_id):
        ports.triggers.remove(name)


def _clear_webhooks(ports: Ports, workspace: str, workflow_id: str) -> None:
    for webhook in _webhooks_of(ports, workspace, workflow_id):
        ports.webhooks.remove(webhook)


def _webhooks_of(ports: Ports, workspace: str, workflow_id: str) -> list[Webhook]:
    return [found for found in ports.webhooks.of_workspace(workspace) if found.workflow_id == workflow_id]
