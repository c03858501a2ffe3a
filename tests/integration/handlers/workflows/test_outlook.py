"""What is to come of a workflow with schedules, through the real handlers."""

from typing import Any

import pytest

from tests.integration.handlers.conftest import Client

AROUND_SUMMER_TIME = [("03-28", 1), ("03-30", 0), ("03-31", 0), ("04-01", 0), ("04-02", 0)]
PAST = {"cron": "0 9 * * *", "end": "2020-01-01T00:00:00Z"}


def graph(*configs: Any) -> Any:
    triggers = [
        {"id": f"t{number}", "type": "trigger", "config": {"mode": "schedule", **config}}
        for number, config in enumerate(configs)
    ]
    return {"name": "A", "nodes": triggers}


def activated(client: Client, *configs: Any) -> tuple[Any, Any]:
    created = client.call("create_workflow", body=graph(*configs))
    assert created.status == 201, created
    path = {"workflow_id": created.data["id"]}
    status = client.call("set_workflow_status", path=path, body={"status": "active"})
    shown = client.call("get_workflow", path=path)
    assert {name: shown.data.get(name) for name in status.data} == status.data
    return created.data, shown.data


def test_a_schedule_that_is_over_is_told_wherever_the_workflow_is_shown(client: Client) -> None:
    created, active = activated(client, PAST)
    valid = client.call("validate_workflow", body=graph(PAST), headers={"accept-language": "en"}).data

    assert "next_run" not in created
    for shown in (created, active):
        [warning] = shown["diagnostics"]
        assert (warning["rule"], warning["severity"]) == ("schedule-over", "warning")
        assert (warning["path"], warning["node_id"]) == ("nodes[0].config", "t0")
    assert active["next_run"] is None
    assert valid["valid"]
    assert valid["diagnostics"][0]["message"].startswith("This schedule will never start anything")


@pytest.mark.parametrize(
    ("config", "next_run"),
    [
        ({"cron": "0 9 1 1 ? 2150"}, "2150-01-01T09:00:00.000Z"),
        ({"cron": "0 9 1 1 ? 2150", "timezone": "Europe/Berlin"}, "2150-01-01T08:00:00.000Z"),
        ({"rate": "1 day", "start": "2150-01-01T00:00:00Z"}, "2150-01-01T00:00:00.000Z"),
        ({"rate": "1 day", "start": "2020-01-01T00:00:00Z", "end": "2020-02-01T00:00:00Z"}, None),
        ({"cron": "0 9 1 1 ? 2023"}, None),
        ({"cron": "* * * * *", "start": "2150-01-01T00:00:00Z"}, "2150-01-01T00:00:00.000Z"),
    ],
)
def test_an_active_workflow_says_when_it_starts_next(client: Client, config: Any, next_run: Any) -> None:
    _, active = activated(client, config)

    [listed] = client.call("list_workflows").data["workflows"]
    assert active["next_run"] == listed["next_run"] == next_run
    assert ("diagnostics" in active) == (next_run is None)


def test_the_first_of_several_counts_and_one_that_is_over_is_told(client: Client) -> None:
    _, active = activated(client, PAST, {"cron": "0 9 1 1 ? 2150"}, {"cron": "0 9 1 1 ? 2149"})

    assert active["next_run"] == "2149-01-01T09:00:00.000Z"
    assert [warning["node_id"] for warning in active["diagnostics"]] == ["t0"]


def test_five_times_of_each_schedule_are_told(client: Client) -> None:
    daily = {"cron": "30 2 * * *", "timezone": "Europe/Berlin", "start": "2150-03-28T00:00:00Z"}
    twice = {"rate": "12 hours", "start": "2150-01-01T00:00:00Z", "end": "2150-01-01T12:00:00Z"}

    _, active = activated(client, daily, twice, PAST, {"rate": "1 day"})

    assert active["schedules"] == [
        # On the 29th clocks go forward, and there is no half past two.
        {
            "node_id": "t0",
            "next_runs": [f"2150-{day}T0{hour}:30:00.000Z" for day, hour in AROUND_SUMMER_TIME],
        },
        {"node_id": "t1", "next_runs": ["2150-01-01T00:00:00.000Z", "2150-01-01T12:00:00.000Z"]},
        {"node_id": "t2", "next_runs": []},
        {"node_id": "t3", "next_runs": None},
    ]


def test_nobody_knows_when_a_rate_without_a_start_fires(client: Client) -> None:
    _, active = activated(client, {"rate": "1 day"}, {"cron": "0 9 1 1 ? 2150"})
    _, over = activated(client, {"rate": "1 day", "end": "2020-01-01T00:00:00Z"})

    assert "next_run" not in active
    assert [warning["node_id"] for warning in over["diagnostics"]] == ["t0"]


def test_what_is_shown_of_the_future_can_be_sent_back(client: Client) -> None:
    _, active = activated(client, PAST)

    same = client.call("update_workflow", path={"workflow_id": active["id"]}, body=active)

    assert (same.status, same.data) == (200, active)


def test_seconds_are_told_from_years(client: Client) -> None:
    answer = client.call(
        "validate_workflow", body=graph({"cron": "0 */5 * * * *"}), headers={"accept-language": "en"}
    )

    [fault] = answer.data["diagnostics"]
    assert fault["rule"] == "cron-seconds"
    assert "`*/5 * * * *`" in fault["hint"]


@pytest.mark.parametrize(
    ("config", "times"),
    [
        ({"rate": "999999 days", "start": "2024-01-01T00:00:00Z"}, 2),
        ({"rate": "1 days", "start": "0001-01-01T00:00:00Z"}, 5),
        ({"rate": "1 days", "start": "9999-12-31T00:00:00Z"}, 1),
        ({"cron": "0 0 * * *", "start": "0001-01-01T00:00:00Z"}, 5),
        ({"cron": "0 0 * * *", "start": "9999-12-31T23:59:59Z", "timezone": "Asia/Tokyo"}, 0),
    ],
)
def test_what_lies_beyond_the_calendar_is_not_planned(
    client: Client, config: dict[str, str], times: int
) -> None:
    _, active = activated(client, config)

    assert len(active["schedules"][0]["next_runs"]) == times
    assert client.call("list_workflows").status == 200


def test_a_schedule_that_ends_when_it_begins_is_over(client: Client) -> None:
    moment = "2999-01-01T00:00:00Z"

    created, _ = activated(client, {"rate": "1 days", "start": moment, "end": moment})

    assert [warning["rule"] for warning in created["diagnostics"]] == ["schedule-over"]
