"""The node that starts a workflow."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from exeoflow.model.execution import MAX_WAIT_SECONDS
from exeoflow.model.scalars import Flag, Whole
from exeoflow.model.webhooks.path import shape_of
from exeoflow.nodes.fields import Config, example
from exeoflow.nodes.formats.cron import check_cron
from exeoflow.nodes.formats.event_pattern import check_event_pattern, pattern_doubt
from exeoflow.nodes.formats.rate import check_rate
from exeoflow.nodes.formats.timestamp import Timestamp
from exeoflow.nodes.formats.timezone import check_timezone
from exeoflow.nodes.formats.webhook_fields import (
    BodyKind,
    DeliveryId,
    HeaderNames,
    Methods,
    Origins,
    ParameterNames,
    Path,
)
from exeoflow.nodes.node_type import Doubt, Kind, NodeType
from exeoflow.nodes.permission import Permission

Mode = Literal["manual", "webhook", "schedule", "event"]

_FIELDS: dict[Mode, frozenset[str]] = {
    "manual": frozenset(),
    "webhook": frozenset(
        {
            *("method", "path", "wait", "delivery_id"),
            *("secret_headers", "secret_parameters", "allowed_origins", "body_type", "raw"),
            *("exact_numbers", "keep_files"),
        }
    ),
    "schedule": frozenset({"cron", "rate", "timezone", "start", "end"}),
    "event": frozenset({"pattern"}),
}


class TriggerConfig(
    Config, json_schema_extra=example(mode="schedule", cron="30 2 * * 1-5", timezone="Europe/Berlin")
):
    """Says how the workflow starts; each mode has its own fields."""

    mode: Mode = "manual"
    cron: Annotated[str, AfterValidator(check_cron)] | None = None
    rate: Annotated[str, AfterValidator(check_rate)] | None = None
    timezone: Annotated[str, AfterValidator(check_timezone)] | None = None
    start: Timestamp | None = None
    end: Timestamp | None = None
    pattern: Annotated[dict[str, Any], AfterValidator(check_event_pattern)] | None = None

    method: Methods | None = None
    path: Path | None = None
    wait: Annotated[Whole, Field(ge=0, le=MAX_WAIT_SECONDS)] | None = None
    delivery_id: DeliveryId | None = None
    secret_headers: HeaderNames | None = None
    secret_parameters: ParameterNames | None = None
    allowed_origins: Origins | None = None
    body_type: BodyKind | None = None
    raw: Flag | None = None
    exact_numbers: Flag | None = None
    keep_files: Flag | None = None

    @model_validator(mode="after")
    def _check_fields_of_mode(self) -> Self:
        for name in sorted(self.model_fields_set - {"mode"}):
            if name not in _FIELDS[self.mode]:
                raise PydanticCustomError(
                    "trigger-field", "wrong mode", {"field_name": name, "mode": self.mode}
                )
        if self.mode == "schedule" and (self.cron is None) == (self.rate is None):
            raise PydanticCustomError("trigger-cron-or-rate", "one of cron and rate")
        if self.mode == "event" and self.pattern is None:
            raise PydanticCustomError("trigger-pattern-missing", "pattern is missing")
        return self


def _doubts(config: TriggerConfig) -> Iterator[Doubt]:
    doubt = None if config.pattern is None else pattern_doubt(config.pattern)
    if doubt is not None:
        rule, values = doubt
        yield rule, "pattern", values


def _address(config: TriggerConfig) -> str | None:
    return None if config.path is None else shape_of(config.path)


TRIGGER = NodeType(
    "trigger",
    Kind.TRIGGER,
    TriggerConfig,
    can_fail=False,
    doubts=_doubts,
    address=_address,
    # An execution whose workflow reads variables begins by reading them.
    permissions=(Permission(("dynamodb:GetItem",), ("${VariablesTable.Arn}",)),),
)
