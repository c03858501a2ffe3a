"""Applications for sales: contacts, companies and what becomes of deals."""

from collections.abc import Mapping
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, put
from exeoflow.importers.n8n.applications.model import Application, Operation

_CRM: Final = "/crm/v3/objects"


def _noted(metadata: object, where: Mapping[tuple[str, object], Operation] | None = None) -> Operation:
    return post(
        "/engagements/v1/engagements",
        {
            "engagement": {"type": "{type}"},
            "metadata": metadata,
            "associations": {
                "contactIds": "{list:additionalFields.associations.contactIds}",
                "companyIds": "{list:additionalFields.associations.companyIds}",
                "dealIds": "{list:additionalFields.associations.dealIds}",
            },
        },
        where=where or {},
    )


def _searched(objects: str) -> Operation:
    return post(
        f"{_CRM}/{objects}/search",
        {
            "filterGroups": "{filter_groups:filterGroupsUi}",
            "limit": "{number:limit|100}",
            "properties": "{list:additionalFields.properties}",
            "query": "{additionalFields.query}",
        },
        "$answer.results",
    )


HUBSPOT: Final = Application(
    "HubSpot",
    "https://api.hubapi.com",
    {
        ("contact", "get"): get(_CRM + "/contacts/{contactId}", is_one=True),
        ("contact", "getAll"): get(_CRM + "/contacts", {"limit": "{limit|100}"}, "$answer.results"),
        ("contact", "delete"): delete(_CRM + "/contacts/{contactId}"),
        ("contact", "upsert"): post(
            _CRM + "/contacts/batch/upsert",
            {
                "inputs": [
                    {
                        "idProperty": "email",
                        "id": "{email}",
                        "properties": ({"email": "{email}"}, "{renamed:additionalFields}"),
                    }
                ]
            },
            "$answer.results[0]",
            is_one=True,
        ),
        ("contact", "search"): _searched("contacts"),
        ("deal", "search"): _searched("deals"),
        ("company", "create"): post(
            _CRM + "/companies", {"properties": ({"name": "{name}"}, "{renamed:additionalFields}")}
        ),
        ("company", "update"): patch(
            _CRM + "/companies/{companyId}", {"properties": "{renamed:updateFields}"}
        ),
        ("deal", "update"): patch(_CRM + "/deals/{dealId}", {"properties": "{renamed:updateFields}"}),
        ("ticket", "update"): patch(_CRM + "/tickets/{ticketId}", {"properties": "{renamed:updateFields}"}),
        ("engagement", "create"): _noted(
            "{metadata}",
            where={
                ("type", "email"): _noted(
                    {
                        "subject": "{metadata.subject}",
                        "html": "{metadata.html}",
                        "from": {
                            "email": "{metadata.fromEmail}",
                            "firstName": "{metadata.firstName}",
                            "lastName": "{metadata.lastName}",
                        },
                        "to": "{addresses:metadata.toEmail}",
                        "cc": "{addresses:metadata.cc}",
                        "bcc": "{addresses:metadata.bcc}",
                    }
                )
            },
        ),
        ("engagement", "get"): get("/engagements/v1/engagements/{engagementId}", is_one=True),
        ("engagement", "getAll"): get(
            "/engagements/v1/engagements/paged", {"limit": "{limit|100}"}, "$answer.results"
        ),
        ("engagement", "delete"): delete("/engagements/v1/engagements/{engagementId}"),
        ("company", "delete"): delete(_CRM + "/companies/{companyId}"),
        ("company", "searchByDomain"): post(
            _CRM + "/companies/search",
            {
                "filterGroups": [
                    {"filters": [{"propertyName": "domain", "operator": "EQ", "value": "{domain}"}]}
                ],
                "limit": "{number:limit|100}",
            },
            "$answer.results",
        ),
        ("company", "get"): get(_CRM + "/companies/{companyId}", is_one=True),
        ("company", "getAll"): get(_CRM + "/companies", {"limit": "{limit|100}"}, "$answer.results"),
        ("deal", "get"): get(_CRM + "/deals/{dealId}", is_one=True),
        ("deal", "getAll"): get(_CRM + "/deals", {"limit": "{limit|100}"}, "$answer.results"),
        ("deal", "delete"): delete(_CRM + "/deals/{dealId}"),
        ("deal", "create"): post(
            _CRM + "/deals",
            {
                "properties": {
                    "dealstage": "{stage}",
                    "dealname": "{additionalFields.dealName}",
                    "pipeline": "{additionalFields.pipeline}",
                    "amount": "{additionalFields.amount}",
                }
            },
        ),
        ("ticket", "create"): post(
            _CRM + "/tickets",
            {
                "properties": {
                    "hs_pipeline": "{pipelineId}",
                    "hs_pipeline_stage": "{stageId}",
                    "subject": "{ticketName}",
                    "content": "{additionalFields.description}",
                }
            },
        ),
        ("ticket", "get"): get(_CRM + "/tickets/{ticketId}", is_one=True),
        ("ticket", "getAll"): get(_CRM + "/tickets", {"limit": "{limit|100}"}, "$answer.results"),
        ("ticket", "delete"): delete(_CRM + "/tickets/{ticketId}"),
    },
    default="contact",
    of_versions={1: {"": "deal"}},
    defaults={
        "contact": "upsert",
        "company": "create",
        "deal": "create",
        "ticket": "create",
        "engagement": "create",
    },
)

