"""What a state says of the errors of its node: `Retry` and `Catch`."""

from collections.abc import Iterable, Sequence
from math import ceil

from exeoflow.compiler import asl
from exeoflow.compiler.emit.exit_fields import ExitFields, Fields
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import OF_NODES, NodeState, State
from exeoflow.model.workflows.workflow import Node, Retry
from exeoflow.nodes.logic.ends import LOOP_LEFT
from exeoflow.nodes.lowering import End, Retrier
from exeoflow.nodes.table import NODE_TYPES


def retry_fields(node: Node, own: tuple[Retrier, ...], answers: Sequence[str] = ()) -> Fields:
    """`Retry`: the retries of the node's type, then those that its author asked for.

    The errors in `answers` are no failures, for they tell of a handle: they are never tried again.
    """
    retriers = [_retrier(each.errors, each) for each in own]
    if node.retry is not None:
        if answers:
            retriers.append({asl.ERROR_EQUALS: list(answers), asl.MAX_ATTEMPTS: 0})
        retriers.append(_retrier(own_names(node, node.retry.errors) or [asl.ALL_ERRORS], node.retry))
    return {asl.RETRY: retriers} if retriers else {}


def own_retry_fields(own: tuple[Retrier, ...]) -> Fields:
    """`Retry` with the retries of the node's type alone."""
    return {asl.RETRY: [_retrier(each.errors, each) for each in own]} if own else {}


def own_names(node: Node, errors: Sequence[str]) -> list[str]:
    """Errors as an author names them, with what the node's type, or any type in its body, calls the same."""
    own = NODE_TYPES[node.type]
    synonyms = [each.synonyms for each in (NODE_TYPES.values() if own.is_loop else (own,))]
    return [*errors, *(name for known in synonyms for error in errors for name in known.get(error, ()))]


def _retrier(errors: Sequence[str], retry: Retrier | Retry) -> Fields:
    fields: Fields = {
        asl.ERROR_EQUALS: list(errors),
        asl.INTERVAL_SECONDS: ceil(retry.interval),
        asl.MAX_ATTEMPTS: retry.max_attempts,
        asl.BACKOFF_RATE: retry.backoff,
    }
    if isinstance(retry, Retry) and retry.max_interval is not None:
        fields |= _bounded(retry.interval, retry.max_interval)
    if isinstance(retry, Retry) and retry.jitter:
        fields[asl.JITTER_STRATEGY] = asl.FULL
    return fields


def _bounded(interval: int, longest: int) -> Fields:
    """The longest pause. Step Functions wants it larger than the first; else no pause can grow anyway."""
    if longest > interval:
        return {asl.MAX_DELAY_SECONDS: longest}
    return {asl.INTERVAL_SECONDS: longest, asl.BACKOFF_RATE: 1}


def catch_fields(state: State, node: Node, exits: ExitFields) -> Fields:
    """`Catch`: where the errors lead that tell of a handle, then where a failed node leads on."""
    catchers: list[Fields] = []
    for leaving in state.exits:
        if leaving.outcome is None or not leaving.follows_error:
            continue
        if leaving.outcome.error is not None:
            errors = [leaving.outcome.error]
        else:
            named = () if isinstance(node.on_error, str) else node.on_error.errors
            errors = own_names(node, named) or [asl.ALL_ERRORS]
        catchers.append(exits.leave(leaving, {asl.ERROR_EQUALS: errors}))
    return {asl.CATCH: catchers} if catchers else {}


def answer_errors(state: State) -> list[str]:
    """The errors of a node's state that are no failures: each tells of a handle, its own or its loop's."""
    if (
        isinstance(state.kind, NodeState)
        and isinstance(state.kind.shape, End)
        and state.kind.shape.status == "break"
    ):
        return [LOOP_LEFT]
    return [each.outcome.error for each in state.exits if each.outcome and each.outcome.error]


def answer_errors_of_nodes(flow: Flow, states: Iterable[State]) -> dict[str, list[str]]:
    """These errors of all nodes that have any, given the nodes' states."""
    return {
        flow.vertices[state.kind.vertex].id: answers
        for state in states
        if isinstance(state.kind, OF_NODES) and (answers := answer_errors(state))
    }
