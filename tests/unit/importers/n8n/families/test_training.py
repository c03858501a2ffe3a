"""The nodes of n8n's courses, which ask no service."""

from typing import Any

import pytest

from tests.unit.importers.n8n.families.files.test_files import base, imported, ran


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({}, ["Jay Gatsby"] * 2),
        ({"operation": "getAllPeople", "limit": 2}, ["Jay Gatsby", "José Arcadio Buendía"] * 2),
    ],
)
def test_people_come_for_each_item_and_are_told_something(
    parameters: dict[str, Any], names: list[str]
) -> None:
    tell = {
        "customerId": "={{ $json.id }}",
        "message": "=Hi {{ $json.name }} of {{ $('start').item.json.n }}",
    }
    done = imported(
        base("people", "n8nTrainingCustomerDatastore", parameters),
        base("tell", "n8nTrainingCustomerMessenger", tell),
    )

    outcome, _ = ran(done, [{"n": 1}, {"n": 2}], [])

    said = [each["output"].partition(":  Hi ")[2] for each in outcome.output]
    half = len(names) // 2
    assert said == [f"{name} of {1 + place // half}" for place, name in enumerate(names)]
    assert outcome.output[0]["output"].startswith("Sent message to customer 23423532:")
    assert {str(each.status) for each in done.nodes} == {"exact"}
