"""The endpoints of API keys."""

from http import HTTPStatus
from typing import Final

from exeoflow import errors
from exeoflow.api.keys.answers import KeyCreated, KeyList, KeyShown
from exeoflow.api.operation import BODY_FAILURES, Body, Operation
from exeoflow.api.parameters import IDEMPOTENCY_KEY, PAGING
from exeoflow.api.samples import ONE_PAGE, TIME
from exeoflow.api.schema import Message
from exeoflow.model.api_key import Scope

_SHOWN: Final[KeyShown] = {
    "id": "key_01hm4nd4e5f6g7h8j9k0m1n2p3",
    "name": "CI",
    "scopes": [Scope.WORKFLOWS_READ, Scope.WORKFLOWS_EXECUTE],
    "limit": 100,
    "is_current": False,
    "created_at": TIME,
    "expires_at": "2025-01-20T10:00:00.000Z",
    "revoked_at": None,
}

LIST_KEYS: Final = Operation(
    name="list_keys",
    method="GET",
    path="/v1/keys",
    scope=Scope.KEYS_READ,
    tag="Keys",
    summary="List API keys, newest first, revoked and expired ones too",
    parameters=PAGING,
    failures=(errors.InvalidRequest,),
    data=KeyList,
    example={"keys": [_SHOWN], "pagination": ONE_PAGE},
)

CREATE_KEY: Final = Operation(
    name="create_key",
    method="POST",
    path="/v1/keys",
    scope=Scope.KEYS_WRITE,
    tag="Keys",
    summary="Make an API key with permissions that one's own has; the secret is shown this once",
    parameters=(IDEMPOTENCY_KEY,),
    body=Body(
        "exeoflow.api.keys.bodies:CreateKeyBody",
        {
            "name": "CI",
            "scopes": ["workflows:read", "workflows:execute"],
            "expires_at": "2025-01-20T10:00:00Z",
        },
    ),
    failures=(*BODY_FAILURES, errors.TooManyKeys, errors.IdempotencyKeyReused),
    status=HTTPStatus.CREATED,
    data=KeyCreated,
    example={**_SHOWN, "secret": "exo_live_" + 64 * "0"},
)

GET_CURRENT_KEY: Final = Operation(
    name="get_current_key",
    method="GET",
    path="/v1/keys/current",
    scope=None,
    takes_any_key=True,
    tag="Keys",
    summary="Read what the key of this very request may do",
    data=KeyShown,
    example={**_SHOWN, "is_current": True},
)

REVOKE_KEY: Final = Operation(
    name="revoke_key",
    method="DELETE",
    path="/v1/keys/{key_id}",
    scope=Scope.KEYS_WRITE,
    tag="Keys",
    summary="Make an API key invalid for ever, at once",
    failures=(errors.KeyNotFound,),
    data=Message,
    example={"message": "Schlüssel erfolgreich widerrufen"},
)
