"""Values that expressions yield, as header fields and parameters may hold them."""

import json

from exeoflow.http_request.errors import RequestInvalid


def scalar(value: object, what: str) -> str:
    """Return a text, a number or a boolean as it is sent; raises RequestInvalid."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    raise RequestInvalid(f"{what} must be a string, a number or a boolean")


def header_value(name: str, value: str) -> str:
    """Return the value as it may be sent; line breaks would begin further headers."""
    stripped = value.strip(" \t")
    if not all(
        character == "\t" or " " <= character <= "~" or "\xa0" <= character <= "\xff"
        for character in stripped
    ):
        raise RequestInvalid(f"the value of the header {name} has characters that no header may have")
    return stripped
