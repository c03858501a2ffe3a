"""Use cases: get one credential, list them, tell who uses one. None of them reads a secret."""

from exeoflow.model.credential import StoredCredential
from exeoflow.model.page import Page, PageRequest
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.credentials.resolve import stored_credential
from exeoflow.service.ports import Ports
from exeoflow.service.workflows.references.credentials import named_credentials


def get_credential(ports: Ports, workspace: str, credential_id: str) -> StoredCredential:
    """Return what is said of the credential. Raises `CredentialNotFound`, also for another workspace's."""
    return stored_credential(ports, workspace, credential_id)


def list_credentials(ports: Ports, workspace: str, page: PageRequest) -> Page[StoredCredential]:
    """Return one page, newest first."""
    found = ports.credentials.of_workspace(workspace)
    return Page(tuple(found[page.offset : page.offset + page.limit]), len(found), page)


def used_by(ports: Ports, credential: StoredCredential) -> tuple[StoredWorkflow, ...]:
    """Return the workflows whose nodes or webhooks name the credential now, oldest first."""
    noted = ports.credentials.uses(credential.workspace, credential.id)
    workflows = [ports.workflows.get(credential.workspace, workflow_id) for workflow_id in noted]
    called = _called_with(ports, credential) if noted else frozenset()
    return tuple(
        workflow
        for workflow in workflows
        if workflow is not None
        and (workflow.id in called or credential.id in named_credentials(workflow.graph))
    )


def _called_with(ports: Ports, credential: StoredCredential) -> frozenset[str]:
    """Return the ids of the workflows whose webhooks know their callers by the credential."""
    webhooks = ports.webhooks.of_workspace(credential.workspace)
    return frozenset(webhook.workflow_id for webhook in webhooks if credential.id in webhook.credentials)
