"""A moment as Step Functions takes it: RFC 3339 with a time zone."""

import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from exeoflow.model import moment

_FORMAT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)


def check_timestamp(text: str) -> str:
    """The text itself; a custom pydantic error if it names no moment."""
    try:
        if _FORMAT.fullmatch(text):
            moment.read(text)
            return text
    except ValueError:
        pass
    raise PydanticCustomError("timestamp-invalid", "not a timestamp", {"value": text})


Timestamp = Annotated[str, AfterValidator(check_timestamp)]
