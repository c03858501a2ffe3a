"""The endpoints of credentials."""

from http import HTTPStatus
from typing import Final

from exeoflow import errors
from exeoflow.api.credentials.answers import (
    CredentialList,
    CredentialShown,
    CredentialTried,
    CredentialWithUsers,
)
from exeoflow.api.operation import BODY_FAILURES, Body, Operation, Parameter
from exeoflow.api.parameters import IDEMPOTENCY_KEY, IF_MATCH, PAGING
from exeoflow.api.samples import ONE_PAGE, TIME
from exeoflow.api.schema import Message
from exeoflow.model.api_key import Scope
from exeoflow.model.credential import CredentialKind

_SHOWN: Final[CredentialShown] = {
    "id": "cred_01hm4nc3d4e5f6g7h8j9k0m1n2",
    "name": "CRM",
    "type": CredentialKind.BASIC,
    "fields": ["username", "password"],
    "allowed_hosts": ["api.example.com"],
    "revision": 1,
    "created_at": TIME,
    "updated_at": TIME,
}

LIST_CREDENTIALS: Final = Operation(
    name="list_credentials",
    method="GET",
    path="/v1/credentials",
    scope=Scope.CREDENTIALS_READ,
    tag="Credentials",
    summary="List credentials, newest first, without their values",
    parameters=PAGING,
    failures=(errors.InvalidRequest,),
    data=CredentialList,
    example={"credentials": [_SHOWN], "pagination": ONE_PAGE},
)

CREATE_CREDENTIAL: Final = Operation(
    name="create_credential",
    method="POST",
    path="/v1/credentials",
    scope=Scope.CREDENTIALS_WRITE,
    tag="Credentials",
    summary="Keep a secret that nodes name by its id; nobody can read it again",
    parameters=(IDEMPOTENCY_KEY,),
    body=Body(
        "exeoflow.api.credentials.bodies:CreateCredentialBody",
        {
            "name": "CRM",
            "type": "basic",
            "values": {"username": "exeoflow", "password": "<password>"},
            "allowed_hosts": ["api.example.com"],
        },
    ),
    failures=(*BODY_FAILURES, errors.TooManyCredentials, errors.IdempotencyKeyReused),
    status=HTTPStatus.CREATED,
    has_entity_tag=True,
    data=CredentialShown,
    example=_SHOWN,
)

GET_CREDENTIAL: Final = Operation(
    name="get_credential",
    method="GET",
    path="/v1/credentials/{credential_id}",
    scope=Scope.CREDENTIALS_READ,
    tag="Credentials",
    summary="Read what is said of a credential and which workflows name it, without its values",
    failures=(errors.CredentialNotFound,),
    has_entity_tag=True,
    data=CredentialWithUsers,
    example={**_SHOWN, "used_by": [{"id": "wf_01hm4n8x5t6v7w8y9z0a1b2c3d", "name": "Begrüßen"}]},
)

UPDATE_CREDENTIAL: Final = Operation(
    name="update_credential",
    method="PUT",
    path="/v1/credentials/{credential_id}",
    scope=Scope.CREDENTIALS_WRITE,
    tag="Credentials",
    summary="Rename a credential or rotate its values; they are in force with the next request of any run",
    parameters=(IF_MATCH,),
    body=Body(
        "exeoflow.api.credentials.bodies:UpdateCredentialBody",
        {"values": {"username": "exeoflow", "password": "<new password>"}},
    ),
    failures=(
        *BODY_FAILURES,
        errors.CredentialNotFound,
        errors.CredentialChanged,
        errors.PreconditionFailed,
    ),
    has_entity_tag=True,
    data=CredentialShown,
    example={**_SHOWN, "revision": 2},
)

TEST_CREDENTIAL: Final = Operation(
    name="test_credential",
    method="POST",
    path="/v1/credentials/{credential_id}/test",
    scope=Scope.CREDENTIALS_WRITE,
    tag="Credentials",
    summary="Send one GET with the credential, and tell whether it was accepted",
    body=Body("exeoflow.api.credentials.bodies:TestCredentialBody", {"url": "https://api.example.com/me"}),
    failures=(*BODY_FAILURES, errors.CredentialNotFound),
    data=CredentialTried,
    example={"accepted": True, "status": 200, "error": None, "message": None},
)

DELETE_CREDENTIAL: Final = Operation(
    name="delete_credential",
    method="DELETE",
    path="/v1/credentials/{credential_id}",
    scope=Scope.CREDENTIALS_WRITE,
    tag="Credentials",
    summary="Delete a credential and its values; 409 while workflows name it",
    parameters=(
        Parameter(
            "query",
            "force",
            "Delete it although workflows name it: their requests will fail.",
            {"type": "boolean", "default": False},
        ),
    ),
    failures=(
        errors.InvalidRequest,
        errors.CredentialNotFound,
        errors.CredentialInUse,
        errors.CredentialChanged,
    ),
    data=Message,
    example={"message": "Zugangsdaten erfolgreich gelöscht"},
)
