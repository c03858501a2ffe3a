"""What one node becomes: the closed union of shapes that a node type may be lowered to.

A shape holds JSON as a state has it, expressions already between `{%` and `%}`. It knows nothing of the
states around it: names, transitions, variables and joins are the compiler's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from exeoflow.fixed import fixed
from exeoflow.model.json import Json

RESULT = "{% $states.result %}"


@dataclass(frozen=True, slots=True)
class Retrier:
    """A retry that belongs to the node type, for errors of which it is certain that nothing was done yet."""

    errors: tuple[str, ...]
    interval: int = 1
    max_attempts: int = 6
    backoff: float = 2


@fixed
class Task:
    """A call of a service; `output` is the node's output, as an expression over `$states.result`.

    `error_outputs` holds the output for each handle that an error tells of, over `$states.errorOutput`.
    `timeout` is the type's own time limit, in seconds; None leaves it to the node. With `unpacked` the call
    itself never tells that it failed: that expression over `$states.result` yields an object, which holds
    `error` (`code`, `message`) if it did, and `output` is one over `$states.result[0]`, which is that object.
    With `renamed` the call fails as `States.TaskFailed`, whatever happened: that expression over
    `$states.errorOutput` yields such an object with what happened, and `output` is as with `unpacked`.
    """

    resource: str
    arguments: Json
    output: Json = RESULT
    retry: tuple[Retrier, ...] = ()
    error_outputs: Mapping[str, Json] = field(default_factory=dict)
    timeout: int | None = None
    unpacked: Json | None = None
    renamed: Json | None = None


@fixed
class Value:
    """A node without effect and its output; `cannot_fail` allows it to be folded into a neighbour.

    `is_costly` if it is not to be evaluated again for each value that is made of it.
    """

    output: Json
    cannot_fail: bool = False
    is_costly: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """Waits `seconds` (a number or an expression), or until a timestamp, and passes its input on."""

    seconds: int | str | None = None
    until: str | None = None


@fixed
class Case:
    """A handle and the JSONata (without delimiters) that decides whether it fires."""

    handle: str
    condition: str
    cannot_fail: bool = False


@fixed
class Branch:
    """Fires the first case that holds, with `every` each of them, else `default`; passes its input on."""

    cases: tuple[Case, ...]
    default: str
    every: bool = False


@dataclass(frozen=True, slots=True)
class Each:
    """Runs what hangs on `loop` for each of `items` (JSONata without delimiters that yields a list).

    `error_outputs` is as with a task: what the body hands out when it ends the loop.
    """

    items: str
    concurrency: int = 1
    error_outputs: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class End:
    """Ends its path, or with `failed` the execution and with `break` the loop by an error with `message`."""

    status: Literal["success", "failed", "break"]
    code: Json = ""
    message: Json = ""


Shape = Task | Value | Pause | Branch | Each | End
