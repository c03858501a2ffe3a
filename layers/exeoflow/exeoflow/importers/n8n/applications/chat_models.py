"""Chat models: their services by the node of n8n, and what a request to one says beside the messages.

The providers are asked in the form of OpenAI's chat completions, which each of them takes.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.applications.model import Application
from exeoflow.importers.n8n.applications.requests import Requests, given
from exeoflow.importers.n8n.jsonata import literal
from exeoflow.importers.n8n.place import Place, is_computed
from exeoflow.importers.n8n.reasons import Refused
from exeoflow.importers.n8n.source import SourceNode

CHAT_PATH: Final = "/chat/completions"
CHAT_TEXT: Final = "$answer.choices[0].message.content"
ONLY_JSON: Final = "Answer with JSON only, without any text around it, that matches this JSON Schema:\n"


def _provider(name: str, base: str) -> Application:
    return Application(name, base, {})


PROVIDERS: Final[Mapping[str, tuple[Application, str]]] = MappingProxyType(
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


def asked_model(place: Place, node: SourceNode, before: str = "before") -> tuple[Requests, dict[str, str]]:
    """The requests to a model on a node, and JSONata for the fields of their bodies but `messages`.

    `before` is the step whose answer they may read.
    """
    application, default = PROVIDERS[node.kind]
    place.takes_parts = True
    given(place, application)
    credential = node.credentials[0] if node.credentials else None
    fields = {"model": model_name(place, node, default)} | _settings(node)
    return Requests(place, application, credential, before=before), fields


def only_model(place: Place) -> SourceNode:
    """The model on a node that asks only one; raises `Refused` if it has none that is known."""
    models = [each for each in place.attached if each.kind in PROVIDERS]
    if not models:
        others = (each.type for each in place.attached if each.kind.startswith("lm"))
        raise Refused("node-part-unsupported", type=next(others, place.node.type))
    return models[0]


def message(role: str, text: str) -> str:
    """JSONata for a message of a talk."""
    return f'{{"role": "{role}", "content": {text}}}'


def model_name(place: Place, node: SourceNode, default: str) -> str:
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
