"""Credentials as the API shows them: never with a value."""

from collections.abc import Sequence
from typing import Annotated

from typing_extensions import TypedDict

from exeoflow.api.schema import CredentialId, Pagination, Schema, Timestamp, WorkflowId
from exeoflow.model import moment
from exeoflow.model.credential import CredentialKind, StoredCredential
from exeoflow.model.workflows.stored_workflow import StoredWorkflow
from exeoflow.service.ports.credential_trials import Trial


class CredentialUser(TypedDict):
    """A workflow whose nodes or webhooks name the credential."""

    id: WorkflowId
    name: str


class CredentialShown(TypedDict):
    """A credential without its values; `fields` are the names of the values that were given."""

    id: CredentialId
    name: str
    type: CredentialKind
    fields: list[str]
    allowed_hosts: Annotated[
        list[str], Schema({"description": "The hosts that it may be sent to; all if there are none."})
    ]
    revision: int
    created_at: Timestamp
    updated_at: Timestamp


class CredentialWithUsers(CredentialShown):
    """A credential, and the workflows that name it."""

    used_by: list[CredentialUser]


class CredentialList(TypedDict):
    """One page of credentials."""

    credentials: list[CredentialShown]
    pagination: Pagination


class CredentialTried(TypedDict):
    """Whether a request with the credential was answered well; else by which error of `http_request`."""

    accepted: bool
    status: int | None
    error: Annotated[str | None, Schema({"examples": ["Http.Status401"]})]
    message: str | None


def credential_tried(trial: Trial) -> CredentialTried:
    """Show how a trial ended."""
    return {
        "accepted": trial.status is not None,
        "status": trial.status,
        "error": trial.code or None,
        "message": trial.message or None,
    }


def credential_shown(credential: StoredCredential) -> CredentialShown:
    """Show a credential without its values."""
    return {
        "id": credential.id,
        "name": credential.name,
        "type": credential.kind,
        "fields": list(credential.fields),
        "allowed_hosts": list(credential.allowed_hosts),
        "revision": credential.revision,
        "created_at": moment.write(credential.created_at),
        "updated_at": moment.write(credential.updated_at),
    }


def credential_with_users(
    credential: StoredCredential, users: Sequence[StoredWorkflow]
) -> CredentialWithUsers:
    """Show a credential with the workflows that name it."""
    return {
        **credential_shown(credential),
        "used_by": [{"id": workflow.id, "name": workflow.name} for workflow in users],
    }
