"""Whether triggers surely share the regions of the whole."""

import pytest

from exeoflow.compiler.flow import copying
from exeoflow.compiler.flow.build import build_flow, wiring_of
from exeoflow.compiler.flow.regions import RegionTree, build_regions
from exeoflow.compiler.flow.sharing import is_surely_shared
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.table import Configurations
from tests.oracle.drawings.drawing import condition, drawn, for_each
from tests.oracle.json_value import Json
from tests.unit.compiler.machines import compiled

TRIGGER: Json = {"type": "trigger", "config": {}}


def is_sure(*paths: str) -> bool:
    """Whether two triggers surely share loops with the header `h`, and bodies of the for_each `f` and `g`."""
    nodes: dict[str, Json] = {"u": TRIGGER, "c": condition("$trigger.c"), "f": for_each(), "g": for_each()}
    workflow = drawn(*paths, **{node: each for node, each in nodes.items() if any(node in p for p in paths)})
    flow = build_flow(wiring_of(Configurations(Workflow.model_validate(workflow))))
    tree = build_regions(flow)
    assert isinstance(tree, RegionTree)
    return is_surely_shared(flow, tree)


@pytest.mark.parametrize(
    "paths",
    [
        ["t > h > c:true > h", "u > b > h", "c:false > z"],
        ["t > h > c:true > h", "u > z", "c:false > z"],
        ["t > f:loop > x > f:done > z", "u > f"],
        ["t > f:loop > x > z", "u > f:done > z"],
        ["t > f:loop > g:loop > x > f", "u > f"],
        ["t > h > f:loop > x > f:done > c:true > h", "u > h"],
    ],
)
def test_regions_that_lead_nowhere_are_shared(paths: list[str]) -> None:
    assert is_sure(*paths)


@pytest.mark.parametrize(
    "paths",
    [
        ["t > f:loop > z", "u > z"],
        ["t > f:loop > x > z", "u > z"],
        ["t > h > c:true > h", "h > s > z", "c:false > e", "u > z"],
        ["t > h > c:true > h", "h > z", "c:false > e", "u > z"],
    ],
)
def test_what_a_region_leads_to_may_be_a_part_of_it_for_one_of_the_triggers(paths: list[str]) -> None:
    assert not is_sure(*paths)


def test_many_triggers_share_a_row_of_loops_without_being_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "MOST_COMPARED", 0)
    paths = [f"w{number} > h{number} > c{number}:true > h{number}" for number in range(5)]
    paths += [f"c{number}:false > h{number + 1}" for number in range(5)]
    nodes: dict[str, Json] = {f"c{number}": condition("$trigger.c") for number in range(5)}
    nodes |= {f"w{number}": TRIGGER for number in range(5)}
    workflow = drawn(*paths, **nodes)

    assert len(compiled(workflow).wrapped_triggers) == 4
