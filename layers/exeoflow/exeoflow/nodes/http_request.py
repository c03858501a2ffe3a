"""The node that calls a URL, which the Lambda function `run_http_request` carries out."""

import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from exeoflow.model.scalars import Flag
from exeoflow.nodes.fields import Config, Dynamic, Text, Value, example
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.lowering.lambda_calls import LAMBDA_INVOKE, LAMBDA_THROTTLED
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.permission import allow, local

if TYPE_CHECKING:
    from exeoflow.model.json import Json

Method = Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_URL = re.compile(r"https?://[^/?#\s]+[^\s]*", re.IGNORECASE)


def _check_url(url: str) -> str:
    """A fixed address must be one; of an address with expressions, what is fixed before the first one."""
    fixed, braces, _ = url.partition("{{")
    is_good = _URL.fullmatch(url) if not braces else not fixed or _SCHEME.match(fixed)
    if not is_good:
        raise PydanticCustomError("url-invalid", "not a URL", {"value": url[:100]})
    return url


CredentialName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        pattern=r"^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$",
    ),
]


class Credential(Config):
    """A secret from the stack's parameter store, sent in a header as `<scheme> <secret>`."""

    name: CredentialName
    header: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    scheme: Annotated[str, Field(max_length=100)] | None = None


def _credential_form(value: object) -> str:
    return "name" if isinstance(value, str) else "credential"


class HttpRequestConfig(
    Config,
    json_schema_extra=example(method="POST", url="https://api.example.com/orders", body="{{ $input }}"),
):
    """Calls a URL and yields `status`, `headers`, `body`; from 400 on, the error `Http.Status<code>`."""

    method: Dynamic[Method] = "GET"
    url: Annotated[Text, AfterValidator(_check_url)]
    headers: Dynamic[dict[str, Any]] | None = None
    query: Dynamic[dict[str, Any]] | None = None
    body: Value = None
    credential: (
        Annotated[
            Annotated[CredentialName, Tag("name")] | Annotated[Credential, Tag("credential")],
            Discriminator(_credential_form),
        ]
        | None
    ) = None
    follow_redirects: Flag = True


def lower_http_request(config: HttpRequestConfig, bindings: Bindings) -> Task:
    """A call of the Lambda function that sends the request."""
    payload: dict[str, Json] = {"method": bindings.value(config.method), "url": bindings.value(config.url)}
    for field in ("headers", "query", "body"):
        value = getattr(config, field)
        if value is not None:
            payload[field] = bindings.value(value)
    if config.credential is not None:
        payload["credential"] = bindings.value(
            config.credential
            if isinstance(config.credential, str)
            else config.credential.model_dump(exclude_none=True)
        )
        payload["workspace"] = "${Workspace}"
    if not config.follow_redirects:
        payload["follow_redirects"] = False
    if bindings.timeout is not None:
        payload["timeout"] = bindings.timeout
    payload["node_id"] = bindings.node_id
    payload["execution_id"] = f"{{% {bindings.execution_id} %}}"
    return Task(
        resource=LAMBDA_INVOKE,
        arguments={"FunctionName": "${RunHttpRequestFunctionArn}", "Payload": payload},
        output="{% $states.result.Payload %}",
        retry=(LAMBDA_THROTTLED,),
    )


HTTP_REQUEST = NodeType(
    "http_request",
    Kind.ACTION,
    HttpRequestConfig,
    lower_http_request,
    is_task=True,
    permissions=(
        allow(
            "lambda:InvokeFunction", on=local("lambda", "function:${AWS::StackName}-RunHttpRequestFunction")
        ),
    ),
)
