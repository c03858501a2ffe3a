"""Chat models: their services by the node of n8n, and what a request to one says beside the messages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.language_models.converse import (
    CONVERSE,
    OF_BEDROCK,
    OPENAI_FORM,
    ChatForm,
    settings_of_bedrock,
)
from exeoflow.importers.n8n.applications.language_models.providers import (
    ALIBABA,
    ANTHROPIC,
    AZURE_OPENAI,
    BEDROCK,
    COHERE,
    DATABRICKS,
    DEEP_SEEK,
    GEMINI,
    GROQ,
    HUGGING_FACE,
    LEMONADE,
    MINIMAX,
    MISTRAL,
    MOONSHOT,
    NVIDIA,
    OLLAMA,
    OPEN_ROUTER,
    OPENAI,
    VERCEL,
    VERTEX,
    X_AI,
    model_name,
)
from exeoflow.importers.n8n.applications.language_models.vertex import vertex_of
from exeoflow.importers.n8n.applications.model import Application
from exeoflow.importers.n8n.applications.parts import needed_part
from exeoflow.importers.n8n.applications.requests import Requests, note_limits
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.importers.n8n.source import SourceNode

CHAT_MODELS: Final[Mapping[str, tuple[Application, str]]] = MappingProxyType(
    {
        "lmChatOpenAi": (OPENAI, "gpt-5-mini"),
        "lmChatOpenRouter": (OPEN_ROUTER, "openai/gpt-4.1-mini"),
        "lmChatGroq": (GROQ, "llama3-8b-8192"),
        "lmChatMistralCloud": (MISTRAL, "mistral-small"),
        "lmChatDeepSeek": (DEEP_SEEK, "deepseek-chat"),
        "lmChatXAiGrok": (X_AI, "grok-2-vision-1212"),
        "lmChatAnthropic": (ANTHROPIC, "claude-2"),
        "lmChatGoogleGemini": (GEMINI, "gemini-2.5-flash"),
        "lmOpenAi": (OPENAI, "gpt-4o-mini"),
        "lmOllama": (OLLAMA, "llama3.2"),
        "lmChatCohere": (COHERE, "command-a-03-2025"),
        "lmChatAzureOpenAi": (AZURE_OPENAI, "gpt-4o-mini"),
        "lmChatVercelAiGateway": (VERCEL, "openai/gpt-4o"),
        "lmOpenHuggingFaceInference": (HUGGING_FACE, "mistralai/Mistral-Nemo-Base-2407"),
        "lmChatOllama": (OLLAMA, "llama3.2"),
        "lmChatAlibabaCloud": (ALIBABA, "qwen-plus"),
        "lmChatLemonade": (LEMONADE, ""),
        "lmLemonade": (LEMONADE, ""),
        "lmChatMinimax": (MINIMAX, "MiniMax-M2.7"),
        "lmChatMoonshot": (MOONSHOT, "kimi-k2.5"),
        "lmChatNvidia": (NVIDIA, "nvidia/llama-3.3-nemotron-super-49b-v1"),
        "lmChatAwsBedrock": (BEDROCK, ""),
        "lmChatGoogleVertex": (VERTEX, "gemini-2.5-flash"),
        "lmChatDatabricks": (DATABRICKS, ""),
    }
)
"""By the node of the model: its service, and the model where an export leaves it out."""
_NEWER: Final[Mapping[str, tuple[tuple[float, str], ...]]] = MappingProxyType(
    {
        "lmChatAnthropic": (
            (1.1, "claude-3-sonnet-20240229"),
            (1.2, "claude-3-5-sonnet-20240620"),
            (1.3, "claude-sonnet-4-5-20250929"),
            (1.4, "claude-sonnet-4-6"),
            (1.6, "claude-sonnet-5"),
        ),
        "lmChatGoogleGemini": ((1.1, "gemini-3-flash-preview"),),
        "lmChatMinimax": ((1.1, "MiniMax-M3"),),
        "lmChatMoonshot": ((1.1, "kimi-k2.6"),),
    }
)
"""The models that later versions of a node leave out, each by the version since which it does."""

_SENT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "temperature": "temperature",
        "maxTokens": "max_tokens",
        "maxOutputTokens": "max_tokens",
        "maxTokensToSample": "max_tokens",
        "numPredict": "max_tokens",
        "topP": "top_p",
        "frequencyPenalty": "frequency_penalty",
        "presencePenalty": "presence_penalty",
        "reasoningEffort": "reasoning_effort",
    }
)
"""The fields of a request, by the options of the nodes that all services know."""
_OF_THE_CLIENT: Final = frozenset({"baseURL", "timeout", "maxRetries", "streaming"})
"""Options that are no fields of a request."""
_THINKS: Final = re.compile(r'"(o\d|gpt-5(?!-chat))')
"""Models of OpenAI that know the limit of an answer by another name."""
_NO_LIMIT: Final = -1
_COMPLETES: Final = re.compile(r'"[^"]*instruct|"(babbage|davinci)-\d')
"""Models that complete a text and do not talk: they fail when they are asked for an answer."""


@dataclass(frozen=True, slots=True)
class AskedModel:
    """The requests to a model on a node, and JSONata for the fields of their bodies but `messages`."""

    requests: Requests
    fields: Mapping[str, str]
    form: ChatForm


def asked_model(place: Place, node: SourceNode, before: str = "before") -> AskedModel:
    """How the model on a node is asked; `before` is the step whose answer its requests may read."""
    service, default = CHAT_MODELS[node.kind]
    application = _at_address(place, node, service)
    place.takes_parts = True
    note_limits(place, application)
    newer = [model for since, model in _NEWER.get(node.kind, ()) if since <= node.version]
    fields = {"model": model_name(place, node, newer[-1] if newer else default)} | _settings(place, node)
    if fields["model"] == literal(""):
        fields["model"] = place.missing(f"{node.kind}.model")
    if service is VERTEX:
        fields["model"] = f'($m := {fields["model"]}; $contains($m, "/") ? $m : "google/" & $m)'
    if node.kind == "lmOpenAi" and ("model" not in node.parameters or _COMPLETES.match(fields["model"])):
        place.note("setting-approximated", setting="lmOpenAi.model")
    if _THINKS.match(fields["model"]) and "max_tokens" in fields:
        fields["max_completion_tokens"] = fields.pop("max_tokens")
    requests = Requests(place, application, node.credential, before=before)
    return AskedModel(requests, fields, CONVERSE if application is BEDROCK else OPENAI_FORM)


def only_model(place: Place) -> SourceNode:
    """The model on a node that asks only one; raises `Refused` if it has none that is known."""
    return needed_part(place, CHAT_MODELS, "lm")


def message(role: str, text: str) -> str:
    """JSONata for a message of a talk."""
    return f'{{"role": "{role}", "content": {text}}}'


def _options(node: SourceNode) -> Mapping[str, Any]:
    options = node.parameters.get("options")
    return options if isinstance(options, Mapping) else {}


def _at_address(place: Place, node: SourceNode, application: Application) -> Application:
    """The service, at the address that the node gives."""
    if application is VERTEX:
        return vertex_of(place, node)
    address = _options(node).get("baseURL")
    if not isinstance(address, str) or not address.strip():
        return application
    if is_computed(address):
        raise Refused("setting-computed", setting="baseURL")
    return replace(application, base=address.strip().rstrip("/"))


def _settings(place: Place, node: SourceNode) -> dict[str, str]:
    """What a model is set to, as far as all providers know it; tells of what they do not."""
    found: dict[str, str] = {}
    for name, value in _options(node).items():
        field = _SENT.get(name)
        if value in ("", None, {}, []) or name in _OF_THE_CLIENT:
            continue
        if name == "responseFormat" and not is_computed(value):
            found["response_format"] = literal({"type": value})
        elif name in OF_BEDROCK:
            found |= settings_of_bedrock(place, name, value)
        elif field is None:
            place.note("setting-left-out", setting=f"{node.kind}.{name}")
        elif not (field == "max_tokens" and value == _NO_LIMIT):
            found[field] = place.value(value)
    return found
