"""The node that calls a URL, which the Lambda function `run_http_request` carries out."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.model import json
from exeoflow.model.json import Json
from exeoflow.model.scalars import Flag, Whole
from exeoflow.model.state_room import MOST_PAGES
from exeoflow.model.workflows.workflow import Retry
from exeoflow.nodes.fields import AnyValue, Config, Dynamic, Text, example
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.lowering.lambda_calls import LAMBDA_INVOKE, LAMBDA_THROTTLED
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.permission import invoke

Method = Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

BodyType = Literal["json", "form", "text", "xml", "multipart", "binary"]
ResponseForm = Literal["auto", "json", "jsonl", "xml", "csv", "text", "binary", "file"]
PageMode = Literal["link_header", "next_url", "page", "offset", "cursor"]

MAX_SECONDS: Final = 840
"""The longest `timeout` of a request: the function that sends it lives for 900 s."""
_START_SECONDS: Final = 15
"""What a call of the function may take beside the request."""
_LONGEST_PAUSE: Final = 300
"""How long the function waits at most, before an error that is tried again, because the server asks so."""

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
# Blanks and umlauts behind the host are encoded when it is called.
_URL = re.compile(r"https?://[^/?#\s]+([/?#][^\r\n\t]*)?", re.IGNORECASE)


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


Parameter = Annotated[str, Field(min_length=1, max_length=200)]
BodyPath = Annotated[str, Field(min_length=1, max_length=500)]
Count = Dynamic[Annotated[Whole, Field(ge=1, le=1_000_000)]]
ErrorStatus = Annotated[Whole, Field(ge=400, le=599)]


class Paging(Config):
    """How an answer goes on; paths lead through its body, keys and positions parted by dots.

    The output's `body` is the list of what all pages have at `items` (the body itself if it is a list), or,
    with `keep` `pages`, of the pages' bodies.
    """

    mode: PageMode
    next: BodyPath | None = None
    next_header: Parameter | None = None
    items: BodyPath | None = None
    more: BodyPath | None = None
    parameter: Parameter | None = None
    in_: Annotated[Literal["query", "body", "header"] | None, Field(alias="in")] = None
    start: Dynamic[Annotated[Whole, Field(ge=0)]] | None = None
    step: Count | None = None
    keep: Literal["items", "pages"] | None = None
    size: Count | None = None
    size_parameter: Parameter | None = None
    max_pages: Dynamic[Annotated[Whole, Field(ge=1, le=MOST_PAGES)]] | None = None
    max_items: Count | None = None
    end_statuses: Annotated[list[ErrorStatus], Field(min_length=1, max_length=10)] | None = None

    @model_validator(mode="after")
    def _check_next(self) -> Self:
        if self.mode in {"next_url", "cursor"} and (self.next is None) is (self.next_header is None):
            raise PydanticCustomError("pagination-next", "next is missing", {"mode": self.mode})
        return self


class HttpRequestConfig(
    Config,
    json_schema_extra=example(method="POST", url="https://api.example.com/orders", body="{{ $input }}"),
):
    """Calls a URL and yields `status`, `headers`, `body`; from 400 on, the error `Http.Status<code>`.

    The error's `details` are what the server answered. With `pagination`, `body` is a list of all items; with
    `response` `file` there is `file` in its place, in which an answer of up to 64 MiB lies.
    """

    method: Dynamic[Method] = "GET"
    url: Annotated[Text, AfterValidator(_check_url)]
    headers: Dynamic[dict[str, Any]] | None = None
    query: Dynamic[dict[str, Any]] | None = None
    body: AnyValue = None
    body_type: BodyType | None = None
    body_encoding: Literal["base64"] | None = None
    response: ResponseForm = "auto"
    credential: (
        Annotated[
            Annotated[CredentialName, Tag("name")] | Annotated[Credential, Tag("credential")],
            Discriminator(_credential_form),
        ]
        | None
    ) = None
    tls: CredentialName | None = None
    pagination: Paging | None = None
    follow_redirects: Flag = True

    @model_validator(mode="after")
    def _check_file(self) -> Self:
        if self.response == "file" and self.pagination is not None:
            raise PydanticCustomError("pages-in-file", "pages in a file", {})
        return self


def lower_http_request(config: HttpRequestConfig, bindings: Bindings) -> Task:
    """A call of the Lambda function that sends the request."""
    payload = _payload(config, bindings) | _limits(config, bindings)
    payload |= {"error_details": True, "node_id": bindings.node_id}
    payload["execution_id"] = f"{{% {bindings.execution_id} %}}"
    return Task(
        resource=LAMBDA_INVOKE,
        arguments={"FunctionName": "${RunHttpRequestFunctionArn}", "Payload": payload},
        output="{% $states.result.Payload %}",
        retry=(LAMBDA_THROTTLED,),
        timeout=_state_timeout(bindings),
    )


def _payload(config: HttpRequestConfig, bindings: Bindings) -> dict[str, Json]:
    """What is sent, and what is made of the answer."""
    payload: dict[str, Json] = {"method": bindings.value(config.method), "url": bindings.value(config.url)}
    for field in ("headers", "query", "body", "body_type", "body_encoding", "tls"):
        value = getattr(config, field)
        if value is not None:
            payload[field] = bindings.value(value)
    payload["response"] = config.response
    if config.pagination is not None:
        payload["pagination"] = bindings.value(config.pagination.model_dump(exclude_none=True, by_alias=True))
    payload |= _credentials(config, bindings)
    if config.response == "file" or "{{" in json.write(config.body):
        # Whose files an answer becomes one of, and of whom a body may be.
        payload["workspace"] = "${Workspace}"
    return payload


def _limits(config: HttpRequestConfig, bindings: Bindings) -> dict[str, Json]:
    """How far the function may go: where it is led, how long, how often."""
    limits: dict[str, Json] = {}
    if not config.follow_redirects:
        limits["follow_redirects"] = False
    if bindings.timeout is not None:
        limits["time_limit"] = bindings.timeout
    if bindings.retry is not None:
        limits["retry"] = _retry(bindings.retry)
    return limits


def _credentials(config: HttpRequestConfig, bindings: Bindings) -> dict[str, Json]:
    """Which credential is sent; the function looks for it in the workspace that the machine belongs to."""
    found: dict[str, Json] = {}
    credential = config.credential
    if credential is not None:
        found["credential"] = bindings.value(
            credential if isinstance(credential, str) else credential.model_dump(exclude_none=True)
        )
    if credential is not None or config.tls is not None:
        found["workspace"] = "${Workspace}"
    return found


def _retry(retry: Retry) -> dict[str, Json]:
    """What the function must know to wait as long as a server asks, no more, and not after the last try."""
    told: dict[str, Json] = retry.model_dump(exclude_none=True, mode="json")
    count = "$states.context.State.RetryCount"
    return {**told, "count": f"{{% $exists({count}) ? {count} : 0 %}}"}


def _state_timeout(bindings: Bindings) -> int | None:
    """The state's own limit, which only ends what the function does not: its error has a message."""
    if bindings.timeout is None:
        return None
    pause = 0 if bindings.retry is None else min(bindings.retry.max_interval or 60, _LONGEST_PAUSE)
    return min(bindings.timeout, MAX_SECONDS) + pause + _START_SECONDS


def _known_fields(config: Mapping[str, Any]) -> tuple[str, ...]:
    # No `body` beside a file: who reads into one is told when the workflow is saved.
    return ("status", "headers", *(_known_file(config) or ("body", "body_encoding")))


def _known_file(config: Mapping[str, Any]) -> tuple[str, ...] | None:
    return ("file",) if config.get("response") == "file" else None


HTTP_REQUEST = NodeType(
    "http_request",
    Kind.ACTION,
    HttpRequestConfig,
    lower_http_request,
    is_task=True,
    known_fields=_known_fields,
    known_file=_known_file,
    longest_timeout=MAX_SECONDS,
    synonyms={"States.Timeout": ("Http.Timeout",)},
    permissions=(invoke("RunHttpRequestFunction"),),
)
