"""All ports in memory, as one value."""

from dataclasses import dataclass, fields
from typing import Any, Final

from exeoflow.adapters.system import PolledEnds
from tests.fakes.approvals import FakeAnnouncements, FakeApprovalStore
from tests.fakes.crashes import Crashing, CrashPlan
from tests.fakes.credentials import FakeCredentialStore, FakeVault
from tests.fakes.execution_store import FakeExecutionStore
from tests.fakes.files import FakeCodeRuns, FakeFiles, FakeObjects
from tests.fakes.key_store import FakeKeyStore
from tests.fakes.mails import FakeMails
from tests.fakes.notifications import FakeNotificationStore, FakeReceivers
from tests.fakes.outbox import FakeOutbox
from tests.fakes.receipts import FakeReceipts
from tests.fakes.state_machines import FakeStateMachines
from tests.fakes.time_and_chance import CountingIds, FakeClock
from tests.fakes.triggers import FakeTriggerJournal, FakeTriggerPlaces
from tests.fakes.variables import FakeVariableStore
from tests.fakes.waits import FakeWaits
from tests.fakes.webhooks import FakeKeySets, FakeWebhookStore
from tests.fakes.workflow_store import FakeWorkflowStore


@dataclass
class FakePorts:
    """A world of its own for one test."""

    clock: FakeClock
    ids: CountingIds
    workflows: FakeWorkflowStore
    executions: FakeExecutionStore
    machines: FakeStateMachines
    webhooks: FakeWebhookStore
    triggers: FakeTriggerPlaces
    journal: FakeTriggerJournal
    approvals: FakeApprovalStore
    announcements: FakeAnnouncements
    notifications: FakeNotificationStore
    keys: FakeKeyStore
    credentials: FakeCredentialStore
    variables: FakeVariableStore
    vault: FakeVault
    receipts: FakeReceipts
    receivers: FakeReceivers
    key_sets: FakeKeySets
    outbox: FakeOutbox
    ends: PolledEnds
    waits: FakeWaits
    files: FakeFiles
    objects: FakeObjects
    code_runs: FakeCodeRuns
    mails: FakeMails

    def crashing(self, plan: CrashPlan) -> "CrashingPorts":
        """Return the same world behind ports that fail as planned."""
        ports: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self)}
        for name in ports.keys() - _NEVER_FAIL:
            ports[name] = Crashing(ports[name], plan)
        return CrashingPorts(**ports)


_NEVER_FAIL: Final = frozenset({"clock", "ids", "ends"})


@dataclass
class CrashingPorts:
    """Ports that fail; only their methods are of interest."""

    clock: FakeClock
    ids: CountingIds
    workflows: Any
    executions: Any
    machines: Any
    webhooks: Any
    triggers: Any
    journal: Any
    approvals: Any
    announcements: Any
    notifications: Any
    keys: Any
    credentials: Any
    variables: Any
    vault: Any
    receipts: Any
    receivers: Any
    key_sets: Any
    outbox: Any
    ends: Any
    waits: Any
    files: Any
    objects: Any
    code_runs: Any
    mails: Any


def fake_ports() -> FakePorts:
    """Return an empty world."""
    clock = FakeClock()
    return FakePorts(
        clock=clock,
        ids=CountingIds(),
        workflows=FakeWorkflowStore(clock),
        executions=FakeExecutionStore(),
        machines=FakeStateMachines(clock),
        webhooks=FakeWebhookStore(),
        triggers=FakeTriggerPlaces(),
        journal=FakeTriggerJournal(),
        approvals=FakeApprovalStore(),
        announcements=FakeAnnouncements(),
        notifications=FakeNotificationStore(),
        keys=FakeKeyStore(),
        credentials=FakeCredentialStore(),
        variables=FakeVariableStore(),
        vault=FakeVault(),
        receipts=FakeReceipts(),
        receivers=FakeReceivers(),
        key_sets=FakeKeySets(),
        outbox=FakeOutbox(),
        ends=PolledEnds(clock),
        waits=FakeWaits(clock),
        files=FakeFiles(),
        objects=FakeObjects(),
        code_runs=FakeCodeRuns(),
        mails=FakeMails(),
    )
