"""Mails with attachments, as SES is asked to send them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import Stubber

from exeoflow.adapters.ses.mails import SesMails
from exeoflow.model.json import JsonObject
from exeoflow.service.ports.objects import Attachment
from local.aws.services import local_aws

if TYPE_CHECKING:
    from exeoflow.adapters.ses.mails import SesClient

SIMPLE: JsonObject = {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}}}
MAIL: JsonObject = {
    "FromEmailAddress": "shop@example.com",
    "Destination": {"ToAddresses": ["a@example.com"]},
    "Content": {"Simple": SIMPLE},
}


@pytest.fixture
def client() -> Iterator[Any]:
    with local_aws():
        yield boto3.client("sesv2")


OF_SES: Any = [
    {
        "FileName": "a.csv",
        "RawContent": b"n\n",
        "ContentTransferEncoding": "BASE64",
        "ContentType": "text/csv",
    },
    {
        "FileName": "l.png",
        "RawContent": b"\xff",
        "ContentTransferEncoding": "BASE64",
        "ContentDisposition": "INLINE",
        "ContentId": "logo",
    },
]
"""Attachments as SES takes them."""


def test_the_parts_of_a_mail_are_what_ses_knows(client: Any) -> None:
    simple: Any = {**SIMPLE, "Attachments": OF_SES}
    asked: Any = {**MAIL, "Content": {"Simple": simple}}
    stubber = Stubber(client)
    stubber.add_response("send_email", {"MessageId": "m-1"}, asked)
    attachments = [
        Attachment("a.csv", b"n\n", "text/csv", None),
        Attachment("l.png", b"\xff", None, "logo"),
    ]

    with stubber:
        # Stubber holds the names and types of all parts against the model of SES.
        assert SesMails(cast("SesClient", client)).send(MAIL, attachments) == "m-1"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("MessageRejected", "SesV2.MessageRejectedException"),
        ("TooManyRequestsException", "SesV2.TooManyRequestsException"),
        ("AccessDenied", "SesV2.SesV2Exception"),
    ],
)
def test_errors_have_the_names_that_a_mail_without_attachments_would_have(
    client: Any, code: str, name: str
) -> None:
    stubber = Stubber(client)
    stubber.add_client_error("send_email", code, "no", 400)

    with stubber, pytest.raises(Exception, match="no") as error:
        SesMails(cast("SesClient", client)).send(MAIL, [])

    assert error.type.__name__ == name


def test_a_mail_is_sent_by_moto_too(client: Any) -> None:
    client.create_email_identity(EmailIdentity="shop@example.com")

    assert SesMails(cast("SesClient", client)).send(MAIL, [Attachment("a", b"b", None, None)])


def test_what_is_not_reached_is_told(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreached(**_: object) -> None:
        raise EndpointConnectionError(endpoint_url="https://ses")

    monkeypatch.setattr(client, "send_email", unreached)

    with pytest.raises(Exception, match="https://ses") as error:
        SesMails(cast("SesClient", client)).send(MAIL, [])

    assert error.type.__name__ == "SesV2.SdkClientException"
