"""Variables of a running state machine: one scope per branch or iteration, the outer ones readable."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.oracle.errors import WorkflowError
from tests.oracle.json_value import Json, byte_size

MOST_BYTES_AT_ONCE = 262_144


@dataclass
class Variables:
    """The variables of one scope, inside those of `outer`."""

    outer: "Variables | None" = None
    own: dict[str, Json] = field(default_factory=dict)

    def find(self, name: str) -> "Variables | None":
        """Return the scope that has assigned the variable, if any has."""
        scope: Variables | None = self
        while scope and name not in scope.own:
            scope = scope.outer
        return scope

    def assign(self, values: Mapping[str, Json]) -> None:
        """Assign to this scope; raises `WorkflowError` for too much, or a name that an outer scope uses."""
        if byte_size(dict(values)) > MOST_BYTES_AT_ONCE:
            raise WorkflowError("States.DataLimitExceeded", "an Assign of more than 256 KiB")
        for name in values:
            if self.outer and self.outer.find(name):
                raise WorkflowError("States.Runtime", f"the outer scope has a variable {name}")
        self.own.update(values)
