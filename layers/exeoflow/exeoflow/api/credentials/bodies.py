"""The bodies of credentials' endpoints, as models."""

from typing import Annotated, Any, Final

from pydantic import ConfigDict, Field, ValidationError

from exeoflow.api.bodies.request_body import Name, RequestBody, checked_body, without_default
from exeoflow.api.credentials.values import VALUES, Address
from exeoflow.diagnostics import field_diagnostics
from exeoflow.errors import InvalidRequest
from exeoflow.model.credential import CredentialKind
from exeoflow.model.json import JsonObject
from exeoflow.service.credentials.create import NewCredential
from exeoflow.service.credentials.update import CredentialChanges

MAX_HOSTS: Final = 20
_HOST: Final = r"^(\*\.)?[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$"

Hosts = Annotated[
    list[Annotated[str, Field(pattern=_HOST)]],
    Field(
        max_length=MAX_HOSTS,
        description="Hosts that it may be sent to (`*.example.com`: all below); all if there are none.",
    ),
]
Values = Annotated[dict[str, Any], Field(min_length=1, max_length=20)]


def _by_type(schema: dict[str, Any]) -> None:
    """Say in the document which values go with which type."""
    schema["oneOf"] = [
        {
            "title": kind.value,
            "properties": {
                "type": {"const": kind.value},
                "values": {**model.model_json_schema(), "writeOnly": True},
            },
        }
        for kind, model in VALUES.items()
    ]


class CreateCredentialBody(RequestBody):
    """A credential to be created; its values can be replaced later, and never be read."""

    model_config = ConfigDict(json_schema_extra=_by_type)

    name: Name
    type: Annotated[CredentialKind, Field(strict=False)]
    values: Values
    allowed_hosts: Hosts = Field(default_factory=list)


class UpdateCredentialBody(RequestBody):
    """The fields to change; what is left out keeps its value. `values` replace all that there were."""

    name: Name = Field(default="", json_schema_extra=without_default)
    values: Values = Field(default_factory=dict, json_schema_extra={"writeOnly": True})
    allowed_hosts: Hosts = Field(default_factory=list)


class TestCredentialBody(RequestBody):
    """Where to send a request with the credential."""

    url: Address


def trial_url(content: JsonObject) -> str:
    """Read the body of `test_credential`. Raises `InvalidRequest`."""
    return checked_body(TestCredentialBody, content).url


def new_credential(content: JsonObject) -> NewCredential:
    """Read the body of `create_credential`. Raises `InvalidRequest`, which repeats none of the values."""
    body = checked_body(CreateCredentialBody, content)
    values = checked_values(body.type, body.values)
    return NewCredential(body.name, body.type, values, _hosts(body.allowed_hosts))


def credential_changes(content: JsonObject, kind: CredentialKind) -> CredentialChanges:
    """Read the body of `update_credential` for a credential of this kind. Raises `InvalidRequest`."""
    body = checked_body(UpdateCredentialBody, content)
    given = body.model_fields_set
    return CredentialChanges(
        name=body.name if "name" in given else None,
        values=checked_values(kind, body.values) if "values" in given else None,
        allowed_hosts=_hosts(body.allowed_hosts) if "allowed_hosts" in given else None,
    )


def checked_values(kind: CredentialKind, values: JsonObject) -> JsonObject:
    """Return the values that were given. Raises `InvalidRequest` with all faults, never with a value."""
    model = VALUES[kind]
    try:
        checked = model.model_validate(values)
    except ValidationError as error:
        raise InvalidRequest(*field_diagnostics(error, values, model=model, at=("values",))) from error
    return checked.model_dump(exclude_none=True, exclude_unset=True)


def _hosts(hosts: list[str]) -> tuple[str, ...]:
    return tuple(host.lower() for host in hosts)
