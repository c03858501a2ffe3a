"""Applications for questions, staff and devices of customers, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, post, put
from exeoflow.importers.n8n.applications.model import Application, Operation

_FRESHSERVICE: Final = Application(
    "Freshservice",
    "https://<domain>.freshservice.com/api/v2",
    {
        ("agent", "create"): post("/agents", {"email": "{email}", "first_name": "{firstName}"}),
        ("agent", "update"): put(
            "/agents/{agentId}",
            {
                "address": "{updateFields.address}",
                "background_information": "{updateFields.background_information}",
                "department_ids": "{updateFields.department_ids}",
                "email": "{updateFields.email}",
                "first_name": "{updateFields.first_name}",
                "job_title": "{updateFields.job_title}",
                "language": "{updateFields.language}",
                "last_name": "{updateFields.last_name}",
                "location_id": "{updateFields.location_id}",
                "member_of": "{updateFields.member_of}",
                "mobile_phone_number": "{updateFields.mobile_phone_number}",
                "observer_of": "{updateFields.observer_of}",
                "scoreboard_level_id": "{updateFields.scoreboard_level_id}",
                "time_format": "{updateFields.time_format}",
                "work_phone_number": "{updateFields.work_phone_number}",
            },
        ),
        ("agentGroup", "create"): post(
            "/groups",
            {
                "name": "{name}",
                "description": "{additionalFields.description}",
                "escalate_to": "{additionalFields.escalate_to}",
                "members": "{additionalFields.members}",
                "observers": "{additionalFields.observers}",
                "unassigned_for": "{additionalFields.unassigned_for}",
            },
            "$answer.group",
            is_one=True,
        ),
        ("agentGroup", "delete"): delete("/groups/{agentGroupId}", "$answer.group"),
        ("agentGroup", "get"): get("/groups/{agentGroupId}", items="$answer.group", is_one=True),
        ("agentGroup", "update"): put(
            "/groups/{agentGroupId}",
            {
                "description": "{updateFields.description}",
                "escalate_to": "{updateFields.escalate_to}",
                "members": "{updateFields.members}",
                "name": "{updateFields.name}",
                "observers": "{updateFields.observers}",
                "unassigned_for": "{updateFields.unassigned_for}",
            },
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
            {
                "agent_id": "{updateFields.agent_id}",
                "change_type": "{updateFields.change_type}",
                "department_id": "{updateFields.department_id}",
                "description": "{updateFields.description}",
                "group_id": "{updateFields.group_id}",
                "impact": "{updateFields.impact}",
                "priority": "{updateFields.priority}",
                "requester_id": "{updateFields.requester_id}",
                "risk": "{updateFields.risk}",
                "status": "{updateFields.status}",
                "subject": "{updateFields.subject}",
            },
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
                "address": {
                    "line1": "{updateFields.address.addressFields.line1}",
                    "line2": "{updateFields.address.addressFields.line2}",
                    "city": "{updateFields.address.addressFields.city}",
                    "country": "{updateFields.address.addressFields.country}",
                    "state": "{updateFields.address.addressFields.state}",
                    "zipcode": "{updateFields.address.addressFields.zipcode}",
                },
            },
        ),
        ("problem", "update"): put(
            "/problems/{problemId}",
            {
                "agent_id": "{updateFields.agent_id}",
                "department_id": "{updateFields.department_id}",
                "description": "{updateFields.description}",
                "due_by": "{updateFields.due_by}",
                "group_id": "{updateFields.group_id}",
                "impact": "{updateFields.impact}",
                "priority": "{updateFields.priority}",
                "requester_id": "{updateFields.requester_id}",
                "status": "{updateFields.status}",
                "subject": "{updateFields.subject}",
            },
        ),
        ("requester", "update"): put(
            "/requesters/{requesterId}",
            {
                "address": "{updateFields.address}",
                "background_information": "{updateFields.background_information}",
                "department_ids": "{updateFields.department_ids}",
                "first_name": "{updateFields.first_name}",
                "job_title": "{updateFields.job_title}",
                "language": "{updateFields.language}",
                "last_name": "{updateFields.last_name}",
                "location_id": "{updateFields.location_id}",
                "mobile_phone_number": "{updateFields.mobile_phone_number}",
                "primary_email": "{updateFields.primary_email}",
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
                    "description": "{additionalFields.description}",
                    "notes": "{additionalFields.notes}",
                    "status": "{additionalFields.status}",
                }
            },
            "$answer.application",
            is_one=True,
        ),
        ("software", "delete"): delete("/applications/{softwareId}", "$answer.application"),
        ("software", "get"): get("/applications/{softwareId}", items="$answer.application", is_one=True),
        ("software", "update"): put(
            "/applications/{softwareId}",
            {
                "application": {
                    "application_type": "{updateFields.application_type}",
                    "description": "{updateFields.description}",
                    "name": "{updateFields.name}",
                    "notes": "{updateFields.notes}",
                    "status": "{updateFields.status}",
                }
            },
        ),
        ("ticket", "update"): put(
            "/tickets/{ticketId}",
            {
                "department_id": "{updateFields.department_id}",
                "description": "{updateFields.description}",
                "email": "{updateFields.email}",
                "group_id": "{updateFields.group_id}",
                "impact": "{updateFields.impact}",
                "name": "{updateFields.name}",
                "phone": "{updateFields.phone}",
                "priority": "{updateFields.priority}",
                "status": "{updateFields.status}",
                "subject": "{updateFields.subject}",
            },
        ),
    },
    default="agent",
    defaults={
        "agent": "create",
        "agentGroup": "create",
        "agentRole": "get",
        "assetType": "create",
        "change": "create",
        "department": "create",
        "location": "create",
        "problem": "create",
        "requester": "create",
        "requesterGroup": "create",
        "software": "create",
        "ticket": "create",
    },
    scheme="Basic",
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
            {
                "age": "{updateFields.age}",
                "firstName": "{updateFields.firstName}",
                "gender": "{updateFields.gender}",
                "jobTitle": "{updateFields.jobTitle}",
                "lastName": "{updateFields.lastName}",
                "location": "{updateFields.location}",
                "background": "{updateFields.background}",
                "organization": "{updateFields.organization}",
                "photoUrl": "{updateFields.photoUrl}",
            },
        ),
        ("mailbox", "get"): get("/mailboxes/{mailboxId}", is_one=True),
        ("thread", "create"): post(
            "/conversations/{conversationId}/s",
            {
                "text": "{text}",
                "attachments": [],
                "customer": {
                    "email": "{additionalFields.customerEmail}",
                    "id": "{additionalFields.customerId}",
                },
            },
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
                "address": "{additionalFields.address.addressFields.address}",
                "address2": "{additionalFields.address.addressFields.address2}",
                "city": "{additionalFields.address.addressFields.city}",
                "state": "{additionalFields.address.addressFields.state}",
                "zip": "{additionalFields.address.addressFields.zip}",
                "address_2": "{additionalFields.address.addressFields.address2}",
                "business_name": "{additionalFields.businessName}",
                "firstname": "{additionalFields.firstName}",
                "get_sms": "{additionalFields.getSms}",
                "lastname": "{additionalFields.lastname}",
                "no_email": "{additionalFields.noEmail}",
                "notes": "{additionalFields.notes}",
                "notification_email": "{additionalFields.notificationEmail}",
                "phone": "{additionalFields.phone}",
                "referred_by": "{additionalFields.referredBy}",
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
                "businessName": "{filters.businessName}",
                "business_name": "{filters.businessName}",
                "email": "{filters.email}",
                "firstName": "{filters.firstName}",
                "includeDisabled": "{filters.includeDisabled}",
                "include_disabled": "{filters.includeDisabled}",
                "lastname": "{filters.lastname}",
                "query": "{filters.query}",
                "sort": "{filters.sort}",
            },
            "$answer.customers",
        ),
        ("customer", "update"): put(
            "/customers/{customerId}",
            {
                "invoice_cc_emails": "",
                "address": "{updateFields.address.addressFields.address}",
                "address2": "{updateFields.address.addressFields.address2}",
                "city": "{updateFields.address.addressFields.city}",
                "state": "{updateFields.address.addressFields.state}",
                "zip": "{updateFields.address.addressFields.zip}",
                "address_2": "{updateFields.address.addressFields.address2}",
                "business_name": "{updateFields.businessName}",
                "email": "{updateFields.email}",
                "firstname": "{updateFields.firstName}",
                "get_sms": "{updateFields.getSms}",
                "lastname": "{updateFields.lastName}",
                "no_email": "{updateFields.noEmail}",
                "notes": "{updateFields.notes}",
                "notification_email": "{updateFields.notificationEmail}",
                "phone": "{updateFields.phone}",
                "referred_by": "{updateFields.referredBy}",
            },
            items="$answer.customer",
        ),
        ("ticket", "create"): post(
            "/tickets",
            {
                "customer_id": "{customerId}",
                "subject": "{subject}",
                "asset_id": "{additionalFields.assetId}",
                "contact_id": "{additionalFields.contactId}",
                "problem_type": "{additionalFields.issueType}",
                "status": "{additionalFields.status}",
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
            {
                "asset_id": "{updateFields.assetId}",
                "contact_id": "{updateFields.contactId}",
                "customer_id": "{updateFields.customerId}",
                "due_date": "{updateFields.dueDate}",
                "problem_type": "{updateFields.issueType}",
                "status": "{updateFields.status}",
                "subject": "{updateFields.subject}",
            },
        ),
        ("contact", "create"): post(
            "/contacts",
            {
                "customer_id": "{customerId}",
                "email": "{email}",
                "address": "{additionalFields.address.addressFields.address}",
                "address2": "{additionalFields.address.addressFields.address2}",
                "city": "{additionalFields.address.addressFields.city}",
                "state": "{additionalFields.address.addressFields.state}",
                "zip": "{additionalFields.address.addressFields.zip}",
                "address1": "{additionalFields.address.addressFields.address}",
                "name": "{additionalFields.name}",
                "notes": "{additionalFields.notes}",
                "phone": "{additionalFields.phone}",
            },
        ),
        ("contact", "delete"): delete("/contacts/{contactId}", "$answer"),
        ("contact", "get"): get("/contacts/{contactId}", is_one=True),
        ("contact", "getAll"): get("/contacts", items="$answer.contacts"),
        ("contact", "update"): put(
            "/contacts/{contactId}",
            {
                "contact_id": "{contactId}",
                "address": "{updateFields.address.addressFields.address}",
                "address2": "{updateFields.address.addressFields.address2}",
                "city": "{updateFields.address.addressFields.city}",
                "state": "{updateFields.address.addressFields.state}",
                "zip": "{updateFields.address.addressFields.zip}",
                "address1": "{updateFields.address.addressFields.address}",
                "customer_id": "{updateFields.customerId}",
                "email": "{updateFields.email}",
                "name": "{updateFields.name}",
                "notes": "{updateFields.notes}",
                "phone": "{updateFields.phone}",
            },
        ),
        ("rmm", "create"): post(
            "/rmm_alerts",
            {
                "customer_id": "{customerId}",
                "asset_id": "{assetId}",
                "description": "{description}",
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
                    "value": {
                        "address1": "{updateFields.addasasress.value.address1}",
                        "address2": "{updateFields.addasasress.value.address2}",
                        "city": "{updateFields.addasasress.value.city}",
                        "state": "{updateFields.addasasress.value.state}",
                        "country": "{updateFields.addasasress.value.country}",
                    }
                },
                "department": "{updateFields.department}",
                "division": "{updateFields.division}",
                "employeeNumber": "{updateFields.employeeNumber}",
                "firstName": "{updateFields.firstName}",
                "lastName": "{updateFields.lastName}",
                "location": "{updateFields.location}",
                "mobilePhone": "{updateFields.mobilePhone}",
                "payRate": {
                    "value": "{updateFields.payRate.value.value}",
                    "currency": "{updateFields.payRate.value.currency}",
                },
                "preferredName": "{updateFields.preferredName}",
                "ssn": "{updateFields.ssn}",
                "workEmail": "{updateFields.workEmail}",
                "workPhone": "{updateFields.workPhone}",
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
            "/meetings/{meetingId}",
            {
                "hostEmail": "{options.hostEmail}",
                "password": "{options.password}",
                "sendEmail": "{options.sendEmail}",
            },
            is_one=True,
        ),
        ("meeting", "getAll"): get(
            "/meetings",
            {
                "max": "{limit|=50}",
                "hostEmail": "{filters.hostEmail}",
                "integrationTag": "{filters.integrationTag}",
                "current": "{filters.current}",
                "meetingNumber": "{filters.meetingNumber}",
                "meetingType": "{filters.meetingType}",
                "participantEmail": "{filters.participantEmail}",
                "siteUrl": "{filters.siteUrl}",
                "state": "{filters.state}",
                "webLink": "{filters.webLink}",
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
                "before": "{filters.before}",
                "beforeMessage": "{filters.beforeMessage}",
                "parentId": "{filters.parentId}",
                "mentionedPeople": "{filters.mentionedPeople}",
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
                "color": "{additionalFields.color}",
                "description": "{additionalFields.description}",
                "public": "{additionalFields.public}",
                "temp_id": "{additionalFields.temp_id}",
                "user_ids": "{additionalFields.user_ids}",
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
            {
                "id": "{channelId}",
                "color": "{updateFields.color}",
                "description": "{updateFields.description}",
                "name": "{updateFields.name}",
                "public": "{updateFields.public}",
            },
        ),
        ("comment", "create"): post(
            "/comments/add",
            {
                "thread_id": "{threadId}",
                "content": "{content}",
                "actions": "{additionalFields.actionsUi.actionValues}",
                "mark_thread_position": "{additionalFields.mark_thread_position}",
                "recipients": "{additionalFields.recipients}",
                "temp_id": "{additionalFields.temp_id}",
                "send_as_integration": "{additionalFields.send_as_integration}",
            },
        ),
        ("comment", "delete"): post("/comments/remove", {}, query={"id": "{commentId}"}),
        ("comment", "get"): get("/comments/getone", {"id": "{commentId}"}, "$answer.comment", is_one=True),
        ("comment", "getAll"): get(
            "/comments/get",
            {
                "thread_id": "{threadId}",
                "limit": "{limit|=50}",
                "as_ids": "{filters.as_ids}",
                "to_obj_index": "{filters.to_obj_index}",
                "order_by": "{filters.order_by}",
                "from_obj_index": "{filters.from_obj_index}",
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
                "conversation_id": "{conversationId}",
                "workspace_id": "{workspaceId}",
                "content": "{content}",
                "actions": "{additionalFields.actionsUi.actionValues}",
            },
        ),
        ("messageConversation", "delete"): post("/conversation_messages/remove", {}, query={"id": "{id}"}),
        ("messageConversation", "get"): get("/conversation_messages/getone", {"id": "{id}"}, is_one=True),
        ("messageConversation", "getAll"): get(
            "/conversation_messages/get",
            {
                "conversation_id": "{conversationId}",
                "to_obj_index": "{additionalFields.to_obj_index}",
                "limit": "{additionalFields.limit}",
                "order_by": "{additionalFields.order_by}",
                "from_obj_index": "{additionalFields.from_obj_index}",
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
                "channel_id": "{channelId}",
                "content": "{content}",
                "title": "{title}",
                "actions": "{additionalFields.actionsUi.actionValues}",
                "recipients": "{additionalFields.recipients}",
                "send_as_integration": "{additionalFields.send_as_integration}",
                "temp_id": "{additionalFields.temp_id}",
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
            {
                "id": "{threadId}",
                "actions": "{updateFields.actionsUi.actionValues}",
                "content": "{updateFields.content}",
                "title": "{updateFields.title}",
            },
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
                "name": "{name}",
                "password": "{password}",
                "email": "{email}",
                "username": "{username}",
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
    defaults={
        "category": "create",
        "group": "create",
        "post": "create",
        "user": "create",
        "userGroup": "add",
    },
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
            {
                "forum": "{id}",
                "limit": "{limit|=100}",
                "order": "{additionalFields.order}",
                "since": "{additionalFields.since}",
                "thread": "{additionalFields.thread}",
            },
            "$answer.response",
            is_one=True,
        ),
        ("forum", "getPosts"): get(
            "/listPosts.json",
            {
                "forum": "{id}",
                "limit": "{limit|=100}",
                "order": "{additionalFields.order}",
                "query": "{additionalFields.query}",
                "since": "{additionalFields.since}",
            },
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
