"""What an execution is told that handed on more than Step Functions carries."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from exeoflow.api.executions.steps import oversize_shown
from exeoflow.model.execution import ExecutionError, rerun_machine
from exeoflow.model.history import HistoryEvent
from exeoflow.service.executions.explain.oversize import LargeOutput, Oversize, oversize_of
from tests.fakes.ports import FakePorts, fake_ports
from tests.integration.embedded.test_explained_steps import ran
from tests.oracle.drawings.drawing import drawn, for_each
from tests.oracle.interpreter.execution import EXECUTION_ID


def large(size: int) -> dict[str, Any]:
    """Return a node that yields a text of so many bytes, quotes included."""
    return {"type": "transform", "config": {"expression": f"$pad('', {size - 2}, 'x')"}}


@pytest.fixture
def ports() -> FakePorts:
    return fake_ports()


def oversize(ports: FakePorts, *paths: str, **nodes: Any) -> Oversize | None:
    record = ran(ports, drawn(*paths, **nodes), {"items": list(range(20))})
    assert record.error is not None
    assert record.error.code == "States.DataLimitExceeded"
    return oversize_of(ports, record)


def test_branches_that_put_out_too_much_together_are_named(ports: FakePorts) -> None:
    wait = {"type": "wait", "config": {"seconds": 1}}
    paths = ("t > v > a > m", "t > w > b > m")

    assert oversize(ports, *paths, v=wait, w=wait, a=large(150_000), b=large(140_000)) == Oversize(
        None, (LargeOutput("a", "A", 150_000), LargeOutput("b", "B", 140_000))
    )


def test_items_that_yield_too_much_together_are_counted_together(ports: FakePorts) -> None:
    found = oversize(ports, "t > f", "f:loop > a > f", "f:done > z", f=for_each(), a=large(20_000))

    assert found == Oversize("f", (LargeOutput("a", "A", 400_000),))


def test_a_node_that_yields_too_much_is_named_itself(ports: FakePorts) -> None:
    assert oversize(ports, "t > a > b", a=large(300_000)) == Oversize("a", (LargeOutput("a", "A", None),))


def test_without_a_history_nothing_is_known(ports: FakePorts) -> None:
    record = ran(ports, drawn("t > a > b", a=large(300_000)))
    ports.machines.answers[EXECUTION_ID] = ports.machines.answers[EXECUTION_ID][-1:]

    assert oversize_of(ports, record) is None

    ports.machines.answers.clear()
    assert oversize_of(ports, record) is None


def test_of_a_rerun_its_own_machine_is_asked(ports: FakePorts, monkeypatch: pytest.MonkeyPatch) -> None:
    record = ran(ports, drawn("t > a > b", a=large(300_000)))
    rerun = replace(record, execution=replace(record.execution, is_rerun=True))
    history = ports.machines.history

    def of_the_rerun(machine: str, execution_id: str, *, with_data: bool) -> Sequence[HistoryEvent] | None:
        is_its_own = machine == rerun_machine(record.execution.workflow_id)
        return history(machine, execution_id, with_data=with_data) if is_its_own else None

    monkeypatch.setattr(ports.machines, "history", of_the_rerun)

    assert oversize_of(ports, rerun) == Oversize("a", (LargeOutput("a", "A", None),))


def test_words_say_what_is_large_and_what_to_do() -> None:
    error = ExecutionError("States.DataLimitExceeded", "The state returned too much.")
    found = Oversize(None, (LargeOutput("a", "Load", 150_000), LargeOutput("b", "Read", None)))

    shown = oversize_shown(error, found, "en")

    assert shown["message"].startswith("At most 262,144 bytes (256 KiB) go from step to step")
    assert "`Load` 150,000, `Read`." in shown["message"]
    assert (shown["node_id"], shown.get("cause")) == (None, "The state returned too much.")
    assert oversize_shown(error, found, "de")["message"] != shown["message"]
