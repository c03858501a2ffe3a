"""How each unit of a region runs: a plain node, a for_each with its body, a loop with its body."""

from functools import partial
from operator import itemgetter

from tests.oracle.errors import LoopLeft, WorkflowError
from tests.oracle.interpreter.execution import DEAD, Dead, Settled
from tests.oracle.interpreter.joins import Arrival, join
from tests.oracle.interpreter.node_attempts import run_node
from tests.oracle.interpreter.node_results import Result, resolved_items
from tests.oracle.interpreter.reads import roots_for
from tests.oracle.interpreter.region_run import RegionRun, Scope, dead_connections
from tests.oracle.interpreter.regions import Unit
from tests.oracle.json_value import Json
from tests.oracle.virtual_time import Group, Process


def run_unit(around: RegionRun, unit: Unit, arrivals: list[Arrival], data: Json) -> Process[Settled]:
    """Run a unit; returns what the connections that leave it carry."""
    if unit.is_loop:
        return _run_loop(around, unit, arrivals, data)
    if unit.body:
        return _run_for_each(around, unit, arrivals, data)
    return run_node(around, unit.head, arrivals, data)


def _run_loop(around: RegionRun, unit: Unit, arrivals: list[Arrival], data: Json) -> Process[Settled]:
    assert unit.body
    execution = around.execution
    leaving: Settled = {}
    for _ in range(execution.max_iterations):
        iteration = RegionRun(execution, unit.body, around.scope, around)
        carried = yield from iteration.pass_from_head(unit.head, arrivals, data)
        back = _into(around, unit.head, carried)
        leaving |= {
            index: value
            for index, value in carried.items()
            if index not in back and (index not in leaving or value is not DEAD)
        }
        arrivals = _live(around, back)
        if not arrivals:
            return leaving
        data = join(arrivals)
    message = f"More than {execution.max_iterations} iterations."
    raise WorkflowError("Loop.MaxIterations", message, unit.head)


def _run_for_each(around: RegionRun, unit: Unit, arrivals: list[Arrival], data: Json) -> Process[Settled]:
    exits = dead_connections(around.execution, unit)
    own = yield from run_node(around, unit.head, arrivals, data, partial(_run_items, around, unit, exits))
    loop = {each.index for each in around.execution.graph.outgoing[unit.head] if each.handle == "loop"}
    return exits | {index: value for index, value in own.items() if index not in loop}


def _run_items(around: RegionRun, unit: Unit, exits: Settled, data: Json) -> Process[Result]:
    """Run the body for each item; fills `exits` with the lists that extra exits carry."""
    config = around.execution.graph.nodes[unit.head]["config"]
    items = resolved_items(config, roots_for(around, unit.head, data))
    group = Group(around.execution.clock, config.get("concurrency") or 1)
    scopes = [Scope(unit.head, item, index) for index, item in enumerate(items)]
    carried: list[Settled] = [{} for _ in items]
    for scope, settled in zip(scopes, carried, strict=True):
        group.start(_run_item(around, unit, scope), settled.update)
    try:
        yield group
    except LoopLeft as left:
        return Result(left.value, ("break",))
    results = [_item_result(around, unit, *each) for each in zip(scopes, carried, strict=True)]
    for node in unit.nodes - {unit.head}:
        around.scope.outputs[node] = [scope.outputs.get(node) for scope in scopes]
    for index in exits:
        values = [settled[index] for settled in carried if not isinstance(settled.get(index, DEAD), Dead)]
        if values:
            exits[index] = values
    return Result(results, ("done",))


def _run_item(around: RegionRun, unit: Unit, scope: Scope) -> Process[Settled]:
    assert unit.body
    entering: Settled = {
        each.index: scope.item for each in around.execution.graph.outgoing[unit.head] if each.handle == "loop"
    }
    run = RegionRun(around.execution, unit.body, scope, around)
    carried = yield from run.pass_from_connections(entering)
    return carried


def _item_result(around: RegionRun, unit: Unit, scope: Scope, carried: Settled) -> Json:
    back = _live(around, _into(around, unit.head, carried))
    if back:
        return join(back)
    if len(unit.nodes) == 1:
        return scope.item
    return join(scope.ends(around.execution.graph.nodes))


def _into(around: RegionRun, head: str, carried: Settled) -> Settled:
    by_index = around.execution.graph.by_index
    return {index: value for index, value in carried.items() if by_index[index].target == head}


def _live(around: RegionRun, carried: Settled) -> list[Arrival]:
    by_index = around.execution.graph.by_index
    return [
        (by_index[index].source, value)
        for index, value in sorted(carried.items(), key=itemgetter(0))
        if not isinstance(value, Dead)
    ]
