"""An address that is opened before anything waits, and the call that comes early."""

from dataclasses import replace

import pytest

from exeoflow.errors import ApprovalDecided, ApprovalExpired, Unavailable
from exeoflow.model.approval import AnswerDelivery, AnswerKind, Approval, ApprovalKind, address_id
from exeoflow.model.execution import ExecutionStatus
from exeoflow.model.json import Json
from exeoflow.service.approvals.address import Opening, open_address
from exeoflow.service.approvals.answer import answer_approval, find_approval, late_answers
from exeoflow.service.approvals.request import Question, request_approval
from exeoflow.service.duties import perform
from exeoflow.service.executions.starting.execute_workflow import Start, execute_workflow
from exeoflow.service.workflows.create import NewWorkflow, create_workflow
from tests.fakes.graphs import greeting_graph
from tests.fakes.ports import FakePorts

ORIGIN = "https://api.example.com"
OPENING = Opening("acme", "wf_1", "exec_1")
WAIT = Question("acme", "wf_1", "exec_1", "w", ApprovalKind.CALL, "token", 60)


def wait(ports: FakePorts, question: Question = WAIT) -> Approval:
    ports.machines.waiting[question.task_token] = question.execution_id
    return request_approval(ports, question, ORIGIN)


def call(ports: FakePorts, url: str, data: Json = None) -> None:
    path, _, token = url.removeprefix(f"{ORIGIN}/approvals/").partition("?token=")
    found = find_approval(ports, path.partition("/")[0], "resume", token)
    answer_approval(ports, found, AnswerKind.RESUME, data)


def outputs(ports: FakePorts, execution_id: str = "exec_1") -> list[str | None]:
    return [event.data for event in ports.machines.answers.get(execution_id, [])]


def test_the_same_execution_has_the_same_address(ports: FakePorts) -> None:
    first, second = (open_address(ports, OPENING, ORIGIN) for _ in range(2))

    assert first == second
    assert open_address(ports, replace(OPENING, execution_id="exec_2"), ORIGIN) != first
    secret = ports.approvals.approvals[address_id("exec_1")].secret
    assert secret is not None
    assert secret not in first


def test_a_call_before_the_wait_is_its_answer_and_nobody_is_told_to_answer(ports: FakePorts) -> None:
    url = open_address(ports, OPENING, ORIGIN)

    call(ports, url, {"n": 1})
    with pytest.raises(ApprovalDecided):
        call(ports, url, {"n": 2})
    before = outputs(ports)
    taken = wait(ports)

    assert before == []
    assert outputs(ports) == ['{"n":1}']
    assert ports.announcements.told == []
    assert ports.approvals.approvals[taken.id].delivery is AnswerDelivery.ARRIVED


def test_a_second_early_call_is_refused_however_late(ports: FakePorts) -> None:
    url = open_address(ports, OPENING, ORIGIN)
    call(ports, url, 1)
    ports.clock.advance(hours=1)

    with pytest.raises(ApprovalDecided):
        call(ports, url, 2)


def test_a_call_after_the_wait_began_is_its_answer(ports: FakePorts) -> None:
    url = open_address(ports, OPENING, ORIGIN)
    taken = wait(ports)

    call(ports, url, [1])

    assert taken.addresses(ORIGIN) == {"resume_url": url}
    assert (taken.node_id, taken.id) == ("w", address_id("exec_1"))
    assert outputs(ports) == ["[1]"]


def test_a_call_that_finds_the_wait_beginning_reaches_it(ports: FakePorts) -> None:
    url = open_address(ports, OPENING, ORIGIN)
    found = find_approval(ports, address_id("exec_1"), "resume", url.partition("token=")[2])
    wait(ports)

    answer_approval(ports, found, AnswerKind.RESUME, 1)

    assert outputs(ports) == ["1"]


def test_a_wait_that_timed_out_takes_no_call(ports: FakePorts) -> None:
    url = open_address(ports, OPENING, ORIGIN)
    wait(ports)
    ports.clock.advance(seconds=61)

    with pytest.raises(ApprovalExpired):
        call(ports, url)


def test_the_address_belongs_to_the_first_wait_and_others_have_their_own(ports: FakePorts) -> None:
    url = open_address(ports, OPENING, ORIGIN)
    first = wait(ports)
    again = wait(ports)
    second = wait(ports, replace(WAIT, task_token="other", node_id="v"))
    question = wait(ports, replace(WAIT, task_token="asked", kind=ApprovalKind.APPROVAL))

    assert again == first
    assert second.addresses(ORIGIN)["resume_url"] != url
    assert question.id != first.id


def test_a_wait_that_could_not_be_announced_gives_the_address_back(
    ports: FakePorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Unavailable

    url = open_address(ports, OPENING, ORIGIN)
    with monkeypatch.context() as patched:
        patched.setattr(ports.announcements, "announce", refuse)
        with pytest.raises(Unavailable):
            wait(ports)

    tried_again = wait(ports, replace(WAIT, task_token="second"))

    assert tried_again.addresses(ORIGIN) == {"resume_url": url}


def test_an_early_call_waits_for_its_execution_and_no_longer(ports: FakePorts) -> None:
    workflow = create_workflow(ports, "acme", NewWorkflow("Greeting", graph=greeting_graph()))
    execution = execute_workflow(ports, "acme", workflow.id, Start())
    opening = replace(OPENING, execution_id=execution.id)
    call(ports, open_address(ports, opening, ORIGIN), 1)
    ports.clock.advance(minutes=5)

    def sweep() -> AnswerDelivery | None:
        perform([late_answers(ports, ports.clock.now())], ports.clock, lambda: True)
        return ports.approvals.approvals[address_id(execution.id)].delivery

    while_it_runs = sweep()
    record = ports.executions.records[execution.id]
    ended = replace(record.execution, status=ExecutionStatus.SUCCESS)
    ports.executions.records[execution.id] = replace(record, execution=ended)
    ports.clock.advance(hours=2)

    assert while_it_runs is AnswerDelivery.UNDER_WAY
    assert sweep() is AnswerDelivery.TOO_LATE
