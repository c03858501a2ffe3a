"""Chat models: their services by the node of n8n, and what a request to one says beside the messages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.catalogue.operations import post
from exeoflow.importers.n8n.applications.model import Application
from exeoflow.importers.n8n.applications.parts import needed_part
from exeoflow.importers.n8n.applications.providers import (
    ANTHROPIC,
    AZURE_OPENAI,
    COHERE,
    DEEP_SEEK,
    GEMINI,
    GROQ,
    HUGGING_FACE,
    MISTRAL,
    OLLAMA,
    OPEN_ROUTER,
    OPENAI,
    VERCEL,
    X_AI,
    model_name,
)
from exeoflow.importers.n8n.applications.requests import Requests, note_limits
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.source import SourceNode

CHAT: Final = post("/chat/completions", {})
"""What a model is asked, but for the body."""
CHAT_TEXT: Final = "$answer.choices[0].message.content"
ONLY_JSON: Final = "Answer with JSON only, without any text around it, that matches this JSON Schema:\n"

CHAT_MODELS: Final[Mapping[str, tuple[Application, str]]] = MappingProxyType(
    {
        "lmChatOpenAi": (OPENAI, "gpt-4o-mini"),
        "lmChatOpenRouter": (OPEN_ROUTER, "openai/gpt-4.1-mini"),
        "lmChatGroq": (GROQ, "llama3-8b-8192"),
        "lmChatMistralCloud": (MISTRAL, "mistral-small"),
        "lmChatDeepSeek": (DEEP_SEEK, "deepseek-chat"),
        "lmChatXAiGrok": (X_AI, "grok-2-vision-1212"),
        "lmChatAnthropic": (ANTHROPIC, "claude-3-5-sonnet-latest"),
        "lmChatGoogleGemini": (GEMINI, "gemini-1.5-flash"),
        "lmOpenAi": (OPENAI, "gpt-4o-mini"),
        "lmOllama": (OLLAMA, "llama3.2"),
        "lmChatCohere": (COHERE, "command-a-03-2025"),
        "lmChatAzureOpenAi": (AZURE_OPENAI, "gpt-4o-mini"),
        "lmChatVercelAiGateway": (VERCEL, "openai/gpt-4o"),
        "lmOpenHuggingFaceInference": (HUGGING_FACE, "mistralai/Mistral-Nemo-Base-2407"),
        "lmChatOllama": (OLLAMA, "llama3.2"),
    }
)
"""By the node of the model: its service, and the model where an export leaves it out."""


def asked_model(place: Place, node: SourceNode, before: str = "before") -> tuple[Requests, dict[str, str]]:
    """The requests to a model on a node, and JSONata for the fields of their bodies but `messages`.

    `before` is the step whose answer they may read.
    """
    application, default = CHAT_MODELS[node.kind]
    place.takes_parts = True
    note_limits(place, application)
    fields = {"model": model_name(place, node, default)} | _settings(node)
    return Requests(place, application, node.credential, before=before), fields


def only_model(place: Place) -> SourceNode:
    """The model on a node that asks only one; raises `Refused` if it has none that is known."""
    return needed_part(place, CHAT_MODELS, "lm")


def message(role: str, text: str) -> str:
    """JSONata for a message of a talk."""
    return f'{{"role": "{role}", "content": {text}}}'


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
