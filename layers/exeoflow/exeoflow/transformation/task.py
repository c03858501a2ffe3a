"""The use case `transform_data`: from the task's payload to the node's output."""

from collections.abc import Mapping
from typing import Any

from exeoflow.content import ContentInvalid
from exeoflow.model import json
from exeoflow.model.json import Json
from exeoflow.model.state_room import answer_room
from exeoflow.transformation.errors import DataInvalid, RequestInvalid, ResultTooLarge
from exeoflow.transformation.forms import READERS, WRITERS
from exeoflow.transformation.signatures import signature_of
from exeoflow.transformation.sources import OpenFiles, source_of


def transformed(payload: Mapping[str, Any], open_files: OpenFiles) -> Json:
    """Return the result of `parse`, `format` or `hmac`, as `operation` says.

    Raises TransformationFailed, and `FileFailed` where what is to be transformed lies in a file.
    """
    try:
        result = _result(payload, source_of(payload, open_files))
    except ContentInvalid as error:
        raise DataInvalid(str(error)) from None
    room = answer_room()
    if len(json.write(result).encode(errors="replace")) > room:
        raise ResultTooLarge(f"the result is larger than {room} bytes of JSON")
    return result


def _result(payload: Mapping[str, Any], source: Any) -> Json:  # noqa: ANN401 - any JSON, or bytes
    form, options = payload.get("format"), payload.get("options") or {}
    match payload.get("operation"):
        case "parse" if form in READERS:
            return READERS[str(form)](_readable(source, str(form)), options)
        case "format" if form in WRITERS:
            return WRITERS[str(form)](source, options)
        case "hmac":
            return signature_of(payload, source)
    raise RequestInvalid(f"format must be one of {', '.join(READERS)}")


def _readable(value: object, form: str) -> str | bytes:
    """What is parsed; a date may be a number too, and a document in a file is bytes."""
    if form == "date" and isinstance(value, int | float) and not isinstance(value, bool):
        return json.write(value)
    if not isinstance(value, str | bytes):
        raise DataInvalid("what is parsed must be a text or a file")
    return value
