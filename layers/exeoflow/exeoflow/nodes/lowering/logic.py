"""Lowerings of nodes that steer the flow. Their handles, joins and bodies are the compiler's."""

from typing import TYPE_CHECKING, assert_never

from exeoflow.expressions import parse_expression
from exeoflow.expressions.jsonata import field
from exeoflow.model.response import RESPONSE
from exeoflow.nodes.logic import (
    ConditionConfig,
    ForEachConfig,
    MergeConfig,
    StopConfig,
    SwitchConfig,
    WaitConfig,
)
from exeoflow.nodes.lowering.approvals import lower_call
from exeoflow.nodes.lowering.bindings import Bindings
from exeoflow.nodes.lowering.data import never_fails
from exeoflow.nodes.lowering.items import listed
from exeoflow.nodes.lowering.shapes import Branch, Case, Each, End, Pause, Task, Value
from exeoflow.nodes.respond import RespondConfig

if TYPE_CHECKING:
    from exeoflow.model.json import Json


def lower_condition(config: ConditionConfig, bindings: Bindings) -> Branch:
    """One case, `true`; `false` is what remains."""
    return Branch((_case("true", config.expression, bindings),), default="false")


def lower_switch(config: SwitchConfig, bindings: Bindings) -> Branch:
    """The cases in the author's order."""
    cases = tuple(_case(case.handle, case.expression, bindings) for case in config.cases)
    return Branch(cases, default="default", every=config.mode == "all")


def lower_merge(config: MergeConfig, bindings: Bindings) -> Value:
    """The live predecessors' outputs, which the input holds by predecessor, in the form of the mode."""
    if config.mode == "object":
        return Value(f"{{% {bindings.input} %}}", cannot_fail=True)
    outputs = [f"{bindings.input}.{field(each)}" for each in bindings.input_keys]
    match config.mode:
        case "append":
            text = f"[{', '.join(outputs)}]"
        case "shallow":
            text = f"$merge([{', '.join(outputs)}])"
        case "first":
            text = "".join(f"$exists({each}) ? {each} : " for each in outputs[:-1]) + outputs[-1]
        case _:
            assert_never(config.mode)
    return Value(f"{{% {text} %}}", cannot_fail=config.mode != "shallow")


def lower_for_each(config: ForEachConfig, bindings: Bindings) -> Each:
    """One iteration per item of the list that `items` is or makes."""
    return Each(listed(config.items, bindings), config.concurrency)


def lower_wait(config: WaitConfig, bindings: Bindings) -> Pause | Task:
    """A Wait state, or a task that is done when the call has come."""
    if config.call:
        return lower_call(config, bindings)
    if config.until is not None:
        until = bindings.value(config.until)
        return Pause(until=until if isinstance(until, str) else str(until))
    seconds = bindings.value(config.seconds)
    return Pause(seconds=seconds if isinstance(seconds, int | str) else None)


def lower_stop(config: StopConfig, bindings: Bindings) -> End:
    """The end of a path or of the execution."""
    return End(config.status, bindings.value(config.code), bindings.value(config.message))


def lower_respond(config: RespondConfig, bindings: Bindings) -> Value:
    """The answer under a key of its own, by which it is found in the output of the execution."""
    answer: dict[str, Json] = {"status": config.status, "headers": config.headers or {}, "body": config.body}
    return Value({RESPONSE: bindings.value(answer)}, cannot_fail=never_fails(answer))


def _case(handle: str, text: str, bindings: Bindings) -> Case:
    """`$boolean` as the meaning says; nothing is false, which `$boolean` of nothing is not."""
    expression = parse_expression(text)
    bound = bindings.expression(text)
    if not expression.is_boolean:
        bound = f"$boolean({bound}) = true"
    return Case(handle, bound, cannot_fail=expression.cannot_throw)
