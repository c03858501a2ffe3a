"""The id that a sender gave to its delivery, found where the webhook's author says that it stands."""

import re
from collections.abc import Mapping
from typing import Final

from exeoflow.model.json import Json, JsonObject, value_at
from exeoflow.model.webhooks.webhook import delivery_expression, is_header
from exeoflow.service.executions.starting.inbound import delivery_id

_PATH: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
_TRIGGER: Final = "$trigger."


def id_of_delivery(
    written: str | None, headers: Mapping[str, str], trigger: JsonObject, body: Json, signature: str | None
) -> str | None:
    """Return the id of a delivery; `written` is where its author says that it stands.

    `body` is the body as it was sent, `trigger` what the workflow will find in `$trigger`. Where nothing is
    found, what senders usually name is the id; None if there is nothing of that either.
    """
    found = None if written is None else _found(written, headers, trigger, body)
    return delivery_id(headers, body, signature) if found is None else f"author:{found}"


def _found(written: str, headers: Mapping[str, str], trigger: JsonObject, body: Json) -> str | None:
    if is_header(written):
        return headers.get(written.lower()) or None
    expression = delivery_expression(written)
    path = expression.removeprefix(_TRIGGER)
    if _PATH.fullmatch(path) is None:
        return _text(_evaluated(expression, trigger))
    first, *rest = path.split(".")
    if path != expression or first in trigger:
        return _text(value_at(trigger.get(first), rest))
    return _text(value_at(body, [first, *rest]))


def _evaluated(expression: str, trigger: JsonObject) -> Json:
    # Not at the top: most webhooks name a header or a path.
    from exeoflow.expressions.bounded_evaluation import NotEvaluated, evaluated  # noqa: PLC0415

    try:
        found: Json = evaluated(expression, {"trigger": trigger})
    except NotEvaluated:
        return None
    return found


def _text(value: Json) -> str | None:
    """Return an id as a text; nothing that is no plain value, or empty, tells deliveries apart."""
    is_id = isinstance(value, str | int | float) and not isinstance(value, bool)
    return str(value) or None if is_id else None
