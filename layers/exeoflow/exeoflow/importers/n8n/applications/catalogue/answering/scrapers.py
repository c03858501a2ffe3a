"""Services that load pages of the web for others, whose nodes are not n8n's own: Apify and Bright Data.

Sources: https://docs.apify.com/api/v2, https://docs.brightdata.com/api-reference and the nodes themselves,
https://github.com/apify/n8n-nodes-apify and https://github.com/brightdata/n8n-nodes-brightdata.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, parameters, post
from exeoflow.importers.n8n.applications.model import Application, Operation

_OF_CONSOLE: Final = r"/https%3A%2F%2Fconsole\.apify\.com%2F.*?actors%2F([^%\/]+)[^\/]*/"
_ACTOR: Final = f'$replace($address, {_OF_CONSOLE}, "$1")'
"""JSONata for an address in which an actor that is told by that of its page stands by its id."""
_LIMITS: Final = {
    **parameters("timeout maxTotalChargeUsd build"),
    "memory": "{memory|=1024}",
}
_PATIENT: Final = {"timeout": 90}
"""A request waits for a run for up to a minute."""
_ENDED: Final = '["SUCCEEDED", "FAILED", "TIMED-OUT", "ABORTED"]'


def _begun(path: str, wait: str, **more: Any) -> Operation:  # noqa: ANN401
    """A run of an actor or of a task."""
    return post(
        path,
        "{json:customBody}",
        "$answer.data",
        query={**_LIMITS, "waitForFinish": wait},
        is_one=True,
        address=_ACTOR,
        **more,
    )


def _asked_again(before: Operation, seconds: str = "60", **more: Any) -> Operation:  # noqa: ANN401
    """What is known of a run some time later."""
    at = "$address & $before.data.id"
    return get("/actor-runs/", {"waitForFinish": seconds}, address=at, before=before, **more)


def _awaited(path: str) -> Operation:
    """A run after up to two minutes."""
    return _asked_again(_begun(path, "60", properties=_PATIENT), properties=_PATIENT)


def _finished(path: str) -> Operation:
    """A run that has to end within little more than two minutes; n8n waits for a day."""
    items = (
        f"$answer.data.status in {_ENDED} ? $answer.data : "
        '$error("The run goes on for more than two minutes.")'
    )
    where = {("waitForFinish", False): _begun(path, "0")}
    return _asked_again(_awaited(path), "20", items=items, is_one=True, nearly="waitForFinish", where=where)


def _gathered(path: str) -> Operation:
    """The items of a run that has to end within two minutes."""
    return get(
        "/datasets/",
        {"format": "json"},
        '$before.data.status = "SUCCEEDED" ? $answer : '
        '$error("The run did not finish with status SUCCEEDED within two minutes.")',
        address='$address & $before.data.defaultDatasetId & "/items"',
        before=_awaited(path),
        nearly="waitForFinish",
    )


_RUNS: Final = {
    "limit": "{limit|=50}",
    "offset": "{offset|=0}",
    **parameters("desc status"),
}
_APIFY: Final = Application(
    "Apify",
    "https://api.apify.com/v2",
    {
        ("Actors", "Run actor"): _finished("/acts/{actorId}/runs"),
        ("Actors", "Run actor and get dataset"): _gathered("/acts/{actorId}/runs"),
        ("Actors", "Get last run"): get(
            "/acts/{userActorId}/runs/last", {"status": "{status|SUCCEEDED}"}, "$answer.data", is_one=True
        ),
        ("Actor tasks", "Run task"): _finished("/actor-tasks/{actorTaskId}/runs"),
        ("Actor tasks", "Run task and get dataset"): _gathered("/actor-tasks/{actorTaskId}/runs"),
        ("Actor runs", "Get run"): get("/actor-runs/{runId}", items="$answer.data", is_one=True),
        ("Actor runs", "Get runs"): get("/acts/{userActorId}/runs", _RUNS, "$answer.data.items"),
        ("Actor runs", "Get user runs list"): get("/actor-runs", _RUNS, "$answer.data.items"),
        ("Datasets", "Get items"): get(
            "/datasets/{datasetId}/items",
            {
                "offset": "{offset|=0}",
                "limit": "{limit|=50}",
                "fields": "{options.fields}",
                "omit": "{options.omit}",
            },
        ),
    },
    default="Actors",
    defaults={
        "Actors": "Run actor",
        "Actor tasks": "Run task",
        "Datasets": "Get items",
    },
)

_UNLOCKED: Final = {"zone": "{zone|n8n_unlocker}", "country": "{country|us}"}
_SEARCH: Final = (
    '$merge([$sift($request, function($v, $k) { $not($k in ["query", "page"]) }), '
    '{"format": "raw", "url": "https://www.google.com/search?q=" & $encodeUrlComponent($request.query) & '
    '"&start=" & $string(($number($request.page) - 1) * 10) & "&brd_json=1"}])'
)
_TEXT: Final = '$type($answer) = "string" ? {"data": $answer} : $answer'


def _unlocked(form: Mapping[str, str], **more: Any) -> Operation:  # noqa: ANN401
    body = {**_UNLOCKED, "method": "{method|GET}", "url": "{need:url}", **form}
    return post("/request", body, _TEXT, is_one=True, **more)


def _scraped(path: str, query: Mapping[str, str]) -> Operation:
    return post(path, "{json:urls}", query={"dataset_id": "{dataset_id}", **query}, is_one=False)


_BRIGHT_DATA: Final = Application(
    "Bright Data",
    "https://api.brightdata.com",
    {
        ("webUnlocker", "request"): _unlocked(
            {"format": "raw"},
            nearly="format",
            where={
                ("data_format", "markdown"): _unlocked(
                    {"format": "raw", "data_format": "markdown"}, nearly="format"
                ),
                ("format", "json"): _unlocked({"format": "json"}),
            },
        ),
        ("webUnlocker", "WebSearch"): post(
            "/request",
            {**_UNLOCKED, "query": "{need:query}", "page": "{page|=1}", "$": _SEARCH},
            _TEXT,
            is_one=True,
            nearly="format",
        ),
        ("webScrapper", "scrapeByUrl"): _scraped(
            "/datasets/v3/scrape", {"format": "{format|json}", "include_errors": "{include_errors|=false}"}
        ),
        ("webScrapper", "downloadSnapshot"): get(
            "/datasets/v3/snapshot/{snapshot_id}",
            {**parameters("batch_size part"), "format": "{format|json}"},
        ),
        ("webScrapper", "monitorProgressSnapshot"): get("/datasets/v3/progress/{snapshot_id}", is_one=True),
        ("marketplaceDataset", "getDatasetMetadata"): get("/datasets/{dataset_id}/metadata", is_one=True),
        ("marketplaceDataset", "getSnapshotMetadata"): get("/datasets/snapshots/{snapshot_id}", is_one=True),
        ("marketplaceDataset", "getSnapshotParts"): get("/datasets/snapshots/{snapshot_id}/parts"),
        ("marketplaceDataset", "listDatasets"): get("/datasets/list"),
    },
    default="webUnlocker",
    defaults={"webUnlocker": "request", "webScrapper": "scrapeByUrl"},
)

OF_OTHERS: Final[Mapping[str, Application]] = MappingProxyType(
    {
        "@apify/n8n-nodes-apify.apify": _APIFY,
        "@brightdata/n8n-nodes-brightdata.brightData": _BRIGHT_DATA,
        "n8n-nodes-brightdata.brightData": _BRIGHT_DATA,
    }
)
"""By the whole type, since these nodes are not n8n's own."""
