"""Applications of Zoho, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, post, put, settings
from exeoflow.importers.n8n.applications.model import Application, Operation

_ZOHO_CRM: Final = Application(
    "Zoho CRM",
    "https://www.zohoapis.com/crm/v2",
    {
        ("account", "create"): post(
            "/accounts",
            {
                "data": [
                    {
                        "Account_Name": "{accountName}",
                        **settings(
                            "additionalFields", "Account_Number Account_Site Account_Type Annual_Revenue"
                        ),
                        **settings(
                            "additionalFields.Billing_Address.address_fields",
                            "Billing_Street Billing_City Billing_State Billing_Country Billing_Code",
                        ),
                        **settings(
                            "additionalFields",
                            "Contact_Details Currency Description Employees Exchange_Rate Fax Industry",
                            "Phone",
                        ),
                        **settings(
                            "additionalFields.Shipping_Address.address_fields",
                            "Shipping_Street Shipping_City Shipping_State Shipping_Country Shipping_Code",
                        ),
                        "Ticker_Symbol": "{additionalFields.Ticker_Symbol}",
                        "Website": "{additionalFields.Website}",
                    }
                ]
            },
            "$answer.data.details",
        ),
        ("account", "upsert"): post(
            "/accounts/upsert",
            {
                "data": [
                    {
                        "Account_Name": "{accountName}",
                        **settings(
                            "additionalFields", "Account_Number Account_Site Account_Type Annual_Revenue"
                        ),
                        **settings(
                            "additionalFields.Billing_Address.address_fields",
                            "Billing_Street Billing_City Billing_State Billing_Country Billing_Code",
                        ),
                        **settings(
                            "additionalFields",
                            "Contact_Details Currency Description Employees Exchange_Rate Fax Industry",
                            "Phone",
                        ),
                        **settings(
                            "additionalFields.Shipping_Address.address_fields",
                            "Shipping_Street Shipping_City Shipping_State Shipping_Country Shipping_Code",
                        ),
                        "Ticker_Symbol": "{additionalFields.Ticker_Symbol}",
                        "Website": "{additionalFields.Website}",
                    }
                ]
            },
            "$answer.data.details",
        ),
        ("account", "delete"): Operation("DELETE", "/accounts/{accountId}", items="$answer.data.details"),
        ("account", "get"): get("/accounts/{accountId}", items="$answer.data", is_one=True),
        ("account", "getAll"): get(
            "/accounts",
            {
                "per_page": "200",
                "page": "1",
                **settings("options", "approved converted include_child sort_by sort_order territory_id"),
            },
            "$answer.data",
        ),
        ("account", "update"): put(
            "/accounts/{accountId}",
            {
                "data": [
                    {
                        **settings(
                            "updateFields",
                            "Account_Name Account_Number Account_Site Account_Type Annual_Revenue",
                        ),
                        **settings(
                            "updateFields.Billing_Address.address_fields",
                            "Billing_Street Billing_City Billing_State Billing_Country Billing_Code",
                        ),
                        **settings(
                            "updateFields",
                            "Contact_Details Currency Description Employees Exchange_Rate Fax Industry",
                            "Phone",
                        ),
                        **settings(
                            "updateFields.Shipping_Address.address_fields",
                            "Shipping_Street Shipping_City Shipping_State Shipping_Country Shipping_Code",
                        ),
                        "Ticker_Symbol": "{updateFields.Ticker_Symbol}",
                        "Website": "{updateFields.Website}",
                    }
                ]
            },
        ),
        ("contact", "create"): post(
            "/contacts",
            {
                "data": [
                    {
                        "Last_Name": "{lastName}",
                        **settings(
                            "additionalFields",
                            "Assistant Department Description Email Secondary_Email Fax First_Name",
                            "Full_Name",
                        ),
                        **settings(
                            "additionalFields.Mailing_Address.address_fields",
                            "Mailing_Street Mailing_City Mailing_State Mailing_Country Mailing_Zip",
                        ),
                        "Mobile": "{additionalFields.Mobile}",
                        **settings(
                            "additionalFields.Other_Address.address_fields",
                            "Other_Street Other_City Other_State Other_Zip",
                        ),
                        **settings(
                            "additionalFields",
                            "Phone Asst_Phone Home_Phone Other_Phone Salutation Skype_ID Title Twitter",
                        ),
                    }
                ]
            },
            "$answer.data.details",
        ),
        ("contact", "upsert"): post(
            "/contacts/upsert",
            {
                "data": [
                    {
                        "Last_Name": "{lastName}",
                        **settings(
                            "additionalFields",
                            "Assistant Department Description Email Secondary_Email Fax First_Name",
                            "Full_Name",
                        ),
                        **settings(
                            "additionalFields.Mailing_Address.address_fields",
                            "Mailing_Street Mailing_City Mailing_State Mailing_Country Mailing_Zip",
                        ),
                        "Mobile": "{additionalFields.Mobile}",
                        **settings(
                            "additionalFields.Other_Address.address_fields",
                            "Other_Street Other_City Other_State Other_Zip",
                        ),
                        **settings(
                            "additionalFields",
                            "Phone Asst_Phone Home_Phone Other_Phone Salutation Skype_ID Title Twitter",
                        ),
                    }
                ]
            },
            "$answer.data.details",
        ),
        ("contact", "delete"): Operation("DELETE", "/contacts/{contactId}", items="$answer.data.details"),
        ("contact", "get"): get("/contacts/{contactId}", items="$answer.data", is_one=True),
        ("contact", "getAll"): get(
            "/contacts",
            {
                "per_page": "200",
                "page": "1",
                **settings("options", "approved converted include_child sort_by sort_order territory_id"),
            },
            "$answer.data",
        ),
        ("contact", "update"): put(
            "/contacts/{contactId}",
            {
                "data": [
                    {
                        **settings(
                            "updateFields",
                            "Assistant Asst_Phone Currency Department Description Email Secondary_Email",
                            "Fax First_Name Full_Name Home_Phone Last_Name",
                        ),
                        **settings(
                            "updateFields.Mailing_Address.address_fields",
                            "Mailing_Street Mailing_City Mailing_State Mailing_Country Mailing_Zip",
                        ),
                        "Mobile": "{updateFields.Mobile}",
                        **settings(
                            "updateFields.Other_Address.address_fields",
                            "Other_Street Other_City Other_State Other_Zip",
                        ),
                        **settings("updateFields", "Other_Phone Phone Salutation Skype_ID Title Twitter"),
                    }
                ]
            },
        ),
        ("deal", "create"): post(
            "/deals",
            {
                "data": [
                    {
                        "Deal_Name": "{dealName}",
                        "Stage": "{stage}",
                        **settings(
                            "additionalFields",
                            "Amount Currency Description Lead_Conversion_Time Next_Step",
                            "Overall_Sales_Duration Probability Sales_Cycle_Duration",
                        ),
                    }
                ]
            },
            "$answer.data.details",
        ),
        ("deal", "upsert"): post(
            "/deals/upsert",
            {
                "data": [
                    {
                        "Deal_Name": "{dealName}",
                        "Stage": "{stage}",
                        **settings(
                            "additionalFields",
                            "Amount Currency Description Lead_Conversion_Time Next_Step",
                            "Overall_Sales_Duration Probability Sales_Cycle_Duration",
                        ),
                    }
                ]
            },
            "$answer.data.details",
        ),
        ("deal", "delete"): Operation("DELETE", "/deals/{dealId}", items="$answer.data.details"),
        ("deal", "get"): get("/deals/{dealId}", items="$answer.data", is_one=True),
        ("deal", "getAll"): get(
            "/deals",
            {
                "per_page": "200",
                "page": "1",
                **settings("options", "approved converted include_child sort_by sort_order territory_id"),
            },
            "$answer.data",
        ),
        ("deal", "update"): put(
            "/deals/{dealId}",
            {
                "data": [
                    settings(
                        "updateFields",
                        "Amount Currency Deal_Name Description Lead_Conversion_Time Next_Step",
                        "Overall_Sales_Duration Probability Sales_Cycle_Duration Stage",
                    )
                ]
            },
        ),
        ("invoice", "delete"): Operation("DELETE", "/invoices/{invoiceId}", items="$answer.data.details"),
        ("invoice", "get"): get("/invoices/{invoiceId}", items="$answer.data", is_one=True),
        ("invoice", "getAll"): get(
            "/invoices",
            {
                "per_page": "200",
                "page": "1",
                **settings("options", "approved converted include_child sort_by sort_order territory_id"),
            },
            "$answer.data",
        ),
        ("invoice", "update"): put(
            "/invoices/{invoiceId}",
            {
                "data": [
                    {
                        "Account_Name": {"id": "{updateFields.accountId}"},
                        "Adjustment": "{updateFields.Adjustment}",
                        **settings(
                            "updateFields.Billing_Address.address_fields",
                            "Billing_Street Billing_City Billing_State Billing_Country Billing_Code",
                        ),
                        **settings(
                            "updateFields",
                            "Currency Description Exchange_Rate Grand_Total Invoice_Number",
                            "Sales_Commission",
                        ),
                        **settings(
                            "updateFields.Shipping_Address.address_fields",
                            "Shipping_Street Shipping_City Shipping_State Shipping_Country Shipping_Code",
                        ),
                        **settings("updateFields", "Status Sub_Total Subject Tax Terms_and_Conditions"),
                    }
                ]
            },
        ),
        ("lead", "create"): post(
            "/leads",
            {
                "data": [
                    {
                        "Company": "{Company}",
                        "Last_Name": "{lastName}",
                        **settings(
                            "additionalFields.Address.address_fields", "Street City State Country Zip_Code"
                        ),
                        **settings(
                            "additionalFields",
                            "Annual_Revenue Currency Description Designation Email Email_Opt_Out Fax",
                            "First_Name Full_Name Industry Industry_Type Lead_Source Lead_Status Mobile",
                            "No_of_Employees Phone Salutation Secondary_Email Skype_ID Twitter Website",
                        ),
                    }
                ]
            },
            "$answer.data.details",
        ),
        ("lead", "upsert"): post(
            "/leads/upsert",
            {
                "data": [
                    {
                        "Company": "{Company}",
                        "Last_Name": "{lastName}",
                        **settings(
                            "additionalFields.Address.address_fields", "Street City State Country Zip_Code"
                        ),
                        **settings(
                            "additionalFields",
                            "Annual_Revenue Currency Description Designation Email Email_Opt_Out Fax",
                            "First_Name Full_Name Industry Industry_Type Lead_Source Lead_Status Mobile",
                            "No_of_Employees Phone Salutation Secondary_Email Skype_ID Twitter Website",
                        ),
                    }
                ]
            },
            "$answer.data.details",
        ),
        ("lead", "delete"): Operation("DELETE", "/leads/{leadId}", items="$answer.data.details"),
        ("lead", "get"): get("/leads/{leadId}", is_one=True),
        ("lead", "getFields"): get("/settings/fields", {"module": "leads"}, "$answer.fields", is_one=True),
        ("lead", "getAll"): get(
            "/leads",
            {
                "per_page": "200",
                "page": "1",
                **settings("options", "approved converted include_child sort_by sort_order territory_id"),
            },
            "$answer.data",
        ),
        ("lead", "update"): put(
            "/leads/{leadId}",
            {
                "data": [
                    {
                        **settings(
                            "updateFields.Address.address_fields", "Street City State Country Zip_Code"
                        ),
                        **settings(
                            "updateFields",
                            "Annual_Revenue Company Currency Description Designation Email Email_Opt_Out",
                            "Fax First_Name Full_Name Industry Industry_Type Last_Name Lead_Source",
                            "Lead_Status Mobile No_of_Employees Phone Salutation Secondary_Email Skype_ID",
                            "Twitter Website",
                        ),
                    }
                ]
            },
        ),
        ("product", "create"): post(
            "/products",
            {
                "data": [
                    {
                        "Product_Name": "{productName}",
                        **settings(
                            "additionalFields",
                            "Commission_Rate Description Manufacturer Product_Active Product_Category",
                            "Qty_in_Demand Qty_in_Stock Taxable Unit_Price",
                        ),
                    }
                ]
            },
            "$answer.data.details",
        ),
        ("product", "upsert"): post(
            "/products/upsert",
            {
                "data": [
                    {
                        "Product_Name": "{productName}",
                        **settings(
                            "additionalFields",
                            "Commission_Rate Description Manufacturer Product_Active Product_Category",
                            "Qty_in_Demand Qty_in_Stock Taxable Unit_Price",
                        ),
                    }
                ]
            },
            "$answer.data.details",
        ),
        ("product", "delete"): Operation("DELETE", "/products/{productId}", items="$answer.data.details"),
        ("product", "get"): get("/products/{productId}", items="$answer.data", is_one=True),
        ("product", "getAll"): get(
            "/products",
            {
                "per_page": "200",
                "page": "1",
                **settings("options", "approved converted include_child sort_by sort_order territory_id"),
            },
            "$answer.data",
        ),
        ("product", "update"): put(
            "/products/{productId}",
            {
                "data": [
                    settings(
                        "updateFields",
                        "Commission_Rate Description Manufacturer Product_Active Product_Category",
                        "Qty_in_Demand Qty_in_Stock Taxable Unit_Price",
                    )
                ]
            },
        ),
        ("purchaseOrder", "delete"): Operation(
            "DELETE", "/purchase_orders/{purchaseOrderId}", items="$answer.data.details"
        ),
        ("purchaseOrder", "get"): get(
            "/purchase_orders/{purchaseOrderId}", items="$answer.data", is_one=True
        ),
        ("purchaseOrder", "getAll"): get(
            "/purchase_orders",
            {
                "per_page": "200",
                "page": "1",
                **settings("options", "approved converted include_child sort_by sort_order territory_id"),
            },
            "$answer.data",
        ),
        ("purchaseOrder", "update"): put(
            "/purchase_orders/{purchaseOrderId}",
            {
                "data": [
                    {
                        "Adjustment": "{updateFields.Adjustment}",
                        **settings(
                            "updateFields.Billing_Address.address_fields",
                            "Billing_Street Billing_City Billing_State Billing_Country Billing_Code",
                        ),
                        **settings(
                            "updateFields",
                            "Carrier Currency Description Discount Exchange_Rate Grand_Total PO_Number",
                            "Sales_Commission",
                        ),
                        **settings(
                            "updateFields.Shipping_Address.address_fields",
                            "Shipping_Street Shipping_City Shipping_State Shipping_Country Shipping_Code",
                        ),
                        **settings(
                            "updateFields",
                            "Status Sub_Total Subject Tax Terms_and_Conditions Tracking_Number",
                        ),
                    }
                ]
            },
        ),
        ("quote", "delete"): Operation("DELETE", "/quotes/{quoteId}", items="$answer.data.details"),
        ("quote", "get"): get("/quotes/{quoteId}", items="$answer.data", is_one=True),
        ("quote", "getAll"): get(
            "/quotes",
            {
                "per_page": "200",
                "page": "1",
                **settings("options", "approved converted include_child sort_by sort_order territory_id"),
            },
            "$answer.data",
        ),
        ("quote", "update"): put(
            "/quotes/{quoteId}",
            {
                "data": [
                    {
                        "Adjustment": "{updateFields.Adjustment}",
                        **settings(
                            "updateFields.Billing_Address.address_fields",
                            "Billing_Street Billing_City Billing_State Billing_Country Billing_Code",
                        ),
                        **settings(
                            "updateFields",
                            "Carrier Currency Description Exchange_Rate Grand_Total Quote_Stage",
                        ),
                        **settings(
                            "updateFields.Shipping_Address.address_fields",
                            "Shipping_Street Shipping_City Shipping_State Shipping_Country Shipping_Code",
                        ),
                        **settings("updateFields", "Sub_Total Subject Tax Team Terms_and_Conditions"),
                    }
                ]
            },
        ),
        ("salesOrder", "delete"): Operation(
            "DELETE", "/sales_orders/{salesOrderId}", items="$answer.data.details"
        ),
        ("salesOrder", "get"): get("/sales_orders/{salesOrderId}", items="$answer.data", is_one=True),
        ("salesOrder", "getAll"): get(
            "/sales_orders",
            {
                "per_page": "200",
                "page": "1",
                **settings("options", "approved converted include_child sort_by sort_order territory_id"),
            },
            "$answer.data",
        ),
        ("salesOrder", "update"): put(
            "/sales_orders/{salesOrderId}",
            {
                "data": [
                    {
                        "Account_Name": {"id": "{updateFields.accountId}"},
                        "Adjustment": "{updateFields.Adjustment}",
                        **settings(
                            "updateFields.Billing_Address.address_fields",
                            "Billing_Street Billing_City Billing_State Billing_Country Billing_Code",
                        ),
                        "Carrier": "{updateFields.Carrier}",
                        "Full_Name": {"id": "{updateFields.contactId}"},
                        "Currency": "{updateFields.Currency}",
                        "Deal_Name": {"id": "{updateFields.dealId}"},
                        **settings(
                            "updateFields",
                            "Description Discount Exchange_Rate Grand_Total SO_Number Sales_Commission",
                        ),
                        **settings(
                            "updateFields.Shipping_Address.address_fields",
                            "Shipping_Street Shipping_City Shipping_State Shipping_Country Shipping_Code",
                        ),
                        **settings("updateFields", "Status Sub_Total Subject Tax Terms_and_Conditions"),
                    }
                ]
            },
        ),
        ("vendor", "create"): post(
            "/vendors",
            {
                "data": [
                    {
                        "Vendor_Name": "{vendorName}",
                        **settings(
                            "additionalFields.Address.address_fields", "Street City State Country Zip_Code"
                        ),
                        **settings("additionalFields", "Category Currency Description Email Phone Website"),
                    }
                ]
            },
            "$answer.data.details",
        ),
        ("vendor", "upsert"): post(
            "/vendors/upsert",
            {
                "data": [
                    {
                        "Vendor_Name": "{vendorName}",
                        **settings(
                            "additionalFields.Address.address_fields", "Street City State Country Zip_Code"
                        ),
                        **settings("additionalFields", "Category Currency Description Email Phone Website"),
                    }
                ]
            },
            "$answer.data.details",
        ),
        ("vendor", "delete"): Operation("DELETE", "/vendors/{vendorId}", items="$answer.data.details"),
        ("vendor", "get"): get("/vendors/{vendorId}", items="$answer.data", is_one=True),
        ("vendor", "getAll"): get(
            "/vendors",
            {
                "per_page": "200",
                "page": "1",
                **settings("options", "approved converted include_child sort_by sort_order territory_id"),
            },
            "$answer.data",
        ),
        ("vendor", "update"): put(
            "/vendors/{vendorId}",
            {
                "data": [
                    {
                        **settings(
                            "updateFields.Address.address_fields", "Street City State Country Zip_Code"
                        ),
                        **settings(
                            "updateFields", "Category Currency Description Email Phone Vendor_Name Website"
                        ),
                    }
                ]
            },
        ),
    },
    default="account",
    defaults={
        "account": "create",
        "contact": "create",
        "deal": "create",
        "invoice": "create",
        "lead": "create",
        "product": "create",
        "purchaseOrder": "create",
        "quote": "create",
        "salesOrder": "create",
        "vendor": "create",
    },
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType({"zohoCrm": _ZOHO_CRM})
"""By the type of n8n's node."""
