"""The ports that a use case is given, as one value."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    # Only the types: each port brings the models that it speaks of, and no function needs all of them.
    from exeoflow.service.ports.announcements import Announcements
    from exeoflow.service.ports.clock import Clock, IdSource
    from exeoflow.service.ports.ends import Ends
    from exeoflow.service.ports.outbox import Outbox
    from exeoflow.service.ports.receivers import KeySets, Receivers
    from exeoflow.service.ports.state_machines import StateMachines
    from exeoflow.service.ports.stores.approval_store import ApprovalStore
    from exeoflow.service.ports.stores.credential_store import CredentialStore
    from exeoflow.service.ports.stores.execution_store import ExecutionStore
    from exeoflow.service.ports.stores.key_store import KeyStore
    from exeoflow.service.ports.stores.notification_store import NotificationStore
    from exeoflow.service.ports.stores.receipts import Receipts
    from exeoflow.service.ports.stores.trigger_journal import TriggerJournal
    from exeoflow.service.ports.stores.variable_store import VariableStore
    from exeoflow.service.ports.stores.waits import Waits
    from exeoflow.service.ports.stores.webhook_store import WebhookStore
    from exeoflow.service.ports.stores.workflow_store import WorkflowStore
    from exeoflow.service.ports.trigger_places import TriggerPlaces
    from exeoflow.service.ports.vault import Vault


class Ports(Protocol):
    """Everything outside that use cases touch; each port may come into being when it is first used."""

    @property
    def workflows(self) -> "WorkflowStore":
        """Where workflows are kept."""
        ...

    @property
    def executions(self) -> "ExecutionStore":
        """Where executions are kept."""
        ...

    @property
    def machines(self) -> "StateMachines":
        """What runs workflows."""
        ...

    @property
    def webhooks(self) -> "WebhookStore":
        """Where webhooks are kept."""
        ...

    @property
    def triggers(self) -> "TriggerPlaces":
        """Where AWS is told of triggers."""
        ...

    @property
    def journal(self) -> "TriggerJournal":
        """Where moves of triggers are noted until they are over."""
        ...

    @property
    def approvals(self) -> "ApprovalStore":
        """Where is kept what executions wait for."""
        ...

    @property
    def announcements(self) -> "Announcements":
        """Where is told what happens."""
        ...

    @property
    def notifications(self) -> "NotificationStore":
        """Where notifications are kept."""
        ...

    @property
    def keys(self) -> "KeyStore":
        """Where API keys are kept."""
        ...

    @property
    def credentials(self) -> "CredentialStore":
        """Where is kept what is said of credentials."""
        ...

    @property
    def variables(self) -> "VariableStore":
        """Where variables are kept."""
        ...

    @property
    def vault(self) -> "Vault":
        """Where the secrets of credentials are kept."""
        ...

    @property
    def receipts(self) -> "Receipts":
        """Where is kept which requests were made under a key of the client's."""
        ...

    @property
    def receivers(self) -> "Receivers":
        """The addresses that notifications go to."""
        ...

    @property
    def key_sets(self) -> "KeySets":
        """The keys of issuers of tokens."""
        ...

    @property
    def outbox(self) -> "Outbox":
        """The queues that carry on what follows from the end of an execution."""
        ...

    @property
    def clock(self) -> "Clock":
        """What time it is."""
        ...

    @property
    def ids(self) -> "IdSource":
        """Where new ids come from."""
        ...

    @property
    def ends(self) -> "Ends":
        """Where the ends of executions are news."""
        ...

    @property
    def waits(self) -> "Waits":
        """How many calls wait."""
        ...
