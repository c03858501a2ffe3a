"""Chains, and agents: one question to a chat model for each item, or more where it has tools."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import post
from exeoflow.importers.n8n.applications.catalogue.public import OPENAI
from exeoflow.importers.n8n.applications.language_models.answer_forms import (
    AnswerForm,
    form_of,
    form_of_attributes,
)
from exeoflow.importers.n8n.applications.language_models.chat_models import (
    CHAT_MODELS,
    asked_model,
    message,
)
from exeoflow.importers.n8n.applications.language_models.converse import OPENAI_FORM
from exeoflow.importers.n8n.applications.memory.kept import memory_of
from exeoflow.importers.n8n.applications.requests import (
    Requests,
    note_limits,
    translate_operation,
)
from exeoflow.importers.n8n.applications.tools.choosing import tool_of
from exeoflow.importers.n8n.applications.tools.loop import Question, agent_piece, described
from exeoflow.importers.n8n.applications.tools.tool import Tool
from exeoflow.importers.n8n.jsonata import literal, object_of
from exeoflow.importers.n8n.pieces import Piece
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.importers.n8n.source import SourceNode

_ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "SystemMessagePromptTemplate": "system",
        "HumanMessagePromptTemplate": "user",
        "AIMessagePromptTemplate": "assistant",
    }
)

_AGENTS: Final = frozenset(
    {"conversationalAgent", "toolsAgent", "openAiFunctionsAgent", "reActAgent", "planAndExecuteAgent"}
)
"""All are agents that use tools, each with prompts of its own."""
_ALWAYS: Final = inf
_WRITTEN_IN: Final = {"chainLlm": ("prompt", 1.4), "agent": ("text", 1.3)}
"""The setting that a prompt is in, before the version that says by `promptType` where it is."""
_USUAL: Final = ((1.3, "={{ $json.chatInput }}"), (1.1, "={{ $json.chat_input }}"), (0, "={{ $json.input }}"))
"""Such a prompt where an export leaves it out, by the version since which it does."""
_ASKED: Final = {"auto": "={{ $json.chatInput }}", "guardrails": "={{ $json.guardrailsInput }}"}
"""What is asked by types of prompts that are not written."""
_TOOLS_SINCE: Final = 1.6
"""The version of the agent since which it leaves out that it uses tools."""
_ONE_KIND_SINCE: Final = 1.8
"""The version since which all agents use tools."""
_SILENT_SINCE: Final = 1.9
"""The version since which a model is not told that it is an assistant, where nothing else is said."""
_EXTRACT: Final = (
    "You are an expert extraction algorithm.\nOnly extract relevant information from the text.\n"
    "If you do not know the value of an attribute asked to extract, you may omit the attribute's value."
)


_TALK: Final = post(
    "/chat/completions",
    {
        "model": "{modelId|gpt-4o-mini}",
        "messages": "{messages:messages.values, responses.values}",
        "temperature": "{options.temperature}",
        "max_tokens": "{options.maxTokens}",
    },
)
_ANSWER_OF_CHAT: Final = (
    '{"index": 0, "message": {"role": "assistant", "content": $text}, "finish_reason": "stop"}'
)
_ANSWER_OF_RESPONSES: Final = (
    '{"output": [{"type": "message", "role": "assistant", "content": '
    '[{"type": "output_text", "text": $text}]}]}'
)
"""The item of the newer node, which asks OpenAI in another form for the same."""


def translate_chain(place: Place) -> Piece:
    """A chain: a prompt, messages before it, and perhaps a form of the answer."""
    messages = [each for row in place.rows("messages.messageValues") for each in _message_of(place, row)]
    return _asked(place, messages, "text")


def _message_of(place: Place, row: Mapping[str, Any]) -> list[str]:
    """JSONata for the message of a row, a text or a picture; by one of another kind n8n fails."""
    kind = str(row.get("type", "SystemMessagePromptTemplate"))
    role = _ROLES.get(kind)
    if role is None:
        place.note("setting-unknown", setting=f"messages: {kind}")
        return [f"$error({literal(f'There are no messages of the type {kind}.')})"]
    form = row.get("messageType", "text")
    if role != "user" or form == "text":
        return _said(place, role, row.get("message", ""))
    if form == "imageUrl":
        address = f"$n8_field_text({place.value(row.get('imageUrl', ''))})"
    elif form == "imageBinary":
        address = f"$n8_file_address({place.file(row.get('binaryImageDataKey', 'data'))})"
    else:
        raise Refused("setting-unsupported", setting=f"messages: {form}")
    picture = {"url": address}
    if (detail := row.get("imageDetail", "auto")) != "auto":
        picture["detail"] = place.value(detail)
    return [message(role, f'[{{"type": "image_url", "image_url": {object_of(picture)}}}]')]


def _said(place: Place, role: str, written: Any) -> list[str]:  # noqa: ANN401 - any JSON
    """JSONata for a message that is written; none where nothing is."""
    return [message(role, f"$n8_field_text({place.value(written)})")] if written else []


def translate_agent(place: Place) -> Piece:
    """An agent: its model is asked, and asked again with what its tools gave; the answer is `output`."""
    kind = place.parameter(
        "agent", "conversationalAgent" if place.node.version < _TOOLS_SINCE else "toolsAgent"
    )
    if kind not in _AGENTS:
        raise Refused("setting-unsupported", setting="agent")
    if kind != "toolsAgent" and place.node.version < _ONE_KIND_SINCE:
        place.note("setting-approximated", setting=f"agent: {kind}")
    if place.flag("options.returnIntermediateSteps"):
        place.note("setting-approximated", setting="options.returnIntermediateSteps")
    usual = "You are a helpful assistant" if place.node.version < _SILENT_SINCE else ""
    return _asked(place, _said(place, "system", place.parameter("options.systemMessage", usual)), "output")


def translate_extractor(place: Place) -> Piece:
    """What a text says, in the form of a schema."""
    system = place.parameter("options.systemPromptTemplate", _EXTRACT)
    is_written = place.chosen("schemaType", "fromAttributes") != "fromAttributes"
    form = (is_written and form_of(place, place.node)) or form_of_attributes(place)
    return _asked(place, _said(place, "system", system), "output", form)


def _asked(place: Place, before: list[str], key: str, form: AnswerForm | None = None) -> Piece:
    parts = _parts(place)
    if form is None and parts.parser is not None:
        form = form_of(place, parts.parser)
        if form is None:
            raise Refused("node-part-unsupported", type=parts.parser.type)
    messages = list(before)
    if form is not None:
        messages.append(message("system", form.told))
    messages.append(message("user", _prompt(place)))
    asked = asked_model(place, parts.model)
    body = {"model": asked.fields["model"], "messages": f"[{', '.join(messages)}]", **asked.fields}
    if form is not None and not parts.tools:
        body["response_format"] = '{"type": "json_object"}'
    item = f'{{"{key}": $text}}' if form is None else f'{{"output": {form.read}}}'
    memory = memory_of(place, "first")
    if parts.tools or memory is not None:
        tools = _tools(place, parts.tools)
        if tools:
            body["tools"] = described(place, tools)
        asking = asked.form.asking()
        request, config = asked.requests.request(asking, body), asked.requests.config(asking, "call")
        question = Question(request, config, item, asked.form)
        return agent_piece(place, question, tools, memory)
    return asked.requests.piece(asked.form.asking(f"($text := {asked.form.text}; {item})"), body)


def _prompt(place: Place) -> str:
    """JSONata for what is asked, as the node's version says it."""
    name, since = _WRITTEN_IN.get(place.node.kind, ("text", _ALWAYS))
    if place.node.version < since:
        usual = next(each for first, each in _USUAL if first <= place.node.version)
        written = place.parameter(name, "" if since == _ALWAYS else usual)
        return f"$n8_field_text({place.value(written)})"
    asked = _ASKED.get(place.chosen("promptType", "auto"))
    if asked is None:
        return f"$n8_field_text({place.value(place.parameter('text', ''))})"
    said = place.value(asked)
    return f'($exists({said}) ? $n8_field_text({said}) : $error("No prompt specified"))'


