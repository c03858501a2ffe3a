"""Applications for tasks, boards and hours."""

from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    file_in_answer,
    get,
    graphql,
    parameters,
    post,
    put,
    records,
    settings,
    usual,
)
from exeoflow.importers.n8n.applications.model import Application

ASANA: Final = Application(
    "Asana",
    "https://app.asana.com/api/1.0",
    {
        **records(
            "task",
            "/tasks",
            "{id}",
            {"data": ({"name": "{name}", "workspace": "{workspace}"}, "{otherProperties}")},
            {"data": "{otherProperties}"},
            items="$answer.data",
            answer="$answer.data",
            change="PUT",
            query={"limit": "{limit|100}", **settings("filters", "project assignee workspace opt_fields")},
        ),
        ("task", "search"): get(
            "/workspaces/{workspace}/tasks/search",
            {"text": "{searchTaskProperties.text}", "completed": "{searchTaskProperties.completed}"},
            "$answer.data",
        ),
        ("task", "move"): post("/sections/{section}/addTask", {"data": {"task": "{id}"}}),
        ("taskComment", "add"): post("/tasks/{id}/stories", {"data": {"text": "{text}"}}, "$answer.data"),
        ("taskProject", "add"): post("/tasks/{id}/addProject", {"data": {"project": "{project}"}}),
        ("taskProject", "remove"): post("/tasks/{id}/removeProject", {"data": {"project": "{project}"}}),
        ("taskTag", "add"): post("/tasks/{id}/addTag", {"data": {"tag": "{tag}"}}),
        ("taskTag", "remove"): post("/tasks/{id}/removeTag", {"data": {"tag": "{tag}"}}),
        ("subtask", "create"): post(
            "/tasks/{taskId}/subtasks", {"data": ({"name": "{name}"}, "{otherProperties}")}, "$answer.data"
        ),
        ("subtask", "getAll"): get("/tasks/{taskId}/subtasks", items="$answer.data"),
        ("project", "get"): get("/projects/{id}", items="$answer.data", is_one=True),
        ("project", "getAll"): get("/projects", {"workspace": "{workspace}"}, "$answer.data"),
        ("user", "get"): get("/users/{userId}", items="$answer.data", is_one=True),
        ("user", "getAll"): get("/workspaces/{workspace}/users", items="$answer.data"),
    },
    default="task",
    defaults={
        **usual("create", "task subtask"),
        **usual("get", "project user"),
        **usual("add", "taskComment taskProject taskTag"),
    },
)

TRELLO: Final = Application(
    "Trello",
    "https://api.trello.com/1",
    {
        **records(
            "card",
            "/cards",
            "{id}",
            ({"idList": "{listId}", "name": "{name}", "desc": "{description}"}, "{additionalFields}"),
            change="PUT",
        ),
        **records(
            "board",
            "/boards",
            "{id}",
            ({"name": "{name}", "desc": "{description}"}, "{additionalFields}"),
            change="PUT",
        ),
        **records(
            "list",
            "/lists",
            "{id}",
            ({"idBoard": "{idBoard}", "name": "{name}"}, "{additionalFields}"),
            change="PUT",
        ),
        ("list", "getAll"): get("/boards/{id}/lists"),
        ("list", "getCards"): get("/lists/{id}/cards"),
        ("list", "archive"): put("/lists/{id}/closed", {"value": "{archive|=false}"}),
        ("cardComment", "create"): post("/cards/{cardId}/actions/comments", {"text": "{text}"}),
        ("cardComment", "update"): put("/cards/{cardId}/actions/{commentId}/comments", {"text": "{text}"}),
        ("cardComment", "delete"): delete("/cards/{cardId}/actions/{commentId}/comments"),
        ("attachment", "create"): post("/cards/{cardId}/attachments", {"url": "{url}"}),
        ("attachment", "getAll"): get("/cards/{cardId}/attachments"),
        ("checklist", "create"): post("/cards/{cardId}/checklists", {"name": "{name}"}),
        ("checklist", "getAll"): get("/cards/{cardId}/checklists"),
        ("checklist", "createCheckItem"): post("/checklists/{checklistId}/checkItems", {"name": "{name}"}),
        ("label", "create"): post("/labels", {"idBoard": "{boardId}", "name": "{name}", "color": "{color}"}),
        ("label", "getAll"): get("/boards/{boardId}/labels"),
        ("label", "addLabel"): post("/cards/{cardId}/idLabels", {"value": "{id}"}),
        ("boardMember", "getAll"): get("/boards/{id}/members"),
    },
    default="card",
    defaults=usual("create", "card board list cardComment") | usual("getAll", "attachment checklist label"),
)

