"""Further operations of the applications of `tasks`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    patch,
    post,
    put,
    settings,
)
from exeoflow.importers.n8n.applications.model import Operation

_ASANA: Final = {
    ("taskComment", "remove"): delete("/stories/{id}"),
    ("project", "create"): post(
        "/teams/{team}/projects",
        {"data": {"name": "{name}", "workspace": "{workspace}"}},
        "$answer.data",
        query=settings("additionalFields", "color due_on notes"),
        is_one=True,
    ),
    ("project", "delete"): delete("/projects/{id}"),
    ("project", "update"): put(
        "/projects/{id}",
        {"data": settings("updateFields", "name owner team")},
        items="$answer.data",
        query=settings("updateFields", "color due_on notes"),
    ),
}

_TRELLO: Final = {
    ("attachment", "delete"): delete("/cards/{cardId}/attachments/{id}", "$answer"),
    ("attachment", "get"): get(
        "/cards/{cardId}/attachments/{id}", {"fields": "{additionalFields.fields}"}, is_one=True
    ),
    ("boardMember", "add"): put(
        "/boards/{id}/members/{idMember}", {}, query={"type": "{type|normal}", "allowBillableGuest": "false"}
    ),
    ("boardMember", "invite"): put(
        "/boards/{id}/members",
        {"fullName": "{additionalFields.fullName}"},
        query={"email": "{email}", "type": "{additionalFields.type}"},
    ),
    ("boardMember", "remove"): delete("/boards/{id}/members/{idMember}", "$answer"),
    ("checklist", "delete"): delete("/cards/{cardId}/checklists/{id}", "$answer"),
    ("checklist", "deleteCheckItem"): delete("/cards/{cardId}/checkItem/{checkItemId}", "$answer"),
    ("checklist", "get"): get("/checklists/{id}", {"fields": "{additionalFields.fields}"}, is_one=True),
    ("checklist", "getCheckItem"): get(
        "/cards/{cardId}/checkItem/{checkItemId}", {"fields": "{additionalFields.fields}"}, is_one=True
    ),
    ("checklist", "updateCheckItem"): put(
        "/cards/{cardId}/checkItem/{checkItemId}",
        {},
        query=settings("additionalFields", "name state checklistId pos"),
    ),
    ("label", "delete"): delete("/labels/{id}", "$answer"),
    ("label", "get"): get("/labels/{id}", {"fields": "{additionalFields.fields}"}, is_one=True),
    ("label", "removeLabel"): delete("/cards/{cardId}/idLabels/{id}", "$answer"),
    ("label", "update"): put(
        "/labels/{id}", {}, query={"name": "{updateFields.name}", "color": "{updateFields.color}"}
    ),
}

_RAINDROP: Final = {("tag", "delete"): delete("/tags", "$answer", body={"tags": "{parts:tags}"})}

_HARVEST: Final = {
    ("client", "create"): post("/clients", ({"name": "{name}"}, "{additionalFields}")),
    ("client", "update"): patch(
        "/clients/{id}", {}, query=settings("updateFields", "address currency is_active name")
    ),
    ("company", "get"): get("/company", is_one=True),
    ("contact", "create"): post(
        "/contacts", ({"client_id": "{clientId}", "first_name": "{firstName}"}, "{additionalFields}")
    ),
    ("contact", "delete"): delete("/contacts/{id}", "$answer"),
    ("contact", "get"): get("/contacts/{id}", is_one=True),
    ("contact", "getAll"): get(
        "/contacts",
        {
            "per_page": "{limit|=100}",
            "is_active": "{filters.is_active}",
            "updated_since": "{filters.updated_since}",
        },
        "$answer.contacts",
    ),
    ("contact", "update"): patch(
        "/contacts/{id}",
        {},
        query=settings(
            "updateFields", "client_id email fax first_name last_name phone_mobile phone_office title"
        ),
    ),
    ("estimate", "create"): post("/estimates", ({"client_id": "{clientId}"}, "{additionalFields}")),
    ("estimate", "delete"): delete("/estimates/{id}", "$answer"),
    ("estimate", "get"): get("/estimates/{id}", is_one=True),
    ("estimate", "getAll"): get(
        "/estimates",
        {"per_page": "{limit|=100}", **settings("filters", "client_id from state to updated_since page")},
        "$answer.estimates",
    ),
    ("estimate", "update"): patch(
        "/estimates/{id}",
        {},
        query=settings(
            "updateFields",
            "client_id currency over_budget_notification_percentage issue_date number notes",
            "purchase_order subject tax tax2",
        ),
    ),
    ("expense", "create"): post(
        "/expenses",
        {
            **parameters("project_id=projectId expense_category_id=expenseCategoryId spent_date=spentDate"),
            **settings("additionalFields", "billable notes total_cost units user_id"),
        },
    ),
    ("expense", "delete"): delete("/expenses/{id}", "$answer"),
    ("expense", "get"): get("/expenses/{id}", is_one=True),
    ("expense", "getAll"): get(
        "/expenses",
        {
            "per_page": "{limit|=100}",
            **settings("filters", "client_id from is_billed page project_id to updated_since user_id"),
        },
        "$answer.expenses",
    ),
    ("expense", "update"): patch(
        "/expenses/{id}",
        {},
        query=settings(
            "updateFields",
            "billable expense_category_id notes project_id spent_date total_cost units user_id",
        ),
    ),
    ("invoice", "create"): post(
        "/invoices",
        {
            "client_id": "{clientId}",
            **settings(
                "additionalFields",
                "currency over_budget_notification_percentage ends_on estimate_id issue_date notes number",
                "payment_term purchase_order retainer_id subject tax tax2",
            ),
        },
    ),
    ("invoice", "delete"): delete("/invoices/{id}", "$answer"),
    ("invoice", "get"): get("/invoices/{id}", is_one=True),
    ("invoice", "getAll"): get(
        "/invoices",
        {
            "per_page": "{limit|=100}",
            **settings("filters", "client_id from page project_id state to updated_since"),
        },
        "$answer.invoices",
    ),
    ("invoice", "update"): patch(
        "/invoices/{id}",
        {},
        query=settings(
            "updateFields",
            "client_id currency over_budget_notification_percentage ends_on estimate_id issue_date notes",
            "number payment_term purchase_order retainer_id subject tax tax2",
        ),
    ),
    ("project", "create"): post(
        "/projects",
        {
            "client_id": "{clientId}",
            "name": "{name}",
            "is_billable": "{isBillable|=true}",
            "bill_by": "{billBy|none}",
            "budget_by": "{budgetBy|none}",
            **settings(
                "additionalFields",
                "budget budget_is_monthly cost_budget cost_budget_include_expenses ends_on fee hourly_rate",
                "is_active is_fixed_fee notes notify_when_over_budget over_budget_notification_percentage",
                "show_budget_to_all starts_on",
            ),
        },
    ),
    ("project", "update"): patch(
        "/projects/{id}",
        settings(
            "updateFields",
            "bill_by budget budget_by budget_is_monthly client_id cost_budget",
            "cost_budget_include_expenses ends_on fee hourly_rate is_active is_billable is_fixed_fee",
            "name notes notify_when_over_budget over_budget_notification_percentage show_budget_to_all",
            "starts_on",
        ),
    ),
    ("task", "create"): post(
        "/tasks",
        {
            "name": "{name}",
            **settings("additionalFields", "billable_by_default default_hourly_rate is_active is_default"),
        },
    ),
    ("task", "update"): patch(
        "/tasks/{id}",
        {},
        query=settings("updateFields", "billable_by_default default_hourly_rate is_active is_default name"),
    ),
    ("timeEntry", "deleteExternal"): delete("/time_entries/{id}/external_reference", "$answer"),
    ("timeEntry", "restartTime"): patch("/time_entries/{id}/restart", {}),
    ("timeEntry", "stopTime"): patch("/time_entries/{id}/stop", {}),
    ("timeEntry", "update"): patch(
        "/time_entries/{id}", settings("updateFields", "ended_time hours notes started_time")
    ),
    ("user", "create"): post(
        "/users",
        {
            **parameters("first_name=firstName last_name=lastName email"),
            **settings(
                "additionalFields",
                "can_create_invoices can_create_projects can_see_rates cost_rate default_hourly_rate",
                "has_access_to_all_future_projects is_active is_admin is_contractor is_project_manager roles",
                "timezone weekly_capacity",
            ),
        },
    ),
    ("user", "delete"): delete("/users/{id}", "$answer"),
    ("user", "get"): get("/users/{id}", is_one=True),
    ("user", "getAll"): get(
        "/users",
        {"per_page": "{limit|=100}", **settings("filters", "is_active updated_since page")},
        "$answer.users",
    ),
    ("user", "me"): get("/users/me", is_one=True),
    ("user", "update"): patch(
        "/users/{id}",
        {},
        query=settings(
            "updateFields",
            "can_create_invoices can_create_projects can_see_rates cost_rate default_hourly_rate email",
            "first_name has_access_to_all_future_projects is_active is_admin is_contractor",
            "is_project_manager last_name roles timezone weekly_capacity",
        ),
    ),
}

_GITLAB: Final = {
    ("issue", "lock"): put(
        "/projects/{owner}%2F{repository}/issues/{issueNumber}",
        {"discussion_locked": True},
    ),
    ("file", "delete"): delete(
        "/projects/{owner}%2F{repository}/repository/files/{filePath}",
        "$answer",
        body={
            "branch": "{branch}",
            "commit_message": "{commitMessage}",
            "author_name": "{additionalParameters.author.name}",
            "author_email": "{additionalParameters.author.email}",
        },
    ),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"asana": _ASANA, "trello": _TRELLO, "raindrop": _RAINDROP, "harvest": _HARVEST, "gitlab": _GITLAB}
)
"""By the type of n8n's node."""
