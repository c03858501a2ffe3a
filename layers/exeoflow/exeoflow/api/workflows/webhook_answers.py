"""The webhooks of an active workflow, as the answers of its changes show them."""

from collections.abc import Iterable
from typing import cast

from exeoflow.api.request import Request
from exeoflow.api.workflows.answers import CalledShown
from exeoflow.service.webhooks.first_tokens import ToldWebhook


def called_shown(told: Iterable[ToldWebhook], request: Request) -> CalledShown:
    """Show the webhooks, with the tokens that were made for this very answer; nothing without webhooks."""
    # Not at the top: most workflows have none.
    from exeoflow.api.webhooks.answers import webhook_shown  # noqa: PLC0415

    shown = [cast("dict[str, object]", webhook_shown(each.webhook, request, each.token)) for each in told]
    return {"webhooks": shown} if shown else {}
