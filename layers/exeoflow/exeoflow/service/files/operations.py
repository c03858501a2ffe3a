"""The use case behind the nodes `file` and `image`: from the task's payload to the node's output."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, Protocol

from exeoflow.model import json
from exeoflow.model.file_reference import FileReference, reference_of
from exeoflow.model.json import Json
from exeoflow.model.state_room import answer_room, until_too_large
from exeoflow.service.files.coding import run_code_over_files
from exeoflow.service.files.errors import FileInvalid, RequestInvalid, TooLarge
from exeoflow.service.files.execution_files import ExecutionFiles, ObjectPorts, files_of
from exeoflow.service.files.forms import items_of, joined, type_of, value_of, written
from exeoflow.service.files.images import IMAGE_OPERATIONS
from exeoflow.service.files.mailing import send_mail
from exeoflow.service.files.packing import compress, extract
from exeoflow.service.files.parts import parts_of
from exeoflow.service.ports.code_runs import CodeRuns
from exeoflow.service.ports.objects import Mails

MAX_PART_BYTES: Final = 200_000
"""What a part of a list may have, so that who reads it in AWS has room for something beside it."""
MAX_PART_ITEMS: Final = 10_000
_JSON: Final = "application/json"


class FileOperationPorts(ObjectPorts, Protocol):
    """What all operations need together."""

    @property
    def mails(self) -> Mails:
        """The mails that workflows send."""
        ...

    @property
    def code_runs(self) -> CodeRuns:
        """Where authors' code runs."""
        ...


_Operation = Callable[[ExecutionFiles, Mapping[str, Any]], Json]
_PortsOperation = Callable[[ExecutionFiles, Mapping[str, Any], FileOperationPorts], Json]


def run_file_operation(payload: Mapping[str, Any], ports: FileOperationPorts) -> Json:
    """Write, read, split, join or fetch files, run code over them, mail or edit them. Raises `FileFailed`."""
    own, operation = files_of(payload, ports), str(payload.get("operation"))
    if operation in _ON_FILES:
        return _fitting(_ON_FILES[operation](own, payload))
    if operation in _FOR_OTHER_NODES:
        return _FOR_OTHER_NODES[operation](own, payload, ports)
    raise RequestInvalid(f"operation must be one of {', '.join((*_ON_FILES, *_FOR_OTHER_NODES))}")


def _read(own: ExecutionFiles, payload: Mapping[str, Any]) -> Json:
    reference, content = own.named(payload.get("file"))
    rows = items_of(reference, content, payload.get("format"))
    if rows is not None:
        return list(until_too_large(rows))
    return value_of(reference, content, payload.get("format"))


def _write(own: ExecutionFiles, payload: Mapping[str, Any]) -> Json:
    """Keep a value in its form: where none is named, a text as it is, anything else as JSON."""
    value, content_type = payload.get("value"), payload.get("content_type")
    form = payload.get("format") or ("text" if isinstance(value, str) else "json")
    usual = type_of(form)
    return own.keep(written(value, form), content_type if isinstance(content_type, str) else usual)


def _split(own: ExecutionFiles, payload: Mapping[str, Any]) -> Json:
    """Keep a file per part as soon as it is made: no more than one is in memory, however many there are.

    Where the state cannot carry their names, those that are kept by then go with the execution.
    """
    size = payload.get("size")
    if not isinstance(size, int) or not 1 <= size <= MAX_PART_ITEMS:
        raise RequestInvalid(f"size must be a number from 1 to {MAX_PART_ITEMS:,}")
    reference, content = own.named(payload.get("file"))
    path, form = payload.get("items"), payload.get("format")
    rows = None if isinstance(path, str) else items_of(reference, content, form)
    items = _list_at(path, reference, value_of(reference, content, form)) if rows is None else rows
    return _kept_parts(own, parts_of(items, size, MAX_PART_BYTES))


def _kept_parts(own: ExecutionFiles, parts: Iterable[bytes]) -> Json:
    kept: list[Json] = []
    room = left = answer_room()
    for part in parts:
        reference = own.new_reference(len(part), _JSON)
        kept.append(reference.as_json())
        left -= len(json.write(kept[-1])) + 1
        # Of the brackets one stands for the comma that the last has not.
        if left < 1:
            raise TooLarge(
                f"the names of the parts have more than {room:,} bytes of JSON: make `size` larger"
            )
        own.put(reference, part)
    return kept


def _list_at(path: object, reference: FileReference, found: Json) -> Iterable[Json]:
    if isinstance(path, str):
        found = json.value_at(found, path.split("."))
    if not isinstance(found, list):
        place = f"at {path}" if isinstance(path, str) else "in the file"
        raise FileInvalid(
            f"there is no list {place}: its type is {reference.content_type}, `format` may say more"
        )
    return found


def _join(own: ExecutionFiles, payload: Mapping[str, Any]) -> Json:
    form = payload.get("format") or "json"
    return own.keep(joined(lambda: _lists(own, payload.get("files")), form), type_of(form))


def _lists(own: ExecutionFiles, values: Json) -> Iterator[list[Json]]:
    """Yield lists one after the other, be they files or not; what is no list counts as one of an item."""
    for value in values if isinstance(values, list) else [values]:
        found = value_of(*own.named(value)) if reference_of(value) is not None else value
        yield found if isinstance(found, list) else [found]


_ON_FILES: Final[Mapping[str, _Operation]] = MappingProxyType(
    {
        "write": _write,
        "read": _read,
        "split": _split,
        "join": _join,
        "compress": compress,
        "extract": extract,
        **IMAGE_OPERATIONS,
    }
)
"""What `file` and `image` ask for."""


def _fitting(output: Json) -> Json:
    """Return what a state can carry."""
    room = answer_room()
    if len(json.write(output).encode(errors="replace")) > room:
        raise TooLarge(f"the result has more than {room:,} bytes of JSON: split the file, and read its parts")
    return output


def _fetch(own: ExecutionFiles, payload: Mapping[str, Any], ports: FileOperationPorts) -> Json:
    """Keep a copy of an object: what the author puts there later does not change it."""
    found = ports.objects.get(payload["Bucket"], payload["Key"])
    reference = own.new_reference(found.size, found.content_type)
    own.put(reference, found.read())
    return {
        "file": reference.as_json(),
        "content_type": found.content_type,
        "size": found.size,
        "etag": found.etag,
    }


def _code(own: ExecutionFiles, payload: Mapping[str, Any], ports: FileOperationPorts) -> Json:
    return run_code_over_files(own, payload, ports.code_runs)


def _mail(own: ExecutionFiles, payload: Mapping[str, Any], ports: FileOperationPorts) -> Json:
    return send_mail(own, payload, ports.mails)


_FOR_OTHER_NODES: Final[Mapping[str, _PortsOperation]] = MappingProxyType(
    {"fetch": _fetch, "code": _code, "mail": _mail}
)
"""What `storage`, `code` and `email` ask of who may read files."""
