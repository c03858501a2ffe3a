"""Mails with attachments by the API of SES, which puts their parts together itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, cast

from exeoflow.adapters.integration_errors import ServiceClient, named_as_integrations_do
from exeoflow.model.json import JsonObject
from exeoflow.service.ports.objects import Attachment

_SERVICE: Final = "SesV2"


class SesClient(ServiceClient, Protocol):
    """What is needed of botocore's client."""

    def send_email(self, **mail: Any) -> Mapping[str, Any]:  # noqa: ANN401 - what SES is asked is checked there
        """Send a mail."""
        ...


@dataclass(frozen=True, slots=True)
class SesMails:
    """Sends each mail once: whether it may be sent again only its author knows."""

    client: SesClient

    def send(self, mail: JsonObject, attachments: list[Attachment]) -> str:
        """Send it; the mail is what the node's own call of SES would be, which has the same words."""
        asked = cast("dict[str, Any]", mail)
        simple = {**asked["Content"]["Simple"], "Attachments": [_attached(each) for each in attachments]}
        with named_as_integrations_do(self.client, _SERVICE):
            answer = self.client.send_email(**asked | {"Content": {"Simple": simple}})
            return cast("str", answer["MessageId"])


def _attached(attachment: Attachment) -> dict[str, str | bytes]:
    found: dict[str, str | bytes] = {
        "FileName": attachment.filename,
        "RawContent": attachment.content,
        # What nothing is said of goes as text of seven bits, whatever its bytes are:
        # https://docs.aws.amazon.com/ses/latest/dg/attachments.html.
        "ContentTransferEncoding": "BASE64",
    }
    if attachment.content_type is not None:
        found["ContentType"] = attachment.content_type
    if attachment.content_id is not None:
        found |= {"ContentDisposition": "INLINE", "ContentId": attachment.content_id}
    return found
