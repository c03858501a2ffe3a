"""The command line of the commands about a deployed stack."""

import sys
from io import StringIO
from typing import Any

import pytest
from botocore.exceptions import ClientError, ProfileNotFound

from local.deployment import __main__ as command
from local.deployment.options import read_options


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """What was called, with the target and what comes after it."""
    calls: list[tuple[str, Any]] = []
    for name in ("deploy", "destroy", "republish", "redrive"):
        monkeypatch.setattr(command, name, lambda *given, name=name: calls.append((name, given)))
    monkeypatch.setattr(command, "require_account", lambda _: "123456789012")
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    return calls


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["deployment", *arguments])
    return command.main()


@pytest.mark.parametrize("action", ["deploy", "republish", "redrive"])
def test_a_command_is_done_about_the_stack_of_the_stage(
    done: list[tuple[str, Any]], monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    assert run(monkeypatch, action, "staging") == 0

    [(name, given)] = done
    assert (name, given[0].stack_name) == (action, "exeoflow-staging")


def test_a_destruction_without_a_terminal_needs_a_yes(
    done: list[tuple[str, Any]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)

    assert run(monkeypatch, "destroy", "staging") == 1
    assert capsys.readouterr().err.startswith("Nobody can be asked here: say by CONFIRM=yes")
    assert run(monkeypatch, "destroy", "staging", "--yes") == 0
    assert [name for name, _ in done] == ["destroy"]


@pytest.mark.parametrize(("typed", "status"), [("exeoflow-staging", 0), ("yes", 1)])
def test_a_destruction_at_a_terminal_asks_for_the_name(
    done: list[tuple[str, Any]], monkeypatch: pytest.MonkeyPatch, typed: str, status: int
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: typed)

    assert run(monkeypatch, "destroy", "staging") == status
    assert len(done) == 1 - status


def test_a_guided_deployment_asks_first(done: list[tuple[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "ask_first", lambda _target, wishes, *_: wishes)
    monkeypatch.setattr(command, "known_region", lambda *_: None)
    monkeypatch.setattr("builtins.input", lambda _: "eu-west-1")

    assert run(monkeypatch, "deploy", "staging", "--guided", "--email", "ops@example.com") == 0
    [(_, (target, wishes, *_others))] = done
    assert (target.region, wishes.email) == ("eu-west-1", "ops@example.com")


def test_who_interrupts_is_told_to_call_again(
    done: list[tuple[str, Any]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "redrive", interrupt)

    assert run(monkeypatch, "redrive", "staging") == 130
    assert capsys.readouterr().err == "Stopped; the same command goes on.\n"
    assert done == []


@pytest.mark.parametrize(
    "error",
    [
        ProfileNotFound(profile="nobody"),
        ClientError({"Error": {"Code": "AccessDenied", "Message": "nobody"}}, "ListRoles"),
    ],
)
def test_what_aws_refuses_is_a_line_and_no_traceback(
    done: list[tuple[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(command, "destroy", refuse)

    assert run(monkeypatch, "destroy", "staging", "--yes") == 1
    assert "nobody" in capsys.readouterr().err
    assert done == []


def test_a_guided_deployment_without_a_terminal_says_so(
    done: list[tuple[str, Any]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO())

    assert run(monkeypatch, "deploy", "staging", "--guided") == 1
    assert capsys.readouterr().err == "Nobody can be asked here: make deploy asks nothing.\n"
    assert done == []


def test_a_parameter_has_a_name_and_a_value() -> None:
    options = read_options(["deploy", "staging", "--parameter", "Tracing=on", "--parameter", "ApiUrl="])

    assert options.parameters == ("Tracing=on", "ApiUrl=")
    with pytest.raises(SystemExit):
        read_options(["deploy", "staging", "--parameter", "Tracing"])
