"""The bytes that a secret's text stands for, which senders write in digits or in base64."""

import base64


def secret_bytes(text: str, encoding: object) -> bytes:
    """Return the bytes of a secret that is written in `hex`, in `base64`, or else as it is.

    Raises ValueError, whose words may repeat the secret.

    >>> secret_bytes("6b6579", "hex"), secret_bytes("a2V5", "base64"), secret_bytes("key", "text")
    (b'key', b'key', b'key')
    """
    match encoding:
        case "hex":
            return bytes.fromhex(text)
        case "base64":
            return base64.b64decode(text, validate=True)
        case _:
            return text.encode()
