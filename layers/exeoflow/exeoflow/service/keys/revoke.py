"""Use case: revoke an API key."""

from exeoflow.errors import KeyNotFound
from exeoflow.model.identifiers import is_identifier
from exeoflow.service.ports import Ports


def revoke_key(ports: Ports, workspace: str, key_id: str) -> None:
    """Make the key invalid for ever; once more changes nothing. Raises `KeyNotFound`."""
    is_possible = is_identifier(key_id)
    if not (is_possible and ports.keys.revoke(workspace, key_id, ports.clock.now())):
        raise KeyNotFound
