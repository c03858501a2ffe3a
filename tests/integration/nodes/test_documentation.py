"""The examples in `docs/nodes.md` are run: what they say comes out does come out."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import boto3
import pytest

from exeoflow.code.bootstrap import workers
from exeoflow.code.run import code_answer
from exeoflow.compiler import CompiledWorkflow, compile_workflow
from local.aws.services import REGION, local_aws
from local.template import Function
from tests.integration.local.machines import output
from tests.oracle.judges.moto_machine import make_webhooks_table
from tests.oracle.simulator.tasks import WEBHOOKS_TABLE

_PAGE = (Path(__file__).parents[3] / "docs" / "nodes.md").read_text()
_SECTIONS = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^##|\Z)", _PAGE, re.MULTILINE | re.DOTALL))


def _block(section: str, kind: str) -> str:
    found = re.search(rf"^```json {kind}\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


class _People:
    """The only Lambda function there is: it runs code, or gives the answer that the page shows at once."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    @property
    def all(self) -> Sequence["_People"]:
        return (self,)

    @property
    def declared(self) -> Function:
        raise NotImplementedError

    def find(self, name_or_arn: str) -> "_People":
        del name_or_arn
        return self

    def invoke(self, event: Any) -> Any:
        if "language" in event:
            return code_answer(event, workers())
        client = boto3.client("stepfunctions", region_name=REGION)
        client.send_task_success(taskToken=event["task_token"], output=self.answer)
        return None


_RUNNABLE = [name for name, section in _SECTIONS.items() if _block(section, "output")]


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("node_type", _RUNNABLE)
def test_an_example_yields_its_output(node_type: str, *, fold: bool) -> None:
    section = _SECTIONS[node_type]

    compiled = compile_workflow(json.loads(_block(section, "workflow")), fold=fold)

    assert isinstance(compiled, CompiledWorkflow)
    with local_aws(functions=_People(_block(section, "answer"))):
        written = json.dumps(compiled.definition).replace("${RunCodeFunctionArn}", "run_code")
        machine = json.loads(written.replace(WEBHOOKS_TABLE, make_webhooks_table()))
        yielded = output(machine, json.loads(_block(section, "input")))
    assert yielded == json.loads(_block(section, "output"))


@pytest.mark.parametrize("node_type", sorted(set(_SECTIONS) - set(_RUNNABLE)))
def test_an_example_of_a_service_compiles(node_type: str) -> None:
    compiled = compile_workflow(json.loads(_block(_SECTIONS[node_type], "workflow")))

    assert isinstance(compiled, CompiledWorkflow)
