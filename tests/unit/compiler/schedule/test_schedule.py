"""What runs beside what, where forks are entangled."""

import pytest

from exeoflow.compiler.checks import read_workflow
from exeoflow.compiler.flow.build import build_flow, wiring_of
from exeoflow.compiler.flow.regions import RegionTree, build_regions
from exeoflow.compiler.schedule import division
from exeoflow.compiler.schedule.arrangement import arrange
from exeoflow.compiler.schedule.companions import Effort
from exeoflow.compiler.schedule.division import divide
from exeoflow.compiler.schedule.exclusion import Exclusion
from exeoflow.compiler.schedule.placement import place
from exeoflow.compiler.schedule.sample import Sample
from exeoflow.compiler.schedule.structure import MAX_DEPTH, Fork, Sequence
from exeoflow.model.workflows.workflow import Workflow
from exeoflow.nodes.table import Configurations
from tests.oracle.drawings.drawing import condition, drawn, for_each
from tests.oracle.drawings.scientific import shared_source
from tests.oracle.json_value import Json

N = drawn("t > a > x", "t > b > x", "b > y")
CHOICE = condition("{{ $trigger.go }}")


def exclusion(workflow: Json) -> Exclusion:
    """The region of a whole workflow."""
    read = read_workflow(workflow)
    assert isinstance(read, Workflow)
    flow = build_flow(wiring_of(Configurations(read)))
    tree = build_regions(flow)
    assert isinstance(tree, RegionTree)
    return Exclusion(flow, tree.whole, Effort())


def text(sequence: Sequence, answers: Exclusion) -> str:
    """The structure behind the trigger: `a [b | c] d`."""
    words = []
    for element in sequence.elements:
        if isinstance(element, Fork):
            words.append(f"[{' | '.join(text(branch, answers) for branch in element.branches)}]")
        elif element.vertex != answers.flow.root and element.vertex not in answers.flow.triggers:
            words.append(answers.flow.vertices[element.vertex].id)
    return " ".join(words)


def divided(workflow: Json, depth: int = 0) -> str:
    answers = exclusion(workflow)
    return text(divide(answers, Sample(answers), depth, 0.1), answers)


def test_successors_of_a_shared_source_stand_behind_all_sources() -> None:
    answers = exclusion(shared_source(3))

    found = text(arrange(answers, frozenset(answers.flow.triggers)), answers)

    assert found == "[a0 | a1 | a2 | shared] [b0 | b1 | b2]"


def test_parts_that_nothing_connects_run_beside_each_other() -> None:
    assert divided(N) in {"[a | b] [x | y]", "[a | b y] x", "b [a x | y]"}


def test_of_barriers_that_take_as_long_the_one_is_taken_that_delays_least() -> None:
    # To begin with `a` would end as early, but `e` would start late, and fail late.
    assert divided(drawn("t > a > b > c > d", "t > e")) == "[a b c d | e]"


def test_parts_that_exclude_each_other_share_a_branch() -> None:
    workflow = drawn("t > c", "c:true > a > x", "c:false > b", "t > d > x", "d > y", c=CHOICE)

    assert "a | b" not in divided(workflow)
    assert "b | a" not in divided(workflow)


def test_all_parts_excluding_each_other_need_no_fork() -> None:
    assert divided(drawn("t > c", "c:true > a > m", "c:false > b > m", c=CHOICE)) == "c a b m"


def test_what_would_nest_too_deeply_runs_one_after_the_other() -> None:
    assert divided(N, MAX_DEPTH) in {"a b x y", "a b y x", "b a x y"}


def test_connected_units_are_parted_at_every_level_once_too_many_runs_were_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(division, "MOST_RUNS", 0)

    assert divided(N) == "[a | b] [x | y]"


def test_the_body_of_a_loop_is_divided_like_the_whole() -> None:
    workflow = drawn("t > f", "f:loop > a > x", "f:loop > b > x", "b > y", f=for_each())
    whole = exclusion(workflow)
    answers = whole.loop(next(iter(whole.region.inner)))

    assert text(divide(answers, Sample(answers), 0, 0.1), answers) in {
        "[a | b] [x | y]",
        "[a | b y] x",
        "b [a x | y]",
    }


def test_placed_units_do_not_wrap_forks_that_nest_too_deeply() -> None:
    paths = ("t > a > x > z", "t > b > x", "t > c > x", "a > u > z", "b > u", "a > a2 > a3 > v", "b > v")
    answers = exclusion(drawn(*paths))

    structure = place(answers, MAX_DEPTH - 1)

    assert deepest(structure) == MAX_DEPTH
    assert text(structure, answers) == "[a a2 a3 | b | c] [u | x] z v"


def deepest(sequence: Sequence) -> int:
    forks = [each for each in sequence.elements if isinstance(each, Fork)]
    return max([sequence.depth, *(deepest(branch) for each in forks for branch in each.branches)])
