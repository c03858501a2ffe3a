"""Applications for texts and pages, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, post, put, settings
from exeoflow.importers.n8n.applications.model import Application

_CONFLUENCE: Final = Application(
    "Confluence",
    "https://api.atlassian.com/ex/confluence",
    {
        ("attachment", "delete"): delete("/{site}/wiki/api/v2/attachments/{attachmentId}", "$answer"),
        ("attachment", "getMany"): get("/{site}/wiki/api/v2/pages/{page}/attachments", {"limit": "250"}),
        ("page", "addLabels"): post(
            "/{site}/wiki/rest/api/content/{page}/label", [{"prefix": "global", "name": "{labels}"}]
        ),
        ("page", "create"): post(
            "/{site}/wiki/api/v2/pages",
            {
                "spaceId": "{space}",
                "status": "current",
                "title": "{title}",
                "body": {"representation": "storage", "value": "<p>{bodyPlainText}</p>"},
                "parentId": "{parentPage}",
            },
            query={"private": "{options.private}", "root-level": "{options.rootLevel}"},
            where={("bodyFormat", "storage"): None, ("options.rootLevel", True): None},
        ),
        ("page", "delete"): delete("/{site}/wiki/api/v2/pages/{page}", "$answer"),
        ("page", "deleteComment"): delete("/{site}/wiki/api/v2/footer-comments/{commentId}", "$answer"),
        ("page", "get"): get(
            "/{site}/wiki/api/v2/pages/{page}",
            {"body-format": "{bodyFormat|storage}"},
            is_one=True,
            where={("bodyFormat", "plainText"): None, ("includeDescendants", True): None},
        ),
        ("page", "getComments"): get(
            "/{site}/wiki/api/v2/pages/{page}/footer-comments",
            {"body-format": "{bodyFormat|storage}", "limit": "250", "sort": "{options.sortBy}"},
            is_one=True,
            where={("bodyFormat", "plainText"): None},
        ),
        ("page", "getLabels"): get(
            "/{site}/wiki/api/v2/pages/{page}/labels",
            {"limit": "250", "prefix": "{options.prefix}", "sort": "{options.sortBy}"},
            is_one=True,
        ),
        ("page", "getManyByLabel"): get(
            "/{site}/wiki/api/v2/labels/{label}/pages",
            {"body-format": "{bodyFormat|storage}", "space-id": "{space}", "limit": "250"},
            where={("bodyFormat", "plainText"): None},
        ),
        ("page", "removeLabel"): delete(
            "/{site}/wiki/rest/api/content/{page}/label", "$answer", query={"name": "{labelName}"}
        ),
        ("search", "query"): get(
            "/{site}/wiki/rest/api/search",
            {"cql": "{cql}", "limit": "50", "expand": "{options.additionalExpandFields}"},
        ),
        ("space", "get"): get(
            "/{site}/wiki/api/v2/spaces/{space}",
            {"description-format": "{options.descriptionFormat}"},
            is_one=True,
        ),
        ("space", "getMany"): get(
            "/{site}/wiki/api/v2/spaces",
            {"limit": "250", "description-format": "{options.descriptionFormat}"},
        ),
    },
    default="page",
    defaults={"attachment": "getMany", "page": "create", "search": "query", "space": "getMany"},
)

_CONTENTFUL: Final = Application(
    "Contentful",
    "https://cdn.contentful.com/spaces",
    {
        ("space", "get"): get("/<space id>", is_one=True, where={("source", "previewApi"): None}),
        ("contentType", "get"): get(
            "/<space id>/environments/{environmentId|master}/content_types/{contentTypeId}",
            items="$answer.fields",
            is_one=True,
            where={("source", "previewApi"): None},
        ),
        ("entry", "get"): get(
            "/<space id>/environments/{environmentId|master}/entries/{entryId}",
            items="$answer.fields",
            is_one=True,
            where={("source", "previewApi"): None},
        ),
        ("entry", "getAll"): get(
            "/<space id>/environments/{environmentId|master}/entries",
            {
                "limit": "{limit|=100}",
                **settings("additionalFields", "content_type exist select order query"),
            },
            "$answer.items.fields",
            where={("source", "previewApi"): None},
        ),
        ("asset", "getAll"): get(
            "/<space id>/environments/{environmentId|master}/assets",
            {"limit": "{limit|=100}", **settings("additionalFields", "exist select order query")},
            "$answer.items.fields",
            where={("source", "previewApi"): None},
        ),
        ("locale", "getAll"): get(
            "/<space id>/environments/{environmentId|master}/locales",
            {"limit": "{limit|=100}"},
            "$answer.items",
            where={("source", "previewApi"): None},
        ),
    },
    default="entry",
    defaults={"space": "get", "contentType": "get", "entry": "get", "asset": "getAll", "locale": "getAll"},
)

_COCKPIT: Final = Application(
    "Cockpit",
    "https://<host>/api",
    {
        ("collection", "create"): post("/collections/save/{collection}", {"data": {}}),
        ("collection", "getAll"): post(
            "/collections/get/{collection}",
            {"limit": "{limit|=100}", "simple": True, "lang": "{options.language}", "skip": "{options.skip}"},
            is_one=False,
        ),
        ("collection", "update"): post("/collections/save/{collection}", {"data": {"_id": "{id}"}}),
        ("form", "submit"): post("/forms/submit/{form}", {"form": {}}),
        ("singleton", "get"): get("/singletons/get/{singleton}", is_one=True),
    },
    default="collection",
    defaults={"collection": "getAll", "form": "submit", "singleton": "get"},
)

_STORYBLOK: Final = Application(
    "Storyblok",
    "https://api.storyblok.com/v1/cdn",
    {
        ("story", "get"): get(
            "/stories/{identifier}",
            items="$answer.story",
            is_one=True,
            where={("source", "managementApi"): None},
        ),
        ("story", "getAll"): get(
            "/stories",
            {"per_page": "{limit|=50}", "starts_with": "{filters.starts_with}"},
            "$answer.stories",
            where={("source", "managementApi"): None},
        ),
    },
    default="story",
    defaults={"story": "get"},
)

_GOOGLE_BOOKS: Final = Application(
    "Google Books",
    "https://www.googleapis.com/books/v1",
    {
        ("bookshelf", "get"): get(
            "/users/{userId}/bookshelves/{shelfId}", is_one=True, where={("myLibrary", True): None}
        ),
        ("bookshelf", "getAll"): get(
            "/users/{userId}/bookshelves",
            {"maxResults": "{limit|=40}"},
            "$answer.items",
            where={("myLibrary", True): None},
        ),
        ("bookshelfVolume", "add"): post(
            "/mylibrary/bookshelves/{shelfId}/addVolume", {"volumeId": "{volumeId}"}
        ),
        ("bookshelfVolume", "clear"): post("/mylibrary/bookshelves/{shelfId}/clearVolumes", {}),
        ("bookshelfVolume", "getAll"): get(
            "/users/{userId}/bookshelves/{shelfId}/volumes",
            {"maxResults": "{limit|=40}"},
            "$answer.items",
            where={("myLibrary", True): None},
        ),
        ("bookshelfVolume", "move"): post(
            "/mylibrary/bookshelves/{shelfId}/moveVolume",
            {"volumeId": "{volumeId}", "volumePosition": "{volumePosition}"},
        ),
        ("bookshelfVolume", "remove"): post(
            "/mylibrary/bookshelves/{shelfId}/removeVolume", {"volumeId": "{volumeId}"}
        ),
        ("volume", "get"): get("/volumes/{volumeId}", is_one=True),
        ("volume", "getAll"): get(
            "/volumes", {"maxResults": "{limit|=40}", "q": "{searchQuery}"}, "$answer.items"
        ),
    },
    default="bookshelf",
    defaults={"bookshelf": "get", "bookshelfVolume": "getAll", "volume": "get"},
)

_FLOW: Final = Application(
    "Flow",
    "https://api.getflow.com/v2",
    {
        ("task", "create"): post(
            "/tasks",
            {
                "organization_id": "<organization id>",
                "task": {
                    "name": "{name}",
                    "workspace_id": "{number:workspaceId}",
                    **settings(
                        "additionalFields",
                        "starts_on=startsOn due_on=dueOn mirror_parent_subscribers=mirrorParentSubscribers",
                        "mirror_parent_tags=mirrorParentTags note_content=noteContent",
                        "note_mime_type=noteMimeType",
                    ),
                    "parent_id": "{number:additionalFields.parentId}",
                    **settings(
                        "additionalFields",
                        "position_list=positionList position_upcoming=positionUpcoming position",
                        "section_id=sectionId",
                    ),
                    "tags": "{parts:additionalFields.tags}",
                },
            },
            "$answer.task",
            is_one=True,
        ),
        ("task", "get"): get("/tasks/{taskId}", is_one=True),
        ("task", "getAll"): get(
            "/tasks",
            {
                "limit": "{limit|=50}",
                **settings(
                    "filters",
                    "order workspace_id=workspaceId created_before=createdBefore created_after=createdAfter",
                    "updated_before=updateBefore updated_after=updateAfter deleted cleared",
                ),
            },
            "$answer.tasks",
        ),
    },
    default="task",
    defaults={"task": "create"},
)

_STACKBY: Final = Application(
    "Stackby",
    "https://stackby.com/api/betav1",
    {
        ("", "delete"): delete(
            "/rowdelete/{stackId}/{table}", "$answer.records", query={"rowIds": "{parts:id}"}
        ),
        ("", "list"): get(
            "/rowlist/{stackId}/{table}",
            {"maxrecord": "{limit|=1000}", "view": "{additionalFields.view}"},
            "$answer.field",
        ),
        ("", "read"): get("/rowlist/{stackId}/{table}", {"rowIds": "{parts:id}"}, "$answer.field"),
    },
    defaults={"": "append"},
    header="api-key",
    scheme="",
)

_BEEMINDER: Final = Application(
    "Beeminder",
    "https://www.beeminder.com/api/v1",
    {
        ("charge", "create"): post(
            "/charges.json",
            {
                "user_id": "me",
                "amount": "{amount|=0}",
                "note": "{additionalFields.note}",
                "dryrun": "{additionalFields.dryrun}",
            },
        ),
        ("datapoint", "create"): post(
            "/users/me/goals/{goalName}/datapoints.json",
            {
                "value": "{value|=1}",
                "goalName": "{goalName}",
                "comment": "{additionalFields.comment}",
                "requestid": "{additionalFields.requestid}",
            },
        ),
        ("datapoint", "delete"): delete(
            "/users/me/goals/{goalName}/datapoints/{datapointId}.json", "$answer"
        ),
        ("datapoint", "get"): get("/users/me/goals/{goalName}/datapoints/{datapointId}.json", is_one=True),
        ("datapoint", "getAll"): get(
            "/users/me/goals/{goalName}/datapoints.json",
            {"goalName": "{goalName}", "count": "{limit|=30}", **settings("options", "sort page per")},
        ),
        ("datapoint", "update"): put(
            "/users/me/goals/{goalName}/datapoints/{datapointId}.json",
            {
                "goalName": "{goalName}",
                "datapointId": "{datapointId}",
                "value": "{updateFields.value}",
                "comment": "{updateFields.comment}",
            },
        ),
        ("goal", "create"): post(
            "/users/me/goals.json",
            {
                "slug": "{slug}",
                "title": "{title}",
                "goal_type": "{goal_type|hustler}",
                "gunits": "{gunits}",
                **settings("additionalFields", "goalval rate initval secret datapublic datasource dryrun"),
            },
        ),
        ("goal", "get"): get(
            "/users/me/goals/{goalName}.json",
            {
                "goalName": "{goalName}",
                "datapoints": "{additionalFields.datapoints}",
                "emaciated": "{additionalFields.emaciated}",
            },
            is_one=True,
        ),
        ("goal", "getAll"): get("/users/me/goals.json", {"emaciated": "{additionalFields.emaciated}"}),
        ("goal", "getArchived"): get(
            "/users/me/goals/archived.json", {"emaciated": "{additionalFields.emaciated}"}, is_one=True
        ),
        ("goal", "update"): put(
            "/users/me/goals/{goalName}.json",
            {
                "goalName": "{goalName}",
                **settings("updateFields", "title yaxis tmin tmax secret datapublic datasource"),
            },
        ),
        ("goal", "refresh"): get("/users/me/goals/{goalName}/refresh_graph.json", is_one=True),
        ("goal", "shortCircuit"): post("/users/me/goals/{goalName}/shortcircuit.json", {}),
        ("goal", "stepDown"): post("/users/me/goals/{goalName}/stepdown.json", {}),
        ("goal", "cancelStepDown"): post("/users/me/goals/{goalName}/cancel_stepdown.json", {}),
        ("goal", "uncle"): post("/users/me/goals/{goalName}/uncleme.json", {}),
        ("user", "get"): get(
            "/users/me.json",
            settings("additionalFields", "associations skinny emaciated datapoints_count"),
            is_one=True,
        ),
    },
    default="datapoint",
    defaults={"charge": "create", "datapoint": "create", "goal": "get", "user": "get"},
)

_NEXT_CLOUD: Final = Application(
    "Nextcloud",
    "https://<webDav>",
    {
        ("file", "delete"): delete("/{path}", "$answer"),
        ("file", "upload"): put(
            "/{path:path}",
            "{fileContent}",
            body_type="text",
            where={
                ("binaryDataUpload", True): put(
                    "/{path:path}", "{file:binaryPropertyName|data}", body_type="binary"
                )
            },
        ),
        ("folder", "delete"): delete("/{path}", "$answer"),
        ("user", "update"): put(
            "/ocs/v1.php/cloud/users/{userId}",
            {"key": "{updateFields.field.key}", "value": "{updateFields.field.value}"},
            body_type="form",
            headers={"OCS-APIRequest": "True"},
        ),
    },
    default="file",
    defaults={"file": "upload", "folder": "create", "user": "create"},
    header="Destination",
    scheme="",
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        "confluence": _CONFLUENCE,
        "contentful": _CONTENTFUL,
        "cockpit": _COCKPIT,
        "storyblok": _STORYBLOK,
        "googleBooks": _GOOGLE_BOOKS,
        "flow": _FLOW,
        "stackby": _STACKBY,
        "beeminder": _BEEMINDER,
        "nextCloud": _NEXT_CLOUD,
    }
)
"""By the type of n8n's node."""
