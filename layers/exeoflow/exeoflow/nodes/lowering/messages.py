"""Lowerings of nodes that send something.

Sources: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html, connect-sns.html and
connect-eventbridge.html beside it, and https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
"""

from typing import TYPE_CHECKING, Any

from exeoflow.nodes.lowering.bindings import Bindings
from exeoflow.nodes.lowering.items import content, listed
from exeoflow.nodes.lowering.shapes import Task
from exeoflow.nodes.messages import EmailConfig, EmitEventConfig, NotifyConfig, QueueConfig

if TYPE_CHECKING:
    from exeoflow.model.json import Json

_SEND_MESSAGE = "arn:aws:states:::sqs:sendMessage"
_PUBLISH = "arn:aws:states:::sns:publish"
_PUT_EVENTS = "arn:aws:states:::events:putEvents"
_SEND_EMAIL = "arn:aws:states:::aws-sdk:sesv2:sendEmail"

_MESSAGE_ID = {"message_id": "{% $states.result.MessageId %}"}


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
    receivers = {"ToAddresses": config.to, "CcAddresses": config.cc, "BccAddresses": config.bcc}
    arguments: dict[str, Json] = {
        "FromEmailAddress": bindings.value(config.sender),
        "Destination": _addresses(receivers, bindings),
        **_addresses({"ReplyToAddresses": config.reply_to}, bindings),
        "Content": {"Simple": simple},
    }
    return Task(_SEND_EMAIL, arguments, _MESSAGE_ID)


def _addresses(fields: "dict[str, Any]", bindings: Bindings) -> "dict[str, Json]":
    """Lists of addresses, also where one address is given."""
    return {name: f"{{% {listed(value, bindings)} %}}" for name, value in fields.items() if value is not None}


def _given(fields: "dict[str, Any]", bindings: Bindings) -> "dict[str, Json]":
    return {name: bindings.value(value) for name, value in fields.items() if value is not None}
