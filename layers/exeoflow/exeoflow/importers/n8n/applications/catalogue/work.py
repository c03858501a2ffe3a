"""Applications for work on code, tasks, tickets and customers."""

from collections.abc import Mapping
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, put
from exeoflow.importers.n8n.applications.model import Application, Operation

GITHUB: Final = Application(
    "GitHub",
    "https://api.github.com",
    {
        ("issue", "create"): post(
            "/repos/{owner}/{repository}/issues", {"title": "{title}", "body": "{body}"}
        ),
        ("issue", "get"): get("/repos/{owner}/{repository}/issues/{issueNumber}", is_one=True),
        ("issue", "edit"): patch(
            "/repos/{owner}/{repository}/issues/{issueNumber}",
            {"title": "{editFields.title}", "body": "{editFields.body}", "state": "{editFields.state}"},
        ),
        ("file", "create"): put(
            "/repos/{owner}/{repository}/contents/{filePath}",
            {
                "message": "{commitMessage}",
                "content": "{base64:fileContent}",
                "branch": "{additionalParameters.branch.branch}",
            },
        ),
        ("file", "edit"): put(
            "/repos/{owner}/{repository}/contents/{filePath}",
            {
                "message": "{commitMessage}",
                "content": "{base64:fileContent}",
                "$": '$merge([$request, {"sha": $before.sha}])',
            },
            before=get("/repos/{owner}/{repository}/contents/{filePath}"),
        ),
        ("issue", "createComment"): post(
            "/repos/{owner}/{repository}/issues/{issueNumber}/comments", {"body": "{body}"}
        ),
        ("file", "get"): get("/repos/{owner}/{repository}/contents/{filePath}", is_one=True),
        ("file", "list"): get("/repos/{owner}/{repository}/contents/{filePath}"),
        ("repository", "get"): get("/repos/{owner}/{repository}", is_one=True),
        ("repository", "getIssues"): get("/repos/{owner}/{repository}/issues", {"per_page": "{limit|50}"}),
        ("release", "create"): post("/repos/{owner}/{repository}/releases", {"tag_name": "{releaseTag}"}),
        ("release", "getAll"): get("/repos/{owner}/{repository}/releases", {"per_page": "{limit|50}"}),
        ("user", "getRepositories"): get("/users/{owner}/repos", {"per_page": "{limit|50}"}),
    },
    default="issue",
    defaults={"issue": "create", "file": "create", "repository": "getIssues", "release": "create"},
)

JIRA: Final = Application(
    "Jira",
    "https://<site>.atlassian.net/rest/api/2",
    {
        ("issue", "create"): post(
            "/issue",
            {
                "fields": {
                    "project": {"id": "{project}"},
                    "issuetype": {"id": "{issueType}"},
                    "summary": "{summary}",
                    "description": "{additionalFields.description}",
                }
            },
        ),
        ("issue", "get"): get("/issue/{issueKey}", is_one=True),
        ("issue", "getAll"): get(
            "/search", {"maxResults": "{limit|50}", "jql": "{options.jql}"}, "$answer.issues"
        ),
        ("issue", "update"): put(
            "/issue/{issueKey}",
            {"fields": {"summary": "{updateFields.summary}", "description": "{updateFields.description}"}},
        ),
        ("issueComment", "add"): post("/issue/{issueKey}/comment", {"body": "{comment}"}),
        ("issueComment", "getAll"): get("/issue/{issueKey}/comment", items="$answer.comments"),
    },
    default="issue",
    defaults={"issue": "create", "issueComment": "add"},
    scheme="Basic",
)

_CRM: Final = "/crm/v3/objects"


def _noted(metadata: object, where: Mapping[tuple[str, object], Operation] | None = None) -> Operation:
    return post(
        "/engagements/v1/engagements",
        {
            "engagement": {"type": "{type}"},
            "metadata": metadata,
            "associations": {
                "contactIds": "{list:additionalFields.associations.contactIds}",
                "companyIds": "{list:additionalFields.associations.companyIds}",
                "dealIds": "{list:additionalFields.associations.dealIds}",
            },
        },
        where=where or {},
    )


def _searched(objects: str) -> Operation:
    return post(
        f"{_CRM}/{objects}/search",
        {
            "filterGroups": "{filter_groups:filterGroupsUi}",
            "limit": "{number:limit|100}",
            "properties": "{list:additionalFields.properties}",
            "query": "{additionalFields.query}",
        },
        "$answer.results",
    )


