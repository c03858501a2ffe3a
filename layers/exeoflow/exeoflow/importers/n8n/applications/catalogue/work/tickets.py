"""Applications for requests of customers and records of a business."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    post,
    put,
    records,
    settings,
    usual,
)
from exeoflow.importers.n8n.applications.model import Application

FRESHDESK: Final = Application(
    "Freshdesk",
    "https://<domain>.freshdesk.com/api/v2",
    {
        **records(
            "ticket",
            "/tickets",
            "{ticketId}",
            (
                {"email": "{requesterIdentificationValue}", "status": 2, "priority": 1},
                settings("options", "subject description type"),
            ),
            {"subject": "{updateFields.subject}", "type": "{updateFields.type}"},
            change="PUT",
            query={"per_page": "{limit|5}", "email": "{options.requesterEmail}"},
        ),
        **records(
            "contact",
            "/contacts",
            "{contactId}",
            ({"name": "{name}", "email": "{email}"}, "{additionalFields}"),
            "{additionalFields}",
            change="PUT",
            query={},
        ),
    },
    default="ticket",
    defaults={"ticket": "create", "contact": "create"},
    scheme="Basic",
)

ZAMMAD: Final = Application(
    "Zammad",
    "https://<host>/api/v1",
    {
        **records(
            "ticket",
            "/tickets",
            "{id}",
            {**parameters("title group customer"), "article": "{article.articleDetails}"},
            change="PUT",
            query={"per_page": "{limit|50}"},
        ),
        **{
            key: each
            for resource, path in (("user", "users"), ("group", "groups"), ("organization", "organizations"))
            for key, each in records(
                resource,
                f"/{path}",
                "{id}",
                (
                    {"name": "{name}", "firstname": "{firstname}", "lastname": "{lastname}"},
                    {"email": "{additionalFields.email}", "note": "{additionalFields.note}"},
                ),
                change="PUT",
                query={"per_page": "{limit|50}"},
            ).items()
        },
        ("user", "search"): get("/users/search", {"query": "{query}", "limit": "{limit|50}"}),
        ("user", "getSelf"): get("/users/me", is_one=True),
    },
    default="user",
    defaults=usual("create", "user ticket group organization"),
)

SERVICE_NOW: Final = Application(
    "ServiceNow",
    "https://<instance>.service-now.com/api/now/table",
    {
        **records(
            "incident",
            "/incident",
            "{id}",
            ({"short_description": "{short_description}"}, "{additionalFields}"),
            items="$answer.result",
            answer="$answer.result",
            query={"sysparm_limit": "{limit|50}", "sysparm_query": "{options.sysparm_query}"},
        ),
        **records(
            "tableRecord",
            "/{tableName}",
            "{id}",
            "{rows:fieldsToSend.field}",
            "{rows:fieldsToSend.field}",
            items="$answer.result",
            answer="$answer.result",
            query={"sysparm_limit": "{limit|50}", "sysparm_query": "{options.sysparm_query}"},
        ),
        **{
            (resource, operation): each
            for resource, path in (
                ("user", "sys_user"),
                ("userGroup", "sys_user_group"),
                ("userRole", "sys_user_role"),
                ("department", "cmn_department"),
                ("businessService", "cmdb_ci_service"),
                ("configurationItems", "cmdb_ci"),
                ("dictionary", "sys_dictionary"),
            )
            for operation, each in (
                (
                    "get",
                    get(
                        f"/{path}/{{id}}",
                        items="$answer.result",
                        is_one=True,
                        where={("getOption", "user_name"): None},
                    ),
                ),
                (
                    "getAll",
                    get(
                        f"/{path}",
                        {"sysparm_limit": "{limit|50}", "sysparm_query": "{options.sysparm_query}"},
                        "$answer.result",
                    ),
                ),
            )
        },
    },
    default="user",
    defaults=usual("get", "user incident tableRecord")
    | usual("getAll", "businessService configurationItems department dictionary userGroup userRole"),
)

ERP_NEXT: Final = Application(
    "ERPNext",
    "https://<host>/api/resource",
    records(
        "document",
        "/{docType}",
        "{documentName}",
        "{rows:properties.customProperty}",
        "{rows:properties.customProperty}",
        items="$answer.data",
        answer="$answer.data",
        change="PUT",
        query={"limit": "{limit|10}"},
    ),
    default="document",
    defaults={"document": "create"},
    scheme="token",
)

ZENDESK: Final = Application(
    "Zendesk",
    "https://<subdomain>.zendesk.com/api/v2",
    {
        ("ticket", "create"): post(
            "/tickets.json",
            {
                "ticket": {
                    "comment": {"body": "{description}"},
                    **settings("additionalFields", "subject status type"),
                }
            },
            "$answer.ticket",
        ),
        ("ticket", "get"): get("/tickets/{id}.json", items="$answer.ticket", is_one=True),
        ("ticket", "getAll"): get(
            "/search.json",
            {
                "query": "type:ticket {options.query|}",
                "per_page": "{limit|100}",
                "sort_by": "{options.sortBy}",
                "sort_order": "{options.sortOrder}",
            },
            "$answer.results",
            where={
                ("ticketType", "suspended"): get(
                    "/suspended_tickets.json", {"per_page": "{limit|100}"}, "$answer.suspended_tickets"
                )
            },
        ),
        ("ticket", "update"): put(
            "/tickets/{id}.json",
            {
                "ticket": {
                    **settings("updateFields", "subject status type group_id=group"),
                    "comment": {"body": "{updateFields.publicReply, updateFields.internalNote}"},
                }
            },
            items="$answer.ticket",
        ),
        ("ticket", "delete"): delete("/tickets/{id}.json"),
        ("user", "get"): get("/users/{id}.json", items="$answer.user", is_one=True),
        ("user", "getAll"): get("/users.json", {"per_page": "{limit|100}"}, "$answer.users"),
        ("user", "search"): get("/users/search.json", {"query": "{filters.query}"}, "$answer.users"),
    },
    default="ticket",
    defaults={"ticket": "create", "user": "create"},
    scheme="Basic",
)

APPLICATIONS: Final = {
    "freshdesk": FRESHDESK,
    "zammad": ZAMMAD,
    "serviceNow": SERVICE_NOW,
    "erpNext": ERP_NEXT,
    "zendesk": ZENDESK,
}
