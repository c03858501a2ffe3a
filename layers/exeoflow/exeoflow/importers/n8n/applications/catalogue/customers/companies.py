"""Applications for sales to companies, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    patch,
    post,
    put,
    settings,
    usual,
)
from exeoflow.importers.n8n.applications.model import Application, Operation

_ASKED_IN_AFFINITY: Final = {
    "page_size": "{limit|=5}",
    **settings("options", "term with_interaction_dates=withInteractionDates"),
}

_AFFINITY: Final = Application(
    "Affinity",
    "https://api.affinity.co",
    {
        ("list", "get"): get("/lists/{listId}", is_one=True),
        ("list", "getAll"): get("/lists"),
        ("listEntry", "delete"): delete("/lists/{listId}/list-entries/{listEntryId}", "$answer"),
        ("listEntry", "get"): get("/lists/{listId}/list-entries/{listEntryId}", is_one=True),
        ("listEntry", "getAll"): get(
            "/lists/{listId}/list-entries", {"page_size": "{limit|=5}"}, "$answer.list_entries"
        ),
        ("organization", "create"): post(
            "/organizations",
            {"name": "{name}", "domain": "{domain}", "person_ids": "{additionalFields.persons}"},
        ),
        ("organization", "delete"): delete("/organizations/{organizationId}", "$answer"),
        ("organization", "get"): get(
            "/organizations/{organizationId}",
            {"with_interaction_dates": "{options.withInteractionDates}"},
            is_one=True,
        ),
        ("organization", "getAll"): get("/organizations", _ASKED_IN_AFFINITY, "$answer.organizations"),
        ("organization", "update"): put(
            "/organizations/{organizationId}", settings("updateFields", "domain name person_ids=persons")
        ),
        ("person", "create"): post(
            "/persons",
            {
                **parameters("first_name=firstName last_name=lastName emails"),
                "organization_ids": "{additionalFields.organizations}",
            },
        ),
        ("person", "delete"): delete("/persons/{personId}", "$answer"),
        ("person", "get"): get(
            "/persons/{personId}", {"with_interaction_dates": "{options.withInteractionDates}"}, is_one=True
        ),
        ("person", "getAll"): get("/persons", _ASKED_IN_AFFINITY, "$answer.persons"),
        ("person", "update"): put(
            "/persons/{personId}",
            {
                "emails": "{emails}",
                **settings(
                    "updateFields", "first_name=firstName last_name=lastName organization_ids=organizations"
                ),
            },
        ),
    },
    default="organization",
    defaults={"list": "get", "listEntry": "create", "organization": "create", "person": "create"},
    scheme="Basic",
)

_AGILE_CRM: Final = Application(
    "Agile CRM",
    "https://<subdomain>.agilecrm.com/dev/api",
    {
        ("contact", "delete"): delete("/contacts/{contactId}", "$answer"),
        ("contact", "get"): get("/contacts/{contactId}", is_one=True),
        ("contact", "getAll"): post(
            "/filters/filter/dynamic-filter",
            {
                "filterJson": '{"contact_type":"PERSON"}',
                "page_size": "{limit|=20}",
                "global_sort_key": "{options.sort.sort.field}",
            },
            is_one=False,
            body_type="form",
        ),
        ("company", "delete"): delete("/contacts/{companyId}", "$answer"),
        ("company", "get"): get("/contacts/{companyId}", is_one=True),
        ("company", "getAll"): post(
            "/filters/filter/dynamic-filter",
            {
                "filterJson": '{"contact_type":"COMPANY"}',
                "page_size": "{limit|=20}",
                "global_sort_key": "{options.sort.sort.field}",
            },
            is_one=False,
            body_type="form",
        ),
        ("deal", "delete"): delete("/opportunity/{dealId}", "$answer"),
        ("deal", "get"): get("/opportunity/{dealId}", is_one=True),
        ("deal", "getAll"): get("/opportunity", {"page_size": "{limit|=20}"}),
        ("deal", "update"): put(
            "/opportunity/partial-update",
            {
                "id": "{dealId}",
                **settings(
                    "additionalFields",
                    "expected_value=expectedValue name probability contactIds",
                    "customData=customData.customProperty",
                ),
            },
        ),
    },
    default="contact",
    defaults={"contact": "get", "company": "get", "deal": "get"},
    scheme="Basic",
)


def _looked_up_in_freshworks(name: str, value: str, **more: Any) -> Operation:  # noqa: ANN401
    """Finds records of some kinds that have a value in a field."""
    asked = {"q": value, "f": name, "entities": "{joined:options.entities}"}
    return get("/lookup", asked, is_one=True, **more)


_FRESHWORKS_CRM: Final = Application(
    "Freshworks CRM",
    "https://<domain>.myfreshworks.com/crm/sales/api",
    {
        ("account", "create"): post(
            "/sales_accounts",
            {
                "name": "{name}",
                **settings(
                    "additionalFields",
                    "address annual_revenue business_type_id city country facebook industry_type_id",
                    "linkedin number_of_employees owner_id parent_sales_account_id phone state",
                    "territory_id twitter website zipcode",
                ),
            },
            "$answer.sales_account",
            is_one=True,
        ),
        ("account", "delete"): delete("/sales_accounts/{accountId}"),
        ("account", "get"): get("/sales_accounts/{accountId}", items="$answer.sales_account", is_one=True),
        ("account", "update"): put(
            "/sales_accounts/{accountId}",
            settings(
                "updateFields",
                "address annual_revenue business_type_id city country facebook industry_type_id linkedin",
                "name number_of_employees owner_id parent_sales_account_id phone state territory_id twitter",
                "website zipcode",
            ),
        ),
        ("appointment", "delete"): delete("/appointments/{appointmentId}"),
        ("appointment", "get"): get(
            "/appointments/{appointmentId}", items="$answer.appointment", is_one=True
        ),
        ("appointment", "update"): put(
            "/appointments/{appointmentId}",
            settings(
                "updateFields",
                "creater_id endDate is_allday latitude location longitude outcome_id fromDate targetable_id",
                "targetable_type time_zone title",
            ),
        ),
        ("contact", "create"): post(
            "/contacts",
            {
                **parameters("first_name=firstName last_name=lastName emails"),
                **settings(
                    "additionalFields",
                    "address campaign_id city contact_status_id country external_id facebook job_title",
                    "keyword lead_source_id lifecycle_stage_id linkedin medium mobile_number owner_id",
                    "state subscription_status subscription_types territory_id time_zone twitter",
                    "work_number zipcode",
                ),
            },
            "$answer.contact",
            is_one=True,
        ),
        ("contact", "delete"): delete("/contacts/{contactId}"),
        ("contact", "get"): get("/contacts/{contactId}", items="$answer.contact", is_one=True),
        ("contact", "update"): put(
            "/contacts/{contactId}",
            settings(
                "updateFields",
                "address campaign_id city contact_status_id country external_id facebook first_name",
                "job_title keyword last_name lead_source_id lifecycle_stage_id linkedin medium mobile_number",
                "owner_id state subscription_status subscription_types territory_id time_zone twitter",
                "work_number zipcode",
            ),
        ),
        ("deal", "create"): post(
            "/deals",
            {
                "name": "{name}",
                "amount": "{amount|=0}",
                **settings(
                    "additionalFields",
                    "base_currency_amount campaign_id currency_id deal_payment_status_id deal_pipeline_id",
                    "deal_product_id deal_reason_id deal_stage_id deal_type_id lead_source_id owner_id",
                    "probability sales_account_id territory_id",
                ),
            },
            "$answer.deal",
            is_one=True,
        ),
        ("deal", "delete"): delete("/deals/{dealId}"),
        ("deal", "get"): get("/deals/{dealId}", items="$answer.deal", is_one=True),
        ("deal", "update"): put(
            "/deals/{dealId}",
            settings(
                "updateFields",
                "amount base_currency_amount campaign_id currency_id deal_payment_status_id deal_pipeline_id",
                "deal_product_id deal_reason_id deal_stage_id deal_type_id lead_source_id name owner_id",
                "probability sales_account_id territory_id",
            ),
        ),
        ("note", "create"): post(
            "/notes",
            {
                "description": "{description}",
                "targetable_id": "{targetable_id}",
                "targetable_type": "{targetableType|Contact}",
            },
            "$answer.note",
            is_one=True,
        ),
        ("note", "delete"): delete("/notes/{noteId}"),
        ("note", "update"): put(
            "/notes/{noteId}", settings("updateFields", "description targetable_id targetable_type")
        ),
        ("salesActivity", "get"): get(
            "/sales_activities/{salesActivityId}", items="$answer.sales_activity", is_one=True
        ),
        ("search", "query"): get(
            "/search", {"q": "{query}", "include": "{joined:entities}", "per_page": "100"}
        ),
        ("search", "lookup"): _looked_up_in_freshworks(
            "{searchField}",
            "{fieldValue}",
            where={
                ("searchField", "customField"): _looked_up_in_freshworks(
                    "{customFieldName}", "{customFieldValue}"
                )
            },
        ),
        ("task", "delete"): delete("/tasks/{taskId}"),
        ("task", "get"): get("/tasks/{taskId}", items="$answer.task", is_one=True),
        ("task", "update"): put(
            "/tasks/{taskId}",
            settings(
                "updateFields",
                "creater_id outcome_id owner_id targetable_id targetable_type task_type_id title",
            ),
        ),
    },
    default="account",
    defaults={
        **usual("create", "account appointment contact deal note task"),
        "salesActivity": "get",
        "search": "query",
    },
    scheme="Token",
)


def _searched_in_salesmate(path: str, *fields: str) -> Operation:
    """Asks for fields, which are words, of all records."""
    return post(
        path,
        {"query": {"group": {}}, "fields": [name for each in fields for name in each.split()]},
        "$answer.Data.data",
        query={"rows": "{limit|=10}", **settings("options", "sortBy sortOrder")},
    )


_SALESMATE: Final = Application(
    "Salesmate",
    "https://apis.salesmate.io",
    {
        ("company", "create"): post(
            "/v1/companies",
            ({"name": "{name}", "owner": "{owner}"}, "{additionalFields}"),
            "$answer.Data",
            is_one=True,
        ),
        ("company", "getAll"): _searched_in_salesmate(
            "/v2/companies/search",
            "name description billingAddressLine1 billingAddressLine2 billingCity billingZipCode",
            "billingState billingCountry website owner tags photo createdAt",
        ),
        ("company", "update"): put("/v1/companies/{id}", "{updateFields}", items="$answer.Data"),
        ("activity", "create"): post(
            "/v1/activities",
            {
                **parameters("title owner type"),
                **settings("additionalFields", "description tags duration isCalendarInvite isCompleted"),
            },
            "$answer.Data",
            is_one=True,
        ),
        ("activity", "delete"): delete("/v1/activities/{id}", "$answer"),
        ("activity", "getAll"): _searched_in_salesmate(
            "/v2/activities/search",
            "title dueDate description duration owner Deal.title PrimaryContact.name",
            "PrimaryContact.email PrimaryCompany.name PrimaryCompany.email tags type createdAt",
            "isCompleted",
        ),
        ("activity", "update"): put(
            "/v1/activities/{id}",
            settings(
                "updateFields", "title type owner description tags duration isCalendarInvite isCompleted"
            ),
            items="$answer.Data",
        ),
        ("deal", "create"): post(
            "/v1/deals",
            {
                **parameters("title owner primaryContact pipeline"),
                "status": "{status|Open}",
                "stage": "{stage}",
                "currency": "{currency}",
                **settings(
                    "additionalFields",
                    "description tags primaryCompany source estimatedCloseDate dealValue priority",
                ),
            },
            "$answer.Data",
            is_one=True,
        ),
        ("deal", "delete"): delete("/v1/deals/{id}", "$answer"),
        ("deal", "getAll"): _searched_in_salesmate(
            "/v2/deals/search",
            "title PrimaryContact.name PrimaryContact.email PrimaryCompany.name PrimaryCompany.email",
            "dealValue priority stage status owner tags createdAt",
        ),
        ("deal", "update"): put(
            "/v1/deals/{id}",
            settings(
                "updateFields",
                "title owner primaryContact pipeline status stage currency description tags primaryCompany",
                "source estimatedCloseDate dealValue priority",
            ),
            items="$answer.Data",
        ),
    },
    default="activity",
    defaults={"company": "create", "activity": "create", "deal": "create"},
    header="sessionToken",
    scheme="",
)

_ANSWERED: Final = {"Prefer": "return=representation"}
"""Asks for the record in the answer."""

_MICROSOFT_DYNAMICS_CRM: Final = Application(
    "Microsoft Dynamics CRM",
    "https://<subdomain>.<region>/api/data/v9.2",
    {
        ("account", "create"): post(
            "/accounts",
            {
                "name": "{name}",
                **settings(
                    "additionalFields",
                    "accountcategorycode accountratingcode businesstypecode customersizecode",
                    "customertypecode description emailaddress1 emailaddress2 emailaddress3 fax ftpsiteurl",
                    "industrycode creditlimit numberofemployees paymenttermscode",
                    "preferredappointmentdaycode preferredappointmenttimecode preferredcontactmethodcode",
                    "primarysatoriid primarytwitterid revenue sharesoutstanding shippingmethodcode sic",
                    "stageid stockexchange telephone1 telephone2 telephone3 territorycode tickersymbol",
                    "websiteurl yominame",
                ),
            },
            query={"$select": "accountid"},
            headers=_ANSWERED,
        ),
        ("account", "delete"): delete("/accounts({accountId})", headers=_ANSWERED),
        ("account", "get"): get("/accounts({accountId})", is_one=True, headers=_ANSWERED),
        ("account", "getAll"): get(
            "/accounts",
            {"$top": "{limit|=5}", "$filter": "{filters.query}"},
            "$answer.value",
            headers=_ANSWERED,
        ),
        ("account", "update"): patch(
            "/accounts({accountId})",
            settings(
                "updateFields",
                "accountcategorycode accountratingcode businesstypecode customersizecode customertypecode",
                "description emailaddress1 emailaddress2 emailaddress3 fax ftpsiteurl industrycode name",
                "creditlimit numberofemployees paymenttermscode preferredappointmentdaycode",
                "preferredappointmenttimecode preferredcontactmethodcode primarysatoriid primarytwitterid",
                "revenue sharesoutstanding shippingmethodcode sic stageid stockexchange telephone1",
                "telephone2 telephone3 territorycode tickersymbol websiteurl yominame",
            ),
            query={"$select": "accountid"},
            headers=_ANSWERED,
        ),
    },
    default="account",
    defaults={"account": "create"},
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        "affinity": _AFFINITY,
        "agileCrm": _AGILE_CRM,
        "freshworksCrm": _FRESHWORKS_CRM,
        "salesmate": _SALESMATE,
        "microsoftDynamicsCrm": _MICROSOFT_DYNAMICS_CRM,
    }
)
"""By the type of n8n's node."""
