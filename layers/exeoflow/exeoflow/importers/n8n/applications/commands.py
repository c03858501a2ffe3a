"""Commands on a machine: AWS Systems Manager runs them on a managed node, and is asked until they end.

Sources: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html and
API_GetCommandInvocation.html.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.amazon.aws import in_json
from exeoflow.importers.n8n.applications.model import Application, Operation
from exeoflow.importers.n8n.applications.requests import Requests, note_limits
from exeoflow.importers.n8n.computed_values import ITEMS
from exeoflow.importers.n8n.families.calls import going_on, retrying, sending
from exeoflow.importers.n8n.families.parting import listed_or_parted
from exeoflow.importers.n8n.jsonata import object_of
from exeoflow.importers.n8n.pieces import AT, OWN, Link, Piece, Step, behind, links_along
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_SSM: Final = Application(
    "Systems Manager", "https://ssm.<region>.amazonaws.com", {}, note="commands-by-systems-manager"
)
_NODE: Final = "<managed node>"
_PAUSE: Final = 2
"""Seconds between two questions whether a command has ended."""
_MOST_QUESTIONS: Final = 300
_GOES_ON: Final = '["Pending", "InProgress", "Delayed", "Cancelling"]'
_TOO_LONG: Final = f"The command goes on for more than {_MOST_QUESTIONS * _PAUSE // 60} minutes."
_TURN: Final = f"$nodes.`{OWN}turn`"
_FAILED: Final = '$type($input.error) = "object"'
_KNOWN_SOON: Final = {"retry": {"max_attempts": 5, "interval": 2, "backoff": 1}}
"""A command is not known yet right after it was sent."""


_ASK: Final = in_json(
    "AmazonSSM.GetCommandInvocation",
    {"InstanceId": _NODE, "$": f'$merge([$request, {{"CommandId": {_TURN}.id}}])'},
)


_GIVEN: Final = "$sift($request.Parameters, function($v) { $count($v) > 0 })"
"""A folder that is computed and yields nothing is not named."""


def _sent(parameters: dict[str, list[str]]) -> Operation:
    return in_json(
        "AmazonSSM.SendCommand",
        {
            "DocumentName": "AWS-RunShellScript",
            "InstanceIds": [_NODE],
            "Parameters": parameters,
            "$": f'$merge([$request, {{"Parameters": {_GIVEN}}}])',
        },
    )


@dataclass(frozen=True, slots=True)
class _Command:
    """What a node sends, and JSONata for its item of what was `$told`, for what it fails by, if anything."""

    send: Operation
    item: str
    fails: str


_ERRORS_OF_COMMAND: Final = (
    "$exists($told.StandardErrorContent) ? $n8_trim($replace($told.StandardErrorContent, "
    r'/\s*failed to run commands: exit status [0-9]+\s*$/, "")) : ""'
)
"""What a command writes of errors, behind which Systems Manager says that it failed."""
_OUTPUT: Final = '"stdout": $n8_trim($told.StandardOutputContent)'
_ERRORS: Final = '"stderr": $errors'
_SSH: Final = _Command(
    _sent({"commands": ["{command}"], "workingDirectory": ["{cwd|/}"]}),
    f'{{"code": $told.ResponseCode, "signal": null, {_OUTPUT}, {_ERRORS}}}',
    '$told.Status in ["Success", "Failed"] ? null : $told.StatusDetails',
)
_OF_MACHINE: Final = _Command(
    _sent({"commands": ["{command}"]}),
    f'{{"exitCode": $told.ResponseCode, {_ERRORS}, {_OUTPUT}}}',
    '$told.Status = "Success" ? null : $told.Status = "Failed" ? '
    '($errors != "" ? $errors : "Command failed with exit code " & $told.ResponseCode) : $told.StatusDetails',
)


def translate_ssh(place: Place) -> Piece:
    """A command on a machine for each item, by Systems Manager and not by SSH."""
    if (resource := place.chosen("resource", "command")) != "command":
        raise Refused("setting-unsupported", setting=f"resource: {resource}")
    return _run(place, _SSH, ITEMS)


def translate_execute_command(place: Place) -> Piece:
    """A command on a machine, which is not that of n8n: for the first item, or for each."""
    is_once = place.flag("executeOnce", default=True)
    piece = _run(place, _OF_MACHINE, f"[{ITEMS}[0]]" if is_once else ITEMS)
    return replace(piece, pairs={0: "0"}) if is_once and piece.pairs == {0: AT} else piece


def _run(place: Place, command: _Command, items: str) -> Piece:
    """The commands of the items, one after another."""
    note_limits(place, _SSM)
    place.note("application-address", application=_SSM.name, gap=_NODE.strip("<>"))
    requests = Requests(place, _SSM, place.node.credential)
    row = {"call": requests.request(command.send), "ask": requests.request(_ASK)}
    if place.node.on_error == "error":
        row["item"] = "$j"
    rows = place.list_of(f"[$map({items}, function($j, $i) {{ {object_of(row)} }})]")
    steps = (
        Step("transform", {"expression": rows}, "requests"),
        Step("for_each", {"items": "{{ $input }}"}, "each"),
        *_asking(place, command, requests),
        Step("transform", {"expression": place.whole(_answer(place, command))}, "answer"),
    )
    end = listed_or_parted(place)
    return behind(end, steps, (*_LINKS, Link("each", end.begins[0], "done")))


def _asking(place: Place, command: _Command, requests: Requests) -> Iterator[Step]:
    """The steps that send a command and ask for it, again and again."""
    begun = (
        f'{_FAILED} ? {{"told": {{"error": $input.error.message}}, "left": 0}} '
        f': {{"id": $input.body.Command.CommandId, "left": {_MOST_QUESTIONS}}}'
    )
    heard = (
        f'($turn := {_TURN}; $told := {_FAILED} ? {{"error": $input.error.message}} : $input.body; '
        f'{{"id": $turn.id, "told": $told, "left": $told.Status in {_GOES_ON} ? $turn.left - 1 : 0}})'
    )
    patient = {**retrying(place), **going_on(place), **_KNOWN_SOON}
    yield Step("http_request", requests.config(command.send, "call"), "call", properties=sending(place))
    yield Step("transform", {"expression": begun}, "begun")
    yield Step("transform", {"expression": "$input"}, "turn")
    yield Step("condition", {"expression": "$input.left > 0"}, "goesOn")
    yield Step("wait", {"seconds": _PAUSE}, "pause")
    yield Step("http_request", requests.config(_ASK, "ask"), "ask", properties=patient)
    yield Step("transform", {"expression": heard}, "heard")


def _answer(place: Place, command: _Command) -> str:
    """JSONata for the item of a command that has ended, or has failed."""
    item, failed = command.item, "$error($why)"
    match place.node.on_error:
        case "regular":
            failed = '{"error": $why}'
        case "error":
            item, failed = f'{{"good": {item}}}', '{"bad": $merge([$item.item, {"error": $why}])}'
    why = f'$exists($told.error) ? $told.error : $told.Status in {_GOES_ON} ? "{_TOO_LONG}" : {command.fails}'
    told = f"$told := $input.told; $errors := {_ERRORS_OF_COMMAND}; $why := {why}"
    return f"{told}; $why = null ? {item} : {failed}"


_LINKS: Final = (
    Link("requests", "each"),
    Link("each", "call", "loop"),
    *links_along(("call", "begun", "turn", "goesOn")),
    Link("goesOn", "pause", "true"),
    *links_along(("pause", "ask", "heard", "turn")),
    Link("goesOn", "answer", "false"),
    Link("answer", "each"),
)