PIPEDRIVE: Final = Application(
    "Pipedrive",
    "https://api.pipedrive.com/v1",
    {
        (resource, operation): request
        for resource, path, body in (
            ("deal", "deals", {"title": "{title}"}),
            ("person", "persons", {"name": "{name}"}),
            ("organization", "organizations", {"name": "{name}"}),
            ("note", "notes", {"content": "{content}", "deal_id": "{additionalFields.deal_id}"}),
            ("lead", "leads", {"title": "{title}", "person_id": "{person_id}"}),
            ("activity", "activities", {"subject": "{subject}", "type": "{type}"}),
        )
        for operation, request in (
            ("create", post(f"/{path}", (body, "{additionalFields}"), "$answer.data")),
            ("update", put(f"/{path}/{{{resource}Id}}", "{updateFields}", items="$answer.data")),
            ("get", get(f"/{path}/{{{resource}Id}}", items="$answer.data", is_one=True)),
            ("getAll", get(f"/{path}", {"limit": "{limit|100}"}, "$answer.data")),
            ("delete", delete(f"/{path}/{{{resource}Id}}")),
            ("search", get(f"/{path}/search", {"term": "{term}"}, "$answer.data.items.item")),
        )
    },
    default="deal",
    defaults=dict.fromkeys(("deal", "person", "organization", "note", "lead", "activity"), "create"),
    header="x-api-token",
    scheme="",
)

_SOBJECTS: Final = (
    (
        "lead",
        "Lead",
        {"Company": "{company}", "LastName": "{lastname}"},
        "SELECT Id, Company, FirstName, LastName, Email",
    ),
    ("contact", "Contact", {"LastName": "{lastname}"}, "SELECT Id, FirstName, LastName, Email"),
    ("account", "Account", {"Name": "{name}"}, "SELECT Id, Name, Type"),
    (
        "opportunity",
        "Opportunity",
        {"Name": "{name}", "CloseDate": "{closeDate}", "StageName": "{stageName}"},
        "SELECT Id, AccountId, Amount, Probability, Type",
    ),
    ("case", "Case", {"Type": "{type}"}, "SELECT Id, AccountId, ContactId, Priority, Status, Subject, Type"),
    ("task", "Task", {"Status": "{status}"}, "SELECT Id, Subject, Status, Priority"),
)

SALESFORCE: Final = Application(
    "Salesforce",
    "https://<instance>.my.salesforce.com/services/data/v59.0",
    {
        **{
            (resource, operation): each
            for resource, kind, new, fields in _SOBJECTS
            for operation, each in (
                ("create", post(f"/sobjects/{kind}", new)),
                ("get", get(f"/sobjects/{kind}/{{{resource}Id}}", is_one=True)),
                ("delete", delete(f"/sobjects/{kind}/{{{resource}Id}}")),
                (
                    "getAll",
                    get(
                        "/query",
                        {"q": f"{fields} FROM {kind} LIMIT {{limit|50}}"},
                        "$answer.records",
                    ),
                ),
            )
        },
        ("search", "query"): get("/query", {"q": "{query}"}, "$answer.records"),
    },
    default="lead",
    defaults={**{resource: "create" for resource, *_ in _SOBJECTS}, "search": "query"},
)

APPLICATIONS: Final = {
    "hubspot": HUBSPOT,
    "pipedrive": PIPEDRIVE,
    "salesforce": SALESFORCE,
}
