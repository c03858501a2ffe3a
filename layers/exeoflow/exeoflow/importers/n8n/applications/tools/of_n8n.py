"""The tools that n8n itself brings: searches, calculations, code, other workflows."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from exeoflow.importers.n8n.applications.tools.asked_for import asked_for
from exeoflow.importers.n8n.applications.tools.tool import (
    GOES_ON,
    HEAD,
    USE,
    Tool,
    credential_of,
    description_of,
    name_of,
    schema_of,
    template_of,
)
from exeoflow.importers.n8n.families.messages.sending import CALLED
from exeoflow.importers.n8n.jsonata import object_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import Step
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_QUERY: Final = {"input": {"type": "string", "description": "What is asked for."}}
_MOST_RESULTS: Final = 10
_ARTICLES: Final = (
    "$join($each($input.body.query.pages, function($p) { $p.title & ': ' & $p.extract }), '\\n\\n')"
)


def wikipedia(place: Place, number: int) -> Tool:
    """The beginnings of the articles that fit a question."""
    query = {
        "action": "query",
        "format": "json",
        "generator": "search",
        "gsrlimit": "3",
        "prop": "extracts",
        "exintro": "1",
        "explaintext": "1",
        "gsrsearch": template_of(place, "$use.input"),
    }
    place.note("application-unchecked", application="Wikipedia")
    told = description_of(
        place,
        "A tool for interacting with and fetching data from the Wikipedia API. "
        "The input should always be a string query.",
    )
    call = {"method": "GET", "url": "https://en.wikipedia.org/w/api.php", "query": query}
    return _question(number, name_of(place), told, call, _ARTICLES)


def serp_api(place: Place, number: int) -> Tool:
    """The results of a search engine."""
    place.note("application-unchecked", application="SerpApi")
    query = {"engine": "google", "q": template_of(place, "$use.input")}
    told = description_of(
        place,
        "a search engine. useful for when you need to answer questions about current events. "
        "input should be a search query.",
    )
    call = {"method": "GET", "url": "https://serpapi.com/search", "query": query, **credential_of(place)}
    found = "[$input.body.organic_results.{'title': title, 'link': link, 'snippet': snippet}]"
    return _question(number, "search", told, call, found)


def wolfram_alpha(place: Place, number: int) -> Tool:
    """What Wolfram Alpha says of a question, as text."""
    place.note("application-unchecked", application="Wolfram Alpha")
    query = {"input": template_of(place, "$use.input")}
    told = (
        "A wrapper around Wolfram Alpha. Useful for when you need to answer questions about Math, Science, "
        "Technology, Culture, Society and Everyday Life. Input should be a search query."
    )
    url = "https://www.wolframalpha.com/api/v1/llm-api"
    call = {"method": "GET", "url": url, "query": query, **credential_of(place)}
    return _question(number, "wolfram_alpha", told, call, "$input.body")


def searxng(place: Place, number: int) -> Tool:
    """The results of a search engine of one's own."""
    query = {
        "q": template_of(place, "$use.input"),
        "format": "json",
        "pageno": template_of(place, place.value(place.parameter("options.pageNumber", 1))),
        "safesearch": template_of(place, place.value(place.parameter("options.safesearch", 0))),
    }
    if language := place.parameter("options.language"):
        query["language"] = template_of(place, place.value(language))
    call = {"method": "POST", "url": "https://<host>/search", "query": query}
    place.note("application-unchecked", application="SearXNG")
    place.note("application-address", application="SearXNG", gap="host")
    most = int(place.number("options.numResults", _MOST_RESULTS))
    told = (
        "A meta search engine. Useful for when you need to answer questions about current events. "
        "Input should be a search query. Output is a JSON array of the query results"
    )
    found = f"[$input.body.results[[0..{most - 1}]].{{'title': title, 'link': url, 'snippet': content}}]"
    return _question(number, "searxng-search", told, call, found)


def _question(number: int, name: str, told: str, call: Mapping[str, Any], result: str) -> Tool:
    """A tool that puts what the model asks for to a service."""
    step = Step("http_request", call, f"call{number}", properties=GOES_ON)
    return Tool(name, told, schema_of(_QUERY), (step,), result=result)


_THINKS_BY_NAME_SINCE: Final = 1.1
"""The version since which the tool has the name of its node."""
_THOUGHT: Final = (
    "Use the tool to think about something. It will not obtain new information or change the database, "
    "but just append the thought to the log. Use it when complex reasoning or some cache memory is needed."
)
_FORMULA: Final = (
    "Useful for getting the result of a math expression. The input to this tool should be a valid "
    "mathematical expression that could be executed by a simple calculator."
)


