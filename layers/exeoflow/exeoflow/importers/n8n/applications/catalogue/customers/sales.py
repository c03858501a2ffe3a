"""Applications for sales: contacts, companies and what becomes of deals."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, parameters, post, put, usual
from exeoflow.importers.n8n.applications.model import Application, Method, Operation

PIPEDRIVE_2: Final = "https://api.pipedrive.com/api/v2"
"""The second version of Pipedrive's API, beside the first, which is the application's address."""
_PIPEDRIVE_PATHS: Final = {
    "deal": "/deals",
    "person": "/persons",
    "organization": "/organizations",
    "note": "/notes",
    "lead": "/leads",
    "activity": "/activities",
}


def _in_pipedrive(resource: str, new: Mapping[str, str]) -> dict[tuple[str, str], Operation]:
    """The operations on one kind of record, but for the search."""
    path = _PIPEDRIVE_PATHS[resource]
    one = f"{path}/{{{resource}Id}}"
    return {
        (resource, "create"): post(path, (new, "{additionalFields}"), "$answer.data", is_one=True),
        (resource, "update"): put(one, "{updateFields}", items="$answer.data"),
        (resource, "get"): get(one, items="$answer.data", is_one=True),
        (resource, "getAll"): get(path, {"limit": "{limit|100}"}, "$answer.data"),
        (resource, "delete"): delete(one),
    }


def _moved(operation: Operation) -> Operation:
    """What n8n's node asks the newer API since its second version, which changes by `PATCH`."""
    method: Method = "PATCH" if operation.method == "PUT" else operation.method
    newer = replace(operation, method=method, path=PIPEDRIVE_2 + operation.path)
    return replace(operation, where={("@version", 2.0): newer})


PIPEDRIVE: Final = Application(
    "Pipedrive",
    "https://api.pipedrive.com/v1",
    {
        key: _moved(request)
        for resource, new in (
            ("deal", parameters("title org_id person_id")),
            ("person", parameters("name")),
            ("organization", parameters("name")),
            ("activity", parameters("subject type")),
        )
        for key, request in _in_pipedrive(resource, new).items()
    }
    | _in_pipedrive("note", {"content": "{content}", "deal_id": "{additionalFields.deal_id}"})
    | _in_pipedrive("lead", parameters("title organization_id person_id"))
    | {
        (resource, "search"): get(f"{path}/search", {"term": "{term}"}, "$answer.data.items.item")
        for resource, path in _PIPEDRIVE_PATHS.items()
    },
    default="deal",
    defaults=usual("create", *_PIPEDRIVE_PATHS),
    header="x-api-token",
    scheme="",
)

_SOBJECTS: Final = (
    (
        "lead",
        "Lead",
        {"Company": "{company}", "LastName": "{lastname}"},
        "SELECT Id, Company, FirstName, LastName, Street, PostalCode, City, Email, Status, LastModifiedDate",
    ),
    (
        "contact",
        "Contact",
        {"LastName": "{lastname}"},
        "SELECT Id, FirstName, LastName, Email, LastModifiedDate",
    ),
    ("account", "Account", {"Name": "{name}"}, "SELECT Id, Name, Type, LastModifiedDate"),
    (
        "opportunity",
        "Opportunity",
        {"Name": "{name}", "CloseDate": "{closeDate}", "StageName": "{stageName}"},
        "SELECT Id, AccountId, Amount, Probability, Type, LastModifiedDate",
    ),
    (
        "case",
        "Case",
        {"Type": "{type}"},
        "SELECT Id, AccountId, ContactId, Priority, Status, Subject, Type, LastModifiedDate",
    ),
    ("task", "Task", {"Status": "{status}"}, "SELECT Id, Subject, Status, Priority, LastModifiedDate"),
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
