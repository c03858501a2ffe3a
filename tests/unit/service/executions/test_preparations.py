"""What an execution has prepared for its expressions is read out of its first states."""

from datetime import UTC, datetime

from exeoflow.model import json
from exeoflow.model.json import Json
from exeoflow.model.workflows.source_map import SourceMap
from exeoflow.service.executions.explain.preparations import Prepared, prepared_by
from exeoflow.service.executions.visits import Visit

SOURCE_MAP = SourceMap({"Call": "call"}, {})
READ: Json = {"Item": {"document": {"S": '{"region": "eu"}'}}}
OPENED: Json = {"Payload": {"resume_url": "https://api.example.com/approvals/apr_1/resume?token=t"}}


def visit(state: str, answer: Json) -> Visit:
    entered = datetime(2024, 1, 20, 10, tzinfo=UTC)
    return Visit(state, entered, None, answer=None if answer is None else json.write(answer))


def test_variables_and_address_are_what_the_first_states_were_answered() -> None:
    visits = [visit("Read variables", READ), visit("Open address", OPENED), visit("Call", READ)]

    assert prepared_by(visits, SOURCE_MAP) == Prepared(
        {"region": "eu"}, "https://api.example.com/approvals/apr_1/resume?token=t"
    )


def test_a_workspace_without_variables_has_none() -> None:
    assert prepared_by([visit("Read variables", {})], SOURCE_MAP) == Prepared()


def test_what_nodes_were_answered_prepares_nothing() -> None:
    assert prepared_by([], SOURCE_MAP) == Prepared()
    assert prepared_by([visit("Call", OPENED)], SOURCE_MAP) == Prepared()
    assert prepared_by([visit("Begin", None), visit("Read variables", READ)], SOURCE_MAP) == Prepared()
