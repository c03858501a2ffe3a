import pytest

from local.events.planned_times import rate_seconds
from local.events.schedules import scheduled_event
from local.template import Schedule


@pytest.mark.parametrize(
    ("expression", "seconds"), [("rate(1 minute)", 60), ("rate(5 minutes)", 300), ("rate(2 days)", 172_800)]
)
def test_a_rate_is_an_interval(expression: str, seconds: int) -> None:
    assert rate_seconds(expression) == seconds


def test_another_schedule_is_refused_rather_than_forgotten() -> None:
    with pytest.raises(ValueError, match="cron"):
        rate_seconds("cron(0 12 * * ? *)")


def test_the_event_of_a_schedule_names_its_rule() -> None:
    schedule = Schedule("Sweep", "arn:aws:events:eu-central-1:123456789012:rule/Sweep", "rate(5 minutes)")

    event = scheduled_event(schedule)

    assert event["detail-type"] == "Scheduled Event"
    assert event["resources"] == [schedule.arn]
    assert (event["region"], event["account"]) == ("eu-central-1", "123456789012")
