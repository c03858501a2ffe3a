"""Moments in bodies, as queries take them: any of ISO 8601, which is UTC without a zone."""

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from exeoflow.model import moment


def _check(text: str) -> str:
    try:
        moment.read(text)
    except (ValueError, OverflowError) as fault:
        raise PydanticCustomError("timestamp-invalid", "no moment", {"value": text[:100]}) from fault
    return text


Moment = Annotated[str, AfterValidator(_check), WithJsonSchema({"type": "string", "format": "date-time"})]
