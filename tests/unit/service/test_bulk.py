"""Doing the same to many, as long as there is time."""

from exeoflow.service.bulk import in_bulk
from tests.fakes.ports import FakePorts


def test_what_there_is_no_time_for_is_left(ports: FakePorts) -> None:
    report = in_bulk(ports.clock, ["a", "b", "c", "d"], 7, lambda _: ports.clock.advance(seconds=11))

    assert [result.id for result in report.results] == ["a", "b"]
    assert (report.matched, report.remaining) == (7, 5)
