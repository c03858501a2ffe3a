"""Work on the items of many workspaces, where one bad item stops nobody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from exeoflow.errors import Unavailable
from exeoflow.service.duties import Duty, Report, perform
from tests.fakes.time_and_chance import FakeClock


def always() -> bool:
    return True


@dataclass
class Work:
    """Numbers to be settled; some of them are faulty."""

    clock: FakeClock
    due: list[int] = field(default_factory=list)
    faults: dict[int, Exception] = field(default_factory=dict)
    begun: dict[int, datetime] = field(default_factory=dict)
    settled: list[str] = field(default_factory=list)
    put_back: dict[int, timedelta] = field(default_factory=dict)

    def duty(self, name: str, due: Sequence[int]) -> Duty[int]:
        def settle(number: int) -> None:
            if number in self.faults:
                raise self.faults[number]
            self.settled.append(f"{name}{number}")

        def put_back(number: int, until: datetime) -> None:
            self.put_back[number] = until - self.clock.now()

        return Duty(name, lambda: due, settle, str, lambda number: self.begun[number], put_back)

    def perform(self, *duties: Duty[int], has_time: Callable[[], bool] = always) -> Report:
        return perform(duties, self.clock, has_time)


def test_a_faulty_item_stops_no_other_of_its_duty_nor_of_another() -> None:
    work = Work(FakeClock(), faults={1: KeyError("poison")})
    work.begun[1] = work.clock.now() - timedelta(minutes=30)

    report = work.perform(work.duty("a", [1, 2]), work.duty("b", [3]))

    assert sorted(work.settled) == ["a2", "b3"]
    assert report.settled == {"a": 1, "b": 1}
    assert [(each.duty, each.item, each.reason, each.is_lasting) for each in report.setbacks] == [
        ("a", "1", "KeyError", False)
    ]


def test_what_fails_comes_again_after_a_pause_that_grows_with_its_age() -> None:
    work = Work(FakeClock(), faults={number: ValueError() for number in range(4)})
    for number, age in enumerate((timedelta(0), timedelta(minutes=30), timedelta(days=2))):
        work.begun[number] = work.clock.now() - age

    report = work.perform(work.duty("a", [0, 1, 2, 3]))

    minutes = [pause.total_seconds() / 60 for pause in work.put_back.values()]
    assert minutes == [5, 15, 60, 60]  # the age of the last one cannot be read
    assert [each.is_lasting for each in report.setbacks] == [False, False, True, True]


def test_no_duty_waits_for_the_backlog_of_another() -> None:
    work = Work(FakeClock())
    turns = iter(range(5))

    def has_time() -> bool:
        return next(turns, None) is not None

    work.perform(work.duty("a", range(100)), work.duty("b", [1, 2]), has_time=has_time)

    assert work.settled == ["a0", "b1", "a1", "b2", "a2"]


def test_a_duty_rests_where_aws_refuses_again_and_again() -> None:
    work = Work(FakeClock(), faults=dict.fromkeys(range(1, 100), Unavailable()))

    report = work.perform(work.duty("a", range(100)), work.duty("b", [100]))

    assert len(report.setbacks) == 5
    assert {each.reason for each in report.setbacks} == {"SERVICE_UNAVAILABLE"}
    assert work.settled == ["a0", "b100"]


def test_a_duty_whose_items_cannot_be_found_is_reported() -> None:
    work = Work(FakeClock())

    def broken() -> Sequence[int]:
        raise Unavailable

    duty = work.duty("a", [])
    report = work.perform(
        Duty("a", broken, duty.settle, str, duty.begun_at, duty.put_back), work.duty("b", [1])
    )

    assert work.settled == ["b1"]
    assert [(each.duty, each.item, each.is_lasting) for each in report.setbacks] == [("a", "", False)]


def test_what_cannot_be_put_back_is_only_reported() -> None:
    work = Work(FakeClock(), faults={1: ValueError()})

    def broken(*_: object) -> None:
        raise Unavailable

    duty = work.duty("a", [1, 2])
    report = work.perform(Duty("a", duty.find, duty.settle, str, duty.begun_at, broken))

    assert work.settled == ["a2"]
    assert len(report.setbacks) == 1