_MONDAY_ITEM: Final = "{ id name created_at state column_values { id text type value } }"


MONDAY: Final = Application(
    "monday.com",
    "https://api.monday.com/v2",
    {
        ("boardItem", "getAll"): graphql(
            "query ($board: [ID!], $limit: Int) { boards(ids: $board) "
            f"{{ items_page(limit: $limit) {{ items {_MONDAY_ITEM} }} }} }}",
            {"board": "{boardId}", "limit": "{number:limit|50}"},
            "$answer.data.boards.items_page.items",
            is_one=False,
        ),
        ("boardItem", "get"): graphql(
            f"query ($item: [ID!]) {{ items(ids: $item) {_MONDAY_ITEM} }}",
            {"item": "{list:itemId}"},
            "$answer.data.items",
            is_one=False,
        ),
        ("boardItem", "create"): graphql(
            "mutation ($board: ID!, $group: String!, $name: String!, $columns: JSON) { create_item("
            "board_id: $board, group_id: $group, item_name: $name, column_values: $columns) { id } }",
            {**parameters("board=boardId group=groupId name"), "columns": "{additionalFields.columnValues}"},
            "$answer.data.create_item",
        ),
        ("boardItem", "addUpdate"): graphql(
            "mutation ($item: ID!, $value: String!) { create_update(item_id: $item, body: $value) { id } }",
            {"item": "{itemId}", "value": "{value}"},
            "$answer.data.create_update",
        ),
        ("boardItem", "changeColumnValue"): graphql(
            "mutation ($board: ID!, $item: ID!, $column: String!, $value: JSON!) { change_column_value("
            "board_id: $board, item_id: $item, column_id: $column, value: $value) { id } }",
            {"board": "{boardId}", "item": "{itemId}", "column": "{columnId}", "value": "{value}"},
            "$answer.data.change_column_value",
        ),
        ("boardItem", "changeMultipleColumnValues"): graphql(
            "mutation ($board: ID!, $item: ID!, $columns: JSON!) { change_multiple_column_values("
            "board_id: $board, item_id: $item, column_values: $columns) { id } }",
            {"board": "{boardId}", "item": "{itemId}", "columns": "{columnValues}"},
            "$answer.data.change_multiple_column_values",
        ),
        ("boardItem", "delete"): graphql(
            "mutation ($item: ID!) { delete_item(item_id: $item) { id } }",
            {"item": "{itemId}"},
            "$answer.data.delete_item",
        ),
        ("boardItem", "move"): graphql(
            "mutation ($item: ID!, $group: String!) { move_item_to_group(item_id: $item, group_id: $group) "
            "{ id } }",
            {"item": "{itemId}", "group": "{groupId}"},
            "$answer.data.move_item_to_group",
        ),
        ("board", "getAll"): graphql(
            "query ($limit: Int) { boards(limit: $limit) { id name description state board_kind } }",
            {"limit": "{number:limit|50}"},
            "$answer.data.boards",
            is_one=False,
        ),
        ("board", "get"): graphql(
            "query ($board: [ID!]) { boards(ids: $board) { id name description state board_kind } }",
            {"board": "{list:boardId}"},
            "$answer.data.boards",
            is_one=False,
        ),
    },
    default="board",
    defaults={"board": "create", "boardItem": "create"},
    headers={"API-Version": "2024-10"},
)

_ISSUE: Final = "{ id identifier title description url priority state { id name } assignee { id name } }"

