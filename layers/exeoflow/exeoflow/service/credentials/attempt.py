"""Use case: show whether a credential is accepted, by one request to an address of its service."""

from exeoflow.service.credentials.read import get_credential
from exeoflow.service.ports import Ports
from exeoflow.service.ports.credential_trials import CredentialTrials, Trial


def attempt_with_credential(
    ports: Ports, trials: CredentialTrials, workspace: str, credential_id: str, url: str
) -> Trial:
    """Send the request as a node would. Raises `CredentialNotFound`, also for that of another workspace."""
    return trials.attempt(workspace, get_credential(ports, workspace, credential_id).id, url)
