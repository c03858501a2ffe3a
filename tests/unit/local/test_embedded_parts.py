"""The small parts of the embedded engine: alarms, threads and time."""

import threading
import time

import pytest

from local.embedded.engine.clock import SteadyClock
from local.embedded.engine.pool import Pool
from local.embedded.engine.timers import Timers


def test_alarms_ring_in_the_order_of_their_moments() -> None:
    rung: list[str] = []
    is_over = threading.Event()

    def ring(name: str) -> None:
        rung.append(name)
        if len(rung) == 3:
            is_over.set()

    timers = Timers(lambda: time.time_ns() // 1_000_000, ring)
    now = time.time_ns() // 1_000_000
    timers.start()
    timers.set(now + 100, "late")
    timers.set(now + 50, "early")
    timers.set(now - 50, "overdue")

    assert is_over.wait(5)
    timers.close()
    assert rung == ["overdue", "early", "late"]


def test_an_action_that_fails_takes_no_thread_from_the_others() -> None:
    faults: list[BaseException] = []
    is_done = threading.Event()
    pool = Pool("test", 1, faults.append)

    pool.submit(lambda: 1 / 0)
    pool.submit(is_done.set)

    assert is_done.wait(5)
    pool.close()
    pool.submit(is_done.clear)
    assert [type(fault) for fault in faults] == [ZeroDivisionError]
    assert is_done.is_set()


def test_time_never_goes_backwards_where_somebody_sets_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SteadyClock()
    before = clock.now()

    monkeypatch.setattr(time, "time_ns", lambda: 0)

    assert before <= clock.now() < before + 60_000
