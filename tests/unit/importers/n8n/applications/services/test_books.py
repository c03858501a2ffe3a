"""Records of QuickBooks are made of lines, and changed by the state that is read before."""

from typing import Any

import pytest

from tests.unit.importers.n8n.families.files.test_files import base, imported
from tests.unit.importers.n8n.test_requests_before import sent

BOOKS = "https://quickbooks.api.intuit.com/v3/company/<realm id>"
SOLD = {"DetailType": "SalesItemLineDetail", "Amount": 5, "Description": "Tea", "itemId": "3", "Qty": 2}
READ = {"Invoice": {"SyncToken": "4", "CustomerRef": {"name": "Ada", "value": "7"}}}


def asked(parameters: dict[str, Any], *answers: Any) -> Any:
    return sent(imported(base("call", "quickbooks", parameters)), list(answers))


@pytest.mark.parametrize(
    ("resource", "parameters", "body"),
    [
        (
            "invoice",
            {
                "CustomerRef": "7",
                "Line": [{**SOLD, "TaxCodeRef": "TAX"}],
                "additionalFields": {
                    "BillEmail": "a@example.com",
                    "BillAddr": {"details": {"City": "Ulm", "Line1": ""}},
                    "CustomFields": {"Field": [{"DefinitionId": "1", "StringValue": "x"}]},
                },
            },
            {
                "CustomerRef": {"value": "7"},
                "BillEmail": {"Address": "a@example.com"},
                "BillAddr": {"City": "Ulm"},
                "CustomField": [{"DefinitionId": "1", "StringValue": "x", "Type": "StringType"}],
                "Line": [
                    {
                        "DetailType": "SalesItemLineDetail",
                        "Amount": 5,
                        "Description": "Tea",
                        "SalesItemLineDetail": {
                            "ItemRef": {"value": "3"},
                            "TaxCodeRef": {"value": "TAX"},
                            "Qty": 2,
                        },
                    }
                ],
            },
        ),
        (
            "bill",
            {
                "VendorRef": "9",
                "Line": [
                    {
                        "DetailType": "AccountBasedExpenseLineDetail",
                        "Amount": 1,
                        "Description": "a",
                        "accountId": "2",
                    },
                    {
                        "DetailType": "ItemBasedExpenseLineDetail",
                        "Amount": 1,
                        "Description": "b",
                        "itemId": "3",
                    },
                ],
            },
            {
                "VendorRef": {"value": "9"},
                "Line": [
                    {
                        "DetailType": "AccountBasedExpenseLineDetail",
                        "Amount": 1,
                        "Description": "a",
                        "AccountBasedExpenseLineDetail": {"AccountRef": {"value": "2"}},
                    },
                    {
                        "DetailType": "ItemBasedExpenseLineDetail",
                        "Amount": 1,
                        "Description": "b",
                        "ItemBasedExpenseLineDetail": {"ItemRef": {"value": "3"}},
                    },
                ],
            },
        ),
    ],
)
def test_a_record_has_lines(resource: str, parameters: dict[str, Any], body: Any) -> None:
    answer = {resource.capitalize(): {"Id": "1"}}

    requests, items = asked({"resource": resource, "operation": "create", **parameters}, answer)

    assert requests == [("POST", f"{BOOKS}/{resource}", body)]
    assert items == [{"Id": "1"}]


@pytest.mark.parametrize("lines", [[], [{"DetailType": "SalesItemLineDetail", "Amount": 5}]])
def test_a_record_without_a_whole_line_fails(lines: list[Any]) -> None:
    parameters = {"resource": "estimate", "operation": "create", "CustomerRef": "7", "Line": lines}

    assert asked(parameters, {"Estimate": {}}) == ([], None)


@pytest.mark.parametrize(
    ("operation", "more", "address", "body"),
    [
        (
            "update",
            {"updateFields": {"DocNumber": "12"}},
            "",
            {
                "Id": "1",
                "DocNumber": "12",
                "SyncToken": "4",
                "sparse": True,
                "CustomerRef": {"name": "Ada", "value": "7"},
            },
        ),
        ("delete", {}, "", {"Id": "1", "SyncToken": "4"}),
        ("void", {}, "?operation=void&Id=1&SyncToken=4", None),
    ],
)
def test_a_record_is_changed_as_it_was_read(
    operation: str, more: dict[str, Any], address: str, body: Any
) -> None:
    parameters = {"resource": "invoice", "operation": operation, "invoiceId": "1", **more}

    requests, items = asked(parameters, READ, {"Invoice": {"Id": "1"}})

    assert requests[0] == ("GET", f"{BOOKS}/invoice/1", None)
    assert requests[1][1:] == (f"{BOOKS}/invoice{address}", body)
    assert items == [{"Id": "1"}]
