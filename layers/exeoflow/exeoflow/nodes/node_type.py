"""What a type of node is: its configuration, its handles and what the compiler may assume about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from exeoflow.nodes.fields import Config
from exeoflow.nodes.permission import Permission

Handles = tuple[str | None, ...]


class Kind(StrEnum):
    """The four kinds of node that the product is documented with."""

    TRIGGER = "trigger"
    LOGIC = "logic"
    ACTION = "action"
    DATA = "data"


def single_handle(_: Config) -> Handles:
    """The one ordinary handle, which has no name."""
    return (None,)


def no_errors(_: Config) -> Mapping[str, str]:
    """No handle is told by an error."""
    return {}


@dataclass(frozen=True, slots=True)
class NodeType:
    """One row of the table of node types.

    `handles` gives the ordinary handles of a configuration in their order; `on_error` adds `error`. A task
    succeeds in one way only, so `errors` gives for each of its other handles the error that tells of it.
    """

    name: str
    kind: Kind
    config: type[Config]
    handles: Callable[[Any], Handles] = single_handle
    errors: Callable[[Any], Mapping[str, str]] = no_errors
    is_task: bool = False
    """It calls something that may fail for a while or hang, so `retry` and `timeout` mean something."""
    task_field: str | None = None
    """The field of the configuration that makes it a task."""
    can_fail: bool = True
    """It may raise an error of its own or in its expressions, so `on_error` means something."""
    permissions: tuple[Permission, ...] = ()
    """What its calls need in the role of the state machines."""

    def calls(self, config: Mapping[str, Any]) -> bool:
        """Whether a node with this configuration, valid or not, is a task."""
        return self.is_task or (self.task_field is not None and bool(config.get(self.task_field)))

    @property
    def has_own_timeout(self) -> bool:
        """Whether its time limit is a field of its configuration."""
        return "timeout" in self.config.model_fields
