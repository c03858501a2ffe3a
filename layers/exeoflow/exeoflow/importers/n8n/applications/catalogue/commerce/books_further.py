"""Invoices, estimates and bills of QuickBooks, as n8n's node sends them.

Source: https://developer.intuit.com/app/developer/qbo/docs/api/accounting/most-commonly-used/invoice.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, post, settings
from exeoflow.importers.n8n.applications.model import Operation

_SOLD: Final = (
    '"SalesItemLineDetail", {"ItemRef": {"value": $l.itemId}, "TaxCodeRef": {"value": $l.TaxCodeRef}%s}'
)
_LINES: Final[Mapping[str, tuple[str, ...]]] = {
    "invoice": (_SOLD % ', "Qty": $l.Qty',),
    "estimate": (_SOLD % "",),
    "bill": (
        '"AccountBasedExpenseLineDetail", {"AccountRef": {"value": $l.accountId}}',
        '"ItemBasedExpenseLineDetail", {"ItemRef": {"value": $l.itemId}}',
    ),
}
"""By the resource the types of its lines, each with JSONata for what is said of a line `$l`."""
_TAKEN: Final = '["itemId", "accountId", "TaxCodeRef", "Qty"]'
_MENDED: Final = (
    '$sift($request, function($v, $k) { $not($k in ["lines", "BillAddr", "CustomField"]) }), '
    '$exists($request.BillAddr) ? {"BillAddr": $sift($request.BillAddr, function($v) { $v != "" })} : {}, '
    '$exists($request.CustomField) ? {"CustomField": [$map([$request.CustomField], '
    'function($f) { $merge([$f, {"Type": "StringType"}]) })]} : {}'
)
"""JSONata for objects with what is sent beside lines."""


def _created(resource: str) -> str:
    """JSONata for the body of a new record with its lines."""
    line = "$l"
    for each in _LINES[resource]:
        kind, detail = each.split(", ", 1)
        rest = f"$sift($l, function($v, $k) {{ $not($k in {_TAKEN}) }})"
        line = f"$l.DetailType = {kind} ? $merge([{rest}, {{{kind}: {detail}}}]) : {line}"
    is_whole = "$exists($l.DetailType) and $exists($l.Amount) and $exists($l.Description)"
    return (
        f"($lines := [$request.lines]; $count($lines) = 0 ? $error('Please enter at least one line.') : "
        f'$merge([{_MENDED}, {{"Line": [$map($lines, function($l) {{ {is_whole} ? ({line}) : '
        "$error('Please enter detail type, amount and description for every line.') })]}]))"
    )


def _fields(group: str) -> dict[str, Any]:
    return {
        **settings(
            group, "ApplyTaxAfterDiscount Balance DocNumber DueDate EmailStatus PrintStatus TotalAmt TxnDate"
        ),
        "BillAddr": f"{{{group}.BillAddr.details}}",
        "BillEmail": {"Address": f"{{{group}.BillEmail}}"},
        "CustomerMemo": {"value": f"{{{group}.CustomerMemo}}"},
        "CustomField": f"{{{group}.CustomFields.Field}}",
        "TxnTaxDetail": {"TotalTax": f"{{{group}.TotalTax}}"},
    }


def _bill(group: str) -> dict[str, Any]:
    return {
        **settings(group, "Balance DueDate TotalAmt TxnDate"),
        **{
            name: settings(f"{group}.{name}.details", "name value")
            for name in ("APAccountRef", "SalesTermRef")
        },
    }


def _read(resource: str) -> Operation:
    """A record as it is; what changes it names the state that it was read in."""
    return get(f"/{resource}/{{{resource}Id}}")


def _changed(resource: str, of: str, fields: Mapping[str, Any]) -> Operation:
    """A record, of which its state is read before, and whose customer or vendor stays."""
    kind = resource.capitalize()
    body = (
        f'$merge([{_MENDED}, {{"SyncToken": $before.{kind}.SyncToken, "sparse": true, '
        f'"{of}": {{"name": $before.{kind}.{of}.name, "value": $before.{kind}.{of}.value}}}}])'
    )
    return post(
        f"/{resource}",
        {"Id": f"{{need:{resource}Id}}", **fields, "$": body},
        f"$answer.{kind}",
        is_one=True,
        before=_read(resource),
    )


def _ended(resource: str) -> Operation:
    kind = resource.capitalize()
    return post(
        f"/{resource}",
        {
            "Id": f"{{need:{resource}Id}}",
            "$": f'$merge([$request, {{"SyncToken": $before.{kind}.SyncToken}}])',
        },
        f"$answer.{kind}",
        query={"operation": "delete"},
        is_one=True,
        before=_read(resource),
    )


def _voided(resource: str) -> Operation:
    kind = resource.capitalize()
    return Operation(
        "POST",
        f"/{resource}?operation=void&Id={{{resource}Id}}",
        items=f"$answer.{kind}",
        is_one=True,
        address=f'$address & "&SyncToken=" & $before.{kind}.SyncToken',
        before=_read(resource),
    )


def _of(
    resource: str, of: str, new: Mapping[str, Any], changes: Mapping[str, Any]
) -> dict[tuple[str, str], Operation]:
    body = {of: {"value": f"{{need:{of}}}"}, "lines": "{Line}", **new, "$": _created(resource)}
    return {
        (resource, "create"): post(f"/{resource}", body, f"$answer.{resource.capitalize()}", is_one=True),
        (resource, "update"): _changed(resource, of, changes),
        (resource, "delete"): _ended(resource),
    }


OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {
        "quickbooks": {
            **_of("invoice", "CustomerRef", _fields("additionalFields"), _fields("updateFields")),
            **_of("estimate", "CustomerRef", _fields("additionalFields"), _fields("updateFields")),
            **_of("bill", "VendorRef", _bill("additionalFields"), _bill("updateFields")),
            ("payment", "delete"): _ended("payment"),
            ("invoice", "void"): _voided("invoice"),
            ("payment", "void"): _voided("payment"),
        }
    }
)
"""By the type of n8n's node."""
