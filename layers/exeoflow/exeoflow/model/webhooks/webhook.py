"""A webhook: an address that starts a workflow, and how its caller proves who he is."""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    # Rules are there when a signature is checked: most webhooks have none, and a cold start is long enough.
    from exeoflow.model.webhooks.signature import Preset, PublicKeyPreset, SignatureRule
    from exeoflow.model.webhooks.token_rule import TokenRule

CALLS_A_MINUTE: Final = 6_000
"""So many calls may start the workflow of one webhook, half of what the gateway lets through for all."""
TOKEN_PREFIX: Final = "whsec"  # noqa: S105  (no token, only how one begins)
NO_PROOF: Final = ""
"""What is stored in place of a proof while there is no token: no hash equals it, so nobody gets in."""
_HEADER: Final = re.compile(r"[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)+")


class WebhookMethod(StrEnum):
    """The HTTP methods that a webhook may be called with."""

    GET = "GET"
    POST = "POST"
    PUT = "PUT"
    PATCH = "PATCH"
    DELETE = "DELETE"
    HEAD = "HEAD"


class AuthenticationType(StrEnum):
    """How a caller proves who he is: by sending the token somewhere, or by signing."""

    BEARER = "bearer"
    HMAC = "hmac"
    BASIC = "basic"
    HEADER = "header"
    QUERY = "query"
    PUBLIC_KEY = "public_key"
    JWT = "jwt"
    SNS = "sns"


_SIGNED_WITH: Final = frozenset({AuthenticationType.HMAC, AuthenticationType.JWT})
"""The types whose callers may sign with the secret: it is kept itself, for its hash could check nothing."""
_PROVEN_BY_KEYS: Final = frozenset({AuthenticationType.PUBLIC_KEY, AuthenticationType.SNS})


@dataclass(frozen=True, slots=True)
class WebhookAuthentication:
    """What a webhook asks of its caller; with `is_enabled` false, nothing.

    `name` is that of the header, of the query's parameter, of the user, or the ARN of the topic. For `hmac`,
    `preset` names the sender, None whoever has the secret; a `rule` is the author's own, or a sender's that
    he changed. For `public_key` the `rule` has the sender's key as well. What proves a caller may be held by
    a `credential`, and nothing of it is stored here. `tokens` says which are taken with the type `jwt`.
    """

    type: AuthenticationType = AuthenticationType.BEARER
    is_enabled: bool = True
    name: str | None = None
    preset: "Preset | PublicKeyPreset | None" = None
    rule: "SignatureRule | None" = None
    credential: str | None = None
    tokens: "TokenRule | None" = None

    @property
    def has_own_secret(self) -> bool:
        """Whether a secret is stored with the webhook: no credential holds it, and there is one at all."""
        has_keys = self.tokens is not None and self.tokens.has_keys
        return not (self.credential or has_keys or self.type in _PROVEN_BY_KEYS)

    @property
    def rules(self) -> "tuple[SignatureRule, ...]":
        """The rules of signatures, of which that counts whose header a call has."""
        from exeoflow.model.webhooks.signature import DETECTED, PRESETS  # noqa: PLC0415 - few have one

        if self.rule is not None:
            return (self.rule,)
        if self.type is AuthenticationType.PUBLIC_KEY:
            # Without a key there is nothing by which anybody could be known.
            return ()
        return DETECTED if self.preset is None else PRESETS[cast("Preset", self.preset)]


@dataclass(frozen=True, slots=True)
class ProvenAuthentication:
    """An authentication with what tells a right token from a wrong one.

    That is its hash; the token itself for `hmac` and for `jwt` by a secret, for a signature can only be
    computed anew by who has it.
    """

    authentication: WebhookAuthentication
    proof: str


