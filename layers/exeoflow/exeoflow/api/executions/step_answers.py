"""What the API says of steps with their data; it knows nothing of how that is found out."""

from typing import Annotated, Any, Literal, NotRequired

from typing_extensions import TypedDict

from exeoflow.api.schema import Milliseconds, Pagination, Schema, Timestamp
from exeoflow.model.execution import ExecutionStatus

DataField = Literal["input", "output"]


class AttemptError(TypedDict):
    """Why one attempt failed."""

    code: Annotated[str, Schema({"examples": ["Http.Status503"]})]
    message: str


class AttemptShown(TypedDict):
    """One call that a step made; `error` is there only if it failed."""

    started_at: Timestamp
    finished_at: Timestamp | None
    error: NotRequired[AttemptError]


class IterationShown(TypedDict, total=False):
    """What a step belongs to: the item `index` of a for_each, or the `round` of a loop, from 1."""

    node_id: str
    index: int
    round: int


class StepErrorShown(TypedDict):
    """Why a step failed, in the author's words; `field` and `expression` where one text is to blame."""

    code: Annotated[str, Schema({"examples": ["States.QueryEvaluationError"]})]
    message: str
    hint: NotRequired[Annotated[str, Schema({"description": "What to do, in the language asked for."})]]
    cause: str | None
    field: NotRequired[Annotated[str, Schema({"examples": ["values.name"]})]]
    expression: NotRequired[Annotated[str, Schema({"examples": ["$uppercase($input.name)"]})]]


class StepDataShown(TypedDict):
    """A step with what it was given and put out, null where nothing is known (yet).

    A value named in `truncated` is the beginning of its JSON text; the step by itself has it whole.
    `logs` has the lines that its code wrote, if it did.
    """

    index: int
    node_id: str
    node_name: str
    status: ExecutionStatus
    started_at: Timestamp
    finished_at: Timestamp | None
    duration: Milliseconds | None
    input: Any
    output: Any
    error: NotRequired[StepErrorShown]
    attempts: list[AttemptShown]
    iteration: list[IterationShown]
    truncated: list[DataField]
    logs: NotRequired[list[str]]


class StepList(TypedDict):
    """One page of steps, in the order in which they began."""

    steps: list[StepDataShown]
    pagination: Pagination
