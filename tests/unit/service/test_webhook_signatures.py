"""Signatures over time and body."""

from datetime import UTC, datetime, timedelta

import pytest

from exeoflow.errors import SignatureExpired, SignatureInvalid
from exeoflow.service.webhooks.signatures import checked_signature, sign

NOW = datetime(2024, 1, 20, 10, tzinfo=UTC)
TIME = str(int(NOW.timestamp()))
BODY = b'{"order": 1}'


def header(time: str = TIME, token: str = "whsec_1", body: bytes = BODY) -> str:  # noqa: S107  (no secret)
    return f"t={time},v1={sign(token, time, body)}"


def test_a_signature_is_the_hmac_of_time_and_body() -> None:
    assert sign("whsec_1", "1705744800", BODY) == (
        "2b9ecfcc07bd6fc0cea337a6d4c8ef9a63754fdbcca8dcd19fa23743bb96347d"
    )


@pytest.mark.parametrize("name", ["x-exeoflow-signature", "stripe-signature"])
def test_a_right_signature_is_taken(name: str) -> None:
    signature = checked_signature({name: header()}, BODY, "whsec_1", NOW)

    assert signature.signed_at == NOW
    assert signature.valid_until == NOW + timedelta(minutes=5)


def test_one_of_several_signatures_suffices() -> None:
    both = f"t={TIME}, v0=old, v1={'0' * 64},v1={sign('whsec_1', TIME, BODY)}"

    assert checked_signature({"stripe-signature": both}, BODY, "whsec_1", NOW).value == sign(
        "whsec_1", TIME, BODY
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "t=",
        f"t={TIME}",
        f"v1={sign('whsec_1', TIME, BODY)}",
        header().replace("t=", "t=-"),
        header().replace("t=", "t=²"),
        header(time="9" * 12),
        header(token="whsec_2"),
        header(body=b"{}"),
        f"t={TIME},{header()}",
        f"t={TIME},v1=ü",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(SignatureInvalid):
        checked_signature({"x-exeoflow-signature": text}, BODY, "whsec_1", NOW)


def test_no_signature_is_refused() -> None:
    with pytest.raises(SignatureInvalid):
        checked_signature({}, BODY, "whsec_1", NOW)


@pytest.mark.parametrize("seconds", [-301, 301])
def test_a_right_signature_of_another_time_is_refused(seconds: int) -> None:
    with pytest.raises(SignatureExpired):
        checked_signature(
            {"x-exeoflow-signature": header()}, BODY, "whsec_1", NOW + timedelta(seconds=seconds)
        )


@pytest.mark.parametrize("seconds", [-300, 300])
def test_five_minutes_are_tolerated(seconds: int) -> None:
    now = NOW + timedelta(seconds=seconds)

    assert checked_signature({"x-exeoflow-signature": header()}, BODY, "whsec_1", now).signed_at == NOW
