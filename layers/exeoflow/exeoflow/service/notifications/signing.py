"""Signatures of notifications, as Standard Webhooks describes them.

    webhook-id: msg_...
    webhook-timestamp: 1705744800
    webhook-signature: v1,<base64 of HMAC-SHA256(key, "<id>.<timestamp>.<body>")>

The key is what follows `whsec_` in the secret, read as base64. Our secrets are written in hexadecimal digits,
which are base64 digits as well, so that every library of the standard takes them as they are.
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
from datetime import datetime

from exeoflow.model.notification import SECRET_PREFIX


def signed_headers(secret: str, message_id: str, now: datetime, body: bytes) -> dict[str, str]:
    """Return the headers that prove who sends the body, and when."""
    seconds = str(int(now.timestamp()))
    key = base64.b64decode(secret.removeprefix(f"{SECRET_PREFIX}_"))
    signed = f"{message_id}.{seconds}.".encode() + body
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{signature}",
    }
