"""Chains, and agents: one question to a chat model for each item, or more where it has tools."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.asking import asked_of, said, said_to_agent
from exeoflow.importers.n8n.applications.catalogue.answering.public import OPENAI
from exeoflow.importers.n8n.applications.catalogue.operations import post
from exeoflow.importers.n8n.applications.language_models.answer_forms import (
    AnswerForm,
    form_of,
    form_of_attributes,
)
from exeoflow.importers.n8n.applications.language_models.chat_models import message
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
_TOOLS_SINCE: Final = 1.6
"""The version of the agent since which it leaves out that it uses tools."""
_ONE_KIND_SINCE: Final = 1.8
"""The version since which all agents use tools."""
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
        return said(place, role, row.get("message", ""))
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
    return _asked(place, said_to_agent(place), "output")


def translate_extractor(place: Place) -> Piece:
    """What a text says, in the form of a schema."""
    system = place.parameter("options.systemPromptTemplate", _EXTRACT)
    is_written = place.chosen("schemaType", "fromAttributes") != "fromAttributes"
    form = (is_written and form_of(place, place.node)) or form_of_attributes(place)
    return _asked(place, said(place, "system", system), "output", form)


def _asked(place: Place, before: list[str], key: str, form: AnswerForm | None = None) -> Piece:
    asked = asked_of(place, before, key, form)
    memory = memory_of(place, "first")
    if asked.tools or memory is not None:
        tools = _tools(place, asked.tools)
        return agent_piece(place, asked.question(place, tools), tools, memory)
    chat = asked.model.form
    return asked.model.requests.piece(chat.asking(f"($text := {chat.text}; {asked.item})"), asked.body)


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
