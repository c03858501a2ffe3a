"""What is fixed for all nodes of one interpreted execution, and the record of their runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from tests.oracle.errors import WorkflowError
from tests.oracle.interpreter.environment import Environment
from tests.oracle.interpreter.graph import Graph
from tests.oracle.interpreter.joins import Arrival
from tests.oracle.interpreter.trace import NodeRun
from tests.oracle.json_value import Json
from tests.oracle.virtual_time import Clock, Process

if TYPE_CHECKING:
    from tests.oracle.interpreter.region_run import RegionRun
    from tests.oracle.interpreter.regions import Unit

EXECUTION_ID: Final = "exec_oracle"
START: Final = datetime(2026, 1, 1, tzinfo=UTC)
RESUME_URL: Final = "https://api.example.com/approvals/apr_1/resume?token=t"
VARIABLES: Final[Json] = {"region": "eu", "rates": [1.5, 2], "limits": {"max": 10}}
"""The variables of the workspace in which all interpreted workflows live."""
START_TEXT: Final = "2026-01-01T00:00:00.000Z"


class Dead:
    """What a connection carries whose handle did not fire."""


DEAD: Final = Dead()
Settled: TypeAlias = dict[int, Json | Dead]
"""Connections by index, with what they carry."""

RunUnit: TypeAlias = Callable[["RegionRun", "Unit", list[Arrival], Json], Process[Settled]]


@dataclass
class Execution:
    """One execution of a workflow."""

    workflow: Mapping[str, Json]
    graph: Graph
    data: Json
    environment: Environment
    run_unit: RunUnit
    clock: Clock = field(default_factory=Clock)
    runs: list[NodeRun] = field(default_factory=list)
    is_survey: bool = False
    failures: list[WorkflowError] = field(default_factory=list)
    """What a survey has noted where an execution would have failed."""

    @property
    def max_iterations(self) -> int:
        """How many iterations a loop may take that is no for_each."""
        limit = (self.workflow.get("settings") or {}).get("max_iterations", 100)
        assert isinstance(limit, int)
        return limit
