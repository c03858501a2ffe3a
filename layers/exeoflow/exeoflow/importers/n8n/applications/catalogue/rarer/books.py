"""Applications for the books of a company, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, post, settings, usual
from exeoflow.importers.n8n.applications.model import Application

_QUICKBOOKS: Final = Application(
    "QuickBooks Online",
    "https://quickbooks.api.intuit.com/v3/company/<realm id>",
    {
        ("bill", "get"): get("/bill/{billId}", items="$answer.Bill", is_one=True),
        ("bill", "getAll"): get(
            "/query", {"query": "SELECT * FROM bill MAXRESULTS {limit|=50}"}, "$answer.QueryResponse.Bill"
        ),
        ("customer", "create"): post(
            "/customer",
            {
                "DisplayName": "{displayName}",
                **settings("additionalFields", "Active Balance BalanceWithJobs"),
                "BillAddr": settings(
                    "additionalFields.BillAddr.details",
                    "City Line1 PostalCode Lat Long CountrySubDivisionCode",
                ),
                **settings(
                    "additionalFields",
                    "BillWithParent CompanyName FamilyName FullyQualifiedName GivenName",
                    "PreferredDeliveryMethod",
                ),
                "PrimaryEmailAddr": {"Address": "{additionalFields.PrimaryEmailAddr}"},
                "PrimaryPhone": {"FreeFormNumber": "{additionalFields.PrimaryPhone}"},
                "PrintOnCheckName": "{additionalFields.PrintOnCheckName}",
                "Taxable": "{additionalFields.Taxable}",
            },
            "$answer.Customer",
            is_one=True,
        ),
        ("customer", "get"): get("/customer/{customerId}", items="$answer.Customer", is_one=True),
        ("customer", "getAll"): get(
            "/query",
            {"query": "SELECT * FROM customer MAXRESULTS {limit|=50}"},
            "$answer.QueryResponse.Customer",
        ),
        ("employee", "create"): post(
            "/employee",
            {
                "FamilyName": "{FamilyName}",
                "GivenName": "{GivenName}",
                **settings("additionalFields", "Active BillableTime DisplayName"),
                "BillAddr": settings(
                    "additionalFields.BillAddr.details",
                    "City Line1 PostalCode Lat Long CountrySubDivisionCode",
                ),
                "PrimaryPhone": {"FreeFormNumber": "{additionalFields.PrimaryPhone}"},
                "PrintOnCheckName": "{additionalFields.PrintOnCheckName}",
                "SSN": "{additionalFields.SSN}",
            },
            "$answer.Employee",
            is_one=True,
        ),
        ("employee", "get"): get("/employee/{employeeId}", items="$answer.Employee", is_one=True),
        ("employee", "getAll"): get(
            "/query",
            {"query": "SELECT * FROM employee MAXRESULTS {limit|=50}"},
            "$answer.QueryResponse.Employee",
        ),
        ("estimate", "get"): get("/estimate/{estimateId}", items="$answer.Estimate", is_one=True),
        ("estimate", "getAll"): get(
            "/query",
            {"query": "SELECT * FROM estimate MAXRESULTS {limit|=50}"},
            "$answer.QueryResponse.Estimate",
        ),
        ("estimate", "send"): post(
            "/estimate/{estimateId}/send", {}, "$answer.Estimate", query={"sendTo": "{email}"}, is_one=True
        ),
        ("invoice", "get"): get("/invoice/{invoiceId}", items="$answer.Invoice", is_one=True),
        ("invoice", "getAll"): get(
            "/query",
            {"query": "SELECT * FROM invoice MAXRESULTS {limit|=50}"},
            "$answer.QueryResponse.Invoice",
        ),
        ("invoice", "send"): post(
            "/invoice/{invoiceId}/send", {}, "$answer.Invoice", query={"sendTo": "{email}"}, is_one=True
        ),
        ("item", "get"): get("/item/{itemId}", items="$answer.Item", is_one=True),
        ("item", "getAll"): get(
            "/query", {"query": "SELECT * FROM item MAXRESULTS {limit|=50}"}, "$answer.QueryResponse.Item"
        ),
        ("payment", "create"): post(
            "/payment",
            {
                "CustomerRef": {"value": "{CustomerRef}"},
                "TotalAmt": "{TotalAmt|=0}",
                "TxnDate": "{additionalFields.TxnDate}",
            },
            "$answer.Payment",
            is_one=True,
        ),
        ("payment", "get"): get("/payment/{paymentId}", items="$answer.Payment", is_one=True),
        ("payment", "getAll"): get(
            "/query",
            {"query": "SELECT * FROM payment MAXRESULTS {limit|=50}"},
            "$answer.QueryResponse.Payment",
        ),
        ("payment", "send"): post(
            "/payment/{paymentId}/send", {}, "$answer.Payment", query={"sendTo": "{email}"}, is_one=True
        ),
        ("purchase", "get"): get("/purchase/{purchaseId}", items="$answer.Purchase", is_one=True),
        ("purchase", "getAll"): get(
            "/query",
            {"query": "SELECT * FROM purchase MAXRESULTS {limit|=50}"},
            "$answer.QueryResponse.Purchase",
        ),
        ("vendor", "create"): post(
            "/vendor",
            {
                "DisplayName": "{displayName}",
                **settings("additionalFields", "AcctNum Active Balance"),
                "BillAddr": settings(
                    "additionalFields.BillAddr.details",
                    "City Line1 PostalCode Lat Long CountrySubDivisionCode",
                ),
                **settings("additionalFields", "CompanyName FamilyName GivenName"),
                "PrimaryEmailAddr": {"Address": "{additionalFields.PrimaryEmailAddr}"},
                "PrimaryPhone": {"FreeFormNumber": "{additionalFields.PrimaryPhone}"},
                "PrintOnCheckName": "{additionalFields.PrintOnCheckName}",
                "Vendor1099": "{additionalFields.Vendor1099}",
            },
            "$answer.Vendor",
            is_one=True,
        ),
        ("vendor", "get"): get("/vendor/{vendorId}", items="$answer.Vendor", is_one=True),
        ("vendor", "getAll"): get(
            "/query", {"query": "SELECT * FROM vendor MAXRESULTS {limit|=50}"}, "$answer.QueryResponse.Vendor"
        ),
    },
    default="customer",
    defaults=usual("get", "bill customer employee estimate invoice item payment purchase vendor"),
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType({"quickbooks": _QUICKBOOKS})
"""By the type of n8n's node."""
