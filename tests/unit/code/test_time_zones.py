"""Offsets of zones as data: each change at its second."""

from datetime import UTC, datetime

import pytest

from exeoflow.code.worker.time_zones import zones_in


@pytest.mark.parametrize(
    ("zone", "changed_at", "offset"),
    [
        ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC), 7200),
        ("Europe/Berlin", datetime(2099, 10, 25, 1, tzinfo=UTC), 3600),
        ("Europe/Berlin", datetime(1893, 3, 31, 23, 6, 32, tzinfo=UTC), 3600),
        ("Asia/Manila", datetime(1844, 12, 31, 15, 56, 8, tzinfo=UTC), 29032),
        # neither at a quarter of an hour, nor from an offset of whole minutes
        ("Africa/Monrovia", datetime(1972, 1, 7, 0, 44, 30, tzinfo=UTC), 0),
    ],
)
def test_a_change_is_found_to_the_second(zone: str, changed_at: datetime, offset: int) -> None:
    assert (int(changed_at.timestamp()), offset) in zones_in(f"in {zone}!")[zone]


def test_a_zone_that_never_changed_has_its_one_offset() -> None:
    assert zones_in("Etc/GMT+5") == {"Etc/GMT+5": [(-(2**53), -18000)]}
