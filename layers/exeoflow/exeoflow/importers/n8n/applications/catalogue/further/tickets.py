"""Further operations of the applications of `catalogue.tickets`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, put
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
        {
            "active": "{updateFields.active}",
            "building": "{updateFields.building}",
            "city": "{updateFields.city}",
            "company": "{updateFields.company}",
            "country": "{updateFields.country}",
            "department": "{updateFields.department}",
            "email": "{updateFields.email}",
            "first_name": "{updateFields.first_name}",
            "gender": "{updateFields.gender}",
            "home_phone": "{updateFields.home_phone}",
            "last_name": "{updateFields.last_name}",
            "location": "{updateFields.location}",
            "manager": "{updateFields.manager}",
            "middle_name": "{updateFields.middle_name}",
            "mobile_phone": "{updateFields.mobile_phone}",
            "user_password": "{updateFields.user_password}",
            "password_needs_reset": "{updateFields.password_needs_reset}",
            "phone": "{updateFields.phone}",
            "roles": "{updateFields.roles}",
            "source": "{updateFields.source}",
            "state": "{updateFields.state}",
            "street": "{updateFields.street}",
            "user_name": "{updateFields.user_name}",
            "zip": "{updateFields.zip}",
        },
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
                "alias": "{additionalFields.alias}",
                "custom_role_id": "{additionalFields.custom_role_id}",
                "details": "{additionalFields.details}",
                "email": "{additionalFields.email}",
                "external_id": "{additionalFields.external_id}",
                "locale": "{additionalFields.locale}",
                "moderator": "{additionalFields.moderator}",
                "notes": "{additionalFields.notes}",
                "only_private_comments": "{additionalFields.only_private_comments}",
                "organization_id": "{additionalFields.organization_id}",
                "phone": "{additionalFields.phone}",
                "report_csv": "{additionalFields.report_csv}",
                "restricted_agent": "{additionalFields.restricted_agent}",
                "role": "{additionalFields.role}",
                "signature": "{additionalFields.signature}",
                "suspended": "{additionalFields.suspended}",
                "tags": "{additionalFields.tags}",
                "ticket_restriction": "{additionalFields.ticket_restriction}",
                "time_zone": "{additionalFields.time_zone}",
                "verified": "{additionalFields.verified}",
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
            "user": {
                "alias": "{updateFields.alias}",
                "custom_role_id": "{updateFields.custom_role_id}",
                "details": "{updateFields.details}",
                "email": "{updateFields.email}",
                "external_id": "{updateFields.external_id}",
                "locale": "{updateFields.locale}",
                "moderator": "{updateFields.moderator}",
                "name": "{updateFields.name}",
                "notes": "{updateFields.notes}",
                "only_private_comments": "{updateFields.only_private_comments}",
                "organization_id": "{updateFields.organization_id}",
                "phone": "{updateFields.phone}",
                "report_csv": "{updateFields.report_csv}",
                "restricted_agent": "{updateFields.restricted_agent}",
                "role": "{updateFields.role}",
                "signature": "{updateFields.signature}",
                "suspended": "{updateFields.suspended}",
                "tags": "{updateFields.tags}",
                "ticket_restriction": "{updateFields.ticket_restriction}",
                "time_zone": "{updateFields.time_zone}",
                "verified": "{updateFields.verified}",
            }
        },
        items="$answer.user",
    ),
    ("organization", "count"): get("/organizations/count.json", items="$answer.count", is_one=True),
    ("organization", "create"): post(
        "/organizations.json",
        {
            "organization": {
                "name": "{name}",
                "details": "{additionalFields.details}",
                "domain_names": "{additionalFields.domain_names}",
                "notes": "{additionalFields.notes}",
                "tags": "{additionalFields.tags}",
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
        {
            "organization": {
                "details": "{updateFields.details}",
                "domain_names": "{updateFields.domain_names}",
                "name": "{updateFields.name}",
                "notes": "{updateFields.notes}",
                "tags": "{updateFields.tags}",
            }
        },
        items="$answer.organization",
    ),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"serviceNow": _SERVICE_NOW, "zendesk": _ZENDESK}
)
"""By the type of n8n's node."""
