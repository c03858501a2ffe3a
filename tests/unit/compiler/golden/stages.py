"""What each stage makes of a workflow, as text."""

import json
from collections.abc import Iterator

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from exeoflow.compiler.data.changes import Kept
from exeoflow.compiler.data.intakes import Intakes
from exeoflow.compiler.data.variables import Variables
from exeoflow.compiler.flow.regions import Region, RegionTree
from exeoflow.compiler.flow.vertices import Flow, Outcome
from exeoflow.compiler.machine import Exit, Scope, State, Symbol, inner_scopes
from exeoflow.compiler.schedule.arrangement import arrange
from exeoflow.compiler.schedule.companions import Effort
from exeoflow.compiler.schedule.exclusion import Exclusion
from exeoflow.compiler.schedule.structure import Fork, Sequence, Unit
from tests.oracle.json_value import Json
from tests.unit.compiler.golden.printing import machine_text, outlet_text


def stages_of(workflow: Json, *, fold: bool = False) -> dict[str, str]:
    """Return the text of each stage, by the name of its folder."""
    made: dict[str, object] = {}
    compiled = compile_workflow(workflow, fold=fold, watch=made.__setitem__)
    assert isinstance(compiled, CompiledWorkflow), compiled.diagnostics
    assert isinstance(made["flow"], tuple)
    flow, tree = made["flow"]
    assert isinstance(made["data"], tuple)
    variables, intakes = made["data"]
    machine, instant = made["folding"], made["instant"]
    assert isinstance(flow, Flow)
    assert isinstance(tree, RegionTree)
    assert isinstance(machine, Scope)
    assert isinstance(instant, frozenset)
    assert isinstance(variables, Variables)
    assert isinstance(intakes, Intakes)
    exclusion = Exclusion(flow, tree.whole, Effort())
    return {
        "flow": _text(_flow(flow, tree)),
        "schedule": _text(_region(flow, exclusion, instant)),
        "control": machine_text(flow, machine),
        "data": _text(_data(flow, machine, variables, intakes)),
        "emit": json.dumps(compiled.definition, indent=2, ensure_ascii=False) + "\n",
    }


def _text(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _indented(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _flow(flow: Flow, tree: RegionTree) -> Iterator[str]:
    for vertex, found in enumerate(flow.vertices):
        yield f"{found.key} ({found.node.type})"
        for outlet in flow.outlets_of[vertex]:
            targets = ", ".join(flow.vertices[target].key for target in flow.outlets[outlet].targets)
            yield f"  {outlet_text(flow, outlet)} -> {targets or 'nothing'}"
        yield from (f"  {_outcome(flow, outcome)}" for outcome in flow.outcomes[vertex])
    yield from _units(flow, tree.whole)


def _outcome(flow: Flow, outcome: Outcome) -> str:
    fires = (" perhaps " if outcome.is_choice else " and ").join(
        outlet_text(flow, outlet) for outlet in outcome.fires
    )
    caught = "fails: " if outcome.is_caught else ""
    return f"{caught}{outcome.handle or 'out'} fires {fires}"


def _units(flow: Flow, region: Region) -> Iterator[str]:
    head = "" if region.kind == "whole" else f" of {flow.vertices[region.head].key}"
    units = (flow.vertices[unit].key for unit in region.units if unit != flow.root)
    yield f"{region.kind}{head}: {', '.join(units)}"
    for inner in region.inner.values():
        yield from _indented(_units(flow, inner))


def _region(flow: Flow, exclusion: Exclusion, instant: frozenset[int]) -> Iterator[str]:
    yield from _sequence(flow, exclusion, instant, arrange(exclusion, instant))


def _sequence(flow: Flow, exclusion: Exclusion, instant: frozenset[int], sequence: Sequence) -> Iterator[str]:
    for element in sequence.elements:
        match element:
            case Unit(vertex):
                yield "start" if vertex == flow.root else flow.vertices[vertex].key
                if vertex in exclusion.region.inner:
                    yield f"  {exclusion.region.inner[vertex].kind}"
                    yield from _indented(_indented(_region(flow, exclusion.loop(vertex), instant)))
            case Fork(branches=branches):
                for number, branch in enumerate(branches):
                    yield "beside" if number else "at once"
                    yield from _indented(_sequence(flow, exclusion, instant, branch))


def _data(flow: Flow, scope: Scope, variables: Variables, intakes: Intakes) -> Iterator[str]:
    for variable in variables.order:
        if variable.scope is scope:
            yield from _variable(flow, variable, variables)
    handed = variables.handed_out.get(scope, ())
    if handed:
        yield f"hands out {', '.join(_symbol(flow, symbol) for symbol in handed)}"
    for state in scope.states:
        if intakes.of(state):
            yield f"state {state.number} is given {_given(flow, state, intakes)}"
        for number, inner in enumerate(inner_scopes(state)):
            yield f"inside state {state.number}, {number + 1}"
            yield from _indented(_data(flow, inner, variables, intakes))


def _given(flow: Flow, state: State, intakes: Intakes) -> str:
    inputs = ", ".join(f"the input of {flow.vertices[vertex].key}" for vertex in intakes.of(state))
    return f"an object with {inputs}" if state in intakes.packages else inputs


def _variable(flow: Flow, variable: Kept, variables: Variables) -> Iterator[str]:
    states = variable.scope.states
    exits = [leaving for state in states for leaving in state.exits]
    made, initial = (
        [leaving for leaving in exits if variable in given.get(leaving, ())]
        for given in (variables.made, variables.initial)
    )
    if not made:
        return
    yield _symbol(flow, variable.symbol)
    yield f"  is made where {', '.join(map(_exit, made))}"
    if initial:
        yield f"  has no value yet where {', '.join(map(_exit, initial))}"
    known = [state.number for state in states if variables.assigned_before(state, variable.symbol)]
    if known:
        yield f"  has a value before {', '.join(map(str, known))}"


def _exit(leaving: Exit) -> str:
    target = "the end" if leaving.target is None else leaving.target.number
    return f"{leaving.state.number} leads to {target}"


def _symbol(flow: Flow, symbol: Symbol) -> str:
    details = {
        name: value for name, value in symbol._asdict().items() if name != "kind" and value is not False
    }
    texts = [
        outlet_text(flow, number)
        if name == "outlet"
        else flow.vertices[number].key
        if name != "is_index"
        else name
        for name, number in details.items()
    ]
    return " ".join([type(symbol).__name__, *texts])
