"""Applications that run, build and watch programs, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import (
    delete,
    get,
    parameters,
    patch,
    post,
    put,
    settings,
)
from exeoflow.importers.n8n.applications.model import DONE, Application

_GRAFANA: Final = Application(
    "Grafana",
    "https://<host>/api",
    {
        ("dashboard", "create"): post(
            "/dashboards/db", {"dashboard": {"title": "{title}"}, "folderId": "{additionalFields.folderId}"}
        ),
        ("dashboard", "delete"): delete("/dashboards/uid/{dashboardUidOrUrl}", "$answer"),
        ("dashboard", "get"): get("/dashboards/uid/{dashboardUidOrUrl}", is_one=True),
        ("dashboard", "getAll"): get(
            "/search", {"type": "dash-db", "limit": "{limit|=50}", "query": "{filters.query}"}
        ),
        ("team", "create"): post("/teams", {"name": "{name}", "email": "{additionalFields.email}"}),
        ("team", "delete"): delete("/teams/{teamId}", "$answer"),
        ("team", "get"): get("/teams/{teamId}", is_one=True),
        ("team", "getAll"): get("/teams/search", {"name": "{filters.name}"}, "$answer.teams"),
        ("teamMember", "remove"): delete("/teams/{teamId}/members/{memberId}", "$answer"),
        ("user", "delete"): delete("/org/users/{userId}", "$answer"),
        ("user", "getAll"): get("/org/users"),
        ("user", "update"): patch("/org/users/{userId}", {"role": "{updateFields.role}"}),
    },
    default="dashboard",
    defaults={"dashboard": "create", "team": "create", "teamMember": "add", "user": "getAll"},
)

_JENKINS: Final = Application(
    "Jenkins",
    "https://<host>",
    {
        ("job", "copy"): post(
            "/createItem",
            {},
            DONE,
            query={"name": "{newJob}", "mode": "copy", "from": "{job}"},
            is_one=True,
        ),
        ("job", "create"): post("/createItem", "{xml}", DONE, query={"name": "{newJob}"}, is_one=True),
        ("job", "trigger"): post("/job/{job}/build", {}, DONE, is_one=True),
        ("job", "triggerParams"): post(
            "/job/{job}/buildWithParameters", {}, DONE, is_one=True, body_type="form"
        ),
        ("instance", "cancelQuietDown"): post("/cancelQuietDown", {}, DONE, is_one=True),
        ("instance", "quietDown"): post("/quietDown", {}, DONE, query={"reason": "{reason}"}, is_one=True),
        ("instance", "restart"): post("/restart", {}),
        ("instance", "safeRestart"): post("/safeRestart", {}),
        ("instance", "safeExit"): post("/safeExit", {}, DONE, is_one=True),
        ("instance", "exit"): post("/exit", {}, DONE, is_one=True),
        ("build", "getAll"): get(
            "/job/{job}/api/json", {"tree": "builds[*]{0,{limit|=50}}"}, "$answer.builds"
        ),
    },
    default="job",
    defaults={"job": "trigger", "instance": "safeRestart", "build": "getAll"},
    scheme="Basic",
)

_NETLIFY: Final = Application(
    "Netlify",
    "https://api.netlify.com/api/v1",
    {
        ("deploy", "cancel"): post("/deploys/{deployId}/cancel", {}),
        ("deploy", "create"): post(
            "/sites/{siteId}/deploys",
            {"branch": "{additionalFields.branch}"},
            query={"title": "{additionalFields.title}"},
        ),
        ("deploy", "get"): get("/sites/{siteId}/deploys/{deployId}", is_one=True),
        ("deploy", "getAll"): get("/sites/{siteId}/deploys", {"per_page": "{limit|=50}"}),
        ("site", "delete"): delete("/sites/{siteId}", "$answer"),
        ("site", "get"): get("/sites/{siteId}", is_one=True),
        ("site", "getAll"): get("/sites", {"filter": "all", "per_page": "{limit|=50}"}),
    },
    default="deploy",
    defaults={"deploy": "getAll", "site": "delete"},
)

_CLOUDFLARE: Final = Application(
    "Cloudflare",
    "https://api.cloudflare.com/client/v4/zones",
    {
        ("zoneCertificate", "delete"): delete(
            "/{zoneId}/origin_tls_client_auth/{certificateId}", "$answer.result"
        ),
        ("zoneCertificate", "get"): get(
            "/{zoneId}/origin_tls_client_auth/{certificateId}", items="$answer.result", is_one=True
        ),
        ("zoneCertificate", "getMany"): get(
            "/{zoneId}/origin_tls_client_auth",
            {"per_page": "{limit|=25}", "status": "{filters.status}"},
            "$answer.result",
        ),
        ("zoneCertificate", "upload"): post(
            "/{zoneId}/origin_tls_client_auth",
            {"certificate": "{certificate}", "private_key": "{privateKey}"},
            "$answer.result",
            is_one=True,
        ),
    },
    default="zoneCertificate",
    defaults={"zoneCertificate": "upload"},
)

_TRAVIS_CI: Final = Application(
    "TravisCI",
    "https://api.travis-ci.com",
    {
        ("build", "cancel"): post("/build/{buildId}/cancel", {}, headers={"Travis-API-Version": "3"}),
        ("build", "get"): get(
            "/build/{buildId}",
            {"include": "{additionalFields.include}"},
            is_one=True,
            headers={"Travis-API-Version": "3"},
        ),
        ("build", "getAll"): get(
            "/builds",
            {
                "limit": "{limit|=100}",
                "include": "{additionalFields.include}",
                "sort_by": "{additionalFields.sortBy}",
            },
            "$answer.builds",
            headers={"Travis-API-Version": "3"},
        ),
        ("build", "restart"): post("/build/{buildId}/restart", {}, headers={"Travis-API-Version": "3"}),
        ("build", "trigger"): post(
            "/repo/{slug}/requests",
            {
                "request": {
                    "branch": "{branch}",
                    "message": "{additionalFields.message}",
                    "merge_mode": "{additionalFields.mergeMode}",
                }
            },
            headers={"Travis-API-Version": "3"},
        ),
    },
    default="build",
    defaults={"build": "cancel"},
    scheme="token",
)

_RUNDECK: Final = Application(
    "Rundeck",
    "https://<host>/api",
    {
        ("job", "execute"): post(
            "/14/job/{jobid}/run",
            {
                "arguments": "{arguments.arguments}",
                "$": (
                    '{"argString": $join($map($request.arguments, function($a) '
                    '{ "-" & $a.name & " " & $a.value & " " })) & ""}'
                ),
            },
            query={"filter": "{filter}"},
        ),
        ("job", "getMetadata"): get("/18/job/{jobid}/info", is_one=True),
    },
    default="job",
    defaults={"job": "execute"},
    header="X-Rundeck-Auth-Token",
    scheme="",
)

_HOME_ASSISTANT: Final = Application(
    "Home Assistant",
    "https://<host>/api",
    {
        ("config", "get"): get("/config", is_one=True),
        ("config", "check"): post("/config/core/check_config", {}),
        ("event", "create"): post("/events/{eventType}", "{rows:eventAttributes.attributes}"),
        ("event", "getAll"): get("/events"),
        ("history", "getAll"): get(
            "/history/period",
            settings(
                "additionalFields",
                "end_time=endTime filter_entity_id=entityIds minimal_response=minimalResponse",
                "significant_changes_only=significantChangesOnly",
            ),
        ),
        ("log", "getLogbookEntries"): get(
            "/logbook",
            {"end_time": "{additionalFields.endTime}", "entity": "{additionalFields.entityId}"},
            is_one=True,
        ),
        ("service", "call"): post(
            "/services/{domain}/{service}", "{rows:serviceAttributes.attributes}", is_one=False
        ),
        ("service", "getAll"): get("/services"),
        ("state", "upsert"): post("/states/{entityId}", {"state": "{state}", "attributes": {}}),
        ("state", "get"): get("/states/{entityId}", is_one=True),
        ("state", "getAll"): get("/states"),
    },
    default="config",
    defaults={
        "config": "get",
        "event": "getAll",
        "history": "getAll",
        "log": "getErroLogs",
        "service": "getAll",
        "state": "get",
    },
)

_G_SUITE_ADMIN: Final = Application(
    "Google Workspace Admin",
    "https://www.googleapis.com/admin/directory/v1",
    {
        ("device", "get"): get(
            "/customer/my_customer/devices/chromeos/{deviceId}",
            {"projection": "{projection|basic}"},
            is_one=True,
        ),
        ("device", "getAll"): get(
            "/customer/my_customer/devices/chromeos/",
            {
                "projection": "{projection|basic}",
                "includeChildOrgunits": "{includeChildOrgunits|=false}",
                "customer": "my_customer",
                "maxResults": "{limit|=100}",
                "orgUnitPath": "{filter.orgUnitPath}",
                "query": "{filter.query}",
                "orderBy": "{sort.sortRules.orderBy}",
            },
            is_one=True,
        ),
        ("device", "update"): put("/customer/my_customer/devices/chromeos/{deviceId}", "{updateOptions}"),
        ("device", "changeStatus"): post(
            "/customer/my_customer/devices/chromeos/{deviceId}/action", {"action": "{action|reenable}"}
        ),
        ("group", "create"): post(
            "/groups", {"name": "{name}", "email": "{email}", "description": "{additionalFields.description}"}
        ),
        ("group", "delete"): delete("/groups/{groupId}"),
        ("group", "get"): get("/groups/{groupId}", is_one=True),
        ("group", "getAll"): get(
            "/groups",
            {
                "customer": "my_customer",
                "maxResults": "{limit|=100}",
                "domain": "{filter.domain}",
                "orderBy": "{sort.sortRules.orderBy}",
                "sortOrder": "{sort.sortRules.sortOrder}",
            },
            "$answer.groups",
            where={("filter.userId", ...): None},
        ),
        ("group", "update"): put("/groups/{groupId}", "{updateFields}"),
        ("user", "create"): post(
            "/users",
            {
                "name": {"familyName": "{lastName}", "givenName": "{firstName}"},
                "password": "{password}",
                "primaryEmail": "{username}@{domain}",
                **settings(
                    "additionalFields",
                    "changePasswordAtNextLogin phones=phoneUi.phoneValues emails=emailUi.emailValues",
                    "orgUnitPath",
                ),
            },
        ),
        ("user", "delete"): delete("/users/{userId}", '{"deleted": true}'),
        ("user", "removeFromGroup"): delete("/groups/{groupId}/members/{userId}", '{"removed": true}'),
        ("user", "update"): put(
            "/users/{userId}",
            {
                "suspended": "{updateFields.suspendUi}",
                "changePasswordAtNextLogin": "{updateFields.changePasswordAtNextLogin}",
                "name": {"givenName": "{updateFields.firstName}", "familyName": "{updateFields.lastName}"},
                **settings(
                    "updateFields",
                    "password phones=phoneUi.phoneValues primaryEmail emails=emailUi.emailValues orgUnitPath",
                ),
            },
        ),
    },
    default="user",
    defaults={"device": "get", "group": "create", "user": "create"},
)

_DATABRICKS: Final = Application(
    "Databricks",
    "https://<host>/api",
    {
        ("genie", "createMessage"): post(
            "/2.0/genie/spaces/{spaceId}/conversations/{conversationId}/messages", {"content": "{message}"}
        ),
        ("genie", "executeMessageQuery"): post(
            "/2.0/genie/spaces/{spaceId}/conversations/{conversationId}/messages/{messageId}/attachments/{attachmentId}/execute-query",
            {},
            is_one=False,
        ),
        ("genie", "getMessage"): get(
            "/2.0/genie/spaces/{spaceId}/conversations/{conversationId}/messages/{messageId}", is_one=True
        ),
        ("genie", "getSpace"): get("/2.0/genie/spaces/{spaceId}", is_one=True),
        ("genie", "getQueryResults"): get(
            "/2.0/genie/spaces/{spaceId}/conversations/{conversationId}/messages/{messageId}/attachments/{attachmentId}/query-result"
        ),
        ("genie", "startConversation"): post(
            "/2.0/genie/spaces/{spaceId}/start-conversation", {"content": "{initialMessage}"}
        ),
        ("unityCatalog", "createCatalog"): post(
            "/2.1/unity-catalog/catalogs", {"name": "{catalogName}", "comment": "{comment}"}
        ),
        ("unityCatalog", "createTable"): post(
            "/2.1/unity-catalog/tables",
            {
                **parameters("catalog_name=catalogName schema_name=schemaName name=tableName"),
                "table_type": "EXTERNAL",
                "data_source_format": "DELTA",
                "storage_location": "{storageLocation}",
                "comment": "{tableAdditionalFields.comment}",
            },
            where={("tableAdditionalFields.columns", ...): None},
        ),
        ("unityCatalog", "createVolume"): post(
            "/2.1/unity-catalog/volumes",
            (
                {
                    **parameters("catalog_name=catalogName schema_name=schemaName name=volumeName"),
                    "volume_type": "{volumeType|MANAGED}",
                },
                "{additionalFields}",
            ),
        ),
        ("unityCatalog", "deleteCatalog"): delete("/2.1/unity-catalog/catalogs/{catalogName}", "$answer"),
        ("unityCatalog", "deleteVolume"): delete(
            "/2.1/unity-catalog/volumes/{catalogName}.{schemaName}.{volumeName}", "$answer"
        ),
        ("unityCatalog", "getCatalog"): get("/2.1/unity-catalog/catalogs/{catalogName}", is_one=True),
        ("unityCatalog", "getVolume"): get(
            "/2.1/unity-catalog/volumes/{catalogName}.{schemaName}.{volumeName}", is_one=True
        ),
        ("unityCatalog", "listCatalogs"): get("/2.1/unity-catalog/catalogs"),
        ("unityCatalog", "listFunctions"): get(
            "/2.1/unity-catalog/functions", {"catalog_name": "{catalogName}", "schema_name": "{schemaName}"}
        ),
        ("unityCatalog", "listTables"): get(
            "/2.1/unity-catalog/tables", {"catalog_name": "{catalogName}", "schema_name": "{schemaName}"}
        ),
        ("unityCatalog", "listVolumes"): get(
            "/2.1/unity-catalog/volumes", {"catalog_name": "{catalogName}", "schema_name": "{schemaName}"}
        ),
        ("unityCatalog", "updateCatalog"): patch(
            "/2.1/unity-catalog/catalogs/{catalogName}", {"comment": "{comment}"}
        ),
        ("vectorSearch", "createIndex"): post(
            "/2.0/vector-search/indexes",
            {
                **parameters("name=indexName endpoint_name=endpointName primary_key=primaryKey"),
                "index_type": "{indexType|DELTA_SYNC}",
                "delta_sync_index_spec": "{json:deltaSyncIndexSpec}",
                "direct_access_index_spec": "{json:directAccessIndexSpec}",
            },
        ),
        ("vectorSearch", "getIndex"): get("/2.0/vector-search/indexes/{indexName}", is_one=True),
        ("vectorSearch", "listIndexes"): get(
            "/2.0/vector-search/indexes", {"endpoint_name": "{endpointName}"}
        ),
        ("vectorSearch", "queryIndex"): post(
            "/2.0/vector-search/indexes/{indexName}/query",
            {
                "num_results": "{numResults|=10}",
                "query_type": "{searchMode|ANN}",
                "query_text": "{queryText}",
                "columns": "{parts:columns}",
                "filters_json": "{options.filterExpression}",
                "score_threshold": "{options.scoreThreshold}",
            },
            is_one=False,
            where={("queryType", "vector"): None, ("enableReranking", True): None},
        ),
        ("job", "run"): post(
            "/2.2/jobs/run-now",
            {"job_id": "{number:jobId}", "job_parameters": "{rows:jobParameters.parameters}"},
            where={("waitForCompletion", True): None},
        ),
    },
    default="databricksSql",
    defaults={
        "genie": "startConversation",
        "unityCatalog": "listTables",
        "vectorSearch": "listIndexes",
        "job": "run",
    },
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        "grafana": _GRAFANA,
        "jenkins": _JENKINS,
        "netlify": _NETLIFY,
        "cloudflare": _CLOUDFLARE,
        "travisCi": _TRAVIS_CI,
        "rundeck": _RUNDECK,
        "homeAssistant": _HOME_ASSISTANT,
        "gSuiteAdmin": _G_SUITE_ADMIN,
        "databricks": _DATABRICKS,
    }
)
"""By the type of n8n's node."""
