"""What Airtop's browser reads of a page, in a window that is there or in one of a session of its own."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.answering.figures import AIRTOP_WINDOW
from exeoflow.importers.n8n.applications.catalogue.operations import post, settings
from exeoflow.importers.n8n.applications.model import Operation

_IDS: Final = {"session": "{sessionId|=$json.sessionId}", "window": "{windowId|=$json.windowId}"}
_READY: Final = {"retry": {"max_attempts": 9, "interval": 2, "backoff": 1}}
"""A session takes a while until it has windows; n8n asks for its state again and again."""
_SESSION: Final = post("/sessions", {"configuration": {"profileName": "{profileName|}"}})
_WINDOW: Final = post(
    "/sessions",
    {"url": "{need:url}"},
    address='$address & "/" & $before.data.id & "/windows"',
    before=_SESSION,
    properties=_READY,
)
_OF_SESSION: Final = '{"sessionId": $begun.data.id, "windowId": $before.data.windowId}'
_GIVEN: Final = '{"sessionId": $request.ids.session, "windowId": $request.ids.window}'
_FAILED: Final = '$exists(%s.errors.message) ? $error($join([%s.errors.message], "\\n")) : '
_PARSED: Final = (
    '{"sessionId": %s.sessionId, "windowId": %s.windowId, "output": $parse(%s.data.modelResponse)}'
)


def _answered(answer: str, ids: str, *, parses: bool) -> str:
    """JSONata for the item of an answer, with the ids of its session and window where it still is there."""
    item = f"$merge([{ids}, {answer}])"
    told = f"($all := {item}; {_PARSED.replace('%s', '$all')})" if parses else item
    return f"({_FAILED.replace('%s', answer)}{told})"


def _read(path: str, body: Mapping[str, Any] | None, *, parses: bool = False) -> Operation:
    """What is read of a page; `body` has JSONata for what is sent at `$`."""
    return post(
        f"{AIRTOP_WINDOW}/{path}",
        {"$": "{}", **(body or {}), "ids": _IDS},
        _answered("$answer", _GIVEN, parses=parses),
        is_one=True,
        where={("sessionMode", "new"): _read_in_new_session(path, body, parses=parses)},
    )


def _read_in_new_session(path: str, body: Mapping[str, Any] | None, *, parses: bool) -> Operation:
    address = f'$address & "/" & $begun.data.id & "/windows/" & $before.data.windowId & "/{path}"'
    read = post("/sessions", body, is_one=True, address=address, before=_WINDOW, nearly="sessionMode")
    stays = replace(read, items=_answered("$answer", _OF_SESSION, parses=parses))
    return Operation(
        "DELETE",
        "/sessions",
        address='$address & "/" & $begun.data.id',
        items=_answered("$before", "{}", parses=parses),
        is_one=True,
        # A session is ended also where nothing can be read in it.
        before=replace(read, is_judged_later=True),
        nearly="sessionMode",
        where={("autoTerminateSession", False): stays},
    )


def _parsed(path: str, body: Mapping[str, Any]) -> Operation:
    """The same of what a model says, which is parsed where that is asked for and has a schema."""
    plain = _read(path, body)
    with_schema = replace(
        plain, where={("additionalFields.outputSchema", ...): _read(path, body, parses=True), **plain.where}
    )
    return replace(plain, where={("additionalFields.parseJsonOutput", True): with_schema, **plain.where})


def _pictured(picture: str, **more: Any) -> Operation:  # noqa: ANN401 - fields of an operation
    """A picture of a window that is there."""
    told = f'$merge([{_GIVEN}, {{"image": {picture}}}])'
    return post(
        f"{AIRTOP_WINDOW}/screenshot",
        {"ids": _IDS, "$": "{}"},
        f"({_FAILED.replace('%s', '$answer')}{told})",
        is_one=True,
        **more,
    )


_TAKEN: Final = "$answer.meta.screenshots[0].dataUrl"
_AS_FILE: Final = (
    f'{{$file: {{"data": $substringAfter({_TAKEN}, "base64,"), "mimeType": "image/jpeg", '
    '"fileName": "screenshot.jpg"}}'
)
_SCHEMA: Final = "{additionalFields.outputSchema}"

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {
        "airtop": {
            ("extraction", "query"): _parsed(
                "page-query",
                {
                    "prompt": "{prompt|}",
                    "schema": _SCHEMA,
                    "visual": "{additionalFields.includeVisualAnalysis|=false}",
                    "$": (
                        '{"prompt": $request.prompt, "configuration": {"experimental": '
                        '{"includeVisualAnalysis": $request.visual ? "enabled" : "disabled"}, '
                        '"outputSchema": $request.schema}}'
                    ),
                },
            ),
            ("extraction", "getPaginated"): _parsed(
                "paginated-extraction",
                {
                    "prompt": "{prompt|}",
                    "configuration": settings(
                        "additionalFields", "paginationMode interactionMode outputSchema"
                    ),
                    "$": '{"prompt": $request.prompt, "configuration": $merge([{}, $request.configuration])}',
                },
            ),
            ("extraction", "scrape"): _read("scrape-content", None),
            ("window", "takeScreenshot"): _pictured(
                f'$exists({_TAKEN}) ? {_TAKEN} : ""',
                where={("outputImageAsBinary", True): _pictured('""', files=_AS_FILE)},
            ),
        }
    }
)
"""By the type of n8n's node."""