LINEAR: Final = Application(
    "Linear",
    "https://api.linear.app/graphql",
    {
        ("issue", "create"): graphql(
            f"mutation ($input: IssueCreateInput!) {{ issueCreate(input: $input) {{ issue {_ISSUE} }} }}",
            {
                "input": {
                    "teamId": "{teamId}",
                    "title": "{title}",
                    **settings("additionalFields", "description assigneeId stateId priority=priorityId"),
                }
            },
            "$answer.data.issueCreate.issue",
        ),
        ("issue", "get"): graphql(
            f"query ($id: String!) {{ issue(id: $id) {_ISSUE} }}", {"id": "{issueId}"}, "$answer.data.issue"
        ),
        ("issue", "getAll"): graphql(
            f"query ($first: Int) {{ issues(first: $first) {{ nodes {_ISSUE} }} }}",
            {"first": "{number:limit|50}"},
            "$answer.data.issues.nodes",
            is_one=False,
        ),
        ("issue", "update"): graphql(
            "mutation ($id: String!, $input: IssueUpdateInput!) { issueUpdate(id: $id, input: $input) "
            f"{{ issue {_ISSUE} }} }}",
            {
                "id": "{issueId}",
                "input": settings(
                    "updateFields", "title description assigneeId stateId teamId priority=priorityId"
                ),
            },
            "$answer.data.issueUpdate.issue",
        ),
        ("issue", "delete"): graphql(
            "mutation ($id: String!) { issueDelete(id: $id) { success } }",
            {"id": "{issueId}"},
            "$answer.data.issueDelete",
        ),
        ("comment", "addComment"): graphql(
            "mutation ($issue: String!, $body: String!) { commentCreate("
            "input: {issueId: $issue, body: $body}) { success comment { id } } }",
            {"issue": "{issueId}", "body": "{comment}"},
            "$answer.data.commentCreate",
        ),
    },
    default="issue",
    defaults={"issue": "create", "comment": "addComment"},
)

_CLOCKIFY: Final = "/workspaces/{workspaceId}"

CLOCKIFY: Final = Application(
    "Clockify",
    "https://api.clockify.me/api/v1",
    {
        **records(
            "timeEntry",
            f"{_CLOCKIFY}/time-entries",
            "{timeEntryId}",
            ({"start": "{start}"}, "{additionalFields}"),
            change="PUT",
        ),
        **{
            key: operation
            for resource, path in (("project", "projects"), ("client", "clients"), ("tag", "tags"))
            for key, operation in records(
                resource,
                f"{_CLOCKIFY}/{path}",
                f"{{{resource}Id}}",
                ({"name": "{name}"}, "{additionalFields}"),
                ({"name": "{name}"}, "{updateFields}"),
                change="PUT",
                query={"page-size": "{limit|100}", "name": "{additionalFields.name}"},
            ).items()
        },
        **records(
            "task",
            f"{_CLOCKIFY}/projects/{{projectId}}/tasks",
            "{taskId}",
            ({"name": "{name}"}, "{additionalFields}"),
            change="PUT",
            query={"page-size": "{limit|100}", "name": "{filters.name}"},
        ),
        ("user", "getAll"): get(f"{_CLOCKIFY}/users", {"page-size": "{limit|100}"}),
        ("workspace", "getAll"): get("/workspaces"),
    },
    default="project",
    defaults={
        **usual("create", "project client tag task timeEntry"),
        "user": "getAll",
        "workspace": "getAll",
    },
)

_TODO_TASK: Final = "/lists/{taskListId}/tasks"

