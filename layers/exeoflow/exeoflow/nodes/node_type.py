"""What a type of node is: its configuration, its handles and what the compiler may assume about it."""

from collections.abc import Callable
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


@dataclass(frozen=True, slots=True)
class NodeType:
    """One row of the table of node types.

    `handles` gives the ordinary handles of a configuration in their order; `on_error` adds `error`.
    """

    name: str
    kind: Kind
    config: type[Config]
    handles: Callable[[Any], Handles] = single_handle
    is_task: bool = False
    """It calls something that may fail for a while or hang, so `retry` and `timeout` mean something."""
    can_fail: bool = True
    """It may raise an error of its own or in its expressions, so `on_error` means something."""
    permissions: tuple[Permission, ...] = ()
    """What its calls need in the role of the state machines."""
