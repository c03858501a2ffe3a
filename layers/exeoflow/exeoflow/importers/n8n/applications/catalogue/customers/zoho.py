"""Applications of Zoho, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, post, put, settings, usual
from exeoflow.importers.n8n.applications.model import Application, Operation

_NEW: Final = "additionalFields"
_CHANGED: Final = "updateFields"


def _records(
    resource: str, path: str, changes: Mapping[str, Any], new: Mapping[str, Any] | None = None
) -> dict[tuple[str, str], Operation]:
    """The operations on the records of a module; those that make `new` ones, if the node can do it."""
    one = f"{path}/{{{resource}Id}}"
    made = "$answer.data.details"
    adding = {
        (resource, "create"): post(path, {"data": [new]}, made),
        (resource, "upsert"): post(f"{path}/upsert", {"data": [new]}, made),
    }
    listed = {
        "per_page": "200",
        "page": "1",
        **settings("options", "approved converted include_child sort_by sort_order territory_id"),
    }
    return (adding if new else {}) | {
        (resource, "delete"): Operation("DELETE", one, items=made),
        (resource, "get"): get(one, items="$answer.data", is_one=True),
        (resource, "getAll"): get(path, listed, "$answer.data"),
        (resource, "update"): put(one, {"data": [changes]}),
    }


def _address(group: str, kind: str) -> dict[str, str]:
    """An address of one kind, whose name stands before each of its fields."""
    fields = (f"{kind}_{each}" for each in ("Street", "City", "State", "Country", "Code"))
    return settings(f"{group}.{kind}_Address.address_fields", *fields)


def _plain_address(group: str) -> dict[str, str]:
    return settings(f"{group}.Address.address_fields", "Street City State Country Zip_Code")


def _contact_addresses(group: str) -> dict[str, str]:
    return {
        **settings(
            f"{group}.Mailing_Address.address_fields",
            "Mailing_Street Mailing_City Mailing_State Mailing_Country Mailing_Zip",
        ),
        **settings(group, "Mobile"),
        **settings(f"{group}.Other_Address.address_fields", "Other_Street Other_City Other_State Other_Zip"),
    }


def _account(group: str) -> dict[str, str]:
    return {
        **settings(group, "Account_Number Account_Site Account_Type Annual_Revenue"),
        **_address(group, "Billing"),
        **settings(group, "Contact_Details Currency Description Employees Exchange_Rate Fax Industry Phone"),
        **_address(group, "Shipping"),
        **settings(group, "Ticker_Symbol Website"),
    }


def _product(group: str) -> dict[str, str]:
    return settings(
        group,
        "Commission_Rate Description Manufacturer Product_Active Product_Category",
        "Qty_in_Demand Qty_in_Stock Taxable Unit_Price",
    )


_ZOHO_CRM: Final = Application(
    "Zoho CRM",
    "https://www.zohoapis.com/crm/v2",
    {
        **_records(
            "account",
            "/accounts",
            {**settings(_CHANGED, "Account_Name"), **_account(_CHANGED)},
            {"Account_Name": "{accountName}", **_account(_NEW)},
        ),
        **_records(
            "contact",
            "/contacts",
            {
                **settings(
                    _CHANGED,
                    "Assistant Asst_Phone Currency Department Description Email Secondary_Email",
                    "Fax First_Name Full_Name Home_Phone Last_Name",
                ),
                **_contact_addresses(_CHANGED),
                **settings(_CHANGED, "Other_Phone Phone Salutation Skype_ID Title Twitter"),
            },
            {
                "Last_Name": "{lastName}",
                **settings(
                    _NEW, "Assistant Department Description Email Secondary_Email Fax First_Name Full_Name"
                ),
                **_contact_addresses(_NEW),
                **settings(_NEW, "Phone Asst_Phone Home_Phone Other_Phone Salutation Skype_ID Title Twitter"),
            },
        ),
        **_records(
            "deal",
            "/deals",
            settings(
                _CHANGED,
                "Amount Currency Deal_Name Description Lead_Conversion_Time Next_Step",
                "Overall_Sales_Duration Probability Sales_Cycle_Duration Stage",
            ),
            {
                "Deal_Name": "{dealName}",
                "Stage": "{stage}",
                **settings(
                    _NEW,
                    "Amount Currency Description Lead_Conversion_Time Next_Step",
                    "Overall_Sales_Duration Probability Sales_Cycle_Duration",
                ),
            },
        ),
        **_records(
            "invoice",
            "/invoices",
            {
                "Account_Name": {"id": "{updateFields.accountId}"},
                **settings(_CHANGED, "Adjustment"),
                **_address(_CHANGED, "Billing"),
                **settings(
                    _CHANGED, "Currency Description Exchange_Rate Grand_Total Invoice_Number Sales_Commission"
                ),
                **_address(_CHANGED, "Shipping"),
                **settings(_CHANGED, "Status Sub_Total Subject Tax Terms_and_Conditions"),
            },
        ),
        **_records(
            "lead",
            "/leads",
            {
                **_plain_address(_CHANGED),
                **settings(
                    _CHANGED,
                    "Annual_Revenue Company Currency Description Designation Email Email_Opt_Out",
                    "Fax First_Name Full_Name Industry Industry_Type Last_Name Lead_Source",
                    "Lead_Status Mobile No_of_Employees Phone Salutation Secondary_Email Skype_ID",
                    "Twitter Website",
                ),
            },
            {
                "Company": "{Company}",
                "Last_Name": "{lastName}",
                **_plain_address(_NEW),
                **settings(
                    _NEW,
                    "Annual_Revenue Currency Description Designation Email Email_Opt_Out Fax",
                    "First_Name Full_Name Industry Industry_Type Lead_Source Lead_Status Mobile",
                    "No_of_Employees Phone Salutation Secondary_Email Skype_ID Twitter Website",
                ),
            },
        ),
        ("lead", "get"): get("/leads/{leadId}", is_one=True),
        ("lead", "getFields"): get("/settings/fields", {"module": "leads"}, "$answer.fields", is_one=True),
        **_records(
            "product", "/products", _product(_CHANGED), {"Product_Name": "{productName}", **_product(_NEW)}
        ),
        **_records(
            "purchaseOrder",
            "/purchase_orders",
            {
                **settings(_CHANGED, "Adjustment"),
                **_address(_CHANGED, "Billing"),
                **settings(
                    _CHANGED,
                    "Carrier Currency Description Discount Exchange_Rate Grand_Total PO_Number",
                    "Sales_Commission",
                ),
                **_address(_CHANGED, "Shipping"),
                **settings(_CHANGED, "Status Sub_Total Subject Tax Terms_and_Conditions Tracking_Number"),
            },
        ),
        **_records(
            "quote",
            "/quotes",
            {
                **settings(_CHANGED, "Adjustment"),
                **_address(_CHANGED, "Billing"),
                **settings(_CHANGED, "Carrier Currency Description Exchange_Rate Grand_Total Quote_Stage"),
                **_address(_CHANGED, "Shipping"),
                **settings(_CHANGED, "Sub_Total Subject Tax Team Terms_and_Conditions"),
            },
        ),
        **_records(
            "salesOrder",
            "/sales_orders",
            {
                "Account_Name": {"id": "{updateFields.accountId}"},
                **settings(_CHANGED, "Adjustment"),
                **_address(_CHANGED, "Billing"),
                **settings(_CHANGED, "Carrier"),
                "Full_Name": {"id": "{updateFields.contactId}"},
                **settings(_CHANGED, "Currency"),
                "Deal_Name": {"id": "{updateFields.dealId}"},
                **settings(
                    _CHANGED, "Description Discount Exchange_Rate Grand_Total SO_Number Sales_Commission"
                ),
                **_address(_CHANGED, "Shipping"),
                **settings(_CHANGED, "Status Sub_Total Subject Tax Terms_and_Conditions"),
            },
        ),
        **_records(
            "vendor",
            "/vendors",
            {
                **_plain_address(_CHANGED),
                **settings(_CHANGED, "Category Currency Description Email Phone Vendor_Name Website"),
            },
            {
                "Vendor_Name": "{vendorName}",
                **_plain_address(_NEW),
                **settings(_NEW, "Category Currency Description Email Phone Website"),
            },
        ),
    },
    default="account",
    defaults=usual(
        "create", "account contact deal invoice lead product purchaseOrder quote salesOrder vendor"
    ),
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType({"zohoCrm": _ZOHO_CRM})
"""By the type of n8n's node."""
