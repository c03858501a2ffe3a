"""docs/cost.md says what the formula says, and the formula counts what really happens."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from local.aws.stack import run_stack
from local.cost.page import tables
from local.cost.prices import MILLION, SERVER_MONTHLY
from local.cost.usage import Usage, break_even, price_of
from local.cost.workloads import (
    CALLS_OF_END,
    CALLS_OF_START,
    INDEXES_AT_END,
    INDEXES_AT_START,
    ITEMS_OF_END,
    ITEMS_OF_START,
    WORKLOADS,
    Workload,
    transitions_of,
    usage_of,
)
from local.keys import make_key
from local.place import STACK_NAME, TEMPLATE
from local.server import HOST, bind, port_of, served_beside
from local.state.database import Database
from local.template.document import read_document
from tests.e2e.api import Api
from tests.e2e.local_server import KEY
from tests.permissions.recording import Call, RecordedFunctions, Recorder

PAGE = Path(__file__).parents[3] / "docs/cost.md"
DECIDE = WORKLOADS[0]


@pytest.fixture(scope="module")
def calls() -> Iterator[list[Call]]:
    """Those of one warm execution, until its end is recorded."""
    recorder = Recorder()
    with (
        closing(Database(":memory:")) as database,
        recorder.attached(),
        run_stack(database, {"LogLevel": "ERROR"}, lambda _line: None, RecordedFunctions) as stack,
        bind(0, "--port") as listener,
        served_beside(stack.gateway, listener),
    ):
        make_key(KEY, stack.keys)
        api = Api(f"http://{HOST}:{port_of(listener)}", KEY)
        workflow = api.create(dict(DECIDE.workflow))
        start = len(recorder.calls)
        api.post(f"/v1/workflows/{workflow}/execute", {"input": {"total": 7}})
        recorder.wait_for(f"{STACK_NAME}-RecordExecutionEndFunction", "TransactWriteItems")
        yield recorder.calls[start:]


def of(function: str, calls: list[Call]) -> list[Call]:
    return [call for call in calls if call.function == f"{STACK_NAME}-{function}Function"]


def written(calls: list[Call]) -> list[Any]:
    [transaction] = [call for call in calls if call.operation == "TransactWriteItems"]
    items: list[Any] = transaction.parameters["TransactItems"]
    return items


def test_the_start_calls_aws_as_often_as_the_formula_says(calls: list[Call]) -> None:
    start = of("ExecuteWorkflow", calls)

    assert (len(start), len(written(start))) == (CALLS_OF_START, ITEMS_OF_START)


def test_the_end_calls_aws_as_often_as_the_formula_says(calls: list[Call]) -> None:
    end = of("RecordExecutionEnd", calls)

    assert (len(end), len(written(end))) == (CALLS_OF_END, ITEMS_OF_END)


def test_the_start_writes_into_as_many_indexes_as_the_formula_says(calls: list[Call]) -> None:
    head = next(each["Put"]["Item"] for each in written(of("ExecuteWorkflow", calls)) if "Put" in each)

    assert sum(key in head for key in index_keys()) == INDEXES_AT_START


def test_the_end_moves_the_head_in_the_indexes_as_the_formula_says(calls: list[Call]) -> None:
    update = written(of("RecordExecutionEnd", calls))[0]["Update"]
    changed, _, removed = update["UpdateExpression"].partition("REMOVE")

    # A changed key is two writes: out of one part of the index, into another.
    units = [2 if f"#{key} =" in changed and f"#{key}" not in removed else 1 for key in index_keys()]
    assert sum(units) == INDEXES_AT_END


def index_keys() -> list[str]:
    table = read_document(TEMPLATE)["Resources"]["ExecutionsTable"]["Properties"]
    return [index["KeySchema"][0]["AttributeName"] for index in table["GlobalSecondaryIndexes"]]


@pytest.mark.parametrize(("workload", "transitions"), list(zip(WORKLOADS, (3, 3, 4, 22), strict=True)))
def test_transitions_are_the_states_entered_and_the_end(workload: Workload, transitions: int) -> None:
    assert transitions_of(workload) == transitions


def test_the_price_is_linear_in_executions() -> None:
    usage = usage_of(DECIDE)

    assert price_of(usage, MILLION).total == pytest.approx(MILLION * price_of(usage, 1).total)
    assert price_of(usage, 0).total == 0


def test_each_unit_has_its_list_price() -> None:
    usage = Usage(transitions=1, api_requests=1, invocations=1, write_units=1, read_units=1)

    price = price_of(usage, MILLION)

    assert price.step_functions == pytest.approx(25)
    assert price.api == pytest.approx(1)
    assert price.functions == pytest.approx(0.20)
    assert price.tables == pytest.approx(0.75)


def test_a_million_express_runs_cost_a_fraction() -> None:
    assert price_of(usage_of(WORKLOADS[1]), MILLION).total < 35


def test_below_the_break_even_the_server_is_dearer() -> None:
    usage = usage_of(DECIDE)
    even = break_even(usage)

    assert price_of(usage, even).total <= SERVER_MONTHLY < price_of(usage, even + 1).total


def test_the_page_shows_the_tables_of_the_formula() -> None:
    assert tables() in PAGE.read_text(encoding="utf-8")
