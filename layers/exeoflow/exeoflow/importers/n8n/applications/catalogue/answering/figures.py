"""Services that answer with figures, charts, searches and what is on a page."""

from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import delete, get, parameters, post, put
from exeoflow.importers.n8n.applications.model import Application, Operation

_COINS: Final = {"vs_currency": "{baseCurrency|usd}", "per_page": "{limit|100}"}

COIN_GECKO: Final = Application(
    "CoinGecko",
    "https://api.coingecko.com/api/v3",
    {
        ("coin", "get"): get("/coins/{coinId}", is_one=True),
        ("coin", "getAll"): get("/coins/list", items="$answer[[0..99]]"),
        ("coin", "market"): get("/coins/markets", _COINS),
        ("coin", "price"): get(
            "/simple/price", {"ids": "{joined:baseCurrencies}", "vs_currencies": "{joined:quoteCurrencies}"}
        ),
        ("coin", "marketChart"): get(
            "/coins/{baseCurrency}/market_chart",
            {"vs_currency": "{quoteCurrency}", "days": "{days}"},
            '$map($answer.prices, function($p) { {"time": $fromMillis($p[0]), "price": $p[1]} })',
            where={("searchBy", "contractAddress"): None},
        ),
        ("coin", "candlestick"): get(
            "/coins/{baseCurrency}/ohlc",
            {"vs_currency": "{quoteCurrency}", "days": "{days}"},
            '$map($answer, function($p) { {"time": $fromMillis($p[0]), "open": $p[1], "high": $p[2], '
            '"low": $p[3], "close": $p[4]} })',
        ),
        ("coin", "history"): get("/coins/{coinId}/history", {"date": "{date}"}, is_one=True),
        ("coin", "ticker"): get("/coins/{coinId}/tickers", items="$answer.tickers"),
        ("event", "getAll"): get("/events", items="$answer.data"),
    },
    default="coin",
    defaults={"coin": "getAll", "event": "getAll"},
)

GOOGLE_ANALYTICS: Final = Application(
    "Google Analytics",
    "https://analyticsdata.googleapis.com/v1beta",
    {
        ("report", "get"): post(
            "/properties/{propertyId}:runReport",
            {
                "dateRanges": "{date_ranges:propertyId}",
                "metrics": "{ga_names:metricsGA4.metricValues}",
                "dimensions": "{ga_names:dimensionsGA4.dimensionValues}",
                "limit": "{number:limit|50}",
            },
            "($d := $answer.dimensionHeaders.name; $m := $answer.metricHeaders.name; "
            "$map($answer.rows, function($row) { $merge([{}, $map($row.dimensionValues, function($v, $k) "
            "{ {$d[$k]: $v.value} }), $map($row.metricValues, function($v, $k) { {$m[$k]: $v.value} })]) }))",
            where={("propertyType", "universal"): None},
        )
    },
    default="report",
    defaults={"report": "get"},
)

PERPLEXITY: Final = Application(
    "Perplexity",
    "https://api.perplexity.ai",
    {
        ("chat", "complete"): post(
            "/chat/completions",
            ({"model": "{model|sonar}", "messages": "{messages:messages.message}"}, "{options}"),
        ),
        ("search", "search"): post("/search", ({"query": "{query}"}, "{options}")),
        ("embedding", "createEmbedding"): post(
            "/v1/embeddings", {"model": "{model|pplx-embed-v1-4b}", "input": "{list:input}"}
        ),
    },
    default="chat",
    defaults={"chat": "complete", "search": "search", "embedding": "createEmbedding"},
    of_versions={3: {"": "agent"}},
)

_SESSION: Final = "/sessions/{sessionId|=$json.sessionId}"
AIRTOP_WINDOW: Final = _SESSION + "/windows/{windowId|=$json.windowId}"
"""The path of a window, whose ids an item may have from the node before."""

AIRTOP: Final = Application(
    "Airtop",
    "https://api.airtop.ai/api/v1",
    {
        ("session", "create"): post(
            "/sessions",
            {
                "configuration": {
                    "profileName": "{profileName}",
                    "timeoutMinutes": "{number:timeoutMinutes|10}",
                    "proxy": "{additionalFields.proxy}",
                }
            },
            '{"sessionId": $answer.data.id, "data": $answer.data}',
            is_one=True,
        ),
        ("session", "save"): put(_SESSION + "/save-profile-on-termination/{profileName}", {}),
        ("session", "terminate"): delete(_SESSION),
        ("window", "create"): post(
            _SESSION + "/windows",
            {"url": "{url}"},
            '{"windowId": $answer.data.windowId, "data": $answer.data}',
            is_one=True,
        ),
        ("window", "load"): post(AIRTOP_WINDOW, {"url": "{url}"}),
        ("window", "close"): delete(AIRTOP_WINDOW),
        ("window", "list"): get(_SESSION + "/windows", items="$answer.data.windows"),
        ("window", "getLiveView"): get(AIRTOP_WINDOW, is_one=True),
        **{
            ("interaction", operation): post(
                f"{AIRTOP_WINDOW}/{operation}",
                parameters("elementDescription text pressEnterKey"),
            )
            for operation in ("click", "hover", "scroll", "type")
        },
    },
    default="session",
    defaults={"session": "create", "window": "create", "extraction": "getPaginated", "interaction": "click"},
)

URL_SCAN: Final = Application(
    "urlscan.io",
    "https://urlscan.io/api/v1",
    {
        ("scan", "perform"): post(
            "/scan/", {"url": "{url}", "visibility": "{additionalFields.visibility|public}"}
        ),
        ("scan", "get"): get("/result/{scanId}", is_one=True),
        ("scan", "getAll"): get("/search", {"q": "{filters.query}", "size": "{limit|50}"}, "$answer.results"),
    },
    default="scan",
    defaults={"scan": "perform"},
    header="API-KEY",
    scheme="",
)

_MONTHLY: Final = (
    "$merge([{}, $each($answer.data, function($l, $k) { "
    '($l := [$l]; $count($l) = 0 ? {} : {$k: $l[-1].value, "date": $l[-1].date}) })])'
)
_DAILY: Final = (
    "($d := $answer.data; $names := $keys($d); [$map([$lookup($d, $names[0]).date], function($t, $n) { "
    '$merge([{"date": $t}, $map($names, function($k) { {$k: $lookup($d, $k)[$n].value} })]) })])'
)


def _measured(items: str, **more: Any) -> Operation:  # noqa: ANN401
    """Figures of each day of a month or of each month, and their names joined."""
    query = {
        "month": "{month}",
        "plan_id": "{options.plan_id}",
        "metrics": "{joined:options.dailyMetrics, options.monthlyMetrics}",
    }
    return get("/metrics/{type}", query, items, **more)


_AS_ANSWERED: Final = {("simple", False): _measured("$answer.data")}
_PROFIT_WELL: Final = Application(
    "ProfitWell",
    "https://api.profitwell.com/v2",
    {
        ("company", "getSetting"): get("/company/settings/", is_one=True),
        ("metric", "get"): _measured(
            _MONTHLY,
            where={("type", "daily"): _measured(_DAILY, where=_AS_ANSWERED), **_AS_ANSWERED},
        ),
    },
    default="metric",
    defaults={"company": "getSetting", "metric": "get"},
    scheme="",
)

APPLICATIONS: Final = {
    "coinGecko": COIN_GECKO,
    "googleAnalytics": GOOGLE_ANALYTICS,
    "perplexity": PERPLEXITY,
    "profitWell": _PROFIT_WELL,
    "airtop": AIRTOP,
    "urlScanIo": URL_SCAN,
}
