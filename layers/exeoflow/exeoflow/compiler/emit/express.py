"""The express machine: whether a workflow may have one, whether it gets one, and what a run costs there.

An express machine waits neither for an answer nor for another machine, and is over within five minutes
(https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html). Here it runs while
somebody waits for it, whom an HTTP API lets wait for 30 seconds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.compiler import asl
from exeoflow.compiler.emit.nested_definitions import states_of
from exeoflow.compiler.emit.render import Rendered
from exeoflow.diagnostics import Diagnostic
from exeoflow.model.workflows.workflow import Workflow

LONGEST_RUN: Final = 25
"""Seconds after which a run fails with `States.Timeout`."""

# https://aws.amazon.com/step-functions/pricing, us-east-1: 64 MB at least, in steps of 100 ms.
DOLLARS_PER_RUN: Final = 0.000001
DOLLARS_PER_GB_SECOND: Final = 0.00001667
_GB: Final = 0.0625
_SHORTEST: Final = 0.1

_WAITS_FOR_OTHERS: Final = (".waitForTaskToken", ".sync", ".sync:2")


@dataclass(frozen=True, slots=True)
class Express:
    """What is known of the express machine; `definition` is None where the workflow gets none."""

    definition: Mapping[str, Any] | None
    faults: tuple[Diagnostic, ...]
    is_possible: bool

    def report(self) -> dict[str, Any]:
        """The mode and, where a run may be express, its price, as the product shows them."""
        mode = "standard" if self.definition is None else "express"
        if not self.is_possible:
            return {"mode": mode}
        prices = {"currency": "USD", "min": _price(_SHORTEST), "max": _price(LONGEST_RUN)}
        return {"mode": mode, "express": {"price_per_1000_runs": prices}}


def express_machine_of(workflow: Workflow, rendered: Rendered) -> Express:
    """Decide by `settings.mode`; `auto` takes no part in what others might see twice or not at all.

    Even the longest express run costs less than two transitions, the fewest of a standard one: where it may
    be chosen, it is the cheaper one.
    """
    mode = workflow.settings.mode
    obstacles = tuple(_obstacles(workflow, rendered))
    is_wanted = mode == "express" or (mode == "auto" and not _calls_others(rendered))
    return Express(
        _definition(rendered) if is_wanted and not obstacles else None,
        obstacles if mode == "express" else (),
        is_possible=not obstacles,
    )


def _definition(rendered: Rendered) -> Mapping[str, Any]:
    own = rendered.definition.get(asl.TIMEOUT_SECONDS, LONGEST_RUN)
    return {**rendered.definition, asl.TIMEOUT_SECONDS: min(own, LONGEST_RUN)}


def _calls_others(rendered: Rendered) -> bool:
    return any(state[asl.TYPE] == asl.TASK for _, state in states_of(rendered.scopes))


def _obstacles(workflow: Workflow, rendered: Rendered) -> Iterator[Diagnostic]:
    """What an express machine cannot do, once for each node, in the order of the definition."""
    for setting in ("concurrency", "debounce"):
        if getattr(workflow.settings, setting) is not None:
            yield Diagnostic("express-waits-for-turn", f"settings.{setting}", values={"setting": setting})
    positions = {node.id: index for index, node in enumerate(workflow.nodes)}
    blamed = {
        rendered.node_of_state.get(name): None
        for name, state in states_of(rendered.scopes)
        if _is_too_long(state)
    }
    for node_id in blamed:
        path = "settings.mode" if node_id is None else f"nodes[{positions[node_id]}]"
        yield Diagnostic("express-impossible", path, node_id=node_id, values={"limit": str(LONGEST_RUN)})


def _is_too_long(state: Mapping[str, Any]) -> bool:
    match state[asl.TYPE]:
        case asl.TASK:
            return str(state[asl.RESOURCE]).endswith(_WAITS_FOR_OTHERS)
        case asl.WAIT:
            seconds = state.get(asl.SECONDS)
            return not (isinstance(seconds, int) and seconds <= LONGEST_RUN)
        case _:
            return False


def _price(seconds: float) -> float:
    """Of 1,000 runs of so many seconds, in dollars."""
    return round(1000 * (DOLLARS_PER_RUN + seconds * _GB * DOLLARS_PER_GB_SECOND), 4)
