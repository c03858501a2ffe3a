"""Applications for work on code and tasks."""

from collections.abc import Callable
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    file_in_answer,
    get,
    patch,
    post,
    put,
    settings,
    usual,
)
from exeoflow.importers.n8n.applications.model import DONE, Application, Operation

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
        ("file", "get"): file_in_answer(
            "/repos/{owner}/{repository}/contents/{filePath}", {"ref": "{additionalParameters.reference}"}
        ),
        ("file", "list"): get("/repos/{owner}/{repository}/contents/{filePath|}"),
        ("repository", "get"): get("/repos/{owner}/{repository}", is_one=True),
        ("repository", "getIssues"): get("/repos/{owner}/{repository}/issues", {"per_page": "{limit|50}"}),
        ("release", "create"): post("/repos/{owner}/{repository}/releases", {"tag_name": "{releaseTag}"}),
        ("release", "getAll"): get("/repos/{owner}/{repository}/releases", {"per_page": "{limit|50}"}),
        ("user", "getRepositories"): get("/users/{owner}/repos", {"per_page": "{limit|50}"}),
    },
    default="issue",
    defaults={
        **usual("create", "issue file release"),
        "repository": "getIssues",
        "user": "getRepositories",
    },
)

_COMMENTS: Final = "/3/issue/{issueKey}/comment"


def in_version_2(path: str) -> str:
    """A path of the third version of Jira's API, which the cloud has, in the second."""
    return path.replace("/3/", "/2/")


def on_servers(operation: Operation) -> dict[tuple[str, object], Operation | None]:
    """What Jira is asked where it is not the cloud's."""
    return {("jiraVersion", each): operation for each in ("server", "serverPat")}


def commented(write: Callable[..., Operation], path: str) -> Operation:
    """A comment in Jira: a document for the cloud; a text for older servers, and where wiki marks it up."""
    text = write(in_version_2(path), {"body": "{comment}"})
    paragraph = {"type": "paragraph", "content": [{"type": "text", "text": "{comment}"}]}
    return write(
        path,
        {"body": {"type": "doc", "version": 1, "content": [paragraph]}},
        where={
            ("jsonParameters", True): write(path, {"body": "{json:commentJson}"}),
            ("options.wikiMarkup", True): text,
            **on_servers(text),
        },
    )


def _searched(path: str, **more: Any) -> Operation:  # noqa: ANN401
    body = {
        "jql": '{options.jql|created >= "1970-01-01"}',
        "fields": "{options.fields|*navigable}",
        "expand": "{joined:options.expand}",
        "maxResults": "{number:limit|=50}",
        "$": '$merge([$request, {"fields": $split($request.fields, ",")}])',
    }
    return post(path, body, "$answer.issues", **more)


def _issue(group: str, fields: dict[str, Any]) -> dict[str, Any]:
    """What is sent of an issue in the cloud: fields that every node has, and those it may have or not."""
    return {
        "fields": {
            **fields,
            "description": f"{{{group}.description}}",
            "labels": f"{{{group}.labels, {group}.serverLabels}}",
            "priority": {"id": f"{{{group}.priority}}"},
            "assignee": {"id": f"{{{group}.assignee}}"},
            "reporter": {"id": f"{{{group}.reporter}}"},
        },
        "own": f"{{rows:{group}.customFieldsUi.customFieldsValues}}",
        "$": '{"fields": $merge([$request.fields, $request.own])}',
    }


JIRA: Final = Application(
    "Jira",
    "https://<site>.atlassian.net/rest/api",
    {
        ("issue", "create"): post(
            "/2/issue",
            _issue(
                "additionalFields",
                {"project": {"id": "{project}"}, "issuetype": {"id": "{issueType}"}, "summary": "{summary}"},
            ),
        ),
        ("issue", "get"): get("/2/issue/{issueKey}", is_one=True),
        ("issue", "getAll"): _searched("/2/search/jql", where=on_servers(_searched("/2/search"))),
        ("issue", "update"): put(
            "/2/issue/{issueKey}",
            _issue("updateFields", {"summary": "{updateFields.summary}"}),
            items=DONE,
        ),
        ("issueComment", "add"): commented(post, _COMMENTS),
        ("issueComment", "getAll"): get(
            _COMMENTS,
            {"maxResults": "{limit|50}", "expand": "{options.expand}"},
            "$answer.comments",
            where=on_servers(get(in_version_2(_COMMENTS), items="$answer.comments")),
        ),
    },
    default="issue",
    defaults={"issue": "create", "issueComment": "add"},
    scheme="Basic",
)

TODOIST: Final = Application(
    "Todoist",
    "https://api.todoist.com/api/v1",
    {
        ("task", "create"): post(
            "/tasks",
            {
                "content": "{content}",
                "project_id": "{project}",
                "priority": "{options.priority|=1}",
                "labels": "{labels}",
                **settings(
                    "options",
                    "description due_string=dueString due_datetime=dueDateTime due_lang=dueLang",
                    "section_id=section parent_id=parentId",
                ),
            },
        ),
        ("task", "getAll"): get("/tasks", items="$answer.results"),
        ("task", "get"): get("/tasks/{taskId}", is_one=True),
        ("task", "delete"): delete("/tasks/{taskId}"),
        ("task", "close"): post("/tasks/{taskId}/close", {}, DONE),
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
            {"limit": "{limit|100}", **settings("filters", "active=activeWorkflows tags name")},
            "$answer.data",
        ),
        ("workflow", "get"): get("/workflows/{workflowId}", is_one=True),
        ("workflow", "create"): post("/workflows", "{json:workflowObject}"),
        ("workflow", "update"): put("/workflows/{workflowId}", "{json:workflowObject}"),
        ("workflow", "delete"): delete("/workflows/{workflowId}", "$answer"),
        ("workflow", "activate"): post("/workflows/{workflowId}/activate", {}),
        ("workflow", "deactivate"): post("/workflows/{workflowId}/deactivate", {}),
        ("credential", "create"): post(
            "/credentials", {"name": "{name}", "type": "{credentialTypeName}", "data": "{json:data}"}
        ),
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
    defaults={"workflow": "getAll", "execution": "getAll", "audit": "generate", "credential": "create"},
    header="X-N8N-API-KEY",
    scheme="",
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

APPLICATIONS: Final = {"github": GITHUB, "jira": JIRA, "todoist": TODOIST, "n8n": N8N, "clickUp": CLICKUP}
