"""What kind of exit an exit is, and how a node's state may fail before it is left."""

from exeoflow.compiler.flow.handles import error_action
from exeoflow.compiler.machine.states import Begin, Decision, Entry, Exit, MapState, NodeState, Parallel
from exeoflow.model.workflows.workflow import Node
from exeoflow.nodes.lowering import Branch, Each, End, Shape, Task, Value


def takes_folded(leaving: Exit) -> bool:
    """Whether a state goes on by this exit whenever it succeeds.

    So that its name tells which vertices ran.
    """
    match leaving.state.kind:
        case NodeState(shape=shape):
            # Of a node that may fail, its own value would no longer be evaluated.
            is_open = not may_fail(shape) and not isinstance(shape, End)
            return is_open and not is_choice(leaving) and is_normal(leaving)
        case Parallel():
            return True
        case MapState():
            return is_normal(leaving)
        case _:
            return False


def is_normal(leaving: Exit) -> bool:
    """Whether the exit is taken where the state succeeds."""
    return leaving.outcome is not None and not leaving.follows_error


def may_end(leaving: Exit) -> bool:
    """Whether a state may say `End` where this exit is taken."""
    return not isinstance(leaving.state.kind, Begin) and not is_choice(leaving) and not leaving.follows_error


def is_choice(leaving: Exit) -> bool:
    """Whether an exit is a rule of a Choice state."""
    match leaving.state.kind:
        case Decision() | Entry():
            return True
        case NodeState(shape=Branch(every=False)):
            return leaving.outcome is not None and not leaving.outcome.is_caught
        case _:
            return False


def may_fail(shape: Shape | None) -> bool:
    """Whether the state evaluates an expression of the author's where it is left."""
    match shape:
        case Value(cannot_fail=cannot_fail):
            return not cannot_fail
        case Branch(cases=cases, every=every):
            return every and bool(cases)
        case Each():
            return True
        case _:
            return False


def needs_guard(node: Node, shape: Shape | None) -> bool:
    """Whether a node's errors lead on, but its state could not catch them, so that it runs inside another."""
    return error_action(node) != "fail" and not isinstance(shape, Task)
