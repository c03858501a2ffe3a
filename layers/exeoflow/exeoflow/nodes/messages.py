"""Configuration of the nodes that send something: to a queue, a topic, an event bus, a mailbox."""

from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.model.scalars import Whole
from exeoflow.nodes.fields import INPUT, Config, Dynamic, Templated, Text, Value
from exeoflow.nodes.permission import OWN, allow, local

MAX_DELAY_SECONDS = 900
"""The longest delay of a message in SQS."""

_Address = Annotated[str, Field(min_length=1, max_length=320), Templated()]

Addresses = Annotated[
    Annotated[list[_Address], Field(min_length=1, max_length=50), Tag("list")]
    | Annotated[_Address, Tag("text")],
    Discriminator(lambda value: "text" if isinstance(value, str) else "list"),
]
"""A mail address or a list of them; a template may yield either."""


class QueueConfig(Config):
    """Sends a message to an SQS queue; yields its `message_id`."""

    queue_url: Text
    message: Value = INPUT
    delay_seconds: Dynamic[Annotated[Whole, Field(ge=0, le=MAX_DELAY_SECONDS)]] | None = None
    group_id: Text | None = None
    deduplication_id: Text | None = None


class NotifyConfig(Config):
    """Publishes to an SNS topic; yields the `message_id`."""

    topic_arn: Text
    message: Value = INPUT
    subject: Text | None = None
    group_id: Text | None = None
    deduplication_id: Text | None = None


class EmitEventConfig(Config):
    """Puts an event on an EventBridge bus; yields its `event_id`."""

    source: Text
    detail_type: Text
    detail: Dynamic[dict[str, Any]] = INPUT
    bus: Text = "default"


class EmailConfig(Config):
    """Sends a mail by SES; yields its `message_id`."""

    sender: Text
    to: Addresses
    cc: Addresses | None = None
    bcc: Addresses | None = None
    reply_to: Addresses | None = None
    subject: Text
    text: Text | None = None
    html: Text | None = None

    @model_validator(mode="after")
    def _check_content(self) -> Self:
        if self.text is None and self.html is None:
            raise PydanticCustomError("email-without-content", "text or html")
        return self


QUEUE_PERMISSIONS = (allow("sqs:SendMessage", on=local("sqs", f"{OWN}*")),)
NOTIFY_PERMISSIONS = (allow("sns:Publish", on=local("sns", f"{OWN}*")),)
EMIT_EVENT_PERMISSIONS = (
    allow(
        "events:PutEvents",
        on=(local("events", "event-bus/default"), local("events", f"event-bus/{OWN}*")),
    ),
)
EMAIL_PERMISSIONS = (
    allow("ses:SendEmail", on=(local("ses", "identity/*"), local("ses", "configuration-set/*"))),
)
