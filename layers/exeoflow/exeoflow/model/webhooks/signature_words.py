"""The words of signatures' rules, for whoever shows them: the rules themselves are loaded by who checks."""

from enum import StrEnum


class Algorithm(StrEnum):
    """What makes a signature of a text and a secret; with `plain` the secret itself is sent."""

    SHA256 = "sha256"
    SHA1 = "sha1"
    SHA384 = "sha384"
    SHA512 = "sha512"
    MD5 = "md5"
    PLAIN = "plain"


class PublicKeyAlgorithm(StrEnum):
    """What makes a signature by a private key, which whoever has the public one can check."""

    ED25519 = "ed25519"
    ECDSA_SHA256 = "ecdsa-sha256"
    RSA_SHA256 = "rsa-sha256"


class Encoding(StrEnum):
    """How the bytes of a signature are written."""

    HEX = "hex"
    BASE64 = "base64"


class KeyForm(StrEnum):
    """What the secret's text stands for: itself, or bytes that are written so."""

    TEXT = "text"
    HEX = "hex"
    BASE64 = "base64"


class Preset(StrEnum):
    """The senders whose rules are known; `custom` stands for the author's own."""

    GITHUB = "github"
    STRIPE = "stripe"
    SLACK = "slack"
    SHOPIFY = "shopify"
    TYPEFORM = "typeform"
    GITLAB = "gitlab"
    STANDARD_WEBHOOKS = "standard-webhooks"
    TWILIO = "twilio"
    CUSTOM = "custom"


class PublicKeyPreset(StrEnum):
    """The same of senders who sign with a private key."""

    DISCORD = "discord"
    SENDGRID = "sendgrid"
    STANDARD_WEBHOOKS = "standard-webhooks"
    CUSTOM = "custom"
