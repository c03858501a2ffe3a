"""Keys by which the node `hmac` signs values, in credentials: here, since only this task may read them."""

from collections.abc import Mapping
from typing import Any

from exeoflow.http_request.credentials import Credentials
from exeoflow.http_request.errors import CredentialUnusable
from exeoflow.http_request.messages.request import workspace_of
from exeoflow.model.credential import CredentialKind
from exeoflow.model.json import JsonObject


def signing_key(payload: Mapping[str, Any], credentials: Credentials) -> JsonObject:
    """Return the key that a node's credential holds, as the node would give it.

    Raises RequestInvalid, CredentialNotFound, and CredentialUnusable for one that is for something else.
    """
    credential = credentials.credential(workspace_of(payload), str(payload.get("credential")))
    if credential.kind is not CredentialKind.HMAC:
        raise CredentialUnusable("the credential that `hmac` names is not of the type hmac")
    if credential.allowed_hosts:
        # Whoever may write workflows could otherwise sign with it what he sends to his own.
        raise CredentialUnusable("the credential is bound to hosts, and signs requests to these only")
    values = credential.values
    return {"key": values["secret"], "key_encoding": values.get("secret_encoding", "text")}
