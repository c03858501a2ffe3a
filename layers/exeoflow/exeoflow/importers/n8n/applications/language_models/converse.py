"""How a chat model is asked: in the form of OpenAI, which most services know, or by Bedrock's Converse.

Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import post
from exeoflow.importers.n8n.applications.model import Operation
from exeoflow.importers.n8n.jsonata import object_of, parsed
from exeoflow.importers.n8n.place import Place

_REQUEST: Final = "$request"
"""JSONata for the body that a request describes."""
_PICTURE: Final = (
    '($u := image_url.url; $head := $substringBefore($u, ","); '
    '$not($substring($head, 0, 11) = "data:image/" and $contains($head, ";base64")) '
    '? $error("Only pictures as base64 data URLs are supported.") '
    ': {"image": {"format": $substringBefore($substringAfter($head, "/"), ";"), '
    '"source": {"bytes": $substringAfter($u, ",")}}})'
)
_BLOCKS: Final = (
    '$m.role = "tool" ? [{"toolResult": {"toolUseId": $m.tool_call_id, "content": [{"text": $m.content}]}}] '
    ": $exists($m.blocks) ? [$m.blocks] "
    ': $append($type($m.content) != "string" '
    f'? [$m.content.(type = "text" ? {{"text": text}} : {_PICTURE})] '
    ': $m.content = "" and $exists($m.tool_calls) ? [] : [{"text": $m.content}], '
    '[$m.tool_calls.{"toolUse": {"toolUseId": id, "name": function.name, '
    '"input": function.arguments = "" ? {} : $parse(function.arguments)}}])'
)
"""JSONata for the content of a message `$m`; what a model said goes back to it as it came."""
_MESSAGES: Final = (
    '$reduce($filter($body.messages, function($m) { $m.role != "system" }), function($all, $m) {( '
    '$role := $m.role = "assistant" ? "assistant" : "user"; '
    f"$content := {_BLOCKS}; $last := $all[-1]; "
    "$last.role = $role ? $append([$filter($all, function($e, $k) { $k < $count($all) - 1 })], "
    '[{"role": $role, "content": $append($last.content, $content)}]) '
    ': $append($all, [{"role": $role, "content": $content}]) )}, [])'
)
"""Messages of one role that follow on each other are one, as Bedrock takes them only in turn."""
_TOOLS: Final = (
    '[$body.tools.{"toolSpec": $merge([{"name": function.name, '
    '"inputSchema": {"json": function.parameters}}, '
    '$boolean(function.description) ? {"description": function.description} : {}])}]'
)
_SENT: Final = (
    '$system := [$body.messages[role = "system"].{"text": content}]; '
    f"$tools := {_TOOLS}; "
    '$limits := {"maxTokens": $body.max_tokens, "temperature": $body.temperature, "topP": $body.top_p}; '
    f'$merge([{{"messages": [{_MESSAGES}]}}, '
    '$count($system) > 0 ? {"system": $system} : {}, '
    '$count($keys($limits)) > 0 ? {"inferenceConfig": $limits} : {}, '
    '$count($tools) > 0 ? {"toolConfig": {"tools": $tools}} : {}, '
    "$sift($body, function($v, $k) { "
    '$k in ["additionalModelRequestFields", "guardrailConfig", "performanceConfig"] })])'
)
OF_BEDROCK: Final = frozenset({"latency", "guardrail", "additionalModelRequestFields"})
"""The options of a node that only Bedrock knows."""
_MESSAGE: Final = (
    "($blocks := [$answer.output.message.content]; "
    '$uses := [$blocks.toolUse.{"id": toolUseId, "type": "function", '
    '"function": {"name": name, "arguments": $string(input)}}]; '
    '$merge([{"role": "assistant", "content": $join([$blocks.text]), "blocks": $blocks}, '
    '$count($uses) > 0 ? {"tool_calls": $uses} : {}]))'
)


@dataclass(frozen=True, slots=True)
class ChatForm:
    """The request of a service, and what stands between it and the form of OpenAI."""

    path: str
    text: str
    """JSONata for the text in an answer `$answer`."""
    message: str
    """JSONata for the message in it, in the form of OpenAI."""
    sent: str | None = None
    """JSONata for the body that is sent, from the one in the form of OpenAI, `$body`."""
    at: str | None = None
    """JSONata for the address from the one with the path, `$address`, and that body."""

    def asking(self, items: str = "$answer", body: str = _REQUEST) -> Operation:
        """The request with the items of its answer; `body` is JSONata for its body, from the `$request`."""
        sent = self.body(body)
        described = {} if sent == _REQUEST else {"$": sent}
        return post(self.path, described, items, is_one=True, address=self.address(body))

    def body(self, written: str) -> str:
        """JSONata for the body that is sent where `written` is what OpenAI would be sent."""
        return written if self.sent is None else f"($body := {written}; {self.sent})"

    def address(self, body: str) -> str | None:
        """JSONata for the address, from the one with the path, if that is another."""
        return None if self.at is None else f"($body := {body}; {self.at})"


OPENAI_FORM: Final = ChatForm(
    "/chat/completions", "$answer.choices[0].message.content", "$answer.choices[0].message"
)
CONVERSE: Final = ChatForm(
    "/model/",
    "$join([$answer.output.message.content.text])",
    _MESSAGE,
    _SENT,
    # A model may be named by its ARN, whose slashes and colons belong to the name.
    '$address & $encodeUrlComponent($body.model) & "/converse"',
)


def settings_of_bedrock(place: Place, name: str, value: Any) -> dict[str, str]:  # noqa: ANN401 - any JSON
    """What only Bedrock is asked for, by the field of its request."""
    if name == "additionalModelRequestFields":
        return {name: parsed(place.value(value))}
    if name == "latency":
        return {"performanceConfig": object_of({"latency": place.value(value)})}
    given = value.get("values") if isinstance(value, Mapping) else None
    if not isinstance(given, Mapping) or not given.get("guardrailIdentifier"):
        return {}
    written = {"guardrailVersion": "DRAFT"} | {key: each for key, each in given.items() if each}
    return {"guardrailConfig": object_of({key: place.value(each) for key, each in written.items()})}