HUBSPOT: Final = Application(
    "HubSpot",
    "https://api.hubapi.com",
    {
        ("contact", "get"): get(_CRM + "/contacts/{contactId}", is_one=True),
        ("contact", "getAll"): get(_CRM + "/contacts", {"limit": "{limit|100}"}, "$answer.results"),
        ("contact", "delete"): delete(_CRM + "/contacts/{contactId}"),
        ("contact", "upsert"): post(
            _CRM + "/contacts/batch/upsert",
            {
                "inputs": [
                    {
                        "idProperty": "email",
                        "id": "{email}",
                        "properties": ({"email": "{email}"}, "{renamed:additionalFields}"),
                    }
                ]
            },
            "$answer.results[0]",
            is_one=True,
        ),
        ("contact", "search"): _searched("contacts"),
        ("deal", "search"): _searched("deals"),
        ("company", "create"): post(
            _CRM + "/companies", {"properties": ({"name": "{name}"}, "{renamed:additionalFields}")}
        ),
        ("company", "update"): patch(
            _CRM + "/companies/{companyId}", {"properties": "{renamed:updateFields}"}
        ),
        ("deal", "update"): patch(_CRM + "/deals/{dealId}", {"properties": "{renamed:updateFields}"}),
        ("ticket", "update"): patch(_CRM + "/tickets/{ticketId}", {"properties": "{renamed:updateFields}"}),
        ("engagement", "create"): _noted(
            "{metadata}",
            where={
                ("type", "email"): _noted(
                    {
                        "subject": "{metadata.subject}",
                        "html": "{metadata.html}",
                        "from": {
                            "email": "{metadata.fromEmail}",
                            "firstName": "{metadata.firstName}",
                            "lastName": "{metadata.lastName}",
                        },
                        "to": "{addresses:metadata.toEmail}",
                        "cc": "{addresses:metadata.cc}",
                        "bcc": "{addresses:metadata.bcc}",
                    }
                )
            },
        ),
        ("engagement", "get"): get("/engagements/v1/engagements/{engagementId}", is_one=True),
        ("engagement", "getAll"): get(
            "/engagements/v1/engagements/paged", {"limit": "{limit|100}"}, "$answer.results"
        ),
        ("engagement", "delete"): delete("/engagements/v1/engagements/{engagementId}"),
        ("company", "delete"): delete(_CRM + "/companies/{companyId}"),
        ("company", "searchByDomain"): post(
            _CRM + "/companies/search",
            {
                "filterGroups": [
                    {"filters": [{"propertyName": "domain", "operator": "EQ", "value": "{domain}"}]}
                ],
                "limit": "{number:limit|100}",
            },
            "$answer.results",
        ),
        ("company", "get"): get(_CRM + "/companies/{companyId}", is_one=True),
        ("company", "getAll"): get(_CRM + "/companies", {"limit": "{limit|100}"}, "$answer.results"),
        ("deal", "get"): get(_CRM + "/deals/{dealId}", is_one=True),
        ("deal", "getAll"): get(_CRM + "/deals", {"limit": "{limit|100}"}, "$answer.results"),
        ("deal", "delete"): delete(_CRM + "/deals/{dealId}"),
        ("deal", "create"): post(
            _CRM + "/deals",
            {
                "properties": {
                    "dealstage": "{stage}",
                    "dealname": "{additionalFields.dealName}",
                    "pipeline": "{additionalFields.pipeline}",
                    "amount": "{additionalFields.amount}",
                }
            },
        ),
        ("ticket", "create"): post(
            _CRM + "/tickets",
            {
                "properties": {
                    "hs_pipeline": "{pipelineId}",
                    "hs_pipeline_stage": "{stageId}",
                    "subject": "{ticketName}",
                    "content": "{additionalFields.description}",
                }
            },
        ),
        ("ticket", "get"): get(_CRM + "/tickets/{ticketId}", is_one=True),
        ("ticket", "getAll"): get(_CRM + "/tickets", {"limit": "{limit|100}"}, "$answer.results"),
        ("ticket", "delete"): delete(_CRM + "/tickets/{ticketId}"),
    },
    default="contact",
    defaults={
        "contact": "upsert",
        "company": "create",
        "deal": "create",
        "ticket": "create",
        "engagement": "create",
    },
)

