"""Scenarios of files: of the tasks that keep, read, join and fetch them, and of the calls that bring them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from exeoflow.model.file_reference import reference_of
from exeoflow.model.json import Json, JsonObject
from exeoflow.service.files.execution_files import FilePorts, files_of
from exeoflow.service.files.operations import FileOperationPorts, run_file_operation
from exeoflow.service.files.putting import put_object
from exeoflow.service.ports import Ports
from exeoflow.service.webhooks.kept_files import keep_sent_file
from exeoflow.transformation.task import transformed
from tests.fakes.ports import FakePorts
from tests.faults.scenarios import Scenario, W

_OWN: Final[JsonObject] = {"workspace": W, "execution_id": "exec_1"}
_OBJECT: Final[JsonObject] = {"Bucket": "theirs", "Key": "a.json"}
_LISTS: Final = ([1, 2], [3])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a task is asked, and what it answered each time."""

    payload: JsonObject
    answers: list[Any] = field(default_factory=list)


def _kept(ports: FilePorts, value: Json) -> Json:
    return run_file_operation(
        {**_OWN, "operation": "write", "value": value}, cast("FileOperationPorts", ports)
    )


def _task(
    payload: Callable[[FakePorts], JsonObject], expected: Json, task: Callable[[Any, Any], Json]
) -> Scenario:
    def act(ports: Ports, asked: _Asked) -> None:
        asked.answers.append(task({**_OWN, **asked.payload}, ports))

    def check(ports: FakePorts, asked: _Asked) -> Iterator[str]:
        for answer in asked.answers:
            if _content(ports, answer) != expected:
                yield "what the task answered holds something else"

    # A machine's Retry, or the author's own, asks again.
    return Scenario(lambda ports: _Asked(payload(ports)), act, check)


def _content(ports: FakePorts, answer: Json) -> Json:
    """Read what an answer names, be it a file, several, or an object."""
    if reference_of(answer) is not None:
        return run_file_operation({**_OWN, "operation": "read", "file": answer}, ports)
    match answer:
        case [*several]:
            return [_content(ports, each) for each in several]
        case {"file": kept} | {"output": kept}:
            return _content(ports, kept)
        case _:
            return answer


def _split(ports: FakePorts) -> JsonObject:
    return {"operation": "split", "size": 1, "file": _kept(ports, [1, 2])}


def _join(ports: FakePorts) -> JsonObject:
    return {"operation": "join", "files": [_kept(ports, each) for each in _LISTS]}


def _code(ports: FakePorts) -> JsonObject:
    return {
        "operation": "code",
        "files": "contents",
        "response": "file",
        "code": {"values": {"input": _kept(ports, [1])}},
    }


def _fetch(ports: FakePorts) -> JsonObject:
    ports.objects.put("theirs", "a.json", {"n": 1}, "application/json")
    return {"operation": "fetch", **_OBJECT}


def _transform(payload: Mapping[str, Any], ports: FilePorts) -> Json:
    return transformed(payload, lambda: ports)


def _keep_sent(ports: Ports, asked: _Asked) -> None:
    kept = keep_sent_file(cast("FilePorts", ports), W, b"[1]", "application/json")
    asked.answers.append(kept)


def _check_sent(ports: FakePorts, asked: _Asked) -> Iterator[str]:
    for answer in asked.answers:
        if files_of(_OWN, ports).named(answer)[1] != b"[1]":
            yield "the file of a call that was taken is not there"


OF_FILES: Final[Mapping[str, Scenario]] = {
    "run_file_operation that writes": _task(
        lambda _: {"operation": "write", "value": {"n": 1}}, {"n": 1}, run_file_operation
    ),
    "run_file_operation that reads": _task(
        lambda ports: {"operation": "read", "file": _kept(ports, [1])}, [1], run_file_operation
    ),
    "run_file_operation that splits": _task(_split, [[1], [2]], run_file_operation),
    "run_file_operation that joins": _task(_join, [1, 2, 3], run_file_operation),
    "run_file_operation that fetches": _task(_fetch, {"n": 1}, run_file_operation),
    "run_file_operation that runs code": _task(_code, {"input": [1]}, run_file_operation),
    "transform_data of a file": _task(
        lambda ports: {"operation": "parse", "format": "json", "text": _kept(ports, [1, 2])},
        [1, 2],
        _transform,
    ),
    "put_object of a file": _task(lambda ports: {**_OBJECT, "Body": _kept(ports, [1, 2])}, "5", put_object),
    "call_webhook with files": Scenario(lambda _: _Asked({}), _keep_sent, _check_sent),
}
