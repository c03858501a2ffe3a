"""From a node's configuration to the shape of its state; one row per node type in `table.LOWERINGS`."""

from exeoflow.nodes.lowering.bindings import Bindings
from exeoflow.nodes.lowering.shapes import Branch, Case, Each, End, Pause, Retrier, Shape, Task, Value
from exeoflow.nodes.lowering.table import LOWERINGS, Lowering

__all__ = [
    "LOWERINGS",
    "Bindings",
    "Branch",
    "Case",
    "Each",
    "End",
    "Lowering",
    "Pause",
    "Retrier",
    "Shape",
    "Task",
    "Value",
]
