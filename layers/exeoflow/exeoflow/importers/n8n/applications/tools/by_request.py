"""Tools that send a request: of applications, HTTP Request, and the older one with gaps in its texts."""

import re
from collections.abc import Mapping
from typing import Any, Final

from exeoflow.importers.n8n.applications.model import Application
from exeoflow.importers.n8n.applications.requests import Requests, bound_in, note_limits, operation_of
from exeoflow.importers.n8n.applications.tools.asked_for import TYPES, asked_for
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
from exeoflow.importers.n8n.families.http.translation import request_of
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.left_out import note_left_out
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.pieces import OWN, Step, links_along
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_GAP: Final = re.compile(r"\{([A-Za-z_]\w*)\}")


def application_tool(place: Place, application: Application, number: int) -> Tool:
    """An operation of an application."""
    operation, label = operation_of(place, application)
    if operation.files is not None:
        # A model is told no files.
        raise Refused("application-operation", application=application.name, operation=label)
    ask, before, call = f"ask{number}", f"before{number}", f"call{number}"
    requests = Requests(place, application, place.node.credential, f"$nodes.`{OWN}{ask}`", before)
    note_limits(place, application)
    texts = {"call": requests.request(operation), **requests.requests_before(operation)}
    operation = requests.limited(operation)
    steps = [Step("transform", {"expression": place.whole(HEAD + object_of(texts))}, ask)]
    sent = [*reversed(requests.steps_before(operation, GOES_ON))]
    sent.append(Step("http_request", requests.config(operation, "call"), call, properties=GOES_ON))
    steps += requests.checked(operation, sent)
    description = description_of(place, f"{label} in {application.name}")
    note_left_out(place, within=f"{place.node.kind}.")
    return Tool(
        name_of(place),
        description,
        schema_of(asked_for(place.node.parameters)),
        tuple(steps),
        links_along(each.suffix for each in steps),
        _result(operation.items, ask, before, steps[1].suffix),
    )


def _result(items: str, ask: str, before: str, begun: str) -> str:
    """JSONata for what a model is told: the items of the answer, with what they read bound to its name."""
    readable = {
        "$answer": "$input.body",
        "$request": f"$nodes.`{OWN}{ask}`.call.body",
        "$address": f"$nodes.`{OWN}{ask}`.call.url",
        "$before": f"$nodes.`{OWN}{before}`.body",
        "$begun": f"$nodes.`{OWN}{begun}`.body",
        "$given": USE,
        "$sent": "$input",
        "$n": "0",
    }
    return f"({bound_in(items, readable)}{items})"


def http_tool(place: Place, number: int) -> Tool:
    """The HTTP Request node as a tool."""
    call = Step("http_request", request_of(place), f"call{number}", properties=GOES_ON)
    description = description_of(place, "Sends a request.")
    parameters = schema_of(asked_for(place.node.parameters))
    return Tool(name_of(place), description, parameters, (call,), result="$input.body")


def old_http_tool(place: Place, number: int) -> Tool:
    """A request with gaps in braces, which the model fills."""
    gaps = _Gaps(place)
    config: dict[str, Any] = {"method": place.chosen("method", "GET").upper()}
    config["url"] = template_of(place, gaps.filled(place.parameter("url", ""), "url"))
    for name, has, form, json, rows in (
        ("query", "sendQuery", "specifyQuery", "jsonQuery", "parametersQuery.values"),
        ("headers", "sendHeaders", "specifyHeaders", "jsonHeaders", "parametersHeaders.values"),
        ("body", "sendBody", "specifyBody", "jsonBody", "parametersBody.values"),
    ):
        if place.flag(has):
            config[name] = template_of(place, gaps.given(name, place.chosen(form, "keypair"), json, rows))
    if place.node.credential and place.chosen("authentication", "none") != "none":
        config |= credential_of(place)
    place.note("application-unchecked", application=name_of(place))
    call = Step("http_request", config, f"call{number}", properties=GOES_ON)
    description = description_of(place, "Sends a request.")
    return Tool(name_of(place), description, schema_of(gaps.asked), (call,), result="$input.body")


class _Gaps:
    """What the model is asked for, as texts and rows are filled with it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.asked: dict[str, Any] = {}
        self.known = {
            str(row.get("name")): {"type": TYPES.get(str(row.get("type", "string")), "string")}
            | ({"description": str(row["description"])} if row.get("description") else {})
            for row in place.rows("placeholderDefinitions.values")
        }

    def given(self, name: str, form: str, json: str, rows: str) -> str:
        """JSONata for a query, headers or a body."""
        match form:
            case "keypair":
                return self._rows(rows)
            case "json":
                return f"$parse({self.filled(self.place.parameter(json, '{}'), 'json')})"
        return self._asked(name, {"type": "object"})

    def filled(self, written: object, form: str) -> str:
        """JSONata for a text whose gaps hold what the model gives."""
        text = self.place.value(written)
        if not isinstance(written, str):
            return text
        names = list(dict.fromkeys(_GAP.findall(written)))
        if names:
            text = f"$n8_field_text({text})"
        for name in names:
            text = _put(text, name, f"$n8_or_null({self._asked(name)})", form)
        return text

    def _rows(self, path: str) -> str:
        pairs = {}
        for row in self.place.rows(path):
            name = row.get("name")
            if not isinstance(name, str) or not name or is_computed(name):
                raise Refused("setting-computed", setting=path)
            if row.get("valueProvider", "modelRequired") == "fieldValue":
                pairs[name] = self.filled(row.get("value", ""), "text")
            else:
                pairs[name] = self._asked(name)
        return object_of(pairs)

    def _asked(self, name: str, property_: Mapping[str, Any] | None = None) -> str:
        if "`" in name:
            raise Refused("setting-unsupported", setting=name)
        self.asked[name] = property_ or self.known.get(name, {"type": "string"})
        return f"$use.`{name}`"


def _put(text: str, name: str, given: str, form: str) -> str:
    """The text with what is given in a gap: as a part of an address, of JSON, or as it is."""
    gap = f'"{{{name}}}"'
    match form:
        case "url":
            return f"$replace({text}, {gap}, $encodeUrlComponent($n8_field_text({given})))"
        case "json":
            # A text keeps its quotation marks, or takes the place of those around the gap.
            whole = f"($s := $string([{given}]); $substring($s, 1, $length($s) - 2))"
            inner = f"($s := {whole}; $substring($s, 0, 1) = '\"' ? $substring($s, 1, $length($s) - 2) : $s)"
            return f"$replace($replace({text}, {literal(gap)}, {whole}), {gap}, {inner})"
    return f"$replace({text}, {gap}, $n8_field_text({given}))"
