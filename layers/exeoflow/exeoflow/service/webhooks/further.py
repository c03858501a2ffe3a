"""Further authentications of a webhook, and the secrets that stay when they are written anew."""

from collections.abc import Sequence
from dataclasses import dataclass

from exeoflow.diagnostics import Diagnostic
from exeoflow.errors import InvalidRequest
from exeoflow.model.webhooks.webhook import NO_PROOF, ProvenAuthentication, WebhookAuthentication, proof_of


@dataclass(frozen=True, slots=True)
class FurtherAuthentication:
    """An authentication beside the first one.

    Without a `token`, and where no credential holds it, it keeps that of its type which is stored.
    """

    authentication: WebhookAuthentication
    token: str | None = None


def proven(
    wanted: Sequence[FurtherAuthentication], stored: Sequence[ProvenAuthentication]
) -> tuple[ProvenAuthentication, ...]:
    """Return the authentications with what proves their tokens.

    Each token that is `stored` serves one that has none. Raises `InvalidRequest` where none is left: nobody
    could be told a token that was made here, for only that of the first is shown.
    """
    left = [each for each in stored if each.authentication.has_own_secret]
    return tuple(_proven(each, left, position) for position, each in enumerate(wanted, start=1))


def _proven(
    wanted: FurtherAuthentication, left: list[ProvenAuthentication], position: int
) -> ProvenAuthentication:
    authentication = wanted.authentication
    if not authentication.has_own_secret:
        return ProvenAuthentication(authentication, NO_PROOF)
    if wanted.token is not None:
        return ProvenAuthentication(authentication, proof_of(wanted.token, authentication.type))
    kept = next((each for each in left if each.authentication.type is authentication.type), None)
    if kept is None:
        field = f"authentication[{position}].secret"
        raise InvalidRequest(Diagnostic("field-missing", field, values={"field": field}))
    left.remove(kept)
    return ProvenAuthentication(authentication, kept.proof)