PIPEDRIVE: Final = Application(
    "Pipedrive",
    "https://api.pipedrive.com/v1",
    {
        (resource, operation): request
        for resource, path, body in (
            ("deal", "deals", {"title": "{title}"}),
            ("person", "persons", {"name": "{name}"}),
            ("organization", "organizations", {"name": "{name}"}),
            ("note", "notes", {"content": "{content}", "deal_id": "{additionalFields.deal_id}"}),
            ("lead", "leads", {"title": "{title}", "person_id": "{person_id}"}),
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
    defaults=dict.fromkeys(("deal", "person", "organization", "note", "lead", "activity"), "create"),
    header="x-api-token",
    scheme="",
)

TODOIST: Final = Application(
    "Todoist",
    "https://api.todoist.com/rest/v2",
    {
        ("task", "create"): post(
            "/tasks",
            {"content": "{content}", "description": "{options.description}", "project_id": "{project}"},
        ),
        ("task", "getAll"): get("/tasks"),
        ("task", "get"): get("/tasks/{taskId}", is_one=True),
        ("task", "delete"): delete("/tasks/{taskId}"),
        ("task", "close"): post("/tasks/{taskId}/close", {}, '{"success": true}'),
    },
    default="task",
    defaults={"task": "create"},
)

N8N: Final = Application(
    "n8n",
    "https://<host>/api/v1",
    {
        ("workflow", "getAll"): get(
            "/workflows",
            {
                "limit": "{limit|100}",
                "active": "{filters.activeWorkflows}",
                "tags": "{filters.tags}",
                "name": "{filters.name}",
            },
            "$answer.data",
        ),
        ("workflow", "get"): get("/workflows/{workflowId}", is_one=True),
        ("workflow", "create"): post("/workflows", "{json:workflowObject}"),
        ("workflow", "update"): put("/workflows/{workflowId}", "{json:workflowObject}"),
        ("workflow", "delete"): delete("/workflows/{workflowId}", "$answer"),
        ("workflow", "activate"): post("/workflows/{workflowId}/activate", {}),
        ("workflow", "deactivate"): post("/workflows/{workflowId}/deactivate", {}),
        ("execution", "getAll"): get(
            "/executions",
            {
                "limit": "{limit|100}",
                "status": "{filters.status}",
                "workflowId": "{filters.workflowId}",
                "includeData": "{options.activeWorkflows}",
            },
            "$answer.data",
        ),
        ("execution", "get"): get(
            "/executions/{executionId}", {"includeData": "{options.activeWorkflows}"}, is_one=True
        ),
        ("execution", "delete"): delete("/executions/{executionId}", "$answer"),
        ("credential", "delete"): delete("/credentials/{credentialId}", "$answer"),
        ("audit", "generate"): post("/audit", {}),
    },
    default="workflow",
    defaults={"workflow": "getAll", "execution": "getAll", "audit": "generate"},
    header="X-N8N-API-KEY",
    scheme="",
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
                    "subject": "{additionalFields.subject}",
                    "status": "{additionalFields.status}",
                    "type": "{additionalFields.type}",
                }
            },
            "$answer.ticket",
        ),
        ("ticket", "get"): get("/tickets/{id}.json", items="$answer.ticket", is_one=True),
        ("ticket", "getAll"): get("/tickets.json", {"per_page": "{limit|100}"}, "$answer.tickets"),
        ("ticket", "update"): put(
            "/tickets/{id}.json",
            {
                "ticket": {
                    "subject": "{updateFields.subject}",
                    "status": "{updateFields.status}",
                    "type": "{updateFields.type}",
                    "group_id": "{updateFields.group}",
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
    defaults={"ticket": "create", "user": "getAll"},
    scheme="Basic",
)

CLICKUP: Final = Application(
    "ClickUp",
    "https://api.clickup.com/api/v2",
    {
        ("task", "create"): post(
            "/list/{list}/task",
            {
                "name": "{name}",
                "description": "{additionalFields.content}",
                "status": "{additionalFields.status}",
            },
        ),
        ("task", "get"): get("/task/{id}", is_one=True),
        ("task", "getAll"): get("/list/{list}/task", items="$answer.tasks"),
        ("task", "delete"): delete("/task/{id}"),
        ("comment", "create"): post("/task/{id}/comment", {"comment_text": "{commentText}"}),
    },
    default="task",
    defaults={"task": "create", "comment": "create"},
    scheme="",
)

APPLICATIONS: Final = {
    "github": GITHUB,
    "jira": JIRA,
    "hubspot": HUBSPOT,
    "pipedrive": PIPEDRIVE,
    "todoist": TODOIST,
    "n8n": N8N,
    "zendesk": ZENDESK,
    "clickUp": CLICKUP,
}
