"""Images among files: described, made and changed; what no file keeps may come and go as base64."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from exeoflow.model.json import Json, JsonObject
from exeoflow.service.files.contents import answered, content_of
from exeoflow.service.files.errors import FileInvalid, RequestInvalid, TooLarge
from exeoflow.service.files.execution_files import ExecutionFiles

if TYPE_CHECKING:
    from exeoflow.images.editing import Wanted, Written


def run_image_operation(own: ExecutionFiles, operation: str, payload: Mapping[str, Any]) -> Json:
    """Describe, make or change an image, as the payload says. Raises `FileFailed`."""
    with _told():
        return OPERATIONS[operation](own, payload)


def _describe(own: ExecutionFiles, payload: Mapping[str, Any]) -> Json:
    from exeoflow.images.editing import described  # noqa: PLC0415 - other operations need no such library

    return described(content_of(own, payload.get("file")))


def _create(own: ExecutionFiles, payload: Mapping[str, Any]) -> Json:
    from exeoflow.images.editing import created  # noqa: PLC0415 - likewise

    wanted = _wanted(payload)
    return _kept(own, payload, created(payload, wanted, _others(own, wanted)))


def _edit(own: ExecutionFiles, payload: Mapping[str, Any]) -> Json:
    from exeoflow.images.editing import edited  # noqa: PLC0415 - likewise

    wanted = _wanted(payload)
    content = content_of(own, payload.get("file"))
    return _kept(own, payload, edited(content, wanted, _others(own, wanted)))


OPERATIONS: Final[Mapping[str, Callable[[ExecutionFiles, Mapping[str, Any]], Json]]] = MappingProxyType(
    {"describe_image": _describe, "create_image": _create, "edit_image": _edit}
)
"""By the name that a task's payload has for each."""


def _wanted(payload: Mapping[str, Any]) -> "Wanted":
    from exeoflow.images.editing import Wanted  # noqa: PLC0415 - likewise

    steps, quality = payload.get("steps", []), payload.get("quality")
    if not isinstance(steps, list) or not all(isinstance(each, Mapping) for each in steps):
        raise RequestInvalid("steps must be a list of objects")
    if quality is not None and (isinstance(quality, bool) or not isinstance(quality, int | float)):
        raise RequestInvalid("quality must be a number")
    return Wanted(steps, payload.get("format"), None if quality is None else round(quality))


def _others(own: ExecutionFiles, wanted: "Wanted") -> Iterator[bytes | None]:
    """The images that steps put on the other, each when its step comes: twenty find no room at once."""
    for each in wanted.steps:
        yield content_of(own, each["file"]) if each.get("file") is not None else None


def _kept(own: ExecutionFiles, payload: Mapping[str, Any], image: "Written") -> JsonObject:
    return answered(own, payload, image.content, image.content_type)


@contextmanager
def _told() -> Iterator[None]:
    from exeoflow.images.errors import ImageFailed, ImageTooLarge, StepInvalid  # noqa: PLC0415 - likewise

    try:
        yield
    except ImageTooLarge as error:
        raise TooLarge(str(error)) from None
    except StepInvalid as error:
        raise RequestInvalid(str(error)) from None
    except ImageFailed as error:
        raise FileInvalid(str(error)) from None
