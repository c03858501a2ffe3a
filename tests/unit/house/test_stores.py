"""A store is a port with a place in DynamoDB and one in SQLite, and one suite asks both the same."""

import pytest

from tests.house.rooms import ROOT

REPOSITORY = ROOT.parents[2]
STORES = sorted(file.stem for file in (ROOT / "service" / "ports" / "stores").glob("*_store.py"))


@pytest.mark.parametrize("store", STORES)
def test_a_store_has_a_suite_for_all_its_sides(store: str) -> None:
    suite = REPOSITORY / "tests" / "contract" / "stores" / f"test_{store}.py"

    assert suite.exists(), (
        f"service/ports/stores/{store}.py needs its suite, on the sides that tests/contract/conftest.py makes"
    )


@pytest.mark.parametrize("store", STORES)
def test_a_store_is_kept_on_one_machine_too(store: str) -> None:
    kept = REPOSITORY / "local" / "embedded" / "stores" / f"{store}.py"

    assert kept.exists(), (
        f"service/ports/stores/{store}.py needs a store in SQLite, made in local/embedded/stack.py"
    )
