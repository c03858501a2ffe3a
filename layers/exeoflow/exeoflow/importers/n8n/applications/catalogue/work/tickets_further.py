"""Further operations of the applications of `tickets`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, put, settings
from exeoflow.importers.n8n.applications.model import Operation

_SERVICE_NOW: Final = {
    ("attachment", "delete"): delete("https://<instance>.service-now.com/api/now/attachment/{attachmentId}"),
    ("attachment", "get"): get(
        "https://<instance>.service-now.com/api/now/attachment/{attachmentId}",
        items="$answer.result",
        is_one=True,
    ),
    ("attachment", "getAll"): get(
        "https://<instance>.service-now.com/api/now/attachment",
        {"sysparm_query": "table_name={tableName}", "sysparm_limit": "{limit|=50}"},
        "$answer.result",
    ),
    ("user", "delete"): delete("/sys_user/{id}"),
    ("user", "update"): patch(
        "/sys_user/{id}",
        settings(
            "updateFields",
            "active building city company country department email first_name gender home_phone",
            "last_name location manager middle_name mobile_phone user_password password_needs_reset",
            "phone roles source state street user_name zip",
        ),
        items="$answer.result",
    ),
}

_ZENDESK: Final = {
    ("ticket", "recover"): put("/suspended_tickets/{id}/recover.json", {}, items="$answer.ticket"),
    ("ticketField", "get"): get(
        "/ticket_fields/{ticketFieldId}.json", items="$answer.ticket_field", is_one=True
    ),
    ("user", "create"): post(
        "/users.json",
        {
            "user": {
                "name": "{name}",
                **settings(
                    "additionalFields",
                    "alias custom_role_id details email external_id locale moderator notes",
                    "only_private_comments organization_id phone report_csv restricted_agent role signature",
                    "suspended tags ticket_restriction time_zone verified",
                ),
            }
        },
        "$answer.user",
        is_one=True,
    ),
    ("user", "delete"): delete("/users/{id}.json", "$answer.user"),
    ("user", "getOrganizations"): get(
        "/users/{id}/organizations.json", items="$answer.organizations", is_one=True
    ),
    ("user", "getRelatedData"): get("/users/{id}/related.json", items="$answer.user_related", is_one=True),
    ("user", "update"): put(
        "/users/{id}.json",
        {
            "user": settings(
                "updateFields",
                "alias custom_role_id details email external_id locale moderator name notes",
                "only_private_comments organization_id phone report_csv restricted_agent role signature",
                "suspended tags ticket_restriction time_zone verified",
            )
        },
        items="$answer.user",
    ),
    ("organization", "count"): get("/organizations/count.json", items="$answer.count", is_one=True),
    ("organization", "create"): post(
        "/organizations.json",
        {
            "organization": {
                "name": "{name}",
                **settings("additionalFields", "details domain_names notes tags"),
            }
        },
        "$answer.organization",
        is_one=True,
    ),
    ("organization", "delete"): delete("/organizations/{id}.json"),
    ("organization", "get"): get("/organizations/{id}.json", items="$answer.organization", is_one=True),
    ("organization", "getAll"): get(
        "/organizations.json", {"per_page": "{limit|=100}"}, "$answer.organizations"
    ),
    ("organization", "getRelatedData"): get(
        "/organizations/{id}/related.json", items="$answer.organization_related", is_one=True
    ),
    ("organization", "update"): put(
        "/organizations/{id}.json",
        {"organization": settings("updateFields", "details domain_names name notes tags")},
        items="$answer.organization",
    ),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"serviceNow": _SERVICE_NOW, "zendesk": _ZENDESK}
)
"""By the type of n8n's node."""
