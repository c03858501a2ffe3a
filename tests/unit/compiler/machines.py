"""Short ways to compile a drawn workflow and to look at what came out."""

from collections.abc import Mapping
from typing import Any

from exeoflow.compiler import CompiledWorkflow, RejectedWorkflow, compile_workflow
from exeoflow.compiler.emit.nested_definitions import definitions_within, states_of
from exeoflow.compiler.machine import Scope
from tests.oracle.judges.compiling import verified


def compiled(workflow: Mapping[str, Any], *, fold: bool = False) -> CompiledWorkflow:
    result = compile_workflow(workflow, fold=fold, watch=verified)
    assert isinstance(result, CompiledWorkflow), result.diagnostics
    return result


def machine_of(workflow: Mapping[str, Any]) -> Scope:
    """The machine as `control` makes it, before anything is folded."""
    machines: list[Scope] = []

    def note(name: str, made: object) -> None:
        if name == "control" and isinstance(made, Scope):
            machines.append(made)

    compile_workflow(workflow, watch=note)
    (machine,) = machines
    return machine


def faults(workflow: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    result = compile_workflow(workflow)
    assert isinstance(result, RejectedWorkflow)
    return [(each.rule, each.node_id) for each in result.diagnostics]


def states(workflow: Mapping[str, Any], *, fold: bool = False) -> dict[str, Any]:
    return dict(states_of(definitions_within(compiled(workflow, fold=fold).definition)))


def shape(workflow: Mapping[str, Any]) -> Any:
    """The states' types by name, branches and bodies as lists within."""
    return _shape(compiled(workflow).definition)


def _shape(scope: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, state in scope["States"].items():
        inner = [*state.get("Branches", ()), *([state["ItemProcessor"]] if "ItemProcessor" in state else [])]
        found[name] = [_shape(each) for each in inner] if inner else state["Type"]
    return found
