"""From a credential with its values to the scheme that authorizes requests with it."""

from collections.abc import Callable, Mapping
from typing import assert_never

from exeoflow.http_request.authentication import scheme
from exeoflow.http_request.authentication.scheme import Authentication
from exeoflow.model.credential import Credential, CredentialKind
from exeoflow.model.json import Json

OAuth2Of = Callable[[Credential], Authentication]
"""Makes the scheme of a credential that is changed for tokens."""


def authentication_of(  # noqa: C901, PLR0911 - a case per kind
    credential: Credential, oauth2: OAuth2Of
) -> Authentication:
    """Return the scheme of the credential's kind; `oauth2` makes the one that needs tokens."""
    text = {name: str(value) for name, value in credential.values.items() if value is not None}
    match credential.kind:
        case CredentialKind.BASIC:
            return scheme.basic(text["username"], text.get("password", ""))
        case CredentialKind.BEARER:
            return scheme.bearer(text["token"])
        case CredentialKind.HEADER:
            return scheme.custom({text["name"]: text["value"]}, {})
        case CredentialKind.QUERY:
            return scheme.custom({}, {text["name"]: text["value"]})
        case CredentialKind.CUSTOM:
            return scheme.anywhere({place: _texts(value) for place, value in credential.values.items()})
        case CredentialKind.DIGEST:
            return _digest(text)
        case CredentialKind.AWS_SIGV4:
            return _aws_sigv4(text)
        case CredentialKind.HMAC:
            return _hmac(credential)
        case CredentialKind.OAUTH2_CLIENT_CREDENTIALS | CredentialKind.OAUTH2_REFRESH:
            return oauth2(credential)
        case CredentialKind.JWT:
            return oauth2(credential) if "token_url" in text else _self_signed(credential)
        case CredentialKind.TLS:
            return scheme.NONE
        case _:
            assert_never(credential.kind)


# These are rare, and bring more along than all others together.
def _digest(text: Mapping[str, str]) -> Authentication:
    from exeoflow.http_request.authentication.digest import Digest  # noqa: PLC0415

    return Digest(text["username"], text["password"])


def _aws_sigv4(text: Mapping[str, str]) -> Authentication:
    from exeoflow.http_request.authentication.aws_sigv4 import AwsSigV4  # noqa: PLC0415

    return AwsSigV4(**text)


def _hmac(credential: Credential) -> Authentication:
    from exeoflow.http_request.authentication.hmac_signatures import hmac_signed  # noqa: PLC0415

    return hmac_signed(credential.values)


def _self_signed(credential: Credential) -> Authentication:
    from exeoflow.http_request.authentication.assertions import SelfSigned  # noqa: PLC0415

    return SelfSigned(credential.values)


def _texts(value: Json) -> dict[str, str]:
    return {name: str(each) for name, each in value.items()} if isinstance(value, dict) else {}
