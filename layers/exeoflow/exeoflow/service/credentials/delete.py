"""Use case: delete a credential."""

from exeoflow.errors import CredentialChanged, CredentialInUse, CredentialNotFound
from exeoflow.model.credential import is_credential_id
from exeoflow.service.credentials.read import get_credential, used_by
from exeoflow.service.ports import Ports
from exeoflow.service.race import RaceLost, repeated


def delete_credential(ports: Ports, workspace: str, credential_id: str, *, is_forced: bool = False) -> None:
    """Forget the credential and its secrets; `is_forced` also while workflows name it, which then fail.

    Raises `CredentialNotFound`, `CredentialInUse`, `CredentialChanged`.
    """

    def deleted() -> None:
        credential = get_credential(ports, workspace, credential_id)
        users = () if is_forced else used_by(ports, credential)
        if users:
            raise CredentialInUse(tuple(workflow.id for workflow in users))
        if not ports.credentials.remove(credential):
            raise RaceLost

    try:
        repeated(ports.clock, deleted, CredentialChanged)
    except CredentialNotFound:
        # A deletion that broke off may have left secrets: whoever repeats it clears them away. What is no id
        # never had any, and no vault takes it for a name.
        if is_credential_id(credential_id):
            ports.vault.remove_all(workspace, credential_id)
        raise
    ports.vault.remove_all(workspace, credential_id)
