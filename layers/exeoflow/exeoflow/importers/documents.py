"""Files of other systems: from bytes to JSON."""

from typing import Final

from exeoflow.diagnostics import Diagnostic
from exeoflow.model import json
from exeoflow.model.json import Json

MAX_BYTES: Final = 10 * 1024 * 1024


def parse_document(data: bytes) -> Json | tuple[Diagnostic, ...]:
    """The JSON of a file, which may be one export or a list of them, or why it is refused."""
    if len(data) > MAX_BYTES:
        return (Diagnostic("export-too-large", "", values={"limit": "10 MiB"}),)
    try:
        return json.read(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return (Diagnostic("export-no-json", ""),)