def think(place: Place, number: int) -> Tool:
    """A thought that is only written down."""
    step = Step("transform", {"expression": place.whole(f"{HEAD}$n8_or_null($use.input)")}, f"call{number}")
    name = "thinking_tool" if place.node.version < _THINKS_BY_NAME_SINCE else name_of(place)
    return Tool(name, description_of(place, _THOUGHT), schema_of(_QUERY), (step,))


_CALCULATION: Final = (
    r"const text = String($input.input ?? '').replace(/\^/g, '**');"
    r"if (!/^[-+*\/%().,\s0-9a-zA-Z]*$/.test(text)) return 'No formula.';"
    r"const names = text.match(/[a-zA-Z]+/g) ?? [];"
    r"const known = Object.getOwnPropertyNames(Math);"
    r"if (!names.every((each) => known.includes(each))) return 'No formula.';"
    r"const formula = text.replace(/[a-zA-Z]+/g, (each) => `Math.${each}`);"
    r"return String(new Function(`return (${formula})`)());"
)


def calculator(place: Place, number: int) -> Tool:
    """A formula of numbers, brackets and the functions of JavaScript's Math."""
    place.note("setting-approximated", setting="formula")
    return _code_step(place, number, _CALCULATION, _FORMULA, _QUERY)


def code_tool(place: Place, number: int) -> Tool:
    """JavaScript that gets what the model gives as `query`."""
    if place.chosen("language", "javaScript") != "javaScript":
        raise Refused("setting-unsupported", setting="language")
    source = place.parameter("jsCode", "")
    if (
        not isinstance(source, str)
        or is_computed(source)
        or re.search(r"\brequire\b|\bhelpers\b|\$\(|\$json", source)
    ):
        raise Refused("setting-unsupported", setting="jsCode")
    given = example_of(place)
    bound = "const query = $input;" if given else "const query = $input.query;"
    place.note("code-by-engine")
    properties = given or {"query": {"type": "string"}}
    return _code_step(place, number, f"{bound}\n{source}", "Runs code.", properties)


def _code_step(
    place: Place, number: int, source: str, description: str, properties: Mapping[str, Any]
) -> Tool:
    config = {"language": "javascript", "source": source, "input": f"{{{{ {USE} }}}}"}
    step = Step("code", config, f"call{number}", properties=GOES_ON)
    return Tool(name_of(place), description_of(place, description), schema_of(properties), (step,))


def example_of(place: Place) -> dict[str, Any]:
    """The properties in a schema, or in an example of what the model is to give."""
    if not place.flag("specifyInputSchema"):
        return {}
    written = place.parameter("inputSchema") or place.parameter("jsonSchemaExample") or "{}"
    try:
        found = json.loads(written) if isinstance(written, str) else {}
    except ValueError:
        raise Refused("setting-unsupported", setting="jsonSchemaExample") from None
    if not isinstance(found, Mapping):
        return {}
    if isinstance(found.get("properties"), Mapping):
        return dict(found["properties"])
    kinds = {bool: "boolean", int: "number", float: "number", list: "array", dict: "object"}
    return {
        str(name): {"type": kinds.get(type(each), "string")}
        | ({"description": each} if isinstance(each, str) and each else {})
        for name, each in found.items()
    }


def workflow_tool(place: Place, number: int) -> Tool:
    """Another workflow, called at the address of its webhook; one that is written in the node, too."""
    place.note("workflow-by-address")
    given = example_of(place)
    values = place.parameter("workflowInputs.value")
    properties = asked_for(values) if isinstance(values, Mapping) else given or {"query": {"type": "string"}}
    fixed = {
        str(row.get("name")): place.value(
            next((row[key] for key in ("stringValue", "numberValue", "booleanValue") if key in row), "")
        )
        for row in place.rows("fields.values")
    }
    body = place.value(values) if isinstance(values, Mapping) else f"$merge([$use, {object_of(fixed)}])"
    call = {"method": "POST", "url": CALLED, "body": template_of(place, body)}
    return Tool(
        name_of(place),
        description_of(place, "Runs a workflow."),
        schema_of(properties),
        (Step("http_request", call, f"call{number}", properties=GOES_ON),),
        result="$input.body",
    )
