"""Slack's uploads of files: an address is asked for, the file goes there, and the upload is completed.

The one request by which older versions of n8n's node upload (`files.upload`) has been retired by Slack in
November 2025; they take the newer way, too.
"""

from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue import APPLICATIONS
from exeoflow.importers.n8n.applications.descriptions import Descriptions
from exeoflow.importers.n8n.applications.requests import note_limits, translate_operation
from exeoflow.importers.n8n.applications.vectors.stages import Stage, each_item, in_turn
from exeoflow.importers.n8n.jsonata import byte_count, literal
from exeoflow.importers.n8n.pieces import OWN, Piece
from exeoflow.importers.n8n.place import Place

_SLACK: Final = APPLICATIONS["n8n-nodes-base.slack"]
_ONE_REQUEST_UNTIL: Final = 2.1
_ASKED: Final = f"$nodes.`{OWN}ask`.body"
_BYTES_OF_FILE: Final = f"($d := $file.data; {byte_count('$d')})"
_BYTES_OF_TEXT: Final = '$length($replace($encodeUrlComponent($text), /%[0-9A-F][0-9A-F]/, "."))'
_TOLD: Final = {
    "channel_id": "{options.channelId}",
    "channels": "{joined:options.channelIds}",
    "initial_comment": "{options.initialComment}",
    "thread_ts": "{options.threadTs}",
}


def translate_slack(place: Place) -> Piece:
    """A file is uploaded in three requests, as Slack has it by now."""
    is_upload = place.written("resource") == "file" and place.written("operation", "upload") == "upload"
    return _upload(place) if is_upload else translate_operation(_SLACK, place)


def _upload(place: Place) -> Piece:
    is_old = place.node.version <= _ONE_REQUEST_UNTIL
    note_limits(place, _SLACK)
    if is_old:
        place.note("setting-approximated", setting="operation: upload")
    descriptions = Descriptions(place)
    named = descriptions.filled("{options.fileName}")
    is_text = is_old and not place.flag("binaryData")
    sent = _text(place, named) if is_text else _file(place)
    stages = _stages(place, descriptions, named or "$own", sent)
    files = "$answer.files[0]" if is_old else "$answer.files"
    return in_turn(place, stages, each_item(place, stages), _listed(place, files))


def _stages(
    place: Place, descriptions: Descriptions, name: str, sent: tuple[str, str, str]
) -> tuple[Stage, ...]:
    """The three requests; `sent` is what `_file` or `_text` gives."""
    given, size, content = sent
    title = descriptions.filled("{options.title}") or "$own"
    return (
        Stage(
            "ask",
            text=f'({given}; {{"filename": {name}, "length": {size}}})',
            config=_request(place, "GET", "/files.getUploadURLExternal", query="$item.ask"),
        ),
        Stage("send", text=f"({given}; {content})", config=dict(_SEND)),
        Stage(
            "complete",
            text=f'({given}; {{"told": {descriptions.filled_object(_TOLD)}, "title": {title}}})',
            config=_request(place, "POST", "/files.completeUploadExternal", body=_COMPLETED),
        ),
    )


_SEND: Final[dict[str, Any]] = {
    "method": "POST",
    "url": f"{{{{ {_ASKED}.upload_url }}}}",
    "body": '{{ {"file": $item.send} }}',
    "body_type": "multipart",
}
_COMPLETED: Final = (
    f'$merge([$item.complete.told, {{"files": [{{"id": {_ASKED}.file_id, "title": $item.complete.title}}]}}])'
)


def _listed(place: Place, files: str) -> str:
    """JSONata for the rows of an answer; Slack says with status 200 that something went wrong."""
    rows = f'[$map([{files}], function($f) {{ {{"j": $f, "k": $n}} }})]'
    refused = (
        '[{"j": {"error": $answer.error}, "k": $n}]' if place.fails_softly() else "$error($answer.error)"
    )
    return f'($type($answer.error) = "string" ? {refused} : {rows})'


def _file(place: Place) -> tuple[str, str, str]:
    """JSONata that binds a file and its own name, how many bytes it has, and what is sent."""
    file = place.file(place.parameter("binaryPropertyName", "data"))
    return f"$file := {file}; $own := $file.fileName", _BYTES_OF_FILE, "$n8_sent_file($file)"


def _text(place: Place, named: str | None) -> tuple[str, str, str]:
    """The same for a text, of which older versions make a file."""
    text = f"$n8_field_text({place.value(place.parameter('fileContent', ''))})"
    sent = '{"content": $text, "filename": $own, "content_type": "text/plain"}'
    return f"$text := {text}; $own := {named or literal('file.txt')}", _BYTES_OF_TEXT, sent


def _request(place: Place, method: str, path: str, **fields: str) -> dict[str, Any]:
    credential = {"credential": place.node.credential} if place.node.credential else {}
    sent = {name: f"{{{{ {text} }}}}" for name, text in fields.items()}
    return {"method": method, "url": f"{_SLACK.base}{path}", **sent, **credential}
