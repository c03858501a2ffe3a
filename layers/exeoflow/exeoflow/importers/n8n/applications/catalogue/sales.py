"""Applications for sales: contacts, companies and what becomes of deals."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, parameters, post, put, usual
from exeoflow.importers.n8n.applications.model import Application

PIPEDRIVE: Final = Application(
    "Pipedrive",
    "https://api.pipedrive.com/v1",
    {
        (resource, operation): request
        for resource, path, body in (
            ("deal", "deals", parameters("title org_id person_id")),
            ("person", "persons", {"name": "{name}"}),
            ("organization", "organizations", {"name": "{name}"}),
            ("note", "notes", {"content": "{content}", "deal_id": "{additionalFields.deal_id}"}),
            ("lead", "leads", parameters("title organization_id person_id")),
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
    defaults=usual("create", "deal person organization note lead activity"),
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
    "pipedrive": PIPEDRIVE,
    "salesforce": SALESFORCE,
}
