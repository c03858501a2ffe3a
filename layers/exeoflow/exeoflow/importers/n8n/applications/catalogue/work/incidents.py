"""Applications for incidents in the safety of systems, as n8n's nodes send to them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, patch, post, settings, usual
from exeoflow.importers.n8n.applications.model import DONE, Application, Operation


def _responded(kind: str, of: Any = "{id}") -> Operation:  # noqa: ANN401 - any JSON
    """Lets a responder of Cortex act on an object."""
    body = {"responderId": "{responder}", "objectId": of, "objectType": kind}
    return post("/connector/cortex/action", body, is_one=False)


_LOCATED: Final = {"__rl": True, "mode": "id", "value": "{id}"}
"""An object as the node itself sends it: by the way in which it is chosen."""


def _page_of(kind: str, **more: Any) -> Operation:  # noqa: ANN401
    """Asks TheHive 5 for the first objects of a list."""
    page = {"_name": "page", "from": 0, "to": "{limit|=50}"}
    return post("/v1/query", {"query": [{"_name": kind}, page]}, is_one=False, **more)


def _created(path: str, fields: str) -> Operation:
    """A new object of the fields that the node maps."""
    return post(path, f"{{{fields}.value}}", where={(f"{fields}.mappingMode", "autoMapInputData"): None})


_THE_HIVE: Final = Application(
    "TheHive",
    "https://<host>/api",
    {
        ("log", "executeResponder"): _responded("case_task_log"),
        ("log", "getAll"): post(
            "/case/task/log/_search",
            {"query": {"_and": [{"_parent": {"_type": "task", "_query": {"_id": "{taskId}"}}}]}},
            query={"range": "0-{limit|=100}"},
            is_one=False,
        ),
        ("log", "get"): post("/case/task/log/_search", {"query": {"_id": "{id}"}}),
    },
    default="alert",
    defaults={"log": "getAll"},
)

_THE_HIVE_PROJECT: Final = Application(
    "TheHive 5",
    "https://<host>/api",
    {
        ("alert", "create"): _created("/v1/alert", "alertFields"),
        ("alert", "deleteAlert"): delete("/v1/alert/{alertId}"),
        ("alert", "executeResponder"): _responded("alert"),
        ("alert", "get"): get("/v1/alert/{alertId}", is_one=True),
        ("alert", "merge"): post("/alert/{alertId}/merge/{caseId}", {}),
        ("alert", "promote"): post("/v1/alert/{alertId}/case", {"caseTemplate": "{options.caseTemplate}"}),
        ("alert", "search"): _page_of("listAlert"),
        ("alert", "status"): patch("/v1/alert/{alertId}", {"status": "{status}"}, items=DONE),
        ("case", "create"): _created("/v1/case", "caseFields"),
        ("case", "deleteAttachment"): delete("/v1/case/{caseId}/attachment/{attachmentId}"),
        ("case", "deleteCase"): delete("/v1/case/{caseId}"),
        ("case", "executeResponder"): _responded("case"),
        ("case", "get"): post(
            "/v1/query",
            {
                "query": [
                    {"_name": "getCase", "idOrName": "{caseId}"},
                    {"_name": "page", "from": 0, "to": 10, "extraData": ["attachmentCount"]},
                ]
            },
            query={"name": "get-case-{caseId}"},
        ),
        ("case", "getTimeline"): get("/v1/case/{caseId}/timeline", is_one=True),
        ("case", "search"): _page_of("listCase"),
        ("comment", "add"): post("/v1/{addTo|alert}/{id}/comment", {"message": "{message}"}),
        ("comment", "deleteComment"): delete("/v1/comment/{commentId}"),
        ("comment", "search"): _page_of(
            "listComment", where={("searchIn", "alert"): None, ("searchIn", "case"): None}
        ),
        ("comment", "update"): patch("/v1/comment/{commentId}", {"message": "{message}"}),
        ("log", "create"): _created("/v1/task/{taskId}/log", "logFields"),
        ("log", "deleteLog"): delete("/v1/log/{logId}"),
        ("log", "deleteAttachment"): delete("/v1/log/{logId}/attachments/{attachmentId}"),
        ("log", "executeResponder"): _responded("case_task_log", _LOCATED),
        ("log", "get"): post("/v1/query", {"query": [{"_name": "getLog", "idOrName": "{logId}"}]}),
        ("log", "search"): _page_of("listLog", where={("allTasks", False): None}),
        ("observable", "create"): post(
            "/v1/{createIn|case}/{id}/observable",
            {"dataType": "{dataType|file}", "data": "{data}"},
            is_one=False,
        ),
        ("observable", "deleteObservable"): delete("/v1/observable/{observableId}"),
        ("observable", "executeResponder"): _responded("case_artifact", _LOCATED),
        ("observable", "get"): post(
            "/v1/query",
            {"query": [{"_name": "getObservable", "idOrName": "{observableId}"}]},
            query={"name": "get-observable-{observableId}"},
        ),
        ("observable", "search"): _page_of(
            "listObservable", where={("searchIn", "alert"): None, ("searchIn", "case"): None}
        ),
        ("page", "create"): post(
            "/v1/case/{caseId}/page",
            {"title": "{title}", "category": "{category}", "content": "{content}"},
            where={("location", "knowledgeBase"): None},
        ),
        ("page", "deletePage"): delete("/v1/page/{pageId}", where={("location", "case"): None}),
        ("page", "search"): _page_of("listOrganisationPage", where={("searchInKnowledgeBase", False): None}),
        ("page", "update"): patch(
            "/v1/case/{caseId}/page/{pageId}",
            {"content": "{content}", **settings("options", "category title order")},
            where={("location", "knowledgeBase"): None},
        ),
        ("task", "create"): _created("/v1/case/{caseId}/task", "taskFields"),
        ("task", "deleteTask"): delete("/v1/task/{taskId}"),
        ("task", "executeResponder"): _responded("case_task", _LOCATED),
        ("task", "get"): post(
            "/v1/query",
            {"query": [{"_name": "getTask", "idOrName": "{taskId}"}]},
            query={"name": "get-task-{taskId}"},
        ),
        ("task", "search"): _page_of("listTask", where={("allCases", False): None}),
    },
    default="alert",
    defaults={**usual("create", "alert case log observable page task"), "comment": "add"},
)

_CORTEX: Final = Application(
    "Cortex",
    "https://<host>/api",
    {
        ("analyzer", "execute"): post(
            "/analyzer/{analyzer}/run",
            {"dataType": "{observableType}", "tlp": "{tlp|=2}", "data": "{observableValue}"},
            query={"force": "false"},
        ),
        ("job", "get"): get("/job/{jobId}", is_one=True),
        ("job", "report"): get("/job/{jobId}/report", is_one=True),
    },
    default="analyzer",
    defaults={"analyzer": "execute", "job": "get"},
)

APPLICATIONS: Final[Mapping[str, Application]] = MappingProxyType(
    {"theHive": _THE_HIVE, "theHiveProject": _THE_HIVE_PROJECT, "cortex": _CORTEX}
)
"""By the type of n8n's node."""