class BodyType(StrEnum):
    """How a body is read, whatever its sender says of it."""

    JSON = "json"
    JSONL = "jsonl"
    FORM = "form"
    TEXT = "text"
    XML = "xml"
    CSV = "csv"
    MULTIPART = "multipart"
    BINARY = "binary"


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """What a webhook does otherwise than others.

    `delivery_id` says where the sender's id of a delivery stands: the name of a header, a path into the body,
    or JSONata over `$trigger`. `secret_headers` (in lower case) and `secret_parameters` of the query are kept
    from the workflow. `body_type` is how bodies are read (None: as their senders say); with `raw` a workflow
    gets them as they came, too; with `keep_files` what would be bytes in base64 lies in a file. Pages of
    `allowed_origins` may call it and read its answers. `verify_hash` is that of the token with which Meta
    asks for its challenge. `path` is an address of its own within the workspace, with parameters
    (`orders/:id`). With `open_methods` anybody may call, for senders ask by them before they know a secret.
    With `exact_numbers` numbers that expressions would round are texts.
    """

    delivery_id: str | None = None
    secret_headers: tuple[str, ...] = ()
    secret_parameters: tuple[str, ...] = ()
    body_type: BodyType | None = None
    raw: bool = False
    exact_numbers: bool = False
    keep_files: bool = False
    allowed_origins: tuple[str, ...] = ()
    verify_hash: str | None = None
    path: str | None = None
    open_methods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook as it is stored.

    `proof` belongs to `authentication`, as `ProvenAuthentication` says; `further` ones suffice as well, while
    a sender changes its secret. `node_id` names the trigger node to start by, None the workflow's own choice;
    `is_of_trigger` tells that activating the workflow made this webhook; its `proof` is `NO_PROOF` until
    somebody is told its first token.
    """

    id: str
    workspace: str
    workflow_id: str
    name: str
    methods: tuple[WebhookMethod, ...]
    authentication: WebhookAuthentication
    proof: str
    created_at: datetime
    updated_at: datetime
    node_id: str | None = None
    is_of_trigger: bool = False
    wait_seconds: int = 0
    further: tuple[ProvenAuthentication, ...] = ()
    settings: WebhookSettings = WebhookSettings()

    @property
    def has_token(self) -> bool:
        """Whether there is a token that proves a caller."""
        return self.proof != NO_PROOF or not self.authentication.has_own_secret

    @property
    def credentials(self) -> tuple[str, ...]:
        """The ids of the credentials that hold what proves its callers."""
        named = (each.authentication.credential for each in self.all_authentications)
        return tuple(name for name in named if name is not None)

    @property
    def all_authentications(self) -> tuple[ProvenAuthentication, ...]:
        """All of them, those that are switched off as well."""
        return (ProvenAuthentication(self.authentication, self.proof), *self.further)


def is_header(written: str) -> bool:
    """Tell whether a delivery's id stands in a header: `X-Shopify-Webhook-Id` is no subtraction."""
    return _HEADER.fullmatch(written) is not None


def delivery_expression(written: str) -> str:
    """Return the JSONata that finds a delivery's id, which may stand between braces as in a node."""
    bare = written.strip()
    return bare[2:-2].strip() if bare.startswith("{{") and bare.endswith("}}") else bare


def proof_of(token: str, kind: AuthenticationType) -> str:
    """Return what is stored of a token. Plain SHA-256 suffices, for tokens are random and long."""
    return token if kind in _SIGNED_WITH else digest_of(token)


def is_token_of(proven: Webhook | ProvenAuthentication, token: str) -> bool:
    """Tell whether the token is the right one, in a time that tells nothing of either."""
    return hmac.compare_digest(digest_of(token), proven.proof)


def is_verify_token_of(webhook: Webhook, token: str) -> bool:
    """Tell whether a sender that asks for its challenge has the token that its author was told."""
    wanted = webhook.settings.verify_hash
    return wanted is not None and hmac.compare_digest(digest_of(token), wanted)


def digest_of(token: str) -> str:
    """Return what is stored of a token that only has to be compared."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
