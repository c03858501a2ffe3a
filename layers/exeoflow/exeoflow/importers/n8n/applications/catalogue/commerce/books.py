"""Applications for the books of a company, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, parameters, post, settings, usual
from exeoflow.importers.n8n.applications.model import Application, Operation


def _read(resource: str) -> dict[tuple[str, str], Operation]:
    """One record, and those that a query finds."""
    kind = resource.capitalize()
    query = f"SELECT * FROM {resource} MAXRESULTS {{limit|=50}}"  # noqa: S608  the names stand below
    return {
        (resource, "get"): get(f"/{resource}/{{{resource}Id}}", items=f"$answer.{kind}", is_one=True),
        (resource, "getAll"): get("/query", {"query": query}, f"$answer.QueryResponse.{kind}"),
    }


def _created(resource: str, body: Mapping[str, Any]) -> dict[tuple[str, str], Operation]:
    answer = f"$answer.{resource.capitalize()}"
    return {(resource, "create"): post(f"/{resource}", body, answer, is_one=True)}


def _sent(resource: str) -> dict[tuple[str, str], Operation]:
    """Mails a record to someone."""
    path, answer = f"/{resource}/{{{resource}Id}}/send", f"$answer.{resource.capitalize()}"
    return {(resource, "send"): post(path, {}, answer, query={"sendTo": "{email}"}, is_one=True)}


_BILLED_TO: Final = {
    "BillAddr": settings(
        "additionalFields.BillAddr.details", "City Line1 PostalCode Lat Long CountrySubDivisionCode"
    )
}
_MAIL: Final = {"PrimaryEmailAddr": {"Address": "{additionalFields.PrimaryEmailAddr}"}}
_PHONE: Final = {"PrimaryPhone": {"FreeFormNumber": "{additionalFields.PrimaryPhone}"}}

_QUICKBOOKS: Final = Application(
    "QuickBooks Online",
    "https://quickbooks.api.intuit.com/v3/company/<realm id>",
    {
        **_read("bill"),
        **_created(
            "customer",
            {
                "DisplayName": "{displayName}",
                **settings("additionalFields", "Active Balance BalanceWithJobs"),
                **_BILLED_TO,
                **settings(
                    "additionalFields",
                    "BillWithParent CompanyName FamilyName FullyQualifiedName GivenName",
                    "PreferredDeliveryMethod",
                ),
                **_MAIL,
                **_PHONE,
                **settings("additionalFields", "PrintOnCheckName Taxable"),
            },
        ),
        **_read("customer"),
        **_created(
            "employee",
            {
                **parameters("FamilyName GivenName"),
                **settings("additionalFields", "Active BillableTime DisplayName"),
                **_BILLED_TO,
                **_PHONE,
                **settings("additionalFields", "PrintOnCheckName SSN"),
            },
        ),
        **_read("employee"),
        **_read("estimate"),
        **_sent("estimate"),
        **_read("invoice"),
        **_sent("invoice"),
        **_read("item"),
        **_created(
            "payment",
            {
                "CustomerRef": {"value": "{CustomerRef}"},
                "TotalAmt": "{TotalAmt|=0}",
                "TxnDate": "{additionalFields.TxnDate}",
            },
        ),
        **_read("payment"),
        **_sent("payment"),
        **_read("purchase"),
        **_created(
            "vendor",
            {
                "DisplayName": "{displayName}",
                **settings("additionalFields", "AcctNum Active Balance"),
                **_BILLED_TO,
                **settings("additionalFields", "CompanyName FamilyName GivenName"),
                **_MAIL,
                **_PHONE,
                **settings("additionalFields", "PrintOnCheckName Vendor1099"),
            },
        ),
        **_read("vendor"),
    },
    default="customer",
    defaults=usual("get", "bill customer employee estimate invoice item payment purchase vendor"),
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType({"quickbooks": _QUICKBOOKS})
"""By the type of n8n's node."""
