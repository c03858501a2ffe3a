"""Messages of Amazon SNS: whether a topic has sent them, and the handshake before the first of them.

Their signature covers some of their fields, and is checked by a certificate whose address stands in the
message. Nobody but SNS itself is ever asked: the host is that of the topic's region, and the name of the
certificate has one form.
https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import SignatureExpired, SignatureInvalid
from exeoflow.model import json, moment
from exeoflow.service.ports.receivers import KeySets
from exeoflow.service.webhooks.public_keys import LEAST_RSA_BITS
from exeoflow.service.webhooks.signatures import Signature

TOLERANCE_SECONDS: Final = 3_900
"""SNS tries for an hour at most (its limit of a retry policy), and says each time when it was published."""
_NOTIFICATION: Final = "Notification"
_SUBSCRIPTION: Final = "SubscriptionConfirmation"
_HANDSHAKES: Final = (_SUBSCRIPTION, "UnsubscribeConfirmation")
_SIGNED: Final = {
    _NOTIFICATION: ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    **dict.fromkeys(
        _HANDSHAKES, ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
    ),
}
# SHA-1 (version 1, the default of topics) serves here: who has SNS sign a text of his own cannot choose its
# end, which names the topic.
_HASHES: Final = {"1": SHA1(), "2": SHA256()}  # noqa: S303
_CERTIFICATE: Final = re.compile(r"/SimpleNotificationService-[0-9A-Za-z]{1,64}\.pem")


def checked_message(
    raw: bytes, topic: str, now: datetime, key_sets: Callable[[], KeySets]
) -> tuple[Signature, Mapping[str, str]]:
    """Return the signature of a message that the topic has sent, and the texts that it covers.

    Raises `SignatureInvalid`, whose fault names the field that is not as it must be, `SignatureExpired`, and
    what the certificate's sender raises.
    """
    message = _texts(raw)
    if message.get("TopicArn") != topic:
        raise _wrong("TopicArn")
    covered = _covered(message)
    text = "".join(f"{name}\n{value}\n" for name, value in covered.items()).encode("utf-8", "surrogatepass")
    signed_at = _time(covered["Timestamp"])
    _check(message, _certificate(message, topic, key_sets), text, now)
    tolerance = timedelta(seconds=TOLERANCE_SECONDS)
    if abs(now - signed_at) > tolerance:
        raise SignatureExpired(TOLERANCE_SECONDS)
    return Signature(hashlib.sha256(text).hexdigest(), signed_at + tolerance), covered


def finish_handshake(covered: Mapping[str, str], key_sets: KeySets) -> bool:
    """Confirm a new subscription; return whether a message is about one, and none that was published.

    Raises `KeysNotFetched` if SNS does not take that, with which it comes again.
    """
    if covered["Type"] == _SUBSCRIPTION:
        topic = covered["TopicArn"]
        asked = {"Action": "ConfirmSubscription", "TopicArn": topic, "Token": covered["Token"]}
        key_sets.visit(f"https://{_host(topic)}/?{urlencode(asked)}")
    return covered["Type"] != _NOTIFICATION


def _texts(raw: bytes) -> dict[str, str]:
    try:
        content = json.read(raw)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise _wrong("Type")
    return {name: value for name, value in content.items() if isinstance(value, str)}


def _covered(message: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that are signed, in the order of their names.

    Only `Message` may have several lines: who writes in it could otherwise begin other fields there.
    """
    names = _SIGNED.get(message.get("Type", ""))
    if names is None:
        raise _wrong("Type")
    for name in names:
        if name == "Subject" and name not in message:
            continue
        if name not in message or (name != "Message" and "\n" in message[name]):
            raise _wrong(name)
    return {name: message[name] for name in names if name in message}


def _time(written: str) -> datetime:
    try:
        return moment.read(written)
    except ValueError:
        raise _wrong("Timestamp") from None


def _certificate(message: Mapping[str, str], topic: str, key_sets: Callable[[], KeySets]) -> x509.Certificate:
    origin, url = f"https://{_host(topic)}", message.get("SigningCertURL", "")
    if not (url.startswith(origin) and _CERTIFICATE.fullmatch(url.removeprefix(origin))):
        raise _wrong("SigningCertURL")
    try:
        return x509.load_pem_x509_certificate(key_sets().certificate(url).encode())
    except ValueError:
        raise _wrong("SigningCertURL") from None


def _check(message: Mapping[str, str], certificate: x509.Certificate, text: bytes, now: datetime) -> None:
    if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
        raise _wrong("SigningCertURL")
    key, hashed = certificate.public_key(), _HASHES.get(message.get("SignatureVersion", ""))
    if hashed is None:
        raise _wrong("SignatureVersion")
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < LEAST_RSA_BITS:
        raise _wrong("SigningCertURL")
    try:
        signature = base64.b64decode(message.get("Signature", ""), validate=True)
        key.verify(signature, text, padding.PKCS1v15(), hashed)
    except (binascii.Error, ValueError, InvalidSignature):
        raise _wrong("Signature") from None


def _host(topic: str) -> str:
    """Return where the topic's region has SNS.

    >>> _host("arn:aws:sns:eu-central-1:123456789012:orders")
    'sns.eu-central-1.amazonaws.com'
    >>> _host("arn:aws-cn:sns:cn-north-1:123456789012:orders")
    'sns.cn-north-1.amazonaws.com.cn'
    """
    _, partition, _, region, *_ = topic.split(":")
    return f"sns.{region}.amazonaws.com{'.cn' if partition == 'aws-cn' else ''}"


def _wrong(part: str) -> SignatureInvalid:
    return SignatureInvalid(Diagnostic("webhook-sns-wrong", "", values={"part": part}))
