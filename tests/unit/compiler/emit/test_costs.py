"""What the ways through a machine cost."""

from exeoflow.compiler import compile_workflow
from exeoflow.compiler.emit.costs import Cost, Costs
from exeoflow.compiler.flow.vertices import Flow
from exeoflow.compiler.machine import Scope
from tests.oracle.drawings.drawing import condition, drawn, values


def test_the_fewest_events_may_be_those_of_the_way_with_more_states() -> None:
    """A call has five events, and two computed values have two each."""
    workflow = drawn(
        "t > c:true > call",
        "c:false > one > two",
        c=condition("{{ $trigger.go }}"),
        one=values(x="{{ $trigger.x }}"),
        two=values(x="{{ $trigger.y }}"),
    )
    made: dict[str, object] = {}
    compile_workflow(workflow, watch=made.__setitem__)
    machine = made["folding"]
    assert isinstance(machine, Scope)
    assert isinstance(made["flow"], tuple)
    flow, _ = made["flow"]
    assert isinstance(flow, Flow)

    bounds = Costs(flow, frozenset(), {}).of_scope(machine)

    assert bounds.least == Cost(states=1 + 1, events=2 + 2 + 2)
    assert bounds.most.states == 1 + 2
