"""What a state says of the errors of its node: `Retry`, `Catch`, and the state inside a guard."""

from collections.abc import Sequence
from math import ceil

from exeoflow.compiler import asl
from exeoflow.compiler.control.exits import is_catcher
from exeoflow.compiler.emit.exit_fields import ExitFields, Fields
from exeoflow.compiler.machine import State
from exeoflow.expressions.jsonata import enclosed, text_of
from exeoflow.model.workflow import Node
from exeoflow.nodes.lowering import Branch, Pause, Retrier, Shape, Value
from exeoflow.nodes.lowering import Each as EachShape


def retry_fields(node: Node, own: tuple[Retrier, ...], told: Sequence[str] = ()) -> Fields:
    """`Retry`: the retries of the node's type, then those that its author asked for.

    The errors in `told` are no failures, for they tell of a handle: they are never tried again.
    """
    retriers: list[Fields] = [
        {
            asl.ERROR_EQUALS: list(each.errors),
            asl.INTERVAL_SECONDS: each.interval,
            asl.MAX_ATTEMPTS: each.max_attempts,
            asl.BACKOFF_RATE: each.backoff,
        }
        for each in own
    ]
    if node.retry is not None:
        if told:
            retriers.append({asl.ERROR_EQUALS: list(told), asl.MAX_ATTEMPTS: 0})
        retriers.append(
            {
                asl.ERROR_EQUALS: list(node.retry.errors) or [asl.ALL_ERRORS],
                asl.INTERVAL_SECONDS: ceil(node.retry.interval),
                asl.MAX_ATTEMPTS: node.retry.max_attempts,
                asl.BACKOFF_RATE: node.retry.backoff,
            }
        )
    return {asl.RETRY: retriers} if retriers else {}


def catch_fields(state: State, node: Node, exits: ExitFields) -> Fields:
    """`Catch`: where the errors lead that tell of a handle, then where a failed node leads on."""
    catchers: list[Fields] = []
    for leaving in state.exits:
        if leaving.outcome is None or not is_catcher(leaving):
            continue
        if leaving.outcome.error is not None:
            errors = [leaving.outcome.error]
        else:
            errors = [asl.ALL_ERRORS] if isinstance(node.on_error, str) else list(node.on_error.errors)
        catchers.append({asl.ERROR_EQUALS: errors, **exits.leave(leaving)})
    return {asl.CATCH: catchers} if catchers else {}


def attempt(shape: Shape | None) -> Fields:
    """The state inside a guard: it computes what may fail."""
    match shape:
        case Branch(cases=cases, every=False):
            handles = "".join(f"({case.condition}) ? {text_of(case.handle)} : " for case in cases)
            return {
                asl.TYPE: asl.PASS,
                asl.OUTPUT: enclosed(handles + text_of(shape.default)),
                asl.END: True,
            }
        case Branch(cases=cases):
            return {
                asl.TYPE: asl.PASS,
                asl.OUTPUT: {case.handle: enclosed(case.condition) for case in cases},
                asl.END: True,
            }
        case Pause(seconds=seconds, until=until):
            when = {asl.TIMESTAMP: until} if until is not None else {asl.SECONDS: seconds}
            return {asl.TYPE: asl.WAIT, **when, asl.END: True}
        case Value(output=output):
            return {asl.TYPE: asl.PASS, asl.OUTPUT: output, asl.END: True}
        case EachShape(items=items):
            return {asl.TYPE: asl.PASS, asl.OUTPUT: enclosed(items), asl.END: True}
        case _:
            return {asl.TYPE: asl.PASS, asl.END: True}
