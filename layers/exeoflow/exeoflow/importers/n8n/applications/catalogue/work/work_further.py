"""Further operations of the applications of `work`, as n8n's nodes send them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, put, settings
from exeoflow.importers.n8n.applications.model import DONE, Operation

_GITHUB: Final = {
    ("organization", "getRepositories"): get("/orgs/{owner}/repos", {"per_page": "{limit|=50}"}, is_one=True),
    ("organization", "getMembers"): get("/orgs/{owner}/members", {"per_page": "{limit|=50}"}, is_one=True),
    ("pullRequest", "create"): post(
        "/repos/{owner}/{repository}/pulls",
        {"title": "{title}", "body": "{body}", "head": "{head}", "base": "{base}", "draft": "{draft|=false}"},
    ),
    ("pullRequest", "update"): patch("/repos/{owner}/{repository}/pulls/{pullRequestNumber}", "{editFields}"),
    ("pullRequest", "close"): patch(
        "/repos/{owner}/{repository}/pulls/{pullRequestNumber}", {"state": "closed"}
    ),
    ("pullRequest", "reopen"): patch(
        "/repos/{owner}/{repository}/pulls/{pullRequestNumber}", {"state": "open"}
    ),
    ("pullRequest", "get"): get("/repos/{owner}/{repository}/pulls/{pullRequestNumber}", is_one=True),
    ("pullRequest", "createComment"): post(
        "/repos/{owner}/{repository}/issues/{pullRequestNumber}/comments", {"body": "{body}"}
    ),
    ("pullRequest", "editComment"): patch(
        "/repos/{owner}/{repository}/issues/comments/{commentId}", {"body": "{body}"}
    ),
    ("pullRequest", "merge"): put(
        "/repos/{owner}/{repository}/pulls/{pullRequestNumber}/merge",
        {
            "commit_title": "{commitTitle}",
            "commit_message": "{commitMessage}",
            "merge_method": "{mergeMethod|merge}",
        },
    ),
    ("issue", "lock"): put(
        "/repos/{owner}/{repository}/issues/{issueNumber}/lock",
        {},
        query={"lock_reason": "{lockReason|resolved}"},
    ),
    ("repository", "getLicense"): get("/repos/{owner}/{repository}/license", is_one=True),
    ("repository", "getPullRequests"): get(
        "/repos/{owner}/{repository}/pulls",
        {"per_page": "{limit|=50}", **settings("getRepositoryPullRequestsFilters", "state sort direction")},
        is_one=True,
    ),
    ("repository", "listPopularPaths"): get("/repos/{owner}/{repository}/traffic/popular/paths"),
    ("repository", "listReferrers"): get("/repos/{owner}/{repository}/traffic/popular/referrers"),
    ("user", "getUserIssues"): get(
        "/issues",
        {
            "per_page": "{limit|=50}",
            **settings("getUserIssuesFilters", "mentioned labels since state sort direction"),
        },
        is_one=True,
    ),
    ("user", "invite"): post("/orgs/{organization}/invitations", {"email": "{email}"}),
    ("release", "delete"): delete("/repos/{owner}/{repository}/releases/{release_id}"),
    ("release", "get"): get("/repos/{owner}/{repository}/releases/{release_id}", is_one=True),
    ("release", "update"): patch(
        "/repos/{owner}/{repository}/releases/{release_id}",
        settings("additionalFields", "body draft name prerelease tag_name target_commitish"),
    ),
    ("review", "create"): post(
        "/repos/{owner}/{repository}/pulls/{pullRequestNumber}/reviews",
        {
            "event": "{event|approve}",
            "body": "{body}",
            "commitId": "{additionalFields.commitId}",
            "$": '$merge([$request, {"event": $uppercase($replace($request.event, /([A-Z])/, "_$1"))}])',
        },
    ),
    ("review", "get"): get(
        "/repos/{owner}/{repository}/pulls/{pullRequestNumber}/reviews/{reviewId}", is_one=True
    ),
    ("review", "getAll"): get(
        "/repos/{owner}/{repository}/pulls/{pullRequestNumber}/reviews", {"per_page": "{limit|=50}"}
    ),
    ("review", "update"): put(
        "/repos/{owner}/{repository}/pulls/{pullRequestNumber}/reviews/{reviewId}", {"body": "{body}"}
    ),
    ("workflow", "disable"): put("/repos/{owner}/{repository}/actions/workflows/{workflowId}/disable", {}),
    ("workflow", "dispatch"): post(
        "/repos/{owner}/{repository}/actions/workflows/{workflowId}/dispatches",
        {"ref": "{ref}", "inputs": "{json:inputs}"},
    ),
    ("workflow", "enable"): put("/repos/{owner}/{repository}/actions/workflows/{workflowId}/enable", {}),
    ("workflow", "get"): get("/repos/{owner}/{repository}/actions/workflows/{workflowId}", is_one=True),
    ("workflow", "getUsage"): get(
        "/repos/{owner}/{repository}/actions/workflows/{workflowId}/timing", is_one=True
    ),
    ("workflow", "list"): get("/repos/{owner}/{repository}/actions/workflows"),
}

_TODOIST: Final = {
    ("task", "quickAdd"): post(
        "/tasks/quick",
        {"text": "{text}", **settings("options", "note reminder auto_reminder")},
    ),
    ("task", "reopen"): post("/tasks/{taskId}/reopen", {}, DONE, is_one=True),
    ("task", "update"): post(
        "/tasks/{taskId}",
        settings(
            "updateFields",
            "content description due_lang=dueLang due_string=dueString labels priority order",
            "due_date=dueDate assignee_id=assigneeId duration duration_unit=durationUnit",
            "deadline_date=deadlineDate",
        ),
        DONE,
        is_one=True,
    ),
    ("project", "archive"): post("/projects/{projectId}/archive", {}, DONE, is_one=True),
    ("project", "create"): post(
        "/projects",
        {"name": "{name}", **settings("projectOptions", "color is_favorite parent_id view_style")},
    ),
    ("project", "delete"): delete("/projects/{projectId}"),
    ("project", "get"): get("/projects/{projectId}", is_one=True),
    ("project", "getCollaborators"): get("/projects/{projectId}/collaborators", is_one=True),
    ("project", "getAll"): get("/projects"),
    ("project", "unarchive"): post("/projects/{projectId}/unarchive", {}, DONE, is_one=True),
    ("project", "update"): post(
        "/projects/{projectId}",
        settings("projectUpdateFields", "name color is_favorite view_style"),
        DONE,
        is_one=True,
    ),
    ("section", "create"): post(
        "/sections",
        {"name": "{sectionName}", "project_id": "{sectionProject}", "order": "{sectionOptions.order}"},
    ),
    ("section", "delete"): delete("/sections/{sectionId}"),
    ("section", "get"): get("/sections/{sectionId}", is_one=True),
    ("section", "getAll"): get("/sections", {"project_id": "{sectionFilters.project_id}"}),
    ("section", "update"): post(
        "/sections/{sectionId}",
        {"name": "{sectionUpdateFields.name}"},
        DONE,
        is_one=True,
    ),
    ("comment", "create"): post("/comments", {"task_id": "{commentTaskId}", "content": "{commentContent}"}),
    ("comment", "delete"): delete("/comments/{commentId}"),
    ("comment", "get"): get("/comments/{commentId}", is_one=True),
    ("comment", "getAll"): get(
        "/comments",
        {"task_id": "{commentFilters.task_id}", "project_id": "{commentFilters.project_id}"},
    ),
    ("comment", "update"): post(
        "/comments/{commentId}",
        {"content": "{commentUpdateFields.content}"},
        DONE,
        is_one=True,
    ),
    ("label", "create"): post(
        "/labels",
        {"name": "{labelName}", **settings("labelOptions", "color order is_favorite")},
    ),
    ("label", "delete"): delete("/labels/{labelId}"),
    ("label", "get"): get("/labels/{labelId}", is_one=True),
    ("label", "getAll"): get("/labels"),
    ("label", "update"): post(
        "/labels/{labelId}",
        settings("labelUpdateFields", "name color order is_favorite"),
        DONE,
        is_one=True,
    ),
    ("reminder", "getAll"): post(
        "/sync", {"sync_token": "*", "resource_types": ["reminders"]}, "$answer.reminders"
    ),
}

_CLICK_UP: Final = {
    ("checklist", "create"): post(
        "/task/{task}/checklist", {"name": "{name}"}, "$answer.checklist", is_one=True
    ),
    ("checklist", "delete"): delete("/checklist/{checklist}"),
    ("checklist", "update"): put(
        "/checklist/{checklist}",
        {"name": "{updateFields.name}", "position": "{updateFields.position}"},
        items="$answer.checklist",
    ),
    ("checklistItem", "create"): post(
        "/checklist/{checklist}/checklist_item", {"name": "{name}"}, "$answer.checklist", is_one=True
    ),
    ("checklistItem", "delete"): delete("/checklist/{checklist}/checklist_item/{checklistItem}"),
    ("checklistItem", "update"): put(
        "/checklist/{checklist}/checklist_item/{checklistItem}",
        settings("updateFields", "name parent resolved"),
        items="$answer.checklist",
    ),
    ("comment", "delete"): delete("/comment/{comment}"),
    ("comment", "getAll"): get("/{commentsOn}/{id}/comment", {"limit": "{limit|=50}"}, "$answer.comments"),
    ("comment", "update"): put(
        "/comment/{comment}",
        {"comment_text": "{updateFields.commentText}", "resolved": "{updateFields.resolved}"},
        items=DONE,
    ),
    ("folder", "create"): post("/space/{space}/folder", {"name": "{name}"}),
    ("folder", "delete"): delete("/folder/{folder}"),
    ("folder", "get"): get("/folder/{folder}", is_one=True),
    ("folder", "getAll"): get(
        "/space/{space}/folder", {"limit": "{limit|=50}", "archived": "{filters.archived}"}, "$answer.folders"
    ),
    ("folder", "update"): put("/folder/{folder}", {"name": "{updateFields.name}"}),
    ("goal", "create"): post(
        "/team/{team}/goal",
        {
            "name": "{name}",
            **settings("additionalFields", "color description multiple_owners=multipleOwners"),
        },
        "$answer.goal",
        is_one=True,
    ),
    ("goal", "delete"): delete("/goal/{goal}"),
    ("goal", "get"): get("/goal/{goal}", items="$answer.goal", is_one=True),
    ("goal", "getAll"): get("/team/{team}/goal", {"limit": "{limit|=50}"}, "$answer.goals"),
    ("goal", "update"): put(
        "/goal/{goal}", settings("updateFields", "color description name"), items="$answer.goal"
    ),
    ("goalKeyResult", "create"): post(
        "/goal/{goal}/key_result",
        {
            "name": "{name}",
            "type": "{type}",
            "list_ids": "{parts:additionalFields.listIds}",
            "steps_start": "{additionalFields.stepsStart}",
            "steps_end": "{additionalFields.stepsEnd}",
            "task_ids": "{parts:additionalFields.taskIds}",
            "unit": "{additionalFields.unit}",
        },
        "$answer.key_result",
        is_one=True,
    ),
    ("goalKeyResult", "delete"): delete("/key_result/{keyResult}"),
    ("goalKeyResult", "update"): put(
        "/key_result/{keyResult}",
        settings(
            "updateFields",
            "name note steps_current=stepsCurrent steps_end=stepsEnd steps_start=stepsStart unit",
        ),
        items="$answer.key_result",
    ),
    ("taskTag", "add"): post(
        "/task/{taskId}/tag/{tagName}",
        {},
        DONE,
        query={
            "custom_task_ids": "{additionalFields.custom_task_ids}",
            "team_id": "{additionalFields.team_id}",
        },
        is_one=True,
    ),
    ("taskTag", "remove"): delete(
        "/task/{taskId}/tag/{tagName}",
        query={
            "custom_task_ids": "{additionalFields.custom_task_ids}",
            "team_id": "{additionalFields.team_id}",
        },
    ),
    ("taskList", "add"): post("/list/{listId}/task/{taskId}", {}, DONE, is_one=True),
    ("taskList", "remove"): delete("/list/{listId}/task/{taskId}"),
    ("spaceTag", "create"): post(
        "/space/{space}/tag",
        {
            "tag": {
                "name": "{name}",
                "tag_bg": "{backgroundColor|#000000}",
                "tag_fg": "{foregroundColor|#000000}",
            }
        },
        DONE,
        is_one=True,
    ),
    ("spaceTag", "delete"): delete("/space/{space}/tag/{name}"),
    ("spaceTag", "getAll"): get("/space/{space}/tag", items="$answer.tags"),
    ("spaceTag", "update"): put(
        "/space/{space}/tag/{name}",
        {
            "tag": {
                "name": "{newName}",
                "tag_bg": "{backgroundColor|#000000}",
                "tag_fg": "{foregroundColor|#000000}",
            }
        },
        items=DONE,
    ),
    ("task", "member"): get("/task/{id}/member", {"limit": "{limit|=50}"}, "$answer.members"),
    ("task", "setCustomField"): post("/task/{task}/field/{field}", {"value": "{value}"}),
    ("task", "update"): put(
        "/task/{id}",
        {
            "assignees": {"add": [], "rem": []},
            **settings(
                "updateFields",
                "content due_date_time=dueDateTime name notify_all=notifyAll parent=parentId priority status",
                "start_date_time=startDateTime",
            ),
        },
    ),
    ("taskDependency", "create"): post(
        "/task/{task}/dependency", {"depends_on": "{dependsOnTask}"}, DONE, is_one=True
    ),
    ("taskDependency", "delete"): delete("/task/{task}/dependency", query={"depends_on": "{dependsOnTask}"}),
    ("timeEntry", "delete"): delete("/team/{team}/time_entries/{timeEntry}", "$answer.data"),
    ("timeEntry", "get"): get(
        "/team/{team}/time_entries/{timeEntry}",
        items="$answer.data",
        is_one=True,
        where={("running", True): None},
    ),
    ("timeEntry", "getAll"): get("/team/{team}/time_entries", items="$answer.data"),
    ("timeEntry", "start"): post(
        "/team/{team}/time_entries/start",
        {
            "tid": "{task}",
            "billable": "{additionalFields.billable}",
            "description": "{additionalFields.description}",
        },
        "$answer.data",
        is_one=True,
    ),
    ("timeEntry", "stop"): post("/team/{team}/time_entries/stop", {}, "$answer.data", is_one=True),
    ("timeEntry", "update"): put(
        "/team/{team}/time_entries/{timeEntry}",
        settings("updateFields", "assignee billable description tags"),
        items="$answer.data",
    ),
    ("timeEntryTag", "add"): post(
        "/team/{team}/time_entries/tags",
        {"time_entry_ids": "{parts:timeEntryIds}", "tags": "{tagsUi.tagsValues}"},
    ),
    ("timeEntryTag", "getAll"): get("/team/{team}/time_entries/tags", items="$answer.data"),
    ("list", "create"): post(
        "/folder/{folder}/list",
        {
            "name": "{name}",
            **settings("additionalFields", "content due_date_time=dueDateTime priority status"),
        },
        where={("folderless", True): None},
    ),
    ("list", "customFields"): get("/list/{list}/field", items="$answer.fields", is_one=True),
    ("list", "delete"): delete("/list/{list}"),
    ("list", "get"): get("/list/{list}", is_one=True),
    ("list", "getAll"): get(
        "/folder/{folder}/list",
        {"limit": "{limit|=50}", "archived": "{filters.archived}"},
        "$answer.lists",
        where={("folderless", True): None},
    ),
    ("list", "member"): get("/list/{id}/member", {"limit": "{limit|=50}"}, "$answer.members"),
    ("list", "update"): put(
        "/list/{list}",
        settings("updateFields", "content due_date_time=dueDateTime name priority unset_status=unsetStatus"),
    ),
}

OPERATIONS: Final[Mapping[str, Mapping[tuple[str, str], Operation]]] = MappingProxyType(
    {"github": _GITHUB, "todoist": _TODOIST, "clickUp": _CLICK_UP}
)
"""By the type of n8n's node."""
