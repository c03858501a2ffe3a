"""The fields of a webhook and of its trigger: where it is called, from where, and how calls are read."""

from typing import Annotated

from pydantic import AfterValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from exeoflow.expressions.grammar import parse_syntax
from exeoflow.expressions.values import ExpressionFault
from exeoflow.model.response import HEADER_NAME
from exeoflow.model.webhooks.path import MAX_LENGTH, PATTERN, parameters_of
from exeoflow.model.webhooks.webhook import BodyType, WebhookMethod, delivery_expression, is_header

MAX_ORIGINS = 20
MAX_SECRETS = 20


def _count_of(value: object) -> str:
    return "several" if isinstance(value, list) else "one"


def _check_delivery_id(written: str) -> str:
    if not is_header(written):
        try:
            parse_syntax(delivery_expression(written))
        except ExpressionFault as fault:
            raise PydanticCustomError("delivery-id-invalid", "no JSONata", {"value": written}) from fault
    return written


def _check_parameters(path: str) -> str:
    names = parameters_of(path)
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise PydanticCustomError("path-parameter-twice", "a name twice", {"value": twice})
    return path


Method = Annotated[WebhookMethod, Field(strict=False)]
Methods = Annotated[
    Annotated[Method, Tag("one")]
    | Annotated[list[Method], Field(min_length=1, max_length=len(WebhookMethod)), Tag("several")],
    Discriminator(_count_of),
]
"""One method, or several."""

OpenMethods = Annotated[list[Method], Field(max_length=len(WebhookMethod))]

Path = Annotated[str, Field(max_length=MAX_LENGTH, pattern=PATTERN), AfterValidator(_check_parameters)]
DeliveryId = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(_check_delivery_id)]
HeaderName = Annotated[str, Field(min_length=1, max_length=100, pattern=HEADER_NAME)]
HeaderNames = Annotated[list[HeaderName], Field(max_length=MAX_SECRETS)]
ParameterName = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]
ParameterNames = Annotated[list[ParameterName], Field(max_length=MAX_SECRETS)]
Origin = Annotated[str, Field(max_length=300, pattern=r"^(\*|https?://(\*\.)?[^/,*\s]+)$")]
Origins = Annotated[list[Origin], Field(max_length=MAX_ORIGINS)]
BodyKind = Annotated[BodyType, Field(strict=False)]
