"""Further operations of the applications of `catalogue.tasks`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, put
from exeoflow.importers.n8n.applications.model import Operation

_ASANA: Final = {
    ("taskComment", "remove"): delete("/stories/{id}"),
    ("project", "create"): post(
        "/teams/{team}/projects",
        {"data": {"name": "{name}", "workspace": "{workspace}"}},
        "$answer.data",
        query={
            "color": "{additionalFields.color}",
            "due_on": "{additionalFields.due_on}",
            "notes": "{additionalFields.notes}",
        },
        is_one=True,
    ),
    ("project", "delete"): delete("/projects/{id}"),
    ("project", "update"): put(
        "/projects/{id}",
        {
            "data": {
                "name": "{updateFields.name}",
                "owner": "{updateFields.owner}",
                "team": "{updateFields.team}",
            }
        },
        items="$answer.data",
        query={
            "color": "{updateFields.color}",
            "due_on": "{updateFields.due_on}",
            "notes": "{updateFields.notes}",
        },
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
        query={
            "name": "{additionalFields.name}",
            "state": "{additionalFields.state}",
            "checklistId": "{additionalFields.checklistId}",
            "pos": "{additionalFields.pos}",
        },
    ),
    ("label", "delete"): delete("/labels/{id}", "$answer"),
    ("label", "get"): get("/labels/{id}", {"fields": "{additionalFields.fields}"}, is_one=True),
    ("label", "removeLabel"): delete("/cards/{cardId}/idLabels/{id}", "$answer"),
    ("label", "update"): put(
        "/labels/{id}", {}, query={"name": "{updateFields.name}", "color": "{updateFields.color}"}
    ),
}

_RAINDROP: Final = {
    ("tag", "delete"): Operation("DELETE", "/tags", body={"tags": "{parts:tags}"}, is_one=True)
}

_HARVEST: Final = {
    ("client", "create"): post("/clients", ({"name": "{name}"}, "{additionalFields}")),
    ("client", "update"): patch(
        "/clients/{id}",
        {},
        query={
            "address": "{updateFields.address}",
            "currency": "{updateFields.currency}",
            "is_active": "{updateFields.is_active}",
            "name": "{updateFields.name}",
        },
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
        query={
            "client_id": "{updateFields.client_id}",
            "email": "{updateFields.email}",
            "fax": "{updateFields.fax}",
            "first_name": "{updateFields.first_name}",
            "last_name": "{updateFields.last_name}",
            "phone_mobile": "{updateFields.phone_mobile}",
            "phone_office": "{updateFields.phone_office}",
            "title": "{updateFields.title}",
        },
    ),
    ("estimate", "create"): post("/estimates", ({"client_id": "{clientId}"}, "{additionalFields}")),
    ("estimate", "delete"): delete("/estimates/{id}", "$answer"),
    ("estimate", "get"): get("/estimates/{id}", is_one=True),
    ("estimate", "getAll"): get(
        "/estimates",
        {
            "per_page": "{limit|=100}",
            "client_id": "{filters.client_id}",
            "from": "{filters.from}",
            "state": "{filters.state}",
            "to": "{filters.to}",
            "updated_since": "{filters.updated_since}",
            "page": "{filters.page}",
        },
        "$answer.estimates",
    ),
    ("estimate", "update"): patch(
        "/estimates/{id}",
        {},
        query={
            "client_id": "{updateFields.client_id}",
            "currency": "{updateFields.currency}",
            "over_budget_notification_percentage": "{updateFields.over_budget_notification_percentage}",
            "issue_date": "{updateFields.issue_date}",
            "number": "{updateFields.number}",
            "notes": "{updateFields.notes}",
            "purchase_order": "{updateFields.purchase_order}",
            "subject": "{updateFields.subject}",
            "tax": "{updateFields.tax}",
            "tax2": "{updateFields.tax2}",
        },
    ),
    ("expense", "create"): post(
        "/expenses",
        {
            "project_id": "{projectId}",
            "expense_category_id": "{expenseCategoryId}",
            "spent_date": "{spentDate}",
            "billable": "{additionalFields.billable}",
            "notes": "{additionalFields.notes}",
            "total_cost": "{additionalFields.total_cost}",
            "units": "{additionalFields.units}",
            "user_id": "{additionalFields.user_id}",
        },
    ),
    ("expense", "delete"): delete("/expenses/{id}", "$answer"),
    ("expense", "get"): get("/expenses/{id}", is_one=True),
    ("expense", "getAll"): get(
        "/expenses",
        {
            "per_page": "{limit|=100}",
            "client_id": "{filters.client_id}",
            "from": "{filters.from}",
            "is_billed": "{filters.is_billed}",
            "page": "{filters.page}",
            "project_id": "{filters.project_id}",
            "to": "{filters.to}",
            "updated_since": "{filters.updated_since}",
            "user_id": "{filters.user_id}",
        },
        "$answer.expenses",
    ),
    ("expense", "update"): patch(
        "/expenses/{id}",
        {},
        query={
            "billable": "{updateFields.billable}",
            "expense_category_id": "{updateFields.expense_category_id}",
            "notes": "{updateFields.notes}",
            "project_id": "{updateFields.project_id}",
            "spent_date": "{updateFields.spent_date}",
            "total_cost": "{updateFields.total_cost}",
            "units": "{updateFields.units}",
            "user_id": "{updateFields.user_id}",
        },
    ),
    ("invoice", "create"): post(
        "/invoices",
        {
            "client_id": "{clientId}",
            "currency": "{additionalFields.currency}",
            "over_budget_notification_percentage": "{additionalFields.over_budget_notification_percentage}",
            "ends_on": "{additionalFields.ends_on}",
            "estimate_id": "{additionalFields.estimate_id}",
            "issue_date": "{additionalFields.issue_date}",
            "notes": "{additionalFields.notes}",
            "number": "{additionalFields.number}",
            "payment_term": "{additionalFields.payment_term}",
            "purchase_order": "{additionalFields.purchase_order}",
            "retainer_id": "{additionalFields.retainer_id}",
            "subject": "{additionalFields.subject}",
            "tax": "{additionalFields.tax}",
            "tax2": "{additionalFields.tax2}",
        },
    ),
    ("invoice", "delete"): delete("/invoices/{id}", "$answer"),
    ("invoice", "get"): get("/invoices/{id}", is_one=True),
    ("invoice", "getAll"): get(
        "/invoices",
        {
            "per_page": "{limit|=100}",
            "client_id": "{filters.client_id}",
            "from": "{filters.from}",
            "page": "{filters.page}",
            "project_id": "{filters.project_id}",
            "state": "{filters.state}",
            "to": "{filters.to}",
            "updated_since": "{filters.updated_since}",
        },
        "$answer.invoices",
    ),
    ("invoice", "update"): patch(
        "/invoices/{id}",
        {},
        query={
            "client_id": "{updateFields.client_id}",
            "currency": "{updateFields.currency}",
            "over_budget_notification_percentage": "{updateFields.over_budget_notification_percentage}",
            "ends_on": "{updateFields.ends_on}",
            "estimate_id": "{updateFields.estimate_id}",
            "issue_date": "{updateFields.issue_date}",
            "notes": "{updateFields.notes}",
            "number": "{updateFields.number}",
            "payment_term": "{updateFields.payment_term}",
            "purchase_order": "{updateFields.purchase_order}",
            "retainer_id": "{updateFields.retainer_id}",
            "subject": "{updateFields.subject}",
            "tax": "{updateFields.tax}",
            "tax2": "{updateFields.tax2}",
        },
    ),
    ("project", "create"): post(
        "/projects",
        {
            "client_id": "{clientId}",
            "name": "{name}",
            "is_billable": "{isBillable|=true}",
            "bill_by": "{billBy|none}",
            "budget_by": "{budgetBy|none}",
            "budget": "{additionalFields.budget}",
            "budget_is_monthly": "{additionalFields.budget_is_monthly}",
            "cost_budget": "{additionalFields.cost_budget}",
            "cost_budget_include_expenses": "{additionalFields.cost_budget_include_expenses}",
            "ends_on": "{additionalFields.ends_on}",
            "fee": "{additionalFields.fee}",
            "hourly_rate": "{additionalFields.hourly_rate}",
            "is_active": "{additionalFields.is_active}",
            "is_fixed_fee": "{additionalFields.is_fixed_fee}",
            "notes": "{additionalFields.notes}",
            "notify_when_over_budget": "{additionalFields.notify_when_over_budget}",
            "over_budget_notification_percentage": "{additionalFields.over_budget_notification_percentage}",
            "show_budget_to_all": "{additionalFields.show_budget_to_all}",
            "starts_on": "{additionalFields.starts_on}",
        },
    ),
    ("project", "update"): patch(
        "/projects/{id}",
        {
            "bill_by": "{updateFields.bill_by}",
            "budget": "{updateFields.budget}",
            "budget_by": "{updateFields.budget_by}",
            "budget_is_monthly": "{updateFields.budget_is_monthly}",
            "client_id": "{updateFields.client_id}",
            "cost_budget": "{updateFields.cost_budget}",
            "cost_budget_include_expenses": "{updateFields.cost_budget_include_expenses}",
            "ends_on": "{updateFields.ends_on}",
            "fee": "{updateFields.fee}",
            "hourly_rate": "{updateFields.hourly_rate}",
            "is_active": "{updateFields.is_active}",
            "is_billable": "{updateFields.is_billable}",
            "is_fixed_fee": "{updateFields.is_fixed_fee}",
            "name": "{updateFields.name}",
            "notes": "{updateFields.notes}",
            "notify_when_over_budget": "{updateFields.notify_when_over_budget}",
            "over_budget_notification_percentage": "{updateFields.over_budget_notification_percentage}",
            "show_budget_to_all": "{updateFields.show_budget_to_all}",
            "starts_on": "{updateFields.starts_on}",
        },
    ),
    ("task", "create"): post(
        "/tasks",
        {
            "name": "{name}",
            "billable_by_default": "{additionalFields.billable_by_default}",
            "default_hourly_rate": "{additionalFields.default_hourly_rate}",
            "is_active": "{additionalFields.is_active}",
            "is_default": "{additionalFields.is_default}",
        },
    ),
    ("task", "update"): patch(
        "/tasks/{id}",
        {},
        query={
            "billable_by_default": "{updateFields.billable_by_default}",
            "default_hourly_rate": "{updateFields.default_hourly_rate}",
            "is_active": "{updateFields.is_active}",
            "is_default": "{updateFields.is_default}",
            "name": "{updateFields.name}",
        },
    ),
    ("timeEntry", "deleteExternal"): delete("/time_entries/{id}/external_reference", "$answer"),
    ("timeEntry", "restartTime"): patch("/time_entries/{id}/restart", {}),
    ("timeEntry", "stopTime"): patch("/time_entries/{id}/stop", {}),
    ("timeEntry", "update"): patch(
        "/time_entries/{id}",
        {
            "ended_time": "{updateFields.ended_time}",
            "hours": "{updateFields.hours}",
            "notes": "{updateFields.notes}",
            "started_time": "{updateFields.started_time}",
        },
    ),
    ("user", "create"): post(
        "/users",
        {
            "first_name": "{firstName}",
            "last_name": "{lastName}",
            "email": "{email}",
            "can_create_invoices": "{additionalFields.can_create_invoices}",
            "can_create_projects": "{additionalFields.can_create_projects}",
            "can_see_rates": "{additionalFields.can_see_rates}",
            "cost_rate": "{additionalFields.cost_rate}",
            "default_hourly_rate": "{additionalFields.default_hourly_rate}",
            "has_access_to_all_future_projects": "{additionalFields.has_access_to_all_future_projects}",
            "is_active": "{additionalFields.is_active}",
            "is_admin": "{additionalFields.is_admin}",
            "is_contractor": "{additionalFields.is_contractor}",
            "is_project_manager": "{additionalFields.is_project_manager}",
            "roles": "{additionalFields.roles}",
            "timezone": "{additionalFields.timezone}",
            "weekly_capacity": "{additionalFields.weekly_capacity}",
        },
    ),
    ("user", "delete"): delete("/users/{id}", "$answer"),
    ("user", "get"): get("/users/{id}", is_one=True),
    ("user", "getAll"): get(
        "/users",
        {
            "per_page": "{limit|=100}",
            "is_active": "{filters.is_active}",
            "updated_since": "{filters.updated_since}",
            "page": "{filters.page}",
        },
        "$answer.users",
    ),
    ("user", "me"): get("/users/me", is_one=True),
    ("user", "update"): patch(
        "/users/{id}",
        {},
        query={
            "can_create_invoices": "{updateFields.can_create_invoices}",
            "can_create_projects": "{updateFields.can_create_projects}",
            "can_see_rates": "{updateFields.can_see_rates}",
            "cost_rate": "{updateFields.cost_rate}",
            "default_hourly_rate": "{updateFields.default_hourly_rate}",
            "email": "{updateFields.email}",
            "first_name": "{updateFields.first_name}",
            "has_access_to_all_future_projects": "{updateFields.has_access_to_all_future_projects}",
            "is_active": "{updateFields.is_active}",
            "is_admin": "{updateFields.is_admin}",
            "is_contractor": "{updateFields.is_contractor}",
            "is_project_manager": "{updateFields.is_project_manager}",
            "last_name": "{updateFields.last_name}",
            "roles": "{updateFields.roles}",
            "timezone": "{updateFields.timezone}",
            "weekly_capacity": "{updateFields.weekly_capacity}",
        },
    ),
}

_GITLAB: Final = {
    ("issue", "lock"): put(
        "/projects/{owner}%2F{repository}/issues/{issueNumber}",
        {"discussion_locked": True},
        items='{"own": "OWN"}',
    ),
    ("file", "delete"): Operation(
        "DELETE",
        "/projects/{owner}%2F{repository}/repository/files/{filePath}",
        body={
            "branch": "{branch}",
            "commit_message": "{commitMessage}",
            "author_name": "{additionalParameters.author.name}",
            "author_email": "{additionalParameters.author.email}",
        },
        is_one=True,
    ),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"asana": _ASANA, "trello": _TRELLO, "raindrop": _RAINDROP, "harvest": _HARVEST, "gitlab": _GITLAB}
)
"""By the type of n8n's node."""
