"""What is left to do of workflows after somebody's failure: triggers under way, remains of deleted ones."""

from datetime import datetime, timedelta
from typing import Final

from exeoflow.model.execution import machines_of
from exeoflow.model.workflows.stored_workflow import DeletedWorkflow
from exeoflow.service.duties import Duty
from exeoflow.service.ports import Ports
from exeoflow.service.ports.stores.trigger_journal import TriggerMove
from exeoflow.service.workflows.triggers.activation import clear_triggers, settle_move

# Whoever was publishing while the workflow was deleted has surely ended by then.
_REMAINS_FOR: Final = timedelta(minutes=15)
# Whoever was moving triggers has ended by then: a function runs for 29 s.
_MOVES_END_WITHIN: Final = timedelta(minutes=2)


def interrupted_moves(ports: Ports, now: datetime) -> Duty[TriggerMove]:
    """Bring moves of triggers to their end that nobody is at any more."""
    return Duty(
        name="trigger_move",
        find=lambda: ports.journal.begun_before(now - _MOVES_END_WITHIN),
        settle=lambda move: settle_move(ports, move),
        id_of=lambda move: move.workflow_id,
        begun_at=lambda move: move.begun_at,
        put_back=ports.journal.postpone,
    )


def unused_places(ports: Ports) -> Duty[str]:
    """Take away what triggers shared and none needs any more."""
    return Duty(
        name="unused_places",
        find=lambda: ["shared"],
        settle=lambda _: ports.triggers.remove_unused(),
        id_of=str,
        begun_at=lambda _: ports.clock.now(),
        put_back=lambda _, __: None,
    )


def remains_of_deleted(ports: Ports, now: datetime) -> Duty[DeletedWorkflow]:
    """Remove what deleted workflows left behind, their revisions last."""

    def settle(workflow: DeletedWorkflow) -> None:
        for machine in machines_of(workflow.id):
            ports.machines.delete(machine)
        clear_triggers(ports, workflow.workspace, workflow.id)
        ports.workflows.forget(workflow)

    return Duty(
        name="deleted_workflow",
        find=lambda: ports.workflows.deleted_before(now - _REMAINS_FOR),
        settle=settle,
        id_of=lambda workflow: workflow.id,
        begun_at=lambda workflow: workflow.deleted_at,
        put_back=ports.workflows.postpone_forgetting,
    )