MICROSOFT_TODO: Final = Application(
    "Microsoft To Do",
    "https://graph.microsoft.com/v1.0/me/todo",
    {
        **records(
            "task",
            _TODO_TASK,
            "{taskId}",
            {
                "title": "{title}",
                "importance": "{additionalFields.importance}",
                "status": "{additionalFields.status}",
            },
            settings("updateFields", "title importance status"),
            items="$answer.value",
            query={"$top": "{limit|50}"},
        ),
        **records(
            "list",
            "/lists",
            "{listId}",
            {"displayName": "{displayName}"},
            {"displayName": "{displayName}"},
            items="$answer.value",
            query={"$top": "{limit|50}"},
        ),
        **records(
            "linkedResource",
            f"{_TODO_TASK}/{{taskId}}/linkedResources",
            "{linkedResourceId}",
            ({"displayName": "{displayName}", "applicationName": "{applicationName}"}, "{additionalFields}"),
            items="$answer.value",
            query={"$top": "{limit|50}"},
        ),
    },
    default="task",
    defaults={"task": "get", "list": "get", "linkedResource": "get"},
)

GOOGLE_TASKS: Final = Application(
    "Google Tasks",
    "https://tasks.googleapis.com/tasks/v1",
    records(
        "task",
        "/lists/{task}/tasks",
        "{taskId}",
        {"title": "{title}", **settings("additionalFields", "notes due=dueDate status")},
        settings("updateFields", "title notes due=dueDate status"),
        items="$answer.items",
        query={"maxResults": "{limit|20}", "showCompleted": "{additionalFields.showCompleted}"},
    ),
    default="task",
    defaults={"task": "create"},
)

_COLLECTION: Final = {"collection": {"$id": "{number:collectionId}"}}

RAINDROP: Final = Application(
    "Raindrop",
    "https://api.raindrop.io/rest/v1",
    {
        ("bookmark", "create"): post(
            "/raindrop",
            (
                {
                    "link": "{link}",
                    "title": "{additionalFields.title}",
                    "tags": "{list:additionalFields.tags}",
                },
                _COLLECTION,
            ),
            "$answer.item",
        ),
        ("bookmark", "get"): get("/raindrop/{bookmarkId}", items="$answer.item", is_one=True),
        ("bookmark", "getAll"): get("/raindrops/{collectionId}", {"perpage": "{limit|5}"}, "$answer.items"),
        ("bookmark", "update"): put(
            "/raindrop/{bookmarkId}", {"title": "{updateFields.title}", "tags": "{list:updateFields.tags}"}
        ),
        ("bookmark", "delete"): delete("/raindrop/{bookmarkId}"),
        ("collection", "create"): post("/collection", {"title": "{title}"}, "$answer.item"),
        ("collection", "get"): get("/collection/{collectionId}", items="$answer.item", is_one=True),
        ("collection", "getAll"): get("/collections", items="$answer.items"),
        ("collection", "update"): put("/collection/{collectionId}", {"title": "{updateFields.title}"}),
        ("collection", "delete"): delete("/collection/{collectionId}"),
        ("tag", "getAll"): get("/tags", items="$answer.items"),
        ("user", "get"): get("/user", items="$answer.user", is_one=True),
    },
    default="collection",
    defaults={"collection": "get", "bookmark": "get", "tag": "get", "user": "get"},
)

_WEKAN_LIST: Final = "/boards/{boardId}/lists"
_WEKAN_CARD: Final = f"{_WEKAN_LIST}/{{listId}}/cards"

WEKAN: Final = Application(
    "Wekan",
    "https://<host>/api",
    {
        **records(
            "board", "/boards", "{boardId}", ({"title": "{title}", "owner": "{owner}"}, "{additionalFields}")
        ),
        **records("list", _WEKAN_LIST, "{listId}", {"title": "{title}"}),
        **records(
            "card",
            _WEKAN_CARD,
            "{cardId}",
            (
                {"title": "{title}", "swimlaneId": "{swimlaneId}", "authorId": "{authorId}"},
                "{additionalFields}",
            ),
            change="PUT",
        ),
        **records(
            "cardComment",
            "/boards/{boardId}/cards/{cardId}/comments",
            "{commentId}",
            {"authorId": "{authorId}", "comment": "{comment}"},
        ),
        **records(
            "checklist",
            "/boards/{boardId}/cards/{cardId}/checklists",
            "{checklistId}",
            {"title": "{title}", "items": "{items}"},
        ),
    },
    default="card",
    defaults=usual("create", "board list card cardComment") | {"checklist": "getAll"},
)

