"""The nodes that end their path; the one that answers is compiled and run as docs/semantics.md says."""

import pytest

from exeoflow.model.response import Response, response_in
from exeoflow.nodes.lowering import End
from tests.oracle.drawings.drawing import condition, drawn, values
from tests.oracle.interpreter.environment import SeededEnvironment
from tests.oracle.json_value import Json
from tests.oracle.judges.comparison import compare
from tests.oracle.judges.compiling import compiled_machine, errors_of
from tests.oracle.judges.lint import faults
from tests.unit.nodes.lowered import lowered

CREATED = {"type": "respond", "config": {"status": 201, "headers": {"X-Order": "{{ $trigger.order }}"}}}
DEFAULT: Json = {"type": "respond", "config": {}}
DYNAMIC: Json = {"type": "respond", "config": {"status": "{{ $trigger.status }}", "body": "a {{ $input.n }}"}}


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize(
    ("workflow", "answer"),
    [
        (drawn("t > r", r=DEFAULT), Response(200, {}, {"order": "7", "status": 404})),
        (drawn("t > a > r", a=values(n=1), r=CREATED), Response(201, {"X-Order": "7"}, {"n": 1})),
        (drawn("t > a > r", a=values(n=1), r=DYNAMIC), Response(404, {}, "a 1")),
        (
            drawn("t > r", "t > a > b", a=values(n=1), b=values(n=2), r=CREATED),
            Response(201, {"X-Order": "7"}, {"order": "7", "status": 404}),
        ),
        (
            drawn(
                "t > c",
                "c:true > r",
                "c:false > s",
                c=condition("$trigger.order = '7'"),
                r=DEFAULT,
                s=CREATED,
            ),
            Response(200, {}, {"order": "7", "status": 404}),
        ),
        (
            drawn(
                "t > c",
                "c:true > r",
                "c:false > s",
                c=condition("$trigger.order = '8'"),
                r=DEFAULT,
                s=CREATED,
            ),
            Response(201, {"X-Order": "7"}, {"order": "7", "status": 404}),
        ),
        (drawn("t > r", r={**DEFAULT, "disabled": True}), None),
    ],
)
def test_the_answer_is_found_in_the_output(
    workflow: dict[str, Json],
    answer: Response | None,
    fold: bool,  # noqa: FBT001 - a parameter
) -> None:
    machine = compiled_machine(workflow, fold=fold)
    assert machine, errors_of(workflow)

    compared = compare(workflow, machine, "t", {"order": "7", "status": 404}, SeededEnvironment(0, 0))

    assert faults(machine.definition) == []
    assert compared.differences == ()
    assert response_in(compared.happened.outcome.output) == answer


def test_a_stop_ends() -> None:
    assert lowered("stop", {"status": "failed", "message": "{{ $input }}"}) == End(
        "failed", "Workflow.Stopped", "{% $v_input %}"
    )
