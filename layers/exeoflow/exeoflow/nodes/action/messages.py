"""The nodes that send something: to a queue, a topic, an event bus, a mailbox.

Sources: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html, connect-sns.html and
connect-eventbridge.html beside it, and https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
"""

from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.model.json import Json
from exeoflow.model.resource_names import ResourceForm
from exeoflow.model.scalars import Whole
from exeoflow.model.workflows.trigger import is_reserved_source
from exeoflow.nodes.fields import INPUT, AnyValue, Config, Dynamic, Templated, Text, example
from exeoflow.nodes.formats.mail_addresses import in_ascii
from exeoflow.nodes.lowering import Bindings, Task
from exeoflow.nodes.lowering.items import content, given
from exeoflow.nodes.lowering.lambda_calls import files_call_once
from exeoflow.nodes.node_type import Kind, NodeType
from exeoflow.nodes.permission import OWN, allow, invoke, local

MAX_DELAY_SECONDS = 900
"""The longest delay of a message in SQS."""
MAX_ATTACHMENTS = 100

_SEND_MESSAGE = "arn:aws:states:::sqs:sendMessage"
_PUBLISH = "arn:aws:states:::sns:publish"
_PUT_EVENTS = "arn:aws:states:::events:putEvents"
_SEND_EMAIL = "arn:aws:states:::aws-sdk:sesv2:sendEmail"

_MESSAGE_ID = {"message_id": "{% $states.result.MessageId %}"}

_Address = Annotated[str, Field(min_length=1, max_length=320), Templated()]

Addresses = Annotated[
    Annotated[list[_Address], Field(min_length=1, max_length=50), Tag("list")]
    | Annotated[_Address, Tag("text")],
    Discriminator(lambda value: "text" if isinstance(value, str) else "list"),
]
"""A mail address or a list of them; a template may yield either."""


class QueueConfig(
    Config,
    json_schema_extra=example(
        queue_url="https://sqs.eu-central-1.amazonaws.com/123456789012/exeoflow-orders"
    ),
):
    """Sends a message to an SQS queue; yields its `message_id`."""

    queue_url: Text
    message: AnyValue = INPUT
    delay_seconds: Dynamic[Annotated[Whole, Field(ge=0, le=MAX_DELAY_SECONDS)]] | None = None
    group_id: Text | None = None
    deduplication_id: Text | None = None


class NotifyConfig(
    Config,
    json_schema_extra=example(
        topic_arn="arn:aws:sns:eu-central-1:123456789012:exeoflow-alerts", subject="Order {{ $input.id }}"
    ),
):
    """Publishes to an SNS topic; yields the `message_id`."""

    topic_arn: Text
    message: AnyValue = INPUT
    subject: Text | None = None
    group_id: Text | None = None
    deduplication_id: Text | None = None


def _check_source(source: str) -> str:
    if is_reserved_source(source):
        raise PydanticCustomError("event-source-reserved", "reserved", {"value": source[:100]})
    return source


class EmitEventConfig(
    Config,
    json_schema_extra=example(
        source="shop.orders", detail_type="order.paid", detail={"id": "{{ $input.id }}"}
    ),
):
    """Puts an event on an EventBridge bus; yields its `event_id`."""

    source: Annotated[Text, AfterValidator(_check_source)]
    detail_type: Text
    detail: Dynamic[dict[str, Any]] = INPUT
    bus: Text = "default"


class Attachment(Config, json_schema_extra=example(filename="order.pdf", content="{{ $input.file }}")):
    """What goes with a mail: a text, a text in base64, any data as JSON, or what a file holds."""

    filename: Text
    content: AnyValue
    content_type: Annotated[str, Field(min_length=1, max_length=78), Templated()] | None = None
    encoding: Literal["base64"] | None = None
    content_id: Annotated[str, Field(min_length=1, max_length=78), Templated()] | None = None


class EmailConfig(
    Config,
    json_schema_extra=example(
        sender="shop@example.com",
        to=["{{ $input.mail }}"],
        subject="Order {{ $input.id }}",
        text="Thank you.",
    ),
):
    """Sends a mail by SES; yields its `message_id`."""

    sender: Text
    to: Addresses
    cc: Addresses | None = None
    bcc: Addresses | None = None
    reply_to: Addresses | None = None
    subject: Text
    text: Text | None = None
    html: Text | None = None
    attachments: Dynamic[Annotated[list[Attachment], Field(max_length=MAX_ATTACHMENTS)]] | None = None

    @model_validator(mode="after")
    def _check_content(self) -> Self:
        if self.text is None and self.html is None:
            raise PydanticCustomError("email-without-content", "text or html")
        return self


def lower_queue(config: QueueConfig, bindings: Bindings) -> Task:
    """One message; what is no text is sent as JSON."""
    arguments = {
        "QueueUrl": bindings.value(config.queue_url),
        "MessageBody": content(config.message, bindings),
        **_given(
            {
                "DelaySeconds": config.delay_seconds,
                "MessageGroupId": config.group_id,
                "MessageDeduplicationId": config.deduplication_id,
            },
            bindings,
        ),
    }
    return Task(_SEND_MESSAGE, arguments, _MESSAGE_ID)