_NEW_TIME_ENTRY: Final = post(
    "/time_entries",
    (parameters("project_id=projectId task_id=taskId spent_date=spentDate"), "{additionalFields}"),
)

HARVEST: Final = Application(
    "Harvest",
    "https://api.harvestapp.com/v2",
    {
        ("timeEntry", "getAll"): get(
            "/time_entries",
            {"per_page": "{limit|100}", "from": "{filters.from}", "to": "{filters.to}"},
            "$answer.time_entries",
        ),
        ("timeEntry", "get"): get("/time_entries/{id}", is_one=True),
        ("timeEntry", "delete"): delete("/time_entries/{id}"),
        ("timeEntry", "createByDuration"): _NEW_TIME_ENTRY,
        ("timeEntry", "createByStartEnd"): _NEW_TIME_ENTRY,
        **{
            (resource, operation): each
            for resource, path in (("client", "clients"), ("project", "projects"), ("task", "tasks"))
            for operation, each in (
                ("get", get(f"/{path}/{{id}}", is_one=True)),
                ("getAll", get(f"/{path}", {"per_page": "{limit|100}"}, f"$answer.{path}")),
                ("delete", delete(f"/{path}/{{id}}")),
            )
        },
    },
    default="task",
    defaults={"timeEntry": "getAll", "task": "getAll", "client": "getAll", "project": "getAll"},
    headers={"User-Agent": "exeoflow"},
)

_PROJECT: Final = "/projects/{owner}%2F{repository}"
_GITLAB_FILE: Final = f"{_PROJECT}/repository/files/{{filePath}}"
_GITLAB_COMMIT: Final = parameters("branch commit_message=commitMessage content=fileContent")

GITLAB: Final = Application(
    "GitLab",
    "https://gitlab.com/api/v4",
    {
        ("issue", "create"): post(
            f"{_PROJECT}/issues", {"title": "{title}", "description": "{body}", "due_date": "{due_date}"}
        ),
        ("issue", "createComment"): post(f"{_PROJECT}/issues/{{issueNumber}}/notes", {"body": "{body}"}),
        ("issue", "edit"): put(
            f"{_PROJECT}/issues/{{issueNumber}}",
            settings("editFields", "title description state_event=state"),
        ),
        ("issue", "get"): get(f"{_PROJECT}/issues/{{issueNumber}}", is_one=True),
        ("repository", "get"): get(_PROJECT, is_one=True),
        ("repository", "getIssues"): get(f"{_PROJECT}/issues", {"per_page": "{limit|20}"}),
        ("user", "getRepositories"): get("/users/{owner}/projects", {"per_page": "{limit|50}"}),
        ("release", "create"): post(
            f"{_PROJECT}/releases",
            {"tag_name": "{releaseTag}", **settings("additionalFields", "name description ref")},
        ),
        ("release", "get"): get("/projects/{projectId}/releases/{tag_name}", is_one=True),
        ("release", "getAll"): get("/projects/{projectId}/releases", {"per_page": "{limit|20}"}),
        ("file", "create"): post(_GITLAB_FILE, _GITLAB_COMMIT),
        ("file", "edit"): put(_GITLAB_FILE, _GITLAB_COMMIT),
        ("file", "get"): file_in_answer(_GITLAB_FILE, {"ref": "{additionalParameters.reference|main}"}),
        ("file", "list"): get(
            f"{_PROJECT}/repository/tree", {"path": "{filePath}", "per_page": "{limit|20}"}
        ),
    },
    default="issue",
    defaults={
        "issue": "create",
        "repository": "getIssues",
        "user": "getRepositories",
        "release": "create",
        "file": "create",
    },
)

APPLICATIONS: Final = {
    "asana": ASANA,
    "trello": TRELLO,
    "mondayCom": MONDAY,
    "linear": LINEAR,
    "clockify": CLOCKIFY,
    "microsoftToDo": MICROSOFT_TODO,
    "googleTasks": GOOGLE_TASKS,
    "raindrop": RAINDROP,
    "wekan": WEKAN,
    "harvest": HARVEST,
    "gitlab": GITLAB,
}
