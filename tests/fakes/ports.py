"""All ports in memory, as one value."""

from dataclasses import dataclass, field, fields
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


@dataclass(kw_only=True)
class FakePorts:
    """A world of its own for one test."""

    clock: FakeClock
    ids: CountingIds = field(default_factory=CountingIds)
    workflows: FakeWorkflowStore
    executions: FakeExecutionStore = field(default_factory=FakeExecutionStore)
    machines: FakeStateMachines
    webhooks: FakeWebhookStore = field(default_factory=FakeWebhookStore)
    triggers: FakeTriggerPlaces = field(default_factory=FakeTriggerPlaces)
    journal: FakeTriggerJournal = field(default_factory=FakeTriggerJournal)
    approvals: FakeApprovalStore = field(default_factory=FakeApprovalStore)
    announcements: FakeAnnouncements = field(default_factory=FakeAnnouncements)
    notifications: FakeNotificationStore = field(default_factory=FakeNotificationStore)
    keys: FakeKeyStore = field(default_factory=FakeKeyStore)
    credentials: FakeCredentialStore = field(default_factory=FakeCredentialStore)
    variables: FakeVariableStore = field(default_factory=FakeVariableStore)
    vault: FakeVault = field(default_factory=FakeVault)
    receipts: FakeReceipts = field(default_factory=FakeReceipts)
    receivers: FakeReceivers = field(default_factory=FakeReceivers)
    key_sets: FakeKeySets = field(default_factory=FakeKeySets)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    ends: PolledEnds
    waits: FakeWaits
    files: FakeFiles = field(default_factory=FakeFiles)
    objects: FakeObjects = field(default_factory=FakeObjects)
    code_runs: FakeCodeRuns = field(default_factory=FakeCodeRuns)
    mails: FakeMails = field(default_factory=FakeMails)

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
        workflows=FakeWorkflowStore(clock),
        machines=FakeStateMachines(clock),
        ends=PolledEnds(clock),
        waits=FakeWaits(clock),
    )
