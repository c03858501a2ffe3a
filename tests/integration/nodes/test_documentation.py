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
from exeoflow.service.files.operations import run_file_operation
from exeoflow.transformation.task import transformed
from local.aws.services import local_aws
from local.place import REGION
from local.template import Function
from tests.fakes.files import FakeFiles, FakeObjects
from tests.fakes.mails import FakeMails
from tests.fakes.time_and_chance import CountingIds
from tests.integration.local.machines import output
from tests.oracle.judges.moto_machine import make_webhooks_table
from tests.oracle.simulator.tasks import WEBHOOKS_TABLE

_PAGE = (Path(__file__).parents[3] / "docs" / "nodes.md").read_text()
_SECTIONS = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^##|\Z)", _PAGE, re.MULTILINE | re.DOTALL))


def _block(section: str, kind: str) -> str:
    found = re.search(rf"^```json {kind}\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


class _Code:
    """Where code runs that is asked over files."""

    def run(self, workspace: str, asked: Any) -> Any:
        del workspace
        return code_answer(asked, workers())


class _People:
    """The only Lambda function there is: it runs code, keeps files, or gives the page's answer at once."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.files = FakeFiles()
        self.ids = CountingIds()
        self.objects = FakeObjects()
        self.code_runs = _Code()
        self.mails = FakeMails()

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
        if "operation" in event:
            is_data = event["operation"] in {"parse", "format", "hmac"}
            return transformed(event, lambda: self) if is_data else run_file_operation(event, self)
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
    yielded = _yielded(compiled, section, json.loads(_block(section, "input")))
    assert yielded == json.loads(_block(section, "output"))


def _yielded(compiled: CompiledWorkflow, section: str, given: Any) -> Any:
    with local_aws(functions=_People(_block(section, "answer"))):
        written = json.dumps(compiled.definition).replace("FunctionArn}", "}").replace("${Workspace}", "acme")
        return output(json.loads(written.replace(WEBHOOKS_TABLE, make_webhooks_table())), given)


def _of_lists() -> list[str]:
    """The nodes whose examples make a list of a list."""
    return [
        name
        for name in _RUNNABLE
        if isinstance(json.loads(_block(_SECTIONS[name], "output")), list)
        and any(isinstance(each, list) for each in _values(json.loads(_block(_SECTIONS[name], "input"))))
    ]


def _values(given: Any) -> list[Any]:
    return list(given.values()) if isinstance(given, dict) else [given]


@pytest.mark.parametrize("count", [0, 1])
@pytest.mark.parametrize("node_type", _of_lists())
def test_a_list_stays_one_however_many_items_there_are(node_type: str, count: int) -> None:
    section = _SECTIONS[node_type]
    compiled = compile_workflow(json.loads(_block(section, "workflow")))
    assert isinstance(compiled, CompiledWorkflow)
    given = json.loads(_block(section, "input"))
    cut = (
        given[:count]
        if isinstance(given, list)
        else {name: each[:count] if isinstance(each, list) else each for name, each in given.items()}
    )

    assert isinstance(_yielded(compiled, section, cut), list)


@pytest.mark.parametrize(
    "title", ["A file that is read", "Rows of a file", "Code over files", "Attachments of a mail"]
)
def test_an_example_below_a_node_yields_its_output(title: str) -> None:
    section = _PAGE.partition(f"#### {title}\n")[2]

    compiled = compile_workflow(json.loads(_block(section, "workflow")))

    assert isinstance(compiled, CompiledWorkflow)
    yielded = _yielded(compiled, section, json.loads(_block(section, "input")))
    assert yielded == json.loads(_block(section, "output"))


@pytest.mark.parametrize("node_type", sorted(set(_SECTIONS) - set(_RUNNABLE)))
def test_an_example_of_a_service_compiles(node_type: str) -> None:
    compiled = compile_workflow(json.loads(_block(_SECTIONS[node_type], "workflow")))

    assert isinstance(compiled, CompiledWorkflow)
