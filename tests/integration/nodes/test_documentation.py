"""The examples in `docs/nodes.md` are run: what they say comes out does come out."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from exeoflow.compiler import CompiledWorkflow, compile_workflow
from local.aws import local_aws
from tests.integration.local.machines import output

_PAGE = (Path(__file__).parents[3] / "docs" / "nodes.md").read_text()
_SECTIONS = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^##|\Z)", _PAGE, re.MULTILINE | re.DOTALL))


def _block(section: str, kind: str) -> str:
    found = re.search(rf"^```json {kind}\n(.*?)^```", section, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


_RUNNABLE = [name for name, section in _SECTIONS.items() if _block(section, "output")]


@pytest.fixture(autouse=True)
def _aws() -> Iterator[None]:
    with local_aws():
        yield


@pytest.mark.parametrize("fold", [False, True])
@pytest.mark.parametrize("node_type", _RUNNABLE)
def test_an_example_yields_its_output(node_type: str, *, fold: bool) -> None:
    section = _SECTIONS[node_type]

    compiled = compile_workflow(json.loads(_block(section, "workflow")), fold=fold)

    assert isinstance(compiled, CompiledWorkflow)
    assert output(compiled.definition, json.loads(_block(section, "input"))) == json.loads(
        _block(section, "output")
    )


@pytest.mark.parametrize("node_type", sorted(set(_SECTIONS) - set(_RUNNABLE)))
def test_an_example_of_a_service_compiles(node_type: str) -> None:
    compiled = compile_workflow(json.loads(_block(_SECTIONS[node_type], "workflow")))

    assert isinstance(compiled, CompiledWorkflow)
