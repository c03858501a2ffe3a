"""What each stage makes of small workflows; `python -m tests.unit.compiler.golden` writes the files anew."""

from functools import cache

import pytest

from exeoflow.compiler import compile_workflow
from exeoflow.compiler.machine import Scope
from tests.unit.compiler.golden.drawings import DRAWINGS, FOLDED
from tests.unit.compiler.golden.files import read
from tests.unit.compiler.golden.printing import machine_text
from tests.unit.compiler.golden.stages import stages_of


@cache
def _stages(name: str) -> dict[str, str]:
    return stages_of(DRAWINGS[name], fold=name in FOLDED)


@pytest.mark.parametrize("stage", ["flow", "schedule", "control", "data", "emit"])
@pytest.mark.parametrize("name", DRAWINGS)
def test_a_stage_makes_of_a_workflow_what_its_golden_file_says(name: str, stage: str) -> None:
    assert _stages(name)[stage] == read(name)[stage]


@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_is_kept_of_a_stage_that_is_no_more(name: str) -> None:
    assert read(name).keys() == _stages(name).keys()


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_pass_changes_a_machine_that_another_has_made(name: str) -> None:
    flows = []
    made_so: list[tuple[Scope, str]] = []

    def note(_: str, made: object) -> None:
        if isinstance(made, tuple):
            flows.append(made[0])
        if isinstance(made, Scope):
            made_so.append((made, machine_text(flows[0], made)))

    compile_workflow(DRAWINGS[name], fold=True, watch=note)

    assert made_so
    assert all(machine_text(flows[0], machine) == text for machine, text in made_so)
