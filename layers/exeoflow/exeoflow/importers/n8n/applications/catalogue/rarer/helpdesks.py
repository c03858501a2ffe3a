"""Applications for questions, staff and devices of customers, as n8n's nodes send to them."""

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
from exeoflow.importers.n8n.applications.model import Application, Operation

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
            "customer": {
                "email": "{additionalFields.customerEmail}",
                "id": "{additionalFields.customerId}",
            },
        },
        '{"success": true}',
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

_SYNCRO_MSP: Final = Application(
    "SyncroMSP",
    "https://<subdomain>.syncromsp.com/api/v1",
    {
        ("customer", "create"): post(
            "/customers",
            {
                "email": "{email}",
                "invoice_cc_emails": "",
                **settings(
                    "additionalFields.address.addressFields",
                    "address address2 city state zip address_2=address2",
                ),
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
                **settings(
                    "updateFields.address.addressFields", "address address2 city state zip address_2=address2"
                ),
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
                **settings(
                    "additionalFields.address.addressFields",
                    "address address2 city state zip address1=address",
                ),
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
                **settings(
                    "updateFields.address.addressFields", "address address2 city state zip address1=address"
                ),
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
            '{"success": true}',
            is_one=True,
        ),
        ("file", "delete"): delete("/files/{fileId}"),
        ("file", "update"): post(
            "/files/{fileId}", {"shareWithEmployee": "yes"}, '{"success": true}', is_one=True
        ),
        ("companyReport", "get"): get(
            "/reports/{reportId}/", {"format": "JSON", "fd": "true", "onlyCurrent": "true"}, is_one=True
        ),
    },
    default="employee",
    defaults={"employee": "create", "employeeDocument": "delete", "file": "delete", "companyReport": "get"},
    scheme="Basic",
)

_CISCO_WEBEX: Final = Application(
    "Webex by Cisco",
    "https://webexapis.com/v1",
    {
        ("meeting", "delete"): Operation(
            "DELETE",
            "/meetings/{meetingId}",
            query={"hostEmail": "{options.hostEmail}", "sendEmail": "{options.sendEmail}"},
            items='{"success": true}',
            is_one=True,
        ),
        ("meeting", "get"): get(
            "/meetings/{meetingId}", settings("options", "hostEmail password sendEmail"), is_one=True
        ),
        ("meeting", "getAll"): get(
            "/meetings",
            {
                "max": "{limit|=50}",
                **settings(
                    "filters",
                    "hostEmail integrationTag current meetingNumber meetingType participantEmail siteUrl",
                    "state webLink",
                ),
            },
            "$answer.items",
        ),
        ("message", "create"): post(
            "/messages",
            {
                "roomId": "{roomId}",
                "text": "{text}",
                "attachments": [],
                "files": "{additionalFields.fileUi.fileValue.url}",
                "markdown": "{additionalFields.markdown}",
            },
        ),
        ("message", "delete"): delete("/messages/{messageId}"),
        ("message", "get"): get("/messages/{messageId}", is_one=True),
        ("message", "getAll"): get(
            "/messages",
            {
                "roomId": "{roomId}",
                "max": "{limit|=50}",
                **settings("filters", "before beforeMessage parentId mentionedPeople"),
            },
            "$answer.items.items",
        ),
    },
    default="message",
    defaults={"meeting": "create", "message": "create"},
)

_TWIST: Final = Application(
    "Twist",
    "https://api.twist.com/api/v3",
    {
        ("channel", "archive"): post("/channels/archive", {}, query={"id": "{channelId}"}),
        ("channel", "create"): post(
            "/channels/add",
            {
                "workspace_id": "{workspaceId}",
                "name": "{name}",
                **settings("additionalFields", "color description public temp_id user_ids"),
            },
        ),
        ("channel", "delete"): post("/channels/remove", {}, query={"id": "{channelId}"}),
        ("channel", "get"): get("/channels/getone", {"id": "{channelId}"}, is_one=True),
        ("channel", "getAll"): get(
            "/channels/get", {"workspace_id": "{workspaceId}", "archived": "{filters.archived}"}
        ),
        ("channel", "unarchive"): post("/channels/unarchive", {}, query={"id": "{channelId}"}),
        ("channel", "update"): post(
            "/channels/update",
            {"id": "{channelId}", **settings("updateFields", "color description name public")},
        ),
        ("comment", "create"): post(
            "/comments/add",
            {
                "thread_id": "{threadId}",
                "content": "{content}",
                **settings(
                    "additionalFields",
                    "actions=actionsUi.actionValues mark_thread_position recipients temp_id",
                    "send_as_integration",
                ),
            },
        ),
        ("comment", "delete"): post("/comments/remove", {}, query={"id": "{commentId}"}),
        ("comment", "get"): get("/comments/getone", {"id": "{commentId}"}, "$answer.comment", is_one=True),
        ("comment", "getAll"): get(
            "/comments/get",
            {
                "thread_id": "{threadId}",
                "limit": "{limit|=50}",
                **settings("filters", "as_ids to_obj_index order_by from_obj_index"),
            },
        ),
        ("comment", "update"): post(
            "/comments/update",
            {
                "id": "{commentId}",
                "actions": "{updateFields.actionsUi.actionValues}",
                "content": "{updateFields.content}",
            },
        ),
        ("messageConversation", "create"): post(
            "/conversation_messages/add",
            {
                **parameters("conversation_id=conversationId workspace_id=workspaceId content"),
                "actions": "{additionalFields.actionsUi.actionValues}",
            },
        ),
        ("messageConversation", "delete"): post("/conversation_messages/remove", {}, query={"id": "{id}"}),
        ("messageConversation", "get"): get("/conversation_messages/getone", {"id": "{id}"}, is_one=True),
        ("messageConversation", "getAll"): get(
            "/conversation_messages/get",
            {
                "conversation_id": "{conversationId}",
                **settings("additionalFields", "to_obj_index limit order_by from_obj_index"),
            },
        ),
        ("messageConversation", "update"): post(
            "/conversation_messages/update",
            {
                "id": "{id}",
                "actions": "{updateFields.actionsUi.actionValues}",
                "content": "{updateFields.content}",
            },
        ),
        ("thread", "create"): post(
            "/threads/add",
            {
                **parameters("channel_id=channelId content title"),
                **settings(
                    "additionalFields",
                    "actions=actionsUi.actionValues recipients send_as_integration temp_id",
                ),
            },
        ),
        ("thread", "delete"): post("/threads/remove", {}, query={"id": "{threadId}"}),
        ("thread", "get"): get("/threads/getone", {"id": "{threadId}"}, is_one=True),
        ("thread", "getAll"): get(
            "/threads/get",
            {
                "channel_id": "{channelId}",
                "limit": "{limit|=50}",
                "as_ids": "{filters.as_ids}",
                "filter_by": "{filters.filter_by}",
            },
        ),
        ("thread", "update"): post(
            "/threads/update",
            {"id": "{threadId}", **settings("updateFields", "actions=actionsUi.actionValues content title")},
        ),
    },
    default="messageConversation",
    defaults={"channel": "create", "comment": "create", "messageConversation": "create", "thread": "create"},
)

_DISCOURSE: Final = Application(
    "Discourse",
    "https://<host>",
    {
        ("category", "create"): post(
            "/categories.json",
            {"name": "{name}", "color": "{color|0000FF}", "text_color": "{textColor|0000FF}"},
            "$answer.category",
            is_one=True,
        ),
        ("category", "getAll"): get("/categories.json", items="$answer.category_list.categories"),
        ("category", "update"): put(
            "/categories/{categoryId}.json",
            {"name": "{name}", "color": "{updateFields.color}", "textColor": "{updateFields.textColor}"},
            items="$answer.category",
        ),
        ("group", "create"): post(
            "/admin/groups.json", {"group": {"name": "{name}"}}, "$answer.basic_group", is_one=True
        ),
        ("group", "get"): get("/groups/{name}", items="$answer.group", is_one=True),
        ("group", "getAll"): get("/groups.json", items="$answer.groups"),
        ("group", "update"): put("/groups/{groupId}.json", {"group": {"name": "{name}"}}),
        ("post", "create"): post(
            "/posts.json", ({"title": "{title}", "raw": "{content}"}, "{additionalFields}")
        ),
        ("post", "get"): get("/posts/{postId}", is_one=True),
        ("post", "update"): put(
            "/posts/{postId}.json",
            {
                "raw": "{content}",
                "edit_reason": "{updateFields.edit_reason}",
                "cooked": "{updateFields.cooked}",
            },
            items="$answer.post",
        ),
        ("user", "create"): post(
            "/users.json",
            {
                **parameters("name password email username"),
                "active": "{additionalFields.active}",
                "approved": "{additionalFields.approved}",
            },
        ),
        ("user", "get"): get("/users/{username}", is_one=True),
        ("user", "getAll"): get(
            "/admin/users/list/{flag}.json",
            {"order": "{options.order}", "show_emails": "{options.showEmails}", "stats": "{options.stats}"},
        ),
        ("userGroup", "add"): put("/groups/{groupId}/members.json", {"usernames": "{usernames}"}),
        ("userGroup", "remove"): Operation(
            "DELETE", "/groups/{groupId}/members.json", body={"usernames": "{usernames}"}, is_one=True
        ),
    },
    default="post",
    defaults={**usual("create", "category group post user"), "userGroup": "add"},
)

_DISQUS: Final = Application(
    "Disqus",
    "https://disqus.com/api/3.0/forums",
    {
        ("forum", "get"): get("/details.json", {"forum": "{id}"}, "$answer.response", is_one=True),
        ("forum", "getCategories"): get(
            "/listCategories.json",
            {"forum": "{id}", "limit": "{limit|=100}", "order": "{additionalFields.order}"},
            "$answer.response",
            is_one=True,
        ),
        ("forum", "getThreads"): get(
            "/listThreads.json",
            {"forum": "{id}", "limit": "{limit|=100}", **settings("additionalFields", "order since thread")},
            "$answer.response",
            is_one=True,
        ),
        ("forum", "getPosts"): get(
            "/listPosts.json",
            {"forum": "{id}", "limit": "{limit|=100}", **settings("additionalFields", "order query since")},
            "$answer.response",
            is_one=True,
        ),
    },
    default="forum",
    defaults={"forum": "get"},
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        "freshservice": _FRESHSERVICE,
        "helpScout": _HELP_SCOUT,
        "syncroMsp": _SYNCRO_MSP,
        "bambooHr": _BAMBOO_HR,
        "ciscoWebex": _CISCO_WEBEX,
        "twist": _TWIST,
        "discourse": _DISCOURSE,
        "disqus": _DISQUS,
    }
)
"""By the type of n8n's node."""
