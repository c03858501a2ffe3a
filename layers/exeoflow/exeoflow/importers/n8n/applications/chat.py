"""Chains, and agents: one question to a chat model for each item, or more where it has tools.

The providers are asked in the form of OpenAI's chat completions, which each of them takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.agent import agent_piece, described
from exeoflow.importers.n8n.applications.model import Application, Operation
from exeoflow.importers.n8n.applications.requests import Requests, given
from exeoflow.importers.n8n.applications.tools.choosing import tool_of
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.pieces import Piece
from exeoflow.importers.n8n.place import Place, is_computed
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.importers.n8n.source import SourceNode

_PATH: Final = "/chat/completions"
_TEXT: Final = "$answer.choices[0].message.content"


def _provider(name: str, base: str) -> Application:
    return Application(name, base, {})


_PROVIDERS: Final[Mapping[str, tuple[Application, str]]] = MappingProxyType(
    {
        "lmChatOpenAi": (_provider("OpenAI", "https://api.openai.com/v1"), "gpt-4o-mini"),
        "lmChatOpenRouter": (_provider("OpenRouter", "https://openrouter.ai/api/v1"), "openai/gpt-4.1-mini"),
        "lmChatGroq": (_provider("Groq", "https://api.groq.com/openai/v1"), "llama3-8b-8192"),
        "lmChatMistralCloud": (_provider("Mistral", "https://api.mistral.ai/v1"), "mistral-small"),
        "lmChatDeepSeek": (_provider("DeepSeek", "https://api.deepseek.com/v1"), "deepseek-chat"),
        "lmChatXAiGrok": (_provider("xAI", "https://api.x.ai/v1"), "grok-2-vision-1212"),
        "lmChatAnthropic": (
            _provider("Anthropic", "https://api.anthropic.com/v1"),
            "claude-3-5-sonnet-latest",
        ),
        "lmChatGoogleGemini": (
            _provider("Gemini", "https://generativelanguage.googleapis.com/v1beta/openai"),
            "gemini-1.5-flash",
        ),
        "lmOpenAi": (_provider("OpenAI", "https://api.openai.com/v1"), "gpt-4o-mini"),
        "lmOllama": (_provider("Ollama", "https://<host>/v1"), "llama3.2"),
        "lmChatCohere": (_provider("Cohere", "https://api.cohere.ai/compatibility/v1"), "command-a-03-2025"),
        "lmChatAzureOpenAi": (
            _provider("Azure OpenAI", "https://<resource>.openai.azure.com/openai/v1"),
            "gpt-4o-mini",
        ),
        "lmChatVercelAiGateway": (
            _provider("Vercel AI Gateway", "https://ai-gateway.vercel.sh/v1"),
            "openai/gpt-4o",
        ),
        "lmOpenHuggingFaceInference": (
            _provider("Hugging Face", "https://router.huggingface.co/v1"),
            "mistralai/Mistral-Nemo-Base-2407",
        ),
        "lmChatOllama": (_provider("Ollama", "https://<host>/v1"), "llama3.2"),
    }
)
"""By the node of the model: its service, and the model where an export leaves it out."""

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

_ONLY_JSON: Final = "Answer with JSON only, without any text around it, that matches this JSON Schema:\n"


def translate_chain(place: Place) -> Piece:
    """A chain: a prompt, messages before it, and perhaps a form of the answer."""
    messages: list[tuple[str, Any]] = []
    for row in place.rows("messages.messageValues"):
        role = _ROLES.get(str(row.get("type", "SystemMessagePromptTemplate")))
        if role is None or row.get("messageType", "text") != "text":
            raise Refused("setting-unsupported", setting="messages")
        messages.append((role, row.get("message", "")))
    return _asked(place, messages, "text")


def translate_agent(place: Place) -> Piece:
    """An agent: its model is asked, and asked again with what its tools gave; the answer is `output`."""
    if place.parameter("agent", "conversationalAgent") not in _AGENTS:
        raise Refused("setting-unsupported", setting="agent")
    system = place.parameter("options.systemMessage", "You are a helpful assistant")
    return _asked(place, [("system", system)], "output")


def translate_extractor(place: Place) -> Piece:
    """What a text says, in the form of a schema."""
    system = place.parameter(
        "options.systemPromptTemplate", "Extract the relevant information from the text."
    )
    return _asked(
        place, [("system", system)], "output", _schema_of(place.node) or _schema_of_attributes(place)
    )


def _asked(place: Place, before: list[tuple[str, Any]], key: str, schema: str | None = None) -> Piece:
    parts = _parts(place)
    application, default = _PROVIDERS[parts.model.kind]
    if schema is None and parts.parser is not None:
        schema = _schema_of(parts.parser)
        if schema is None:
            raise Refused("node-part-unsupported", type=parts.parser.type)
    prompt = place.parameter("text", "={{ $json.chatInput }}")
    if place.parameter("promptType", "define") == "auto":
        prompt = "={{ $json.chatInput }}"
    messages = [_message(role, f"$n8_field_text({place.value(each)})") for role, each in before if each]
    if schema is not None:
        messages.append(_message("system", f"{literal(_ONLY_JSON)} & {place.value(schema)}"))
    messages.append(_message("user", f"$n8_field_text({place.value(prompt)})"))
    body = {
        "model": _model(place, parts.model, default),
        "messages": f"[{', '.join(messages)}]",
    } | _settings(parts.model)
    if schema is not None and not parts.tools:
        body["response_format"] = '{"type": "json_object"}'
    place.takes_parts = True
    given(place, application)
    answer = "$text" if schema is None else "$parse($text)"
    item = f'{{"{key if schema is None else "output"}": {answer}}}'
    credential = parts.model.credentials[0] if parts.model.credentials else None
    requests = Requests(place, application, credential)
    if parts.tools:
        return _with_tools(place, requests, body, parts.tools, item)
    operation = Operation("POST", _PATH, body={}, items=f"($text := {_TEXT}; {item})", is_one=True)
    return requests.piece(operation, body)


def _with_tools(
    place: Place, requests: Requests, body: dict[str, str], nodes: tuple[SourceNode, ...], item: str
) -> Piece:
    if place.node.on_error == "error":
        raise Refused("failure-unsupported")
    tools = [tool_of(place, node, number) for number, node in enumerate(nodes)]
    body["tools"] = described(tools)
    operation = Operation("POST", _PATH, body={})
    config = requests.config(operation, "call")
    return agent_piece(place, requests.request(operation, body), config, tools, item)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What hangs on a chain or an agent."""

    model: SourceNode
    parser: SourceNode | None
    tools: tuple[SourceNode, ...]


