"""Gaps: in which order, and by which rule, moto evaluates the fields of a state.

- `Assign` and `Output` both see the variables as they were when the state was entered; moto's `Output` sees
  what `Assign` has just set, so a loop that reads its own last output reads a later one.
- A Choice's own `Assign` and `Output` are its default's only; moto evaluates them after a rule's too where
  rule and default lead to the same state.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from moto.stepfunctions.parser.asl.component.common.assign.assign_decl import AssignDecl
from moto.stepfunctions.parser.asl.component.state.choice.state_choice import StateChoice
from moto.stepfunctions.parser.asl.component.state.exec.execute_state import ExecutionState
from moto.stepfunctions.parser.asl.component.state.state import CommonStateField
from moto.stepfunctions.parser.asl.eval.environment import Environment

from local.aws.replacement import replaced

_ASSIGNED = "_assigned_by_this_state"


@contextmanager
def evaluation_order() -> Iterator[None]:
    """Evaluate fields of states in the order of Step Functions."""
    with ExitStack() as stack:
        stack.enter_context(replaced(StateChoice, "_eval_state", _choose))
        stack.enter_context(replaced(AssignDecl, "_eval_body", _note_assignment))
        for state, evaluate in (
            (CommonStateField, CommonStateField._eval_state_output),
            (ExecutionState, ExecutionState._eval_state_output),
            (StateChoice, _output_of_choice(StateChoice._eval_state_output)),
        ):
            stack.enter_context(replaced(state, "_eval_state_output", _then_assigned(evaluate)))
        yield


class _ByRule(str):
    """The name of a state that a rule has led to, not the default."""

    __slots__ = ()


def _choose(state: StateChoice, env: Environment) -> None:
    for rule in state.choices_decl.rules:
        rule.eval(env)
        if env.stack.pop() is True:
            env.stack.append(_ByRule(rule.next_stmt.name))
            return
    if state.default_state is None:
        raise RuntimeError(f"No rule of {state.name} applies, and it has no default.")
    env.stack.append(state.default_state.state_name)


def _output_of_choice(evaluate: Callable[..., None]) -> Callable[..., None]:
    def output(state: StateChoice, env: Environment) -> None:
        if isinstance(env.stack[-1], _ByRule):
            env.next_state_name = str(env.stack.pop())
        else:
            evaluate(state, env)

    return output


def _note_assignment(assignment: AssignDecl, env: Environment) -> None:
    values: dict[str, Any] = {}
    for binding in assignment.declaration_bindings:
        binding.eval(env=env)
        values.update(env.stack.pop())
    setattr(env.variable_store, _ASSIGNED, values)


def _then_assigned(evaluate: Callable[..., None]) -> Callable[..., None]:
    def output(state: CommonStateField, env: Environment) -> None:
        evaluate(state, env=env)
        for name, value in vars(env.variable_store).pop(_ASSIGNED, {}).items():
            env.variable_store.set(name, value)

    return output
