"""Public keys of senders who sign with a private one: read as senders show them, and used."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key, load_pem_public_key

from exeoflow.diagnostics import Diagnostic
from exeoflow.model.webhooks.signature import PublicKeyAlgorithm

LEAST_RSA_BITS: Final = 2_048
"""Shorter keys are broken by whoever can pay for it (NIST SP 800-131A)."""
_PEM: Final = "-----BEGIN "
_CERTIFICATE: Final = "-----BEGIN CERTIFICATE"
_RAW_BYTES: Final = 32
_RAW_HEX: Final = re.compile(rf"[0-9a-fA-F]{{{2 * _RAW_BYTES}}}")
# How Standard Webhooks begins public keys.
_PREFIX: Final = "whpk_"

PublicKey = Any
"""One of the three kinds below: the library's own type is a union of many more."""

_KINDS: Final[Mapping[PublicKeyAlgorithm, type]] = MappingProxyType(
    {
        PublicKeyAlgorithm.ED25519: ed25519.Ed25519PublicKey,
        PublicKeyAlgorithm.ECDSA_SHA256: ec.EllipticCurvePublicKey,
        PublicKeyAlgorithm.RSA_SHA256: rsa.RSAPublicKey,
    }
)
_VERIFIERS: Final[Mapping[PublicKeyAlgorithm, Callable[[PublicKey, bytes, bytes], None]]] = MappingProxyType(
    {
        PublicKeyAlgorithm.ED25519: lambda key, signature, text: key.verify(signature, text),
        PublicKeyAlgorithm.ECDSA_SHA256: lambda key, signature, text: key.verify(
            signature, text, ec.ECDSA(SHA256())
        ),
        PublicKeyAlgorithm.RSA_SHA256: lambda key, signature, text: key.verify(
            signature, text, padding.PKCS1v15(), SHA256()
        ),
    }
)


def read_public_key(written: str) -> PublicKey:
    """Read a key: PEM (a certificate, too), base64 of DER, or the 32 bytes of Ed25519 in digits or base64.

    Raises `ValueError`.
    """
    # Whoever copies it out of JSON copies no line breaks, but what stands for them.
    text = written.replace("\\n", "\n").strip()
    try:
        if text.startswith(_CERTIFICATE):
            return x509.load_pem_x509_certificate(text.encode()).public_key()
        if text.startswith(_PEM):
            return load_pem_public_key(text.encode())
        return _read_bytes(text)
    except (UnsupportedAlgorithm, binascii.Error) as error:
        raise ValueError("no key that is known") from error


def _read_bytes(text: str) -> PublicKey:
    if _RAW_HEX.fullmatch(text):
        return ed25519.Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
    content = base64.b64decode("".join(text.removeprefix(_PREFIX).split()), validate=True)
    if len(content) == _RAW_BYTES:
        return ed25519.Ed25519PublicKey.from_public_bytes(content)
    return load_der_public_key(content)


def is_key_for(key: PublicKey, algorithm: PublicKeyAlgorithm) -> bool:
    """Tell whether signatures of the algorithm can be checked by the key, and prove something."""
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < LEAST_RSA_BITS:
        return False
    return isinstance(key, _KINDS[algorithm])


def unfit_key(algorithms: str, place: str) -> Diagnostic:
    """Return the fault of a key that is for none of the algorithms, or proves nothing."""
    values = {"algorithm": algorithms, "bits": str(LEAST_RSA_BITS)}
    return Diagnostic("public-key-type", f"{place}.key", values=values)


def is_signed(key: PublicKey, algorithm: PublicKeyAlgorithm, signature: bytes, text: bytes) -> bool:
    """Tell whether the signature of a text was made by the private key."""
    try:
        _VERIFIERS[algorithm](key, signature, text)
    except InvalidSignature:
        return False
    return True
