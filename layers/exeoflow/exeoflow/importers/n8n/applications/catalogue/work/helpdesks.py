"""Applications for questions and devices of customers, and for staff, as n8n's nodes send to them."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    post,
    put,
    settings,
    usual,
)
from exeoflow.importers.n8n.applications.model import DONE, Application, Operation

_FRESHSERVICE: Final = Application(
    "Freshservice",
    "https://<domain>.freshservice.com/api/v2",
    {
        ("agent", "create"): post("/agents", {"email": "{email}", "first_name": "{firstName}"}),
        ("agent", "update"): put(
            "/agents/{agentId}",
            settings(
                "updateFields",
                "address background_information department_ids email first_name job_title language",
                "last_name location_id member_of mobile_phone_number observer_of scoreboard_level_id",
                "time_format work_phone_number",
            ),
        ),
        ("agentGroup", "create"): post(
            "/groups",
            {
                "name": "{name}",
                **settings("additionalFields", "description escalate_to members observers unassigned_for"),
            },
            "$answer.group",
            is_one=True,
        ),
        ("agentGroup", "delete"): delete("/groups/{agentGroupId}", "$answer.group"),
        ("agentGroup", "get"): get("/groups/{agentGroupId}", items="$answer.group", is_one=True),
        ("agentGroup", "update"): put(
            "/groups/{agentGroupId}",
            settings("updateFields", "description escalate_to members name observers unassigned_for"),
        ),
        ("agentRole", "get"): get("/roles/{agentRoleId}", items="$answer.role", is_one=True),
        ("assetType", "create"): post(
            "/asset_types", ({"name": "{name}"}, "{additionalFields}"), "$answer.asset_type", is_one=True
        ),
        ("assetType", "delete"): delete("/asset_types/{assetTypeId}", "$answer.asset_type"),
        ("assetType", "get"): get("/asset_types/{assetTypeId}", items="$answer.asset_type", is_one=True),
        ("assetType", "update"): put("/asset_types/{assetTypeId}", "{updateFields}"),
        ("change", "update"): put(
            "/changes/{changeId}",
            settings(
                "updateFields",
                "agent_id change_type department_id description group_id impact priority requester_id",
                "risk status subject",
            ),
        ),
        ("department", "update"): put(
            "/departments/{departmentId}",
            {
                "description": "{updateFields.description}",
                "domains": "{parts:updateFields.domains}",
                "name": "{updateFields.name}",
            },
        ),
        ("location", "update"): put(
            "/locations/{locationId}",
            {
                "name": "{updateFields.name}",
                "address": settings(
                    "updateFields.address.addressFields", "line1 line2 city country state zipcode"
                ),
            },
        ),
        ("problem", "update"): put(
            "/problems/{problemId}",
            settings(
                "updateFields",
                "agent_id department_id description due_by group_id impact priority requester_id status",
                "subject",
            ),
        ),
        ("requester", "update"): put(
            "/requesters/{requesterId}",
            {
                **settings(
                    "updateFields",
                    "address background_information department_ids first_name job_title language last_name",
                    "location_id mobile_phone_number primary_email",
                ),
                "secondary_emails": "{parts:updateFields.secondary_emails}",
                "time_format": "{updateFields.time_format}",
                "work_phone_number": "{updateFields.work_phone_number}",
            },
        ),
        ("requesterGroup", "create"): post(
            "/requester_groups",
            {"name": "{name}", "description": "{additionalFields.description}"},
            "$answer.requester_group",
            is_one=True,
        ),
        ("requesterGroup", "delete"): delete(
            "/requester_groups/{requesterGroupId}", "$answer.requester_group"
        ),
        ("requesterGroup", "get"): get(
            "/requester_groups/{requesterGroupId}", items="$answer.requester_group", is_one=True
        ),
        ("requesterGroup", "update"): put("/requester_groups/{requesterGroupId}", "{updateFields}"),
        ("software", "create"): post(
            "/applications",
            {
                "application": {
                    "application_type": "{applicationType|desktop}",
                    "name": "{name}",
                    **settings("additionalFields", "description notes status"),
                }
            },
            "$answer.application",
            is_one=True,
        ),
        ("software", "delete"): delete("/applications/{softwareId}", "$answer.application"),
        ("software", "get"): get("/applications/{softwareId}", items="$answer.application", is_one=True),
        ("software", "update"): put(
            "/applications/{softwareId}",
            {"application": settings("updateFields", "application_type description name notes status")},
        ),
        ("ticket", "update"): put(
            "/tickets/{ticketId}",
            settings(
                "updateFields",
                "department_id description email group_id impact name phone priority status subject",
            ),
        ),
    },
    default="agent",
    defaults={
        **usual(
            "create",
            "agent agentGroup assetType change department location problem requester requesterGroup",
            "software ticket",
        ),
        "agentRole": "get",
    },
    scheme="Basic",
)


def _new_thread(path: str) -> Operation:
    """Adds to a conversation; the address names most types in the plural."""
    return post(
        f"/conversations/{{conversationId}}/{path}",
        {
            "text": "{text}",
            "attachments": [],
            "customer": {"email": "{additionalFields.customerEmail}", "id": "{additionalFields.customerId}"},
        },
        DONE,
        is_one=True,
    )


_HELP_SCOUT: Final = Application(
    "Help Scout",
    "https://api.helpscout.net/v2",
    {
        ("conversation", "delete"): delete("/conversations/{conversationId}"),
        ("conversation", "get"): get("/conversations/{conversationId}", is_one=True),
        ("customer", "get"): get("/customers/{customerId}", is_one=True),
        ("customer", "update"): put(
            "/customers/{customerId}",
            settings(
                "updateFields",
                "age firstName gender jobTitle lastName location background organization photoUrl",
            ),
        ),
        ("mailbox", "get"): get("/mailboxes/{mailboxId}", is_one=True),
        ("thread", "create"): replace(
            _new_thread("{need:type}s"),
            where={("type", each): _new_thread(each) for each in ("customer", "reply")},
        ),
    },
    default="conversation",
    defaults={"conversation": "create", "customer": "create", "mailbox": "get", "thread": "create"},
)

_ADDRESS: Final = "address address2 city state zip"

_SYNCRO_MSP: Final = Application(
    "SyncroMSP",
    "https://<subdomain>.syncromsp.com/api/v1",
    {
        ("customer", "create"): post(
            "/customers",
            {
                "email": "{email}",
                "invoice_cc_emails": "",
                **settings("additionalFields.address.addressFields", f"{_ADDRESS} address_2=address2"),
                **settings(
                    "additionalFields",
                    "business_name=businessName firstname=firstName get_sms=getSms lastname no_email=noEmail",
                    "notes notification_email=notificationEmail phone referred_by=referredBy",
                ),
            },
            "$answer.customer",
            is_one=True,
        ),
        ("customer", "delete"): delete("/customers/{customerId}", "$answer"),
        ("customer", "get"): get("/customers/{customerId}", items="$answer.customer", is_one=True),
        ("customer", "getAll"): get(
            "/customers",
            {
                "per_page": "{limit|=25}",
                **settings(
                    "filters",
                    "businessName business_name=businessName email firstName includeDisabled",
                    "include_disabled=includeDisabled lastname query sort",
                ),
            },
            "$answer.customers",
        ),
        ("customer", "update"): put(
            "/customers/{customerId}",
            {
                "invoice_cc_emails": "",
                **settings("updateFields.address.addressFields", f"{_ADDRESS} address_2=address2"),
                **settings(
                    "updateFields",
                    "business_name=businessName email firstname=firstName get_sms=getSms lastname=lastName",
                    "no_email=noEmail notes notification_email=notificationEmail phone",
                    "referred_by=referredBy",
                ),
            },
            items="$answer.customer",
        ),
        ("ticket", "create"): post(
            "/tickets",
            {
                "customer_id": "{customerId}",
                "subject": "{subject}",
                **settings(
                    "additionalFields", "asset_id=assetId contact_id=contactId problem_type=issueType status"
                ),
            },
            "$answer.ticket",
            is_one=True,
        ),
        ("ticket", "delete"): delete("/tickets/{ticketId}", "$answer"),
        ("ticket", "get"): get("/tickets/{ticketId}", items="$answer.ticket", is_one=True),
        ("ticket", "getAll"): get(
            "/tickets",
            {"per_page": "{limit|=25}", "query": "{filters.query}", "status": "{filters.status}"},
            "$answer.tickets",
        ),
        ("ticket", "update"): put(
            "/tickets/{ticketId}",
            settings(
                "updateFields",
                "asset_id=assetId contact_id=contactId customer_id=customerId due_date=dueDate",
                "problem_type=issueType status subject",
            ),
        ),
        ("contact", "create"): post(
            "/contacts",
            {
                "customer_id": "{customerId}",
                "email": "{email}",
                **settings("additionalFields.address.addressFields", f"{_ADDRESS} address1=address"),
                **settings("additionalFields", "name notes phone"),
            },
        ),
        ("contact", "delete"): delete("/contacts/{contactId}", "$answer"),
        ("contact", "get"): get("/contacts/{contactId}", is_one=True),
        ("contact", "getAll"): get("/contacts", items="$answer.contacts"),
        ("contact", "update"): put(
            "/contacts/{contactId}",
            {
                "contact_id": "{contactId}",
                **settings("updateFields.address.addressFields", f"{_ADDRESS} address1=address"),
                **settings("updateFields", "customer_id=customerId email name notes phone"),
            },
        ),
        ("rmm", "create"): post(
            "/rmm_alerts",
            {
                **parameters("customer_id=customerId asset_id=assetId description"),
                "resolved": "{additionalFields.resolved}",
            },
            "$answer.alert",
            is_one=True,
        ),
        ("rmm", "delete"): delete("/rmm_alerts/{alertId}", "$answer"),
        ("rmm", "get"): get("/rmm_alerts/{alertId}", items="$answer.rmm_alert", is_one=True),
        ("rmm", "getAll"): get(
            "/rmm_alerts", {"status": "all", "per_page": "{limit|=25}"}, "$answer.rmm_alerts"
        ),
        ("rmm", "mute"): post("/rmm_alerts/{alertId}/mute", {"id": "{alertId}", "mute_for": "{muteFor}"}),
    },
    default="contact",
    defaults={"customer": "getAll", "ticket": "getAll", "contact": "getAll", "rmm": "getAll"},
)

_BAMBOO_HR: Final = Application(
    "BambooHR",
    "https://api.bamboohr.com/api/gateway.php/<subdomain>/v1",
    {
        ("employee", "getAll"): get("/employees/directory", items="$answer.employees"),
        ("employee", "update"): post(
            "/employees/{employeeId}",
            {
                "address": {},
                "addasasress": {
                    "value": settings(
                        "updateFields.addasasress.value", "address1 address2 city state country"
                    )
                },
                **settings(
                    "updateFields",
                    "department division employeeNumber firstName lastName location mobilePhone",
                ),
                "payRate": {
                    "value": "{updateFields.payRate.value.value}",
                    "currency": "{updateFields.payRate.value.currency}",
                },
                **settings("updateFields", "preferredName ssn workEmail workPhone"),
            },
        ),
        ("employeeDocument", "delete"): delete("/employees/{employeeId}/files/{fileId}"),
        ("employeeDocument", "update"): post(
            "/employees/{employeeId}/files/{fileId}",
            {
                "shareWithEmployee": "no",
                "categoryId": "{updateFields.categoryId}",
                "name": "{updateFields.name}",
            },
            DONE,
            is_one=True,
        ),
        ("file", "delete"): delete("/files/{fileId}"),
        ("file", "update"): post("/files/{fileId}", {"shareWithEmployee": "yes"}, DONE, is_one=True),
        ("companyReport", "get"): get(
            "/reports/{reportId}/", {"format": "JSON", "fd": "true", "onlyCurrent": "true"}, is_one=True
        ),
    },
    default="employee",
    defaults={"employee": "create", "employeeDocument": "delete", "file": "delete", "companyReport": "get"},
    scheme="Basic",
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        "freshservice": _FRESHSERVICE,
        "helpScout": _HELP_SCOUT,
        "syncroMsp": _SYNCRO_MSP,
        "bambooHr": _BAMBOO_HR,
    }
)
"""By the type of n8n's node."""
