"""What a lowering gives and reads: the shape of a node's state, and the author's templates in it."""

from exeoflow.nodes.lowering.bindings import Bindings, never_fails
from exeoflow.nodes.lowering.shapes import Branch, Case, Each, End, Pause, Retrier, Shape, Task, Value
from exeoflow.nodes.lowering.templates import ShapeTemplate, shape_template

__all__ = [
    "Bindings",
    "Branch",
    "Case",
    "Each",
    "End",
    "Pause",
    "Retrier",
    "Shape",
    "ShapeTemplate",
    "Task",
    "Value",
    "never_fails",
    "shape_template",
]
