"""The source of code is no expression, so it is never what cannot be evaluated."""

from exeoflow.model.workflows.workflow import Node
from exeoflow.service.executions.explain.faulty_field import faulty_field
from exeoflow.service.executions.explain.roots import Roots


def test_the_source_of_code_is_not_evaluated() -> None:
    node = Node(id="c", type="code", config={"language": "javascript", "source": "return $input.a.b.c;"})

    assert faulty_field(node, Roots(None, None, {}, {}, {})) is None
