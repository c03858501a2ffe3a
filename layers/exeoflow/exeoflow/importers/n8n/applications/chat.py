"""Chains and agents without tools: one question to a chat model for each item.

The providers are asked in the form of OpenAI's chat completions, which each of them takes.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.model import Application, Operation
from exeoflow.importers.n8n.applications.requests import Requests, given
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.pieces import Piece
from exeoflow.importers.n8n.place import Place
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
    """An agent without tools: a chain that gives its answer as `output`."""
    if place.parameter("agent", "conversationalAgent") not in {
        "conversationalAgent",
        "toolsAgent",
        "openAiFunctionsAgent",
    }:
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
    model, parser = _parts(place)
    application, default = _PROVIDERS[model.kind]
    if schema is None and parser is not None:
        schema = _schema_of(parser)
        if schema is None:
            raise Refused("node-part-unsupported", type=parser.type)
    prompt = place.parameter("text", "={{ $json.chatInput }}")
    if place.parameter("promptType", "define") == "auto":
        prompt = "={{ $json.chatInput }}"
    messages = [_message(role, f"$n8_field_text({place.value(each)})") for role, each in before if each]
    if schema is not None:
        messages.append(_message("system", f"{literal(_ONLY_JSON)} & {place.value(schema)}"))
    messages.append(_message("user", f"$n8_field_text({place.value(prompt)})"))
    body = {
        "model": literal(_model(model, default)),
        "messages": f"[{', '.join(messages)}]",
    } | _settings(model)
    if schema is not None:
        body["response_format"] = '{"type": "json_object"}'
    place.takes_parts = True
    given(place, application)
    answer = _TEXT if schema is None else f"$parse({_TEXT})"
    operation = Operation(
        "POST", _PATH, body={}, items=f'{{"{key if schema is None else "output"}": {answer}}}', is_one=True
    )
    credential = model.credentials[0] if model.credentials else None
    return Requests(place, application, credential).piece(operation, body)


def _parts(place: Place) -> tuple[SourceNode, SourceNode | None]:
    """The model and the parser that hang on the node; anything else is more than a question."""
    models = [each for each in place.attached if each.kind in _PROVIDERS]
    parsers = [each for each in place.attached if each.kind == "outputParserStructured"]
    memories = [each for each in place.attached if each.kind.startswith("memory")]
    others = [each for each in place.attached if each not in (*models, *parsers, *memories)]
    if others:
        raise Refused("node-part-unsupported", type=others[0].type)
    if len(models) != 1 or len(parsers) > 1:
        raise Refused("node-unsupported", type=place.node.type)
    if memories:
        place.note("ai-memory")
    return models[0], parsers[0] if parsers else None


def _message(role: str, text: str) -> str:
    return f'{{"role": "{role}", "content": {text}}}'


def _model(node: SourceNode, default: str) -> str:
    found = node.parameters.get("model", node.parameters.get("modelName", default))
    if isinstance(found, Mapping):
        found = found.get("value", default)
    if not isinstance(found, str) or found.startswith("="):
        raise Refused("setting-computed", setting="model")
    return found.removeprefix("models/") or default


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
