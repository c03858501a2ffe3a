"""A stack whose workspaces trust each other shares what has its prefix, and still nothing else."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.integration.handlers.conftest import make_client
from tests.integration.handlers.running import ended
from tests.integration.handlers.workspaces.test_resources import WAYS, is_refusal, table, workflow


@pytest.fixture(scope="module")
def parameters() -> Mapping[str, str]:
    return {"WorkspaceIsolation": "single-tenant"}


def test_all_workspaces_reach_what_has_the_stacks_prefix(functions: Mapping[str, Any]) -> None:
    way, shared, foreign = WAYS["database get"], table("for-workflows-shared"), table("shared")

    for name in ("acme", "other"):
        client = make_client(functions, workspace=name)
        assert ended(client, workflow(way, shared))["status"] == "success"
        assert is_refusal(ended(client, workflow(way, "{{ $trigger.name }}"), name=foreign)["error"])
        assert not client.call("validate_workflow", body=workflow(way, foreign)).data["valid"]
