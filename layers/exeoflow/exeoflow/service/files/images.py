"""Images among files: described, made and changed; what no file keeps may come and go as base64."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from exeoflow.images.errors import ImageFailed, ImageTooLarge, StepInvalid
from exeoflow.model.json import Json, JsonObject
from exeoflow.service.files.contents import answered, content_of
from exeoflow.service.files.errors import FileInvalid, RequestInvalid, TooLarge
from exeoflow.service.files.execution_files import ExecutionFiles

if TYPE_CHECKING:
    from exeoflow.images.editing import Wanted, Written


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except ImageTooLarge as error:
        raise TooLarge(str(error)) from None
    except StepInvalid as error:
        raise RequestInvalid(str(error)) from None
    except ImageFailed as error:
        raise FileInvalid(str(error)) from None


@_told()
def _describe(own: ExecutionFiles, payload: Mapping[str, Any]) -> Json:
    from exeoflow.images.editing import described  # noqa: PLC0415 - other operations need no such library

    return described(content_of(own, payload.get("file")))


@_told()
def _create(own: ExecutionFiles, payload: Mapping[str, Any]) -> Json:
    from exeoflow.images.editing import created  # noqa: PLC0415 - likewise

    wanted = _wanted(payload)
    return _kept(own, payload, created(payload, wanted, _others(own, wanted)))


@_told()
def _edit(own: ExecutionFiles, payload: Mapping[str, Any]) -> Json:
    from exeoflow.images.editing import edited  # noqa: PLC0415 - likewise

    wanted = _wanted(payload)
    content = content_of(own, payload.get("file"))
    return _kept(own, payload, edited(content, wanted, _others(own, wanted)))


IMAGE_OPERATIONS: Final[Mapping[str, Callable[[ExecutionFiles, Mapping[str, Any]], Json]]] = MappingProxyType(
    {"describe_image": _describe, "create_image": _create, "edit_image": _edit}
)
"""By the name that a task's payload has for each; they raise `FileFailed`."""


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