def _parts(place: Place) -> _Parts:
    """The model, the parser and the tools that hang on the node."""
    models = [each for each in place.attached if each.kind in _PROVIDERS]
    parsers = [_inner_parser(place, each) for each in place.attached if "outputParser" in each.kind]
    others = [each for each in place.attached if each not in models and "outputParser" not in each.kind]
    tools = tuple(each for each in others if not each.kind.startswith("memory"))
    if any(each.kind.startswith("lm") for each in tools):
        raise Refused("node-part-unsupported", type=tools[0].type)
    if not models or len(parsers) > 1:
        raise Refused("node-unsupported", type=place.node.type)
    if len(models) > 1:
        place.note("setting-approximated", setting="needsFallback")
    if len(tools) < len(others):
        place.note("ai-memory")
    return _Parts(models[0], parsers[0] if parsers else None, tools)


def _inner_parser(place: Place, parser: SourceNode) -> SourceNode:
    """The parser itself, or the one whose answers it has mended."""
    if parser.kind == "outputParserAutofixing":
        place.note("setting-approximated", setting=parser.kind)
        inner = [each for each in place.parts.get(parser.name, ()) if each.kind == "outputParserStructured"]
        if inner:
            return inner[0]
    return parser


def _message(role: str, text: str) -> str:
    return f'{{"role": "{role}", "content": {text}}}'


def _model(place: Place, node: SourceNode, default: str) -> str:
    """JSONata for the name of the model."""
    found = node.parameters.get("model", node.parameters.get("modelName", default))
    if isinstance(found, Mapping):
        found = found.get("value", default)
    if is_computed(found):
        return f"$n8_field_text({place.value(found)})"
    if not isinstance(found, str):
        raise Refused("setting-computed", setting="model")
    return literal(found.removeprefix("models/") or default)


def _settings(node: SourceNode) -> dict[str, str]:
    """What a model is set to, as far as all providers know it."""
    options = node.parameters.get("options")
    found: dict[str, str] = {}
    for name, names in {
        "temperature": ("temperature",),
        "max_tokens": ("maxTokens", "maxOutputTokens"),
    }.items():
        for each in names:
            value = options.get(each) if isinstance(options, Mapping) else None
            if isinstance(value, int | float) and value >= 0:
                found[name] = literal(value)
    return found


def _schema_of(node: SourceNode) -> str | None:
    """A JSON Schema, or an example, as it is written."""
    if node.kind == "outputParserItemList":
        return '{"type": "array", "items": {"type": "string"}}'
    for name in ("inputSchema", "jsonSchema", "jsonSchemaExample"):
        written = node.parameters.get(name)
        if isinstance(written, str) and written.strip():
            return written
    return None


def _schema_of_attributes(place: Place) -> str:
    fields = [
        f'"{row.get("name", "")}": {{"type": "{row.get("type", "string")}"}}'
        for row in place.rows("attributes.attributes")
    ]
    return f'{{"type": "object", "properties": {{{", ".join(fields)}}}}}'
