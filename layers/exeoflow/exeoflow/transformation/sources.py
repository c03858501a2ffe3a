"""What a node is to transform: the value that it is given, or what lies in the file that this names."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from exeoflow.model.file_reference import reference_of
from exeoflow.service.files.execution_files import FilePorts, files_of
from exeoflow.service.files.forms import text_of, value_of

OpenFiles = Callable[[], FilePorts]
"""Reaches files when one is read: most data have none, and their function starts without clients."""

_GIVEN: Final = {"parse": "text", "format": "value", "hmac": "text"}
"""The field of the payload that may be a file, by operation."""
_OF_BYTES: Final = frozenset({"pdf", "xlsx"})


def names_file(payload: Mapping[str, Any]) -> bool:
    """Whether what is to be transformed lies in a file."""
    return reference_of(_given(payload)) is not None


def source_of(payload: Mapping[str, Any], open_files: OpenFiles) -> object:
    """Return what is to be transformed: a value, of a file what its form needs. Raises `FileFailed`.

    Bytes are what is signed, becomes base64 or is a document; what else is parsed is text, and what else is
    written is the value that the file holds by its type.
    """
    # Nobody's date lies in a file; its payload says of no workspace.
    if payload.get("format") == "date" or not names_file(payload):
        return _given(payload)
    reference, content = files_of(payload, open_files()).named(_given(payload))
    match payload["operation"], payload.get("format"):
        case ("hmac", _) | ("format", "base64"):
            return content
        case "parse", form:
            return content if form in _OF_BYTES else text_of(reference, content, declares=form == "xml")
        case _:
            return value_of(reference, content)


def _given(payload: Mapping[str, Any]) -> object:
    return payload.get(_GIVEN.get(str(payload.get("operation")), ""))