def lower_notify(config: NotifyConfig, bindings: Bindings) -> Task:
    """One notification; what is no text is sent as JSON."""
    arguments = {
        "TopicArn": bindings.value(config.topic_arn),
        "Message": content(config.message, bindings),
        **_given(
            {
                "Subject": config.subject,
                "MessageGroupId": config.group_id,
                "MessageDeduplicationId": config.deduplication_id,
            },
            bindings,
        ),
    }
    return Task(_PUBLISH, arguments, _MESSAGE_ID)


def lower_emit_event(config: EmitEventConfig, bindings: Bindings) -> Task:
    """One event; Step Functions itself fails the state when the bus refuses it."""
    entry = {
        "Source": bindings.value(config.source),
        "DetailType": bindings.value(config.detail_type),
        "Detail": bindings.value(config.detail),
        "EventBusName": bindings.value(config.bus),
    }
    return Task(_PUT_EVENTS, {"Entries": [entry]}, {"event_id": "{% $states.result.Entries[0].EventId %}"})


def lower_email(config: EmailConfig, bindings: Bindings) -> Task:
    """One mail."""
    body = {"Text": config.text, "Html": config.html}
    simple: dict[str, Json] = {
        "Subject": {"Data": bindings.value(config.subject)},
        "Body": {name: {"Data": bindings.value(text)} for name, text in body.items() if text is not None},
    }
    copied = {"CcAddresses": config.cc, "BccAddresses": config.bcc}
    arguments: dict[str, Json] = {
        "FromEmailAddress": bindings.value(in_ascii(config.sender)),
        "Destination": {
            "ToAddresses": f"{{% {_listed(config.to, bindings)} %}}",
            **_optional(copied, bindings),
        },
        **_optional({"ReplyToAddresses": config.reply_to}, bindings),
        "Content": {"Simple": simple},
    }
    if config.attachments is None:
        return Task(_SEND_EMAIL, arguments, _MESSAGE_ID)
    # Step Functions reads no files, and turns no text into bytes.
    asked: dict[str, Json] = {
        "operation": "mail",
        "mail": arguments,
        "attachments": _attached(config.attachments, bindings),
    }
    return files_call_once("${RunFileOperationFunctionArn}", asked, bindings)


def _attached(attachments: str | list[Attachment], bindings: Bindings) -> Json:
    if isinstance(attachments, str):
        return bindings.value(attachments)
    return [bindings.value(each.model_dump(exclude_none=True)) for each in attachments]


def _optional(fields: dict[str, Any], bindings: Bindings) -> dict[str, Json]:
    """Lists of addresses that may be empty: null and empty texts are nobody's."""
    return {
        name: f"{{% [{_listed(value, bindings)}[$ != null and $ != '']] %}}"
        for name, value in fields.items()
        if value is not None
    }


def _listed(addresses: str | list[str], bindings: Bindings) -> str:
    """A list of addresses, also where one address is given."""
    sendable = in_ascii(addresses) if isinstance(addresses, str) else [in_ascii(each) for each in addresses]
    return given(sendable, bindings)


def _given(fields: dict[str, Any], bindings: Bindings) -> dict[str, Json]:
    return {name: bindings.value(value) for name, value in fields.items() if value is not None}


QUEUE = NodeType(
    "queue",
    Kind.ACTION,
    QueueConfig,
    lower_queue,
    is_task=True,
    resource_fields=MappingProxyType({"queue_url": ResourceForm.QUEUE}),
    permissions=(allow("sqs:SendMessage", on=local("sqs", f"{OWN}*")),),
)
NOTIFY = NodeType(
    "notify",
    Kind.ACTION,
    NotifyConfig,
    lower_notify,
    is_task=True,
    resource_fields=MappingProxyType({"topic_arn": ResourceForm.TOPIC}),
    permissions=(allow("sns:Publish", on=local("sns", f"{OWN}*")),),
)
EMIT_EVENT = NodeType(
    "emit_event",
    Kind.ACTION,
    EmitEventConfig,
    lower_emit_event,
    is_task=True,
    resource_fields=MappingProxyType({"bus": ResourceForm.BUS}),
    permissions=(
        allow(
            "events:PutEvents",
            on=(local("events", "event-bus/default"), local("events", f"event-bus/{OWN}*")),
        ),
    ),
)
EMAIL = NodeType(
    "email",
    Kind.ACTION,
    EmailConfig,
    lower_email,
    is_task=True,
    permissions=(
        allow("ses:SendEmail", on=(local("ses", "identity/*"), local("ses", "configuration-set/*"))),
        # Of a mail with attachments.
        invoke("RunFileOperationFunction"),
    ),
)
