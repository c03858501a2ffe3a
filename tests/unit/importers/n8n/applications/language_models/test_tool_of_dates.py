"""Date & Time computes of what a model gives it."""

import json
from datetime import datetime
from typing import Any

import pytest

from exeoflow.importers.n8n.importing import Import
from tests.unit.importers.n8n.applications.language_models.test_agent import agent, node, run, says, statuses

TYPE = "n8n-nodes-base.dateTimeTool"


def date_tool(version: float = 2, **parameters: Any) -> Import:
    return agent({**node("date", TYPE, **parameters), "typeVersion": version})


def told(done: Import, given: dict[str, Any]) -> Any:
    _, requests = run(done, [says(None, ("date", given)), says("done")])
    return requests[1]["body"]["messages"][-1]["content"]


def asked(name: str) -> str:
    return f"={{{{ /*n8n-auto-generated-fromAI-override*/ $fromAI('{name}', ``, 'string') }}}}"


@pytest.mark.parametrize(("zone", "ahead"), [("Asia/Kolkata", "5:30:00"), ("", "0:00:00")])
def test_a_model_is_told_the_time_in_the_zone_that_it_asks_for(zone: str, ahead: str) -> None:
    done = date_tool(options={"timezone": asked("Zone")}, outputFieldName=asked("Name"))

    [item] = json.loads(told(done, {"Zone": zone, "Name": "now"}))

    assert item.keys() == {"now"}
    assert str(datetime.fromisoformat(item["now"]).utcoffset()) == ahead
    assert statuses(done)["date"] == "approximated"


def test_a_zone_that_nobody_knows_is_an_error() -> None:
    said = told(date_tool(options={"timezone": asked("Zone")}), {"Zone": "Mars/Base"})

    assert said.startswith("Error: ")


def test_a_date_is_computed_of_what_is_given_and_kept_beside_it() -> None:
    done = date_tool(
        operation="addToDate",
        magnitude=asked("Date"),
        duration=1,
        options={"includeInputFields": True},
    )

    [item] = json.loads(told(done, {"Date": "2024-02-28T10:00:00.000Z"}))

    assert item == {"Date": "2024-02-28T10:00:00.000Z", "newDate": "2024-02-29T10:00:00.000Z"}


@pytest.mark.parametrize(("version", "operation"), [(1, "getCurrentDate"), (2, "other")])
def test_what_n8n_does_not_know_stands_for_a_tool(version: float, operation: str) -> None:
    assert statuses(date_tool(version, operation=operation))["date"] == "unsupported"
