"""The walk from state to state: what is common to all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, TypeAlias

from tests.oracle.errors import WorkflowError
from tests.oracle.interpreter.execution import EXECUTION_ID, START, START_TEXT
from tests.oracle.json_value import Json, byte_size
from tests.oracle.simulator.expressions import Reader
from tests.oracle.simulator.history import History
from tests.oracle.simulator.machine import Machine, StateRun
from tests.oracle.simulator.tasks import Tasks
from tests.oracle.simulator.variables import Variables
from tests.oracle.virtual_time import Clock, Process

MOST_BYTES: Final = 262_144


@dataclass(frozen=True, slots=True)
class Step:
    """What a state ends with: its output, what it assigns, and the next state (None: the scope ends)."""

    output: Json
    assigned: Mapping[str, Json]
    next: str | None


@dataclass(frozen=True, slots=True)
class Visit:
    """A state that was entered: its definition, what its expressions see, and its record."""

    name: str
    state: dict[str, Any]
    reader: Reader
    record: StateRun
    iterations: tuple[int, ...]

    @property
    def input(self) -> Json:
        """The state's input."""
        return self.record.input

    def field(self, name: str, default: Json) -> Json:
        """Evaluate a field of the state; without it the default as it is, whatever it looks like."""
        return self.reader.value(self.state[name]) if name in self.state else default

    def step(self, part: Mapping[str, Any], reader: Reader, default: Json) -> Step:
        """End by `part`: the state, a choice or a catcher, with the output `default` unless it says so."""
        assigned = reader.value(part.get("Assign", {}))
        output = reader.value(part["Output"]) if "Output" in part else default
        return Step(output, assigned, part.get("Next"))


RunState: TypeAlias = Callable[["Flow", Visit], Process[Step]]


@dataclass
class Flow:
    """One simulated execution."""

    machine: Machine
    data: Json
    tasks: Tasks
    run_state: RunState
    clock: Clock = field(default_factory=Clock)
    history: History = field(default_factory=History)
    runs: list[StateRun] = field(default_factory=list)

    def run_states(
        self, scope: Mapping[str, Any], data: Json, variables: Variables, iterations: tuple[int, ...]
    ) -> Process[Json]:
        """Run the states of one scope from its start to its end; returns the last one's output."""
        name: str | None = scope["StartAt"]
        while name is not None:
            visit = self._enter(name, scope["States"][name], data, variables, iterations)
            try:
                step = yield from self.run_state(self, visit)
                self._leave(visit, step, variables)
            except WorkflowError as error:
                raise error.at(name) from error
            name, data = step.next, step.output
        return data

    def _enter(
        self, name: str, state: dict[str, Any], data: Json, variables: Variables, iterations: tuple[int, ...]
    ) -> Visit:
        self.history.note(1)
        record = StateRun(name, self.clock.now, data, iterations)
        self.runs.append(record)
        states = {"input": data, "context": self._context(name)}
        return Visit(name, state, Reader(states, variables), record, iterations)

    def _leave(self, visit: Visit, step: Step, variables: Variables) -> None:
        self.history.note(1)
        if step.output is not visit.input and byte_size(step.output) > MOST_BYTES:
            raise WorkflowError("States.DataLimitExceeded", "an output of more than 256 KiB")
        variables.assign(step.assigned)
        visit.record.end, visit.record.output = self.clock.now, step.output

    def _context(self, state: str) -> Json:
        arn = "arn:aws:states:eu-central-1:000000000000"
        entered = START + timedelta(seconds=self.clock.now)
        return {
            "Execution": {
                "Id": f"{arn}:execution:{self.machine.name}:{EXECUTION_ID}",
                "Input": self.data,
                "Name": EXECUTION_ID,
                "RoleArn": "arn:aws:iam::000000000000:role/oracle",
                "StartTime": START_TEXT,
                "RedriveCount": 0,
            },
            "State": {
                "Name": state,
                "EnteredTime": f"{entered:%Y-%m-%dT%H:%M:%S.%f}"[:-3] + "Z",
                "RetryCount": 0,
            },
            "StateMachine": {
                "Id": f"{arn}:stateMachine:{self.machine.name}",
                "Name": self.machine.name,
            },
        }
