"""What senders and browsers ask before the first call, and nothing starts: challenges, `HEAD`, preflights."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import Final

from exeoflow.api.answers import Answer
from exeoflow.api.cors import permission, reading_headers
from exeoflow.api.request import Request
from exeoflow.errors import ExeoflowError, TokenInvalid
from exeoflow.model.json import Json
from exeoflow.model.webhooks.webhook import CALLS_A_MINUTE, Webhook, is_verify_token_of

VERIFY_TOKEN: Final = "hub.verify_token"  # noqa: S105  (a parameter's name)
_TEXT: Final = {"Content-Type": "text/plain; charset=utf-8"}
_MOST_CHARACTERS: Final = 1000
_ORIGIN: Final = "webhook-request-origin"
_DOMAIN: Final = re.compile(r"[A-Za-z0-9.-]{1,255}")


def first_answer(request: Request, webhook: Webhook, stack_origins: AbstractSet[str]) -> Answer | None:
    """Return the answer to what is asked before a body is looked at; None to a call. Raises `TokenInvalid`.

    Trello and others look by `HEAD` whether an address is there, browsers and senders of CloudEvents ask by
    `OPTIONS` who may send, and Meta by `GET` for its challenge.
    """
    if request.method in webhook.methods and not _asks_for_challenge(request, webhook):
        return None
    if request.method == "OPTIONS" and _ORIGIN in request.headers:
        return _deliveries_allowed(request.headers[_ORIGIN], webhook)
    origins = stack_origins | set(webhook.settings.allowed_origins)
    preflight = permission(request, origins, webhook.methods, _headers_asked_for(request))
    if preflight is not None:
        return preflight
    if request.method == "HEAD":
        return Answer(HTTPStatus.OK, "", {"Allow": ", ".join(webhook.methods)})
    return _challenge(request, webhook) if _asks_for_challenge(request, webhook) else None


def challenge_in(body: Json, webhook: Webhook) -> Answer | None:
    """Return the answer to what a sender asks whose caller was admitted; None of any other body.

    That is Slack's `url_verification`, and the PING of an application of Discord, which is no such thing
    where anybody else calls.
    """
    match body:
        case {"type": 1} if any(
            each.authentication.preset == "discord" for each in webhook.all_authentications
        ):
            return Answer(HTTPStatus.OK, '{"type":1}', {"Content-Type": "application/json"})
        case {"type": "url_verification", "challenge": str(challenge), "token": str()}:
            return Answer(HTTPStatus.OK, challenge[:_MOST_CHARACTERS], _TEXT)
        case _:
            return None


def readable_by_pages(answer: Answer, request: Request, webhook: Webhook) -> Answer:
    """Let the pages that a webhook allows read an answer to its call."""
    allowed = reading_headers(request, frozenset(webhook.settings.allowed_origins))
    return replace(answer, headers={**answer.headers, **allowed}) if allowed else answer


@contextmanager
def failures_readable_by_pages(webhook: Webhook) -> Iterator[None]:
    """Let them read what is refused as well."""
    try:
        yield
    except ExeoflowError as error:
        error.readable_by = frozenset(webhook.settings.allowed_origins)
        raise


def _asks_for_challenge(request: Request, webhook: Webhook) -> bool:
    is_asked = request.query.get("hub.mode") == "subscribe" and "hub.challenge" in request.query
    return request.method == "GET" and is_asked and webhook.settings.verify_hash is not None


def _challenge(request: Request, webhook: Webhook) -> Answer:
    if not is_verify_token_of(webhook, request.query.get(VERIFY_TOKEN, "")):
        raise TokenInvalid
    return Answer(HTTPStatus.OK, request.query["hub.challenge"][:_MOST_CHARACTERS], _TEXT)


def _deliveries_allowed(origin: str, webhook: Webhook) -> Answer:
    """Return that a sender of CloudEvents may send, which Azure asks before it does (HTTP webhooks, 4.2)."""
    headers = {"Allow": ", ".join(webhook.methods), "WebHook-Allowed-Rate": str(CALLS_A_MINUTE)}
    if _DOMAIN.fullmatch(origin):
        headers["WebHook-Allowed-Origin"] = origin
    return Answer(HTTPStatus.OK, "", headers)


def _headers_asked_for(request: Request) -> tuple[str, ...]:
    """Return the headers that a page wants to send: a webhook takes any, its authentication needs some."""
    asked = request.headers.get("access-control-request-headers", "")
    return tuple(name for each in asked.split(",") if (name := each.strip()).replace("-", "").isalnum())
