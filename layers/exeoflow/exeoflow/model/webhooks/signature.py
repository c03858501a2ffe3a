"""How senders sign their calls: one rule with a few fields, and the rules of senders that are known by name.

GitHub            https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
Stripe            https://docs.stripe.com/webhooks#verify-manually
Slack             https://docs.slack.dev/authentication/verifying-requests-from-slack
Shopify           https://shopify.dev/docs/apps/build/webhooks/subscribe/https#step-2-validate-the-origin-of-your-webhook
Typeform          https://www.typeform.com/developers/webhooks/secure-your-webhooks/
GitLab            https://docs.gitlab.com/user/project/integrations/webhooks/#validate-payloads-by-using-a-secret-token
Standard Webhooks https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
Twilio            https://www.twilio.com/docs/usage/webhooks/webhooks-security
Discord           https://docs.discord.com/developers/interactions/overview#setting-up-an-endpoint
SendGrid          https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from exeoflow.model.webhooks.signature_words import (
    Algorithm,
    Encoding,
    KeyForm,
    Preset,
    PublicKeyAlgorithm,
    PublicKeyPreset,
)

__all__ = [
    "DETECTED",
    "OWN_RULE",
    "PRESETS",
    "PUBLIC_KEY_PRESETS",
    "TOLERANCE_SECONDS",
    "Algorithm",
    "Encoding",
    "KeyForm",
    "Preset",
    "PublicKeyAlgorithm",
    "PublicKeyPreset",
    "SignatureRule",
]

TOLERANCE_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class SignatureRule:
    """Where a signature stands and what it signs. Names of headers are in lower case.

    `signed_text` names its parts in braces: `{body}`, `{timestamp}`, `{url}`, `{form}` (names and values of a
    form, sorted, without anything between), `{method}`, `{path}`, `{header:NAME}`, `{field:PATH}`. The
    timestamp stands in `timestamp_header` or `timestamp_field`, or else beside the signature as `t=...` or
    `ts=...`. With `takes_several` the header may hold several signatures, of which one suffices: a sender
    that is changing its secret signs with both. Without a `header` the signature stands in the body, at
    the path `field`, and signs other parts of it (Mailgun). With a `public_key` the sender signs with the
    private one, and there is no secret.
    """

    header: str = ""
    prefix: str = ""
    encoding: Encoding = Encoding.HEX
    algorithm: Algorithm | PublicKeyAlgorithm = Algorithm.SHA256
    signed_text: str = "{body}"
    timestamp_header: str | None = None
    tolerance: int = TOLERANCE_SECONDS
    key: KeyForm = KeyForm.TEXT
    takes_several: bool = False
    field: str = ""
    timestamp_field: str | None = None
    public_key: str = ""

    @property
    def place(self) -> str:
        """What messages call the place where the signature stands."""
        return self.header or self.field

    @property
    def is_timed(self) -> bool:
        """Whether the signature covers a time, so that it grows old and is another for each delivery."""
        return "{timestamp}" in self.signed_text

    @property
    def has_time_beside(self) -> bool:
        """Whether the time stands beside the signature."""
        return self.is_timed and self.timestamp_header is None and self.timestamp_field is None


OWN_RULE: Final = SignatureRule(
    "x-exeoflow-signature", "v1=", signed_text="{timestamp}.{body}", takes_several=True
)
"""`X-Exeoflow-Signature: t=1705744800,v1=<hex>`, the form that Stripe made common."""


def _standard(name: str) -> SignatureRule:
    return SignatureRule(
        f"{name}-signature",
        "v1,",
        Encoding.BASE64,
        signed_text=f"{{header:{name}-id}}.{{timestamp}}.{{body}}",
        timestamp_header=f"{name}-timestamp",
        key=KeyForm.BASE64,
        takes_several=True,
    )


PRESETS: Final[Mapping[Preset, tuple[SignatureRule, ...]]] = MappingProxyType(
    {
        Preset.GITHUB: (SignatureRule("x-hub-signature-256", "sha256="),),
        Preset.STRIPE: (
            SignatureRule("stripe-signature", "v1=", signed_text="{timestamp}.{body}", takes_several=True),
        ),
        Preset.SLACK: (
            SignatureRule(
                "x-slack-signature",
                "v0=",
                signed_text="v0:{timestamp}:{body}",
                timestamp_header="x-slack-request-timestamp",
            ),
        ),
        Preset.SHOPIFY: (SignatureRule("x-shopify-hmac-sha256", encoding=Encoding.BASE64),),
        Preset.TYPEFORM: (SignatureRule("typeform-signature", "sha256=", Encoding.BASE64),),
        Preset.GITLAB: (SignatureRule("x-gitlab-token", algorithm=Algorithm.PLAIN),),
        # Svix, who wrote the standard, sends the names that it had before as well.
        Preset.STANDARD_WEBHOOKS: (_standard("webhook"), _standard("svix")),
        Preset.TWILIO: (
            SignatureRule(
                "x-twilio-signature",
                encoding=Encoding.BASE64,
                algorithm=Algorithm.SHA1,
                signed_text="{url}{form}",
            ),
        ),
        Preset.CUSTOM: (),
    }
)
"""The rules of each sender: that of the first header that a call has counts."""

PUBLIC_KEY_PRESETS: Final[Mapping[PublicKeyPreset, SignatureRule]] = MappingProxyType(
    {
        PublicKeyPreset.DISCORD: SignatureRule(
            "x-signature-ed25519",
            algorithm=PublicKeyAlgorithm.ED25519,
            signed_text="{timestamp}{body}",
            timestamp_header="x-signature-timestamp",
        ),
        PublicKeyPreset.SENDGRID: SignatureRule(
            "x-twilio-email-event-webhook-signature",
            encoding=Encoding.BASE64,
            algorithm=PublicKeyAlgorithm.ECDSA_SHA256,
            signed_text="{timestamp}{body}",
            timestamp_header="x-twilio-email-event-webhook-timestamp",
        ),
        PublicKeyPreset.STANDARD_WEBHOOKS: replace(
            _standard("webhook"), prefix="v1a,", algorithm=PublicKeyAlgorithm.ED25519, key=KeyForm.TEXT
        ),
        PublicKeyPreset.CUSTOM: SignatureRule(algorithm=PublicKeyAlgorithm.ED25519),
    }
)
"""The rules of senders who sign with a private key, without the public one."""

DETECTED: Final[tuple[SignatureRule, ...]] = (
    OWN_RULE,
    *(
        rule
        for preset in (
            *(Preset.STRIPE, Preset.SLACK, Preset.STANDARD_WEBHOOKS),
            *(Preset.GITHUB, Preset.SHOPIFY, Preset.TYPEFORM),
        )
        for rule in PRESETS[preset]
    ),
)
"""The rules of a webhook whose author names no sender, told apart by their headers."""
