"""The compiler as the judges see it: a machine, or the rules by which a workflow was refused."""

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.compiler.machine import Scope
from exeoflow.diagnostics import is_error
from tests.oracle.json_value import Json
from tests.oracle.judges.verify import verify
from tests.oracle.simulator.machine import Machine


def compiled_machine(workflow: Json, *, fold: bool = False) -> Machine | None:
    """Return the workflow's state machine, or None if the compiler refuses it."""
    compiled = compile_workflow(workflow, fold=fold, watch=verified)
    if not isinstance(compiled, CompiledWorkflow):
        return None
    return machine_of(compiled)


def verified(name: str, made: object) -> None:
    """Raise AssertionError if a pass has made a machine that no pass may make."""
    if isinstance(made, Scope):
        faults = verify(made)
        assert not faults, f"after {name}: {faults}"


def machine_of(compiled: CompiledWorkflow) -> Machine:
    """Return what the compiler made as the simulator takes it."""
    return Machine(
        compiled.definition,
        compiled.node_of_state,
        compiled.folded,
        compiled.wrapped_triggers,
        around=compiled.around,
    )


def errors_of(workflow: Json) -> list[str]:
    """Return the rules of a workflow's faults, each once, warnings left out."""
    return sorted({each.rule for each in compile_workflow(workflow).diagnostics if is_error(each)})