def _tools(place: Place, nodes: Sequence[SourceNode]) -> list[Tool]:
    return [tool_of(place, node, number) for number, node in enumerate(nodes)]


def translate_open_ai(place: Place) -> Piece:
    """A request of OpenAI; a message to a model that has tools is an agent."""
    nodes = [each for each in place.attached if not each.kind.startswith("memory")]
    if len(nodes) < len(place.attached):
        place.note("ai-memory")
    place.takes_parts = True
    if not nodes or place.chosen("resource", "text") != "text":
        return translate_operation(OPENAI, place)
    note_limits(place, OPENAI)
    item = _ANSWER_OF_RESPONSES if place.parameter("responses") else _ANSWER_OF_CHAT
    tools = _tools(place, nodes)
    requests = Requests(place, OPENAI, place.node.credential)
    body = f'$merge([$r.body, {{"tools": {described(place, tools)}}}])'
    asked = requests.request(_TALK)
    request = f'($r := {asked}; $merge([$r, {{"body": {body}}}]))'
    return agent_piece(place, Question(request, requests.config(OPENAI_FORM.asking(), "call"), item), tools)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What hangs on a chain or an agent."""

    model: SourceNode
    parser: SourceNode | None
    tools: tuple[SourceNode, ...]


def _parts(place: Place) -> _Parts:
    """The model, the parser and the tools that hang on the node."""
    models = [each for each in place.attached if each.kind in CHAT_MODELS]
    parsers = [_inner_parser(place, each) for each in place.attached if "outputParser" in each.kind]
    others = [each for each in place.attached if each not in models and "outputParser" not in each.kind]
    tools = tuple(each for each in others if not each.kind.startswith("memory"))
    if any(each.kind.startswith("lm") for each in tools):
        raise Refused("node-part-unsupported", type=tools[0].type)
    if not models or len(parsers) > 1:
        raise Refused("node-unsupported", type=place.node.type)
    if len(models) > 1:
        place.note("setting-approximated", setting="needsFallback")
    return _Parts(models[0], parsers[0] if parsers else None, tools)


def _inner_parser(place: Place, parser: SourceNode) -> SourceNode:
    """The parser itself, or the one whose answers it has mended."""
    if parser.kind == "outputParserAutofixing":
        place.note("setting-approximated", setting=parser.kind)
        inner = [each for each in place.parts.get(parser.name, ()) if each.kind == "outputParserStructured"]
        if inner:
            return inner[0]
    return parser
