"""Commands on a machine are sent to Systems Manager, which is asked until they have ended."""

from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.n8n.worlds import Services
from tests.oracle.simulator.simulate import simulate
from tests.unit.importers.n8n.families.files.test_files import base, imported, ran
from tests.unit.importers.n8n.machines import connections_of, import_of, imported_machine
from tests.unit.importers.n8n.test_computed import codes, status
from tests.unit.importers.n8n.test_computed import imported as lone

SENT = {"Command": {"CommandId": "c-1"}}
GOING_ON = {"Status": "InProgress", "StatusDetails": "InProgress", "ResponseCode": -1}
ENDED = {
    "Status": "Success",
    "ResponseCode": 0,
    "StandardOutputContent": "up\n",
    "StandardErrorContent": "",
    "StatusDetails": "Success",
}
FAILED = {
    **ENDED,
    "Status": "Failed",
    "ResponseCode": 2,
    "StandardErrorContent": "no such file\nfailed to run commands: exit status 2",
}
QUIET = {**FAILED, "StandardErrorContent": "failed to run commands: exit status 2"}
LOST = {**ENDED, "Status": "TimedOut", "StatusDetails": "Undeliverable", "ResponseCode": -1}


def ssh(**parameters: Any) -> Import:
    return imported(base("it", "ssh", {"command": "=ls {{ $json.d }}", **parameters}, 1))


def command(parameters: dict[str, Any], **flags: Any) -> Import:
    return imported({**base("it", "executeCommand", parameters, 1), **flags})


def test_a_command_is_sent_and_asked_for_until_it_has_ended() -> None:
    done = ssh(cwd="/srv")

    outcome, requests = ran(done, [{"d": "a"}], [SENT, GOING_ON, GOING_ON, ENDED])

    assert outcome.output == [{"code": 0, "signal": None, "stdout": "up", "stderr": ""}]
    sent, *asked = [each["body"] for each in requests]
    assert sent == {
        "DocumentName": "AWS-RunShellScript",
        "InstanceIds": ["<managed node>"],
        "Parameters": {"commands": ["ls a"], "workingDirectory": ["/srv"]},
    }
    assert asked == [{"InstanceId": "<managed node>", "CommandId": "c-1"}] * 3
    targets = [each["headers"]["X-Amz-Target"] for each in requests]
    assert targets == ["AmazonSSM.SendCommand"] + ["AmazonSSM.GetCommandInvocation"] * 3
    assert "commands-by-systems-manager" in codes(done)


def test_a_folder_that_yields_nothing_is_not_named() -> None:
    _, requests = ran(ssh(cwd="={{ $json.none }}"), [{"d": "a"}], [SENT, ENDED])

    assert requests[0]["body"]["Parameters"] == {"commands": ["ls a"]}


def test_each_item_has_a_command_and_one_that_fails_is_no_failure_of_ssh() -> None:
    outcome, _ = ran(ssh(), [{"d": "a"}, {"d": "b"}], [SENT, FAILED, SENT, ENDED])

    assert [(each["code"], each["stderr"]) for each in outcome.output] == [(2, "no such file"), (0, "")]


@pytest.mark.parametrize(
    ("parameters", "answers", "expected"),
    [
        ({"command": "=echo {{ $json.d }}"}, [SENT, ENDED], ["echo a"]),
        ({"command": "=echo {{ $json.d }}", "executeOnce": False}, [SENT, ENDED] * 2, ["echo a", "echo b"]),
    ],
)
def test_the_command_of_n8n_s_own_machine_runs_once_or_for_each_item(
    parameters: dict[str, Any], answers: list[Any], expected: list[str]
) -> None:
    outcome, requests = ran(command(parameters), [{"d": "a"}, {"d": "b"}], answers)

    assert outcome.output == [{"exitCode": 0, "stderr": "", "stdout": "up"}] * len(expected)
    bodies = [each["body"] for each in requests if "Parameters" in each["body"]]
    assert [each["Parameters"] for each in bodies] == [{"commands": [each]} for each in expected]


@pytest.mark.parametrize(
    ("told", "why"),
    [(FAILED, "no such file"), (QUIET, "Command failed with exit code 2"), (LOST, "Undeliverable")],
)
def test_a_command_that_fails_is_an_error_where_the_node_goes_on(told: dict[str, Any], why: str) -> None:
    done = command({"command": "x"}, onError="continueRegularOutput")

    assert ran(done, [{}], [SENT, told])[0].output == [{"error": why}]


def test_items_whose_command_fails_leave_by_the_output_for_errors() -> None:
    nodes = [
        {"name": "go", "type": "n8n-nodes-base.executeWorkflowTrigger"},
        {**base("it", "ssh", {"command": "x"}, 1), "onError": "continueErrorOutput"},
        *(base(name, "noOp", {}) for name in ("good", "bad")),
    ]
    connections = connections_of({"go": [["it"]], "it": [["good"], ["bad"]]})

    done = import_of({"nodes": nodes, "connections": connections})
    trace = simulate(
        imported_machine(done), [{"a": 1}, {"a": 2}], Services(answers=[SENT, LOST, SENT, ENDED])
    )

    output = trace.outcome.output
    assert output["bad"] == [{"a": 1, "error": "Undeliverable"}]
    assert [each["stdout"] for each in output["good"]] == ["up"]


def test_a_command_that_fails_ends_the_run_where_the_node_does_not_go_on() -> None:
    assert ran(command({"command": "x"}), [{}], [SENT, FAILED])[0].status == "failed"


@pytest.mark.parametrize(
    ("kind", "parameters", "flags"),
    [
        ("ssh", {"resource": "file", "operation": "upload"}, {}),
        ("executeCommand", {"command": "x", "executeOnce": "={{ $json.once }}"}, {}),
    ],
)
def test_what_has_no_counterpart_is_told(
    kind: str, parameters: dict[str, Any], flags: dict[str, Any]
) -> None:
    assert status(lone(kind, parameters, 1, **flags)) == "unsupported"
